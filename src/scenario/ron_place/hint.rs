//! What people used to other notations write, and what to write instead.

use super::lexer::{Kind, Token};

/// What to write instead of a token that stands where `expected` should.
pub(super) fn way_out(text: &str, token: Token, expected: &str) -> Option<&'static str> {
    let before = &text[..token.start];
    let glued = before.chars().next_back();
    let comma = expected == "a comma";
    match text[token.start..token.end].chars().next()? {
        '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
            Some("quotes are straight here: \"…\"")
        }
        '=' => Some("a name and its value have a colon between them: `name: value`"),
        ';' => Some("a comma separates values, not a semicolon"),
        '#' => Some("a comment begins with `//`"),
        '%' => Some("a share is a number from 0 to 1: 5 % is `0.05`"),
        ':' if comma && before.trim_end().ends_with('"') => {
            Some("names stand without quotes: `id: \"…\"`")
        }
        ':' if expected == "the end of the text" => {
            Some("the whole scenario stands in brackets: `( format: 1, … )`")
        }
        _ if token.kind == Kind::Word && glued == Some('"') => {
            Some("a quote ends just before it: is one missing further up this line?")
        }
        _ if token.kind != Kind::Text && glued.is_some_and(char::is_alphanumeric) => {
            Some("text is written in quotes")
        }
        _ if comma => Some("put a comma after what stands before it"),
        _ => None,
    }
}
