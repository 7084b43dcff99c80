//! Walks the children of a value for a decoder.

use super::decode::At;
use super::tree::{Nodes, Shape};
use super::{Trouble, shortened};
use crate::scenario::codes;
use crate::scenario::problem::did_you_mean;
use crate::scenario::source::Place;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The elements of a list or tuple.
pub(super) struct Children<'t> {
    pub at: At<'t>,
    pub rest: &'t Nodes,
}

impl<'t> Children<'t> {
    /// How many there are.
    pub(super) fn len(mut self) -> usize {
        std::iter::from_fn(|| self.next()).count()
    }

    fn next(&mut self) -> Option<At<'t>> {
        let first = self.rest.first()?;
        let (child, rest) = self.rest.split_at(first.size as usize);
        self.rest = rest;
        Some(self.at.to(child))
    }
}

impl<'t> SeqAccess<'t> for Children<'t> {
    type Error = Trouble;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Trouble> {
        self.next().map(|child| seed.deserialize(child)).transpose()
    }
}

/// The names and values of a struct or map. With a list of fields, a name that is not among them
/// or comes twice is reported and passed over, so that it hides no other trouble.
pub(super) struct Pairs<'t> {
    children: Children<'t>,
    value: Option<At<'t>>,
    fields: Option<&'static [&'static str]>,
    seen: Vec<Option<Place>>,
    /// The fields that were probably meant by unknown names, and those that are known to be wrong.
    pub meant: Vec<&'static str>,
}

impl<'t> Pairs<'t> {
    pub(super) fn of(at: At<'t>, fields: Option<&'static [&'static str]>) -> Pairs<'t> {
        let seen = vec![None; fields.map_or(0, <[_]>::len)];
        Pairs {
            children: at.children(),
            value: None,
            fields,
            seen,
            meant: Vec::new(),
        }
    }

    /// Whether this name is to be decoded; reports it when not.
    fn accepts(&mut self, key: &At<'t>) -> bool {
        let Some(fields) = self.fields else {
            return true;
        };
        let name = key.slice();
        let Some(index) = fields.iter().position(|field| *field == name) else {
            self.meant
                .extend(did_you_mean(name, fields.iter().copied()));
            key.report(Trouble::unknown_field(name, fields).at(key.place(), name));
            return false;
        };
        if let Some(first) = self.seen[index] {
            let message = format!("the field `{}` is given twice", shortened(name));
            key.report(
                Trouble::new(&codes::DUPLICATE_FIELD, key.place(), message)
                    .related(first, "first given here"),
            );
            return false;
        }
        self.seen[index] = Some(key.place());
        let value = self.value.map(|value| begins(&value));
        if value.is_some_and(|value| key.wrong.borrow().known.contains(&value)) {
            self.meant.push(fields[index]);
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
        while let Some(key) = self.children.next() {
            self.value = self.children.next();
            if self.accepts(&key) {
                return seed.deserialize(At { key: true, ..key }).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Trouble> {
        let value = self
            .value
            .take()
            .ok_or_else(|| Trouble::custom("a value is expected"))?;
        let result = seed.deserialize(value);
        if self.fields.is_none() {
            return result;
        }
        result.map_err(|trouble| {
            if trouble.is_quiet() {
                return trouble;
            }
            let trouble = value.locate(trouble);
            let mut wrong = value.wrong.borrow_mut();
            if wrong.known.insert(begins(&value)) {
                wrong.troubles.push(trouble.clone());
            }
            trouble.quiet()
        })
    }
}

/// Where a value begins, which tells it apart from all others.
fn begins(value: &At<'_>) -> (u32, usize) {
    let place = value.place();
    (place.source.0, place.start)
}

/// A word of choice and what it carries.
pub(super) struct Variant<'t> {
    pub at: At<'t>,
    /// The word.
    pub word: &'t str,
}

impl<'t> Variant<'t> {
    /// Whether nothing follows the word.
    fn is_alone(&self) -> bool {
        matches!(self.at.shape(), Shape::Word | Shape::Cell)
    }

    /// What the word carries, without the word.
    fn payload(&self) -> Result<At<'t>, Trouble> {
        if self.is_alone() {
            let (word, place) = (self.word, self.at.place());
            let message = format!("`{word}` needs a value: `{word}(…)`");
            return Err(Trouble::new(&codes::WRONG_TYPE, place, message));
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
        let value = seed.deserialize(BorrowedStrDeserializer::<Trouble>::new(self.word))?;
        Ok((value, self))
    }
}

impl<'t> VariantAccess<'t> for Variant<'t> {
    type Error = Trouble;

    fn unit_variant(self) -> Result<(), Trouble> {
        if self.is_alone() {
            return Ok(());
        }
        let message = format!("`{}` takes no value", self.word);
        Err(Trouble::new(&codes::WRONG_TYPE, self.at.line(), message))
    }

    /// `Name(value)`; a struct or tuple needs no brackets of its own.
    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Trouble> {
        let payload = self.payload()?;
        if payload.shape() == Shape::Tuple && payload.children().len() == 1 {
            return seed.deserialize(payload.to(&payload.nodes[1..]));
        }
        seed.deserialize(payload)
    }

    fn tuple_variant<V: Visitor<'t>>(self, len: usize, visitor: V) -> Result<V::Value, Trouble> {
        self.payload()?.deserialize_tuple(len, visitor)
    }

    /// `Name`, `Name(field: value)` or `Name(value, value)` with the fields in order.
    fn struct_variant<V: Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        if self.is_alone() {
            let nothing = At {
                nodes: &self.at.nodes[..1],
                ..self.at
            };
            let visited = visitor.visit_map(&mut Pairs::of(nothing, Some(fields)));
            return visited.map_err(|trouble| self.at.locate(trouble));
        }
        let payload = self.payload()?;
        if payload.shape() != Shape::Tuple || payload.nodes.len() == 1 {
            return payload.fields(fields, visitor);
        }
        let given = payload.children().len();
        if given > fields.len() {
            let most = fields.len();
            return Err(payload.wrong(&format!("`( … )` with at most {most} values")));
        }
        visitor
            .visit_seq(payload.children())
            .map_err(|trouble| self.at.locate(trouble))
    }
}
