//! Decodes values of a [`Tree`] into types, keeping places.

use super::access::{Children, Pairs, Variant};
use super::lexer::first_line;
use super::tree::{Node, Shape, Tree};
use super::{Trouble, literal};
use crate::scenario::codes;
use serde::de::value::U64Deserializer;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use std::cell::RefCell;

/// The name under which a type asks for its mark before its value.
pub(super) const SPOT: &str = "$hotwash::Spot";
/// As [`SPOT`], but a value that cannot be decoded is reported and left out.
pub(super) const ATTEMPT: &str = "$hotwash::Attempt";
/// The name under which a type asks for a list, a single value being a list of one.
pub(super) const ONE_OR_MANY: &str = "$hotwash::OneOrMany";

/// One value of a tree, to be decoded.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    pub text: &'t str,
    pub tree: &'t Tree,
    pub node: usize,
    /// The name before the bracket was taken already: it named the choice.
    pub bare: bool,
    /// It is the key of a pair, where words are names.
    pub key: bool,
    /// What is wrong with values that had errors of their own.
    pub sink: &'t RefCell<Vec<Trouble>>,
}

impl<'t> At<'t> {
    pub(super) fn node(&self) -> Node {
        self.tree.nodes[self.node]
    }

    /// The same text at another node.
    pub(super) fn to(self, node: usize) -> At<'t> {
        At {
            node,
            bare: false,
            key: false,
            ..self
        }
    }

    pub(super) fn slice(&self) -> &'t str {
        let Node {
            start, end, open, ..
        } = self.node();
        let start = if self.bare { open } else { start };
        &self.text[start as usize..end as usize]
    }

    /// The name before the bracket, empty when there is none.
    pub(super) fn name(&self) -> &'t str {
        let Node { start, open, .. } = self.node();
        if self.bare {
            ""
        } else {
            self.text[start as usize..open as usize].trim_end()
        }
    }

    /// The word before the bracket or the word itself, exactly; a comment may follow it.
    pub(super) fn word(&self) -> &'t str {
        let slice = if self.node().shape == Shape::Word {
            self.slice()
        } else {
            self.name()
        };
        let part = |c: char| c.is_alphanumeric() || c == '_';
        &slice[..slice.find(|c| !part(c)).unwrap_or(slice.len())]
    }

    pub(super) fn children(self) -> Children<'t> {
        Children {
            at: self,
            cursor: self.node + 1,
            end: self.node().next as usize,
        }
    }

    pub(super) fn wrong(&self, expected: &str) -> Trouble {
        Trouble::wrong(first_line(self.slice()), expected)
    }

    /// Reports a trouble that does not stop the decoding.
    pub(super) fn report(&self, trouble: Trouble) {
        if !trouble.is_quiet() {
            self.sink.borrow_mut().push(trouble);
        }
    }

    fn located(&self) -> impl FnOnce(Trouble) -> Trouble + use<'t> {
        let slice = first_line(self.slice());
        move |trouble| trouble.at(slice)
    }

    fn integer(&self, least: i128, most: i128) -> Result<i128, Trouble> {
        let number = (self.node().shape == Shape::Number).then(|| literal::whole(self.slice()));
        match number.flatten() {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            Some(_) => {
                let message = format!("`{}` is out of range here", super::shortened(self.slice()));
                Err(Trouble::new(&codes::OUT_OF_RANGE, self.slice(), message)
                    .because(format!("it must be between {least} and {most}")))
            }
            None => Err(self.wrong("a whole number")),
        }
    }

    fn real(&self) -> Result<f64, Trouble> {
        match self.node().shape {
            Shape::Number => literal::real(self.slice()).ok_or_else(|| self.wrong("a number")),
            Shape::Word if matches!(self.slice(), "inf" | "NaN") => {
                let message = format!("`{}` is not a finite number", self.slice());
                Err(Trouble::new(&codes::OUT_OF_RANGE, self.slice(), message))
            }
            _ => Err(self.wrong("a number")),
        }
    }

    /// The text it is; `None` when it is something else.
    fn quoted(&self) -> Result<std::borrow::Cow<'t, str>, Trouble> {
        match self.node().shape {
            Shape::Text | Shape::Char => literal::text(self.slice()).map_err(|(part, message)| {
                let slice = self.slice();
                Trouble::new(&codes::SYNTAX, slice.get(part).unwrap_or(slice), message)
            }),
            Shape::Word if self.key => Ok(self.slice().into()),
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
        let empty = self.node().shape == Shape::Tuple && self.node().next as usize == self.node + 1;
        if self.node().shape != Shape::Fields && !empty {
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
            self.located()(if meant { trouble.quiet() } else { trouble })
        })
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
            let number = self.integer(<$type>::MIN.into(), <$type>::MAX.into())?;
            let number = <$type>::try_from(number).expect("the range was checked just now");
            visitor.$visit(number).map_err(self.located())
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
        match self.node().shape {
            Shape::Text | Shape::Char => self.deserialize_str(visitor),
            Shape::Number if literal::whole(self.slice()).is_some() => {
                self.deserialize_i64(visitor)
            }
            Shape::Number => self.deserialize_f64(visitor),
            Shape::Word if matches!(self.slice(), "true" | "false") => {
                self.deserialize_bool(visitor)
            }
            Shape::Word => self.deserialize_identifier(visitor),
            Shape::List | Shape::Tuple => {
                visitor.visit_seq(self.children()).map_err(self.located())
            }
            Shape::Map | Shape::Fields => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match (self.node().shape, self.slice()) {
            (Shape::Word, "true") => visitor.visit_bool(true),
            (Shape::Word, "false") => visitor.visit_bool(false),
            _ => Err(self.wrong("`true` or `false`")),
        }
        .map_err(self.located())
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_f64(self.real()?).map_err(self.located())
    }

    fn deserialize_char<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.quoted()? {
            std::borrow::Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            std::borrow::Cow::Owned(text) => visitor.visit_string(text),
        }
        .map_err(self.located())
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
        let (shape, word) = (self.node().shape, self.word());
        if shape == Shape::Word && word == "None" {
            return visitor.visit_none();
        }
        if shape == Shape::Tuple && word == "Some" && self.children().len() == 1 {
            return visitor.visit_some(self.to(self.node + 1));
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        let empty = self.node().shape == Shape::Tuple && self.children().len() == 0;
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
        if self.node().shape == Shape::Word && self.word() == name {
            return visitor.visit_unit();
        }
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        match name {
            SPOT => visitor.visit_seq(Marked {
                at: self,
                step: 0,
                forgiving: false,
            }),
            ATTEMPT => visitor.visit_seq(Marked {
                at: self,
                step: 0,
                forgiving: true,
            }),
            ONE_OR_MANY if self.node().shape == Shape::List => visitor.visit_seq(self.children()),
            ONE_OR_MANY => {
                let end = self.node().next as usize;
                visitor.visit_seq(Children {
                    at: self,
                    cursor: self.node,
                    end,
                })
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.node().shape != Shape::List {
            return Err(self.wrong("a list in `[ ]`"));
        }
        visitor.visit_seq(self.children()).map_err(self.located())
    }

    fn deserialize_tuple<V: Visitor<'t>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let right = self.node().shape == Shape::Tuple && self.children().len() == len;
        if !right {
            return Err(self.wrong(&format!("`( … )` with {len} values")));
        }
        visitor.visit_seq(self.children()).map_err(self.located())
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
        let empty = self.node().next as usize == self.node + 1;
        match self.node().shape {
            Shape::Map | Shape::Fields => {}
            Shape::Tuple if empty => {}
            _ => return Err(self.wrong("`( … )` or `{ … }` with names")),
        }
        visitor
            .visit_map(&mut Pairs::of(self, None))
            .map_err(self.located())
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let written = self.word();
        let group = matches!(self.node().shape, Shape::Tuple | Shape::Fields);
        if group && !written.is_empty() && written != name {
            let message = format!("`{written}` stands where only `{name}` may");
            return Err(Trouble::new(&codes::WRONG_NAME, written, message)
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
        let word = self.word();
        if word.is_empty() {
            let trouble = self.wrong("a word of choice, without quotes,");
            let found = self.slice().trim_matches('"');
            return Err(trouble.choose(found, variants, "choices"));
        }
        visitor
            .visit_enum(Variant { at: self })
            .map_err(|trouble| trouble.at(word))
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.node().shape {
            Shape::Text => self.deserialize_str(visitor),
            _ => visitor
                .visit_borrowed_str(self.word())
                .map_err(|trouble: Trouble| trouble.at(self.word())),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_unit()
    }
}

/// Gives the address and length of a value's text, then the value.
struct Marked<'t> {
    at: At<'t>,
    step: u8,
    forgiving: bool,
}

impl<'t> SeqAccess<'t> for Marked<'t> {
    type Error = Trouble;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Trouble> {
        let slice = self.at.slice();
        let number = |n: usize| U64Deserializer::<Trouble>::new(n as u64);
        self.step += 1;
        match self.step {
            1 => seed.deserialize(number(slice.as_ptr().addr())).map(Some),
            2 => seed.deserialize(number(slice.len())).map(Some),
            _ => match seed.deserialize(self.at) {
                Err(trouble) if self.forgiving => {
                    self.at.report(trouble.at(first_line(slice)));
                    Ok(None)
                }
                result => result.map(Some).map_err(self.at.located()),
            },
        }
    }
}
