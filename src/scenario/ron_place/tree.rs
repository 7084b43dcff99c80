//! A text as a flat tree of values, each with its place. Read in one pass.

use super::Trouble;
use super::lexer::{Kind, Token, Tokens, first_line};
use crate::scenario::codes;

/// How deep brackets may be nested.
pub const MAX_DEPTH: usize = 64;
/// How many values and names one text may hold.
pub const MAX_VALUES: usize = 4_000_000;

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Char,
    Number,
    Word,
    /// `[ … ]`, children in order.
    List,
    /// `{ key: value }`, children in pairs.
    Map,
    /// `( … )` or `Name( … )`, children in order.
    Tuple,
    /// `( name: value )` or `Name( … )`, children in pairs; the names are words.
    Fields,
}

/// One value. Its children follow it at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub shape: Shape,
    pub start: u32,
    pub end: u32,
    /// Where the bracket opens; after `start` when a name stands before it.
    pub open: u32,
    /// The number of the first node that is not in this one.
    pub next: u32,
}

/// All values of a text; the first is the whole.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Reads a text.
    ///
    /// # Errors
    /// The first thing that is not well formed.
    pub(super) fn read(text: &str) -> Result<Tree, Trouble> {
        let mut reader = Reader {
            text,
            tokens: Tokens::of(text),
            nodes: Vec::new(),
            ahead: None,
        };
        if let Some(token) = reader.peek()
            && token.kind == Kind::Attribute
        {
            let message = "attributes such as `#![enable(…)]` are not allowed";
            return Err(
                Trouble::new(&codes::ATTRIBUTE, &text[token.start..token.end], message)
                    .because("all texts are read with one fixed set of extensions")
                    .help("take the line out: nothing needs to be switched on"),
            );
        }
        reader.value(&mut Vec::new())?;
        match reader.take() {
            None => Ok(Tree {
                nodes: reader.nodes,
            }),
            Some(token) if token.kind == Kind::Close => Err(reader.unbalanced(token, &[])),
            Some(token) => Err(reader.wrong(token, "the end of the text")),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    nodes: Vec<Node>,
    ahead: Option<Token>,
}

impl<'t> Reader<'t> {
    fn peek(&mut self) -> Option<Token> {
        if self.ahead.is_none() {
            self.ahead = self.tokens.next();
        }
        self.ahead
    }

    fn take(&mut self) -> Option<Token> {
        self.peek();
        self.ahead.take()
    }

    fn slice(&self, token: Token) -> &'t str {
        &self.text[token.start..token.end]
    }

    /// Reads one value; `open` are the brackets it stands in.
    fn value(&mut self, open: &mut Vec<usize>) -> Result<(), Trouble> {
        let Some(token) = self.take() else {
            return Err(self.ends_early(open));
        };
        let shape = match token.kind {
            Kind::Text => Shape::Text,
            Kind::Char => Shape::Char,
            Kind::Number => Shape::Number,
            Kind::Open => return self.group(token.start, token, open),
            Kind::Word => {
                let next = self.peek().filter(|next| self.slice(*next) == "(");
                if let Some(bracket) = next {
                    self.take();
                    return self.group(token.start, bracket, open);
                }
                Shape::Word
            }
            Kind::Close => return Err(self.close_instead(token, open)),
            _ => return Err(self.wrong(token, "a value")),
        };
        self.node(shape, token.start, token)?;
        Ok(())
    }

    fn node(&mut self, shape: Shape, start: usize, token: Token) -> Result<usize, Trouble> {
        let index = self.nodes.len();
        if index >= MAX_VALUES {
            let message = format!("a file may hold {MAX_VALUES} values; this is one more");
            return Err(Trouble::new(
                &codes::FILE_TOO_LARGE,
                self.slice(token),
                message,
            ));
        }
        // Sources are at most 16 MiB, so offsets and counts fit 32 bits.
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (start, open, end) = (narrow(start), narrow(token.start), narrow(token.end));
        self.nodes.push(Node {
            shape,
            start,
            end,
            open,
            next: narrow(index + 1),
        });
        Ok(index)
    }

    /// Reads what stands in brackets; the opening one is taken already.
    fn group(
        &mut self,
        start: usize,
        bracket: Token,
        open: &mut Vec<usize>,
    ) -> Result<(), Trouble> {
        if open.len() >= MAX_DEPTH {
            let message = format!("brackets are nested more than {MAX_DEPTH} deep");
            return Err(Trouble::new(&codes::TOO_DEEP, self.slice(bracket), message));
        }
        open.push(bracket.start);
        let shape = match self.slice(bracket) {
            "[" => Shape::List,
            "{" => Shape::Map,
            _ if self.named() => Shape::Fields,
            _ => Shape::Tuple,
        };
        let index = self.node(shape, start, bracket)?;
        let end = loop {
            if let Some(close) = self.closing(open)? {
                break close.end;
            }
            if shape == Shape::Fields {
                self.name(open)?;
            } else {
                self.value(open)?;
            }
            if matches!(shape, Shape::Fields | Shape::Map) {
                self.punctuation(Kind::Colon, open)?;
                self.value(open)?;
            }
            if let Some(close) = self.closing(open)? {
                break close.end;
            }
            self.punctuation(Kind::Comma, open)?;
        };
        open.pop();
        let next = self.nodes.len();
        self.nodes[index].end = u32::try_from(end).unwrap_or(u32::MAX);
        self.nodes[index].next = u32::try_from(next).unwrap_or(u32::MAX);
        Ok(())
    }

    /// Whether a name and a colon come next.
    fn named(&mut self) -> bool {
        let word = self.peek().is_some_and(|token| token.kind == Kind::Word);
        word && self
            .tokens
            .clone()
            .next()
            .is_some_and(|token| token.kind == Kind::Colon)
    }

    /// Takes the bracket that closes the innermost group, if it comes next.
    fn closing(&mut self, open: &[usize]) -> Result<Option<Token>, Trouble> {
        let Some(token) = self.peek().filter(|token| token.kind == Kind::Close) else {
            return Ok(None);
        };
        let opened = open.last().map_or("", |at| &self.text[*at..=*at]);
        if matches!(
            (opened, self.slice(token)),
            ("(", ")") | ("[", "]") | ("{", "}")
        ) {
            Ok(self.take())
        } else {
            Err(self.unbalanced(token, open))
        }
    }

    fn name(&mut self, open: &[usize]) -> Result<(), Trouble> {
        match self.take() {
            Some(token) if token.kind == Kind::Word => {
                self.node(Shape::Word, token.start, token).map(|_| ())
            }
            Some(token) => Err(self.wrong(token, "a name and a colon")),
            None => Err(self.ends_early(open)),
        }
    }

    fn punctuation(&mut self, kind: Kind, open: &[usize]) -> Result<(), Trouble> {
        match self.take() {
            Some(token) if token.kind == kind => Ok(()),
            Some(token) if token.kind == Kind::Close => Err(self.close_instead(token, open)),
            Some(token) if kind == Kind::Comma => Err(self.wrong(token, "a comma")),
            Some(token) => Err(self.wrong(token, "a colon")),
            None => Err(self.ends_early(open)),
        }
    }

    /// A token that stands where `expected` should.
    fn wrong(&self, token: Token, expected: &str) -> Trouble {
        let slice = first_line(self.slice(token));
        if let Kind::Unclosed(what) = token.kind {
            let message = format!("this {what} is never closed");
            return Trouble::new(&codes::UNBALANCED, slice, message);
        }
        let message = format!(
            "{expected} is expected before `{}`",
            super::shortened(slice)
        );
        let trouble = Trouble::new(&codes::SYNTAX, slice, message);
        let glued = self.text[..token.start].chars().next_back();
        if token.kind != Kind::Text && glued.is_some_and(char::is_alphanumeric) {
            return trouble.help("text is written in quotes");
        }
        trouble
    }

    /// A bracket that closes too early, or the wrong group.
    fn close_instead(&self, token: Token, open: &[usize]) -> Trouble {
        let opened = open.last().map_or("", |at| &self.text[*at..=*at]);
        if matches!(
            (opened, self.slice(token)),
            ("(", ")") | ("[", "]") | ("{", "}")
        ) {
            self.wrong(token, "a value")
        } else {
            self.unbalanced(token, open)
        }
    }

    fn unbalanced(&self, token: Token, open: &[usize]) -> Trouble {
        let slice = self.slice(token);
        match open.last() {
            Some(&at) => {
                let opened = &self.text[at..=at];
                let message = format!("`{slice}` does not close `{opened}`");
                Trouble::new(&codes::UNBALANCED, slice, message)
                    .related(opened, format!("this `{opened}` is still open"))
            }
            None => {
                let message = format!("`{slice}` closes nothing");
                Trouble::new(&codes::UNBALANCED, slice, message)
            }
        }
    }

    fn ends_early(&self, open: &[usize]) -> Trouble {
        match open.last() {
            Some(&at) => {
                let opened = &self.text[at..=at];
                let message = format!("this `{opened}` is never closed");
                Trouble::new(&codes::UNBALANCED, opened, message)
            }
            None => Trouble::new(
                &codes::SYNTAX,
                first_line(self.text),
                "the text says nothing",
            )
            .help("a scenario is written `( format: 1, title: \"…\", … )`"),
        }
    }
}
