//! Walks the children of a value for a decoder.

use super::decode::At;
use super::lexer::first_line;
use super::{Trouble, shortened};
use crate::scenario::codes;
use crate::scenario::problem::did_you_mean;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The elements of a list or tuple.
pub(super) struct Children<'t> {
    pub at: At<'t>,
    pub cursor: usize,
    pub end: usize,
}

impl Children<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        let (mut cursor, mut count) = (self.cursor, 0);
        while cursor < self.end {
            cursor = self.at.tree.nodes[cursor].next as usize;
            count += 1;
        }
        count
    }
}

impl<'t> SeqAccess<'t> for Children<'t> {
    type Error = Trouble;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Trouble> {
        if self.cursor >= self.end {
            return Ok(None);
        }
        let child = self.at.to(self.cursor);
        self.cursor = child.node().next as usize;
        seed.deserialize(child).map(Some)
    }
}

/// The names and values of a struct or map. With a list of fields, a name that is not among them
/// or comes twice is reported and passed over, so that it hides no other trouble.
pub(super) struct Pairs<'t> {
    at: At<'t>,
    cursor: usize,
    end: usize,
    value: usize,
    fields: Option<&'static [&'static str]>,
    seen: Vec<Option<&'t str>>,
    /// The fields that were probably meant by unknown names.
    pub meant: Vec<&'static str>,
}

impl<'t> Pairs<'t> {
    pub(super) fn of(at: At<'t>, fields: Option<&'static [&'static str]>) -> Pairs<'t> {
        let (cursor, end) = (at.node + 1, at.node().next as usize);
        let seen = vec![None; fields.map_or(0, <[_]>::len)];
        Pairs {
            at,
            cursor,
            end,
            value: end,
            fields,
            seen,
            meant: Vec::new(),
        }
    }

    /// Whether the name at the cursor is to be decoded; reports it when not.
    fn accepts(&mut self, name: &'t str) -> bool {
        let Some(fields) = self.fields else {
            return true;
        };
        let Some(index) = fields.iter().position(|field| *field == name) else {
            self.meant
                .extend(did_you_mean(name, fields.iter().copied()));
            self.at
                .report(Trouble::unknown_field(name, fields).at(first_line(name)));
            return false;
        };
        if let Some(first) = self.seen[index].replace(name) {
            let message = format!("the field `{}` is given twice", shortened(name));
            self.at.report(
                Trouble::new(&codes::DUPLICATE_FIELD, name, message)
                    .related(first, "first given here"),
            );
            return false;
        }
        true
    }
}

impl<'t> MapAccess<'t> for &mut Pairs<'t> {
    type Error = Trouble;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Trouble> {
        while self.cursor < self.end {
            let key = self.at.to(self.cursor);
            self.value = key.node().next as usize;
            self.cursor = self.at.tree.nodes[self.value].next as usize;
            if self.accepts(key.slice()) {
                return seed.deserialize(At { key: true, ..key }).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Trouble> {
        seed.deserialize(self.at.to(self.value))
    }
}

/// A word of choice and what it carries.
pub(super) struct Variant<'t> {
    pub at: At<'t>,
}

impl<'t> Variant<'t> {
    /// What the word carries, without the word.
    fn payload(&self) -> Result<At<'t>, Trouble> {
        if self.at.name().is_empty() {
            let word = self.at.word();
            let message = format!("`{word}` needs a value: `{word}(…)`");
            return Err(Trouble::new(&codes::WRONG_TYPE, word, message));
        }
        Ok(At {
            bare: true,
            ..self.at
        })
    }
}

impl<'t> EnumAccess<'t> for Variant<'t> {
    type Error = Trouble;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, Self), Trouble> {
        let word = self.at.word();
        let value = seed.deserialize(BorrowedStrDeserializer::<Trouble>::new(word))?;
        Ok((value, self))
    }
}

impl<'t> VariantAccess<'t> for Variant<'t> {
    type Error = Trouble;

    fn unit_variant(self) -> Result<(), Trouble> {
        if self.at.name().is_empty() {
            return Ok(());
        }
        let message = format!("`{}` takes no value", self.at.word());
        Err(Trouble::new(
            &codes::WRONG_TYPE,
            first_line(self.at.slice()),
            message,
        ))
    }

    /// `Name(value)`; a struct or tuple needs no brackets of its own.
    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Trouble> {
        let payload = self.payload()?;
        let tuple = payload.node().shape == super::tree::Shape::Tuple;
        if tuple && payload.children().len() == 1 {
            return seed.deserialize(payload.to(payload.node + 1));
        }
        seed.deserialize(payload)
    }

    fn tuple_variant<V: Visitor<'t>>(self, len: usize, visitor: V) -> Result<V::Value, Trouble> {
        self.payload()?.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        self.payload()?.fields(fields, visitor)
    }
}
