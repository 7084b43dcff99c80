//! Decodes values of a tree into types, keeping places.

mod placed;

use super::access::{Children, Pairs, Variant};
use super::leaf::LEAVES;
use super::lexer::first_line;
use super::tree::{Node, Nodes, Shape};
use super::{Trouble, literal};
use crate::scenario::codes;
use crate::scenario::source::{Place, Sources};
use crate::scenario::table;
use placed::Placed;
use serde::de::{Deserializer, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The name under which a type asks for its place before its value.
pub(super) const SPOT: &str = "$hotwash::Spot";
/// As [`SPOT`], but a value that cannot be decoded is reported and left out.
pub(super) const ATTEMPT: &str = "$hotwash::Attempt";
/// The name under which a type asks for a list, a single value being a list of one.
pub(super) const ONE_OR_MANY: &str = "$hotwash::OneOrMany";
/// The name under which a type asks for its place, its value, and its source when it has one.
pub(super) const GIVEN: &str = "$hotwash::Given";
/// The name under which a type takes text in place of its fields.
pub(super) const BRIEF: &str = "$hotwash::Brief";

/// One value of a tree, to be decoded.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    pub sources: &'t Sources,
    pub nodes: &'t Nodes,
    /// The name before the bracket was taken already: it named the choice.
    pub bare: bool,
    /// It is the key of a pair, where words are names.
    pub key: bool,
    /// What is wrong with values that had errors of their own.
    pub sink: &'t RefCell<Vec<Trouble>>,
    /// The fields that cannot be decoded, as far as is known.
    pub wrong: &'t RefCell<Wrong>,
}

/// Fields that cannot be decoded. Decoding a value stops at the first of its fields that is
/// wrong; it is then decoded again without that field, so that the next one is found.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    /// Where the values of these fields begin.
    pub known: BTreeSet<(u32, usize)>,
    /// What is wrong with them.
    pub troubles: Vec<Trouble>,
}

impl<'t> At<'t> {
    pub(super) fn node(&self) -> Node {
        self.nodes[0]
    }

    pub(super) fn shape(&self) -> Shape {
        self.nodes[0].shape
    }

    /// Another value of the same decoding.
    pub(super) fn to(self, nodes: &'t Nodes) -> At<'t> {
        At {
            nodes,
            bare: false,
            key: false,
            ..self
        }
    }

    pub(super) fn place(&self) -> Place {
        let node = self.node();
        let start = if self.bare { node.open } else { node.start } as usize;
        Place {
            start,
            ..node.place()
        }
    }

    pub(super) fn slice(&self) -> &'t str {
        self.sources.slice(self.place())
    }

    /// Its place up to the end of its first line.
    pub(super) fn line(&self) -> Place {
        let place = self.place();
        Place {
            end: place.start + first_line(self.slice()).len(),
            ..place
        }
    }

    /// What is written, without the quotes that a table puts around a cell.
    fn written(&self) -> Cow<'t, str> {
        match self.shape() {
            Shape::Cell => table::content(self.slice()),
            _ => self.slice().into(),
        }
    }

    fn is(&self, shape: Shape) -> bool {
        matches!(self.shape(), Shape::Cell) || self.shape() == shape
    }

    /// The name before the bracket or the word itself, and its place.
    pub(super) fn word(&self) -> (&'t str, Place) {
        match self.shape() {
            Shape::Text | Shape::Char | Shape::Number | Shape::Cell => ("", self.place()),
            _ if self.bare => ("", self.place()),
            _ => self.node().name(self.sources),
        }
    }

    pub(super) fn children(self) -> Children<'t> {
        Children {
            at: self,
            rest: &self.nodes[1..],
        }
    }

    pub(super) fn wrong(&self, expected: &str) -> Trouble {
        Trouble::wrong(self.line(), first_line(self.slice()), expected)
    }

    /// Reports a trouble that does not stop the decoding.
    pub(super) fn report(&self, trouble: Trouble) {
        if !trouble.is_quiet() {
            self.sink.borrow_mut().push(trouble);
        }
    }

    /// The trouble with its place, if it has none yet.
    pub(super) fn locate(&self, trouble: Trouble) -> Trouble {
        trouble.at(self.line(), first_line(self.slice()))
    }

    fn integer(&self, least: i128, most: i128) -> Result<i128, Trouble> {
        let number = self
            .is(Shape::Number)
            .then(|| literal::whole(&self.written()));
        match number.flatten() {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            Some(_) => {
                let message = format!("`{}` is out of range here", super::shortened(self.slice()));
                Err(Trouble::new(&codes::OUT_OF_RANGE, self.place(), message)
                    .because(format!("it must be between {least} and {most}")))
            }
            None => Err(self.wrong("a whole number")),
        }
    }

    pub(super) fn real(&self) -> Result<f64, Trouble> {
        match self.shape() {
            Shape::Number | Shape::Cell => {
                literal::real(&self.written()).ok_or_else(|| self.wrong("a number"))
            }
            Shape::Word if matches!(self.slice(), "inf" | "NaN") => {
                let message = format!("`{}` is not a finite number", self.slice());
                Err(Trouble::new(&codes::OUT_OF_RANGE, self.place(), message))
            }
            _ => Err(self.wrong("a number")),
        }
    }

    /// The text it is.
    pub(super) fn quoted(&self) -> Result<Cow<'t, str>, Trouble> {
        match self.shape() {
            Shape::Text | Shape::Char => literal::text(self.slice()).map_err(|(part, message)| {
                let start = self.place().start;
                let (start, end) = (start + part.start, start + part.end);
                Trouble::new(
                    &codes::SYNTAX,
                    Place {
                        start,
                        end,
                        ..self.place()
                    },
                    message,
                )
            }),
            Shape::Word if self.key => Ok(self.slice().into()),
            Shape::Cell => Ok(self.written()),
            Shape::Word => {
                let help = format!("write \"{}\"", super::shortened(self.slice()));
                Err(self.wrong("text in quotes").help(help))
            }
            _ => Err(self.wrong("text in quotes")),
        }
    }

    /// A struct or struct-like choice: only its own fields, each once.
    pub(super) fn fields<V: Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let empty = self.shape() == Shape::Tuple && self.nodes.len() == 1;
        if self.shape() != Shape::Fields && !empty {
            return Err(self.wrong("`( … )` with named fields"));
        }
        let mut pairs = Pairs::of(self, Some(fields));
        let result = visitor.visit_map(&mut pairs);
        result.map_err(|trouble| {
            // The field that is missing was probably meant by one whose name is unknown, which
            // was reported with that suggestion.
            let meant = trouble
                .missing()
                .is_some_and(|field| pairs.meant.contains(&field));
            self.locate(if meant { trouble.quiet() } else { trouble })
        })
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
            let number = self.integer(<$type>::MIN.into(), <$type>::MAX.into())?;
            let number = <$type>::try_from(number).expect("the range was checked just now");
            visitor.$visit(number).map_err(|trouble| self.locate(trouble))
        }
    )*};
}

impl<'t> Deserializer<'t> for At<'t> {
    type Error = Trouble;

    integers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.shape() {
            Shape::Text | Shape::Char | Shape::Cell => self.deserialize_str(visitor),
            Shape::Number if literal::whole(self.slice()).is_some() => {
                self.deserialize_i64(visitor)
            }
            Shape::Number => self.deserialize_f64(visitor),
            Shape::Word if matches!(self.slice(), "true" | "false") => {
                self.deserialize_bool(visitor)
            }
            Shape::Word => self.deserialize_identifier(visitor),
            Shape::List => self.deserialize_seq(visitor),
            Shape::Tuple => {
                let visited = visitor.visit_seq(self.children());
                visited.map_err(|trouble| self.locate(trouble))
            }
            Shape::Map | Shape::Fields => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match (self.is(Shape::Word), self.slice()) {
            (true, "true") => visitor.visit_bool(true),
            (true, "false") => visitor.visit_bool(false),
            _ => Err(self.wrong("`true` or `false`")),
        }
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor
            .visit_f64(self.real()?)
            .map_err(|trouble| self.locate(trouble))
    }

    fn deserialize_char<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.quoted()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
        .map_err(|trouble| self.locate(trouble))
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    /// `None`, `Some(value)`, or the value itself.
    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        let word = match self.shape() {
            Shape::Word | Shape::Tuple => self.word().0,
            _ => "",
        };
        match (self.shape(), word) {
            (Shape::Word, "None") => visitor.visit_none(),
            (Shape::Tuple, "Some") if self.children().len() == 1 => {
                visitor.visit_some(self.to(&self.nodes[1..]))
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        let empty = self.shape() == Shape::Tuple && self.nodes.len() == 1;
        if empty {
            visitor.visit_unit()
        } else {
            Err(self.wrong("`()`"))
        }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        if self.shape() == Shape::Word && self.slice() == name {
            return visitor.visit_unit();
        }
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        if let Some(leaf) = LEAVES.iter().find(|leaf| leaf.name == name) {
            let number = (leaf.read)(&self)?;
            return visitor
                .visit_i64(number)
                .map_err(|trouble| self.locate(trouble));
        }
        match name {
            SPOT => visitor.visit_seq(Placed::of(self)),
            ATTEMPT => visitor.visit_seq(Placed {
                forgiving: true,
                ..Placed::of(self)
            }),
            GIVEN => visitor.visit_seq(Placed::sourced(self)?),
            ONE_OR_MANY if self.shape() == Shape::List => visitor.visit_seq(self.children()),
            ONE_OR_MANY => visitor.visit_seq(Children {
                at: self,
                rest: self.nodes,
            }),
            BRIEF if self.is(Shape::Text) => self.deserialize_str(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.shape() != Shape::List {
            return Err(self.wrong("a list in `[ ]`"));
        }
        visitor
            .visit_seq(self.children())
            .map_err(|trouble| self.locate(trouble))
    }

    fn deserialize_tuple<V: Visitor<'t>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        if self.shape() != Shape::Tuple || self.children().len() != len {
            return Err(self.wrong(&format!("`( … )` with {len} values")));
        }
        visitor
            .visit_seq(self.children())
            .map_err(|trouble| self.locate(trouble))
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.shape() {
            Shape::Map | Shape::Fields => {}
            Shape::Tuple if self.nodes.len() == 1 => {}
            _ => return Err(self.wrong("`( … )` or `{ … }` with names")),
        }
        let visited = visitor.visit_map(&mut Pairs::of(self, None));
        visited.map_err(|trouble| self.locate(trouble))
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let (written, place) = self.word();
        let group = matches!(self.shape(), Shape::Tuple | Shape::Fields);
        if group && !written.is_empty() && written != name {
            let message = format!("`{written}` stands where only `{name}` may");
            return Err(Trouble::new(&codes::WRONG_NAME, place, message)
                .help(format!("write `{name}(…)`, or just `(…)`")));
        }
        self.fields(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let (mut word, place) = self.word();
        if self.shape() == Shape::Cell {
            // Spreadsheets write `National CERT` or `national_cert`.
            let plain = table::plain(&self.written());
            let meant = variants
                .iter()
                .find(|variant| table::plain(variant) == plain);
            word = meant.copied().unwrap_or(self.slice());
        }
        if word.is_empty() {
            let trouble = self.wrong("a word of choice, without quotes,");
            let found = self.slice().trim_matches('"');
            return Err(trouble.choose(found, variants, "choices"));
        }
        visitor
            .visit_enum(Variant { at: self, word })
            .map_err(|trouble| trouble.at(place, word))
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.is(Shape::Text) {
            return self.deserialize_str(visitor);
        }
        let (word, place) = self.word();
        visitor
            .visit_borrowed_str(word)
            .map_err(|trouble: Trouble| trouble.at(place, word))
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_unit()
    }
}
