//! Splits RON into tokens. Recurses nowhere and copies nothing.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    Comma,
    Colon,
    /// Text in quotes, raw or not.
    Text,
    /// A character in single quotes.
    Char,
    Number,
    /// A name or a word of choice.
    Word,
    /// A string or comment that is never closed.
    Unclosed(&'static str),
    /// `#![…]`.
    Attribute,
    /// White space or a comment.
    Blank,
    /// A character that means nothing here.
    Stray,
}

/// A stretch of the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// The tokens of a text that mean something.
#[derive(Clone)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    /// The tokens from a byte on.
    pub(super) fn from(text: &'t str, at: usize) -> Self {
        Tokens { text, at }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let (kind, len) = measure(rest);
            let token = Token {
                kind,
                start: self.at,
                end: self.at + len,
            };
            self.at = token.end;
            if kind != Kind::Blank {
                return Some(token);
            }
        }
    }
}

/// The text up to the end of its first line.
pub(super) fn first_line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or(text)
}

/// Kind and length of what `rest`, which is not empty, begins with.
fn measure(rest: &str) -> (Kind, usize) {
    match rest.chars().next().unwrap_or(' ') {
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '"' => quoted(rest),
        '\'' => character(rest),
        '#' if rest.starts_with("#!") => (
            Kind::Attribute,
            rest.find(['\n', '\r']).unwrap_or(rest.len()),
        ),
        '/' if rest.starts_with("//") => (
            Kind::Blank,
            rest.find('\n').map_or(rest.len(), |end| end + 1),
        ),
        '/' if rest.starts_with("/*") => comment(rest),
        'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw(rest),
        '0'..='9' | '+' | '-' | '.' => {
            let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
            (Kind::Number, rest.find(|c| !part(c)).unwrap_or(rest.len()))
        }
        c if c.is_alphabetic() || c == '_' => {
            let part = |c: char| c.is_alphanumeric() || c == '_';
            (Kind::Word, rest.find(|c| !part(c)).unwrap_or(rest.len()))
        }
        c if is_blank(c) => (
            Kind::Blank,
            rest.find(|c| !is_blank(c)).unwrap_or(rest.len()),
        ),
        c => (Kind::Stray, c.len_utf8()),
    }
}

/// White space as RON has it, which is not quite what Unicode says.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
    )
}

fn quoted(rest: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (Kind::Text, at + 1),
            _ => {}
        }
    }
    (Kind::Unclosed("text"), rest.len())
}

/// `r"…"`, `r#"…"#` with any number of `#`.
fn raw(rest: &str) -> (Kind, usize) {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let body = 1 + hashes + 1;
    if !rest[1 + hashes..].starts_with('"') {
        return (Kind::Word, 1);
    }
    let mut from = body;
    while let Some(quote) = rest[from..].find('"') {
        let after = from + quote + 1;
        let closing = rest[after..]
            .bytes()
            .take(hashes)
            .take_while(|byte| *byte == b'#')
            .count();
        if closing == hashes {
            return (Kind::Text, after + hashes);
        }
        from = after;
    }
    (Kind::Unclosed("text"), rest.len())
}

fn character(rest: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1).take(12) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' if at > 1 => return (Kind::Char, at + 1),
            _ => {}
        }
    }
    (Kind::Stray, 1)
}

/// A block comment; they nest.
fn comment(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return (Kind::Blank, at);
        }
    }
    (Kind::Unclosed("comment"), rest.len())
}
