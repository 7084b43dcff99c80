//! A text as a flat tree of values, each with its place. Read in one pass.

use super::lexer::{Kind, Token, Tokens, first_line};
use super::{Trouble, hint};
use crate::scenario::codes;
use crate::scenario::source::{Place, SourceId, Sources};
use std::collections::BTreeMap;

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
    /// The content of a cell of a table: text, number or word, whatever is expected.
    Cell,
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
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
    /// Where the bracket opens; after `start` when a name stands before it.
    pub open: u32,
    /// How many nodes it is, its children and itself.
    pub size: u32,
}

impl Node {
    /// Its place.
    pub(super) fn place(&self) -> Place {
        Place {
            source: self.source,
            start: self.start as usize,
            end: self.end as usize,
        }
    }

    /// The name before the bracket, with its place; empty when there is none.
    pub(super) fn name<'t>(&self, sources: &'t Sources) -> (&'t str, Place) {
        let place = self.place();
        if self.shape == Shape::Word {
            return (sources.slice(place), place);
        }
        let place = Place {
            end: self.open as usize,
            ..place
        };
        if self.open == self.start {
            return ("", place);
        }
        let text = sources.slice(place);
        // A comment may stand between a name and its bracket.
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let name = &text[..text.find(|c| !part(c)).unwrap_or(text.len())];
        let end = place.start + name.len();
        (name, Place { end, ..place })
    }
}

/// A value with its children, as nodes of which the first is the value. `Nodes` of one tree may
/// come from several texts.
pub(super) type Nodes = [Node];

/// The names and values of a value with fields, as (name, value) nodes.
pub(super) fn pairs(nodes: &Nodes) -> impl Iterator<Item = (&Node, &Nodes)> {
    let mut at = 1;
    std::iter::from_fn(move || {
        let key = nodes.get(at)?;
        let value = at + key.size as usize;
        let end = value + nodes.get(value)?.size as usize;
        at = end;
        Some((key, &nodes[value..end]))
    })
}

/// The elements of a list.
pub(super) fn elements(nodes: &Nodes) -> impl Iterator<Item = &Nodes> {
    let mut at = 1;
    std::iter::from_fn(move || {
        let end = at + nodes.get(at)?.size as usize;
        let element = &nodes[at..end];
        at = end;
        Some(element)
    })
}

/// One value over another: fields that `over` gives replace those of `base`, deeply; anything
/// else replaces as a whole.
pub(super) fn layered(base: &Nodes, over: &Nodes, sources: &Sources) -> Vec<Node> {
    let has_fields = |nodes: &Nodes| {
        nodes[0].shape == Shape::Fields || (nodes[0].shape == Shape::Tuple && nodes.len() == 1)
    };
    let named = |nodes: &Nodes| !nodes[0].name(sources).0.is_empty();
    if !has_fields(base) || !has_fields(over) || named(base) || named(over) {
        return over.to_vec();
    }
    let mut below: BTreeMap<&str, &Nodes> = BTreeMap::new();
    for (key, value) in pairs(base) {
        below.insert(sources.slice(key.place()), value);
    }
    let mut nodes = vec![over[0]];
    let mut above: BTreeMap<&str, ()> = BTreeMap::new();
    for (key, value) in pairs(over) {
        nodes.push(*key);
        let name = sources.slice(key.place());
        match below.get(name).filter(|_| above.insert(name, ()).is_none()) {
            Some(base) => nodes.extend(layered(base, value, sources)),
            None => nodes.extend_from_slice(value),
        }
    }
    for (key, value) in pairs(base) {
        if !above.contains_key(sources.slice(key.place())) {
            nodes.push(*key);
            nodes.extend_from_slice(value);
        }
    }
    nodes[0].shape = Shape::Fields;
    nodes[0].size = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    nodes
}

/// The fields that `over` gives, each over what `base` gives for it; not those that only `base`
/// gives.
pub(super) fn overlapped(base: &Nodes, over: &Nodes, sources: &Sources) -> Vec<Node> {
    if base[0].shape != Shape::Fields || over[0].shape != Shape::Fields {
        return over.to_vec();
    }
    let mut below: BTreeMap<&str, &Nodes> = BTreeMap::new();
    for (key, value) in pairs(base) {
        below.insert(sources.slice(key.place()), value);
    }
    let mut nodes = vec![over[0]];
    for (key, value) in pairs(over) {
        nodes.push(*key);
        match below.remove(sources.slice(key.place())) {
            Some(base) => nodes.extend(layered(base, value, sources)),
            None => nodes.extend_from_slice(value),
        }
    }
    nodes[0].size = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    nodes
}

/// Reads a text of `sources` from a byte on.
///
/// # Errors
/// The first thing that is not well formed.
pub(super) fn read(sources: &Sources, source: SourceId, from: usize) -> Result<Vec<Node>, Trouble> {
    let text = sources.get(source).text();
    let (tokens, nodes) = (Tokens::from(text, from), Vec::new());
    let mut reader = Reader {
        text,
        source,
        tokens,
        nodes,
        ahead: None,
    };
    if let Some(token) = reader.peek()
        && token.kind == Kind::Attribute
    {
        let message = "attributes such as `#![enable(…)]` are not allowed";
        return Err(
            Trouble::new(&codes::ATTRIBUTE, reader.place(token), message)
                .because("all texts are read with one fixed set of extensions")
                .help("take the line out: nothing needs to be switched on"),
        );
    }
    reader.value(&mut Vec::new())?;
    match reader.take() {
        None => Ok(reader.nodes),
        Some(token) if token.kind == Kind::Close => Err(reader.unbalanced(token, &[])),
        Some(token) => Err(reader.wrong(token, "the end of the text")),
    }
}

struct Reader<'t> {
    text: &'t str,
    source: SourceId,
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

    /// The place of a token, at most to the end of its first line.
    fn place(&self, token: Token) -> Place {
        let end = token.start + first_line(self.slice(token)).len();
        Place {
            source: self.source,
            start: token.start,
            end,
        }
    }

    fn bracket(&self, at: usize) -> Place {
        Place {
            source: self.source,
            start: at,
            end: at + 1,
        }
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
                self.place(token),
                message,
            ));
        }
        // Sources are at most 16 MiB, so offsets and counts fit 32 bits.
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (start, open, end) = (narrow(start), narrow(token.start), narrow(token.end));
        self.nodes.push(Node {
            shape,
            source: self.source,
            start,
            end,
            open,
            size: 1,
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
            return Err(Trouble::new(&codes::TOO_DEEP, self.place(bracket), message));
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
        let size = self.nodes.len() - index;
        self.nodes[index].end = u32::try_from(end).unwrap_or(u32::MAX);
        self.nodes[index].size = u32::try_from(size).unwrap_or(u32::MAX);
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
            Some(token) => {
                let trouble = self.wrong(token, "a name and a colon");
                Err(match open.last() {
                    Some(at) if token.kind == Kind::Open => trouble.related(
                        self.bracket(*at),
                        "is this bracket closed where it should be?",
                    ),
                    _ => trouble,
                })
            }
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
            return Trouble::new(&codes::UNBALANCED, self.place(token), message);
        }
        let message = format!(
            "{expected} is expected before `{}`",
            super::shortened(slice)
        );
        let trouble = Trouble::new(&codes::SYNTAX, self.place(token), message);
        match hint::way_out(self.text, token, expected) {
            Some(help) => trouble.help(help),
            None => trouble,
        }
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
                Trouble::new(&codes::UNBALANCED, self.place(token), message)
                    .related(self.bracket(at), format!("this `{opened}` is still open"))
            }
            None => {
                let message = format!("`{slice}` closes nothing");
                Trouble::new(&codes::UNBALANCED, self.place(token), message)
            }
        }
    }

    fn ends_early(&self, open: &[usize]) -> Trouble {
        match open.last() {
            Some(&at) => {
                let opened = &self.text[at..=at];
                let message = format!("this `{opened}` is never closed");
                Trouble::new(&codes::UNBALANCED, self.bracket(at), message)
            }
            None => Trouble::new(
                &codes::SYNTAX,
                Place {
                    source: self.source,
                    start: 0,
                    end: 0,
                },
                "the text says nothing",
            )
            .help("a scenario is written `( format: 1, title: \"…\", … )`"),
        }
    }
}
