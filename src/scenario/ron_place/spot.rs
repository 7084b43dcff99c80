//! Values that remember where they stand, and lists whose elements have errors of their own.

use super::decode::{ATTEMPT, ONE_OR_MANY, SPOT};
use crate::scenario::problem::MAX_PROBLEMS;
use crate::scenario::source::{Mark, Place, Sources};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

/// A value and the place of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub mark: Mark,
}

impl<T> Spot<T> {
    /// Its place.
    #[must_use]
    pub fn place(&self, sources: &Sources) -> Option<Place> {
        sources.place(self.mark)
    }

    /// The place of a part of it, in bytes of its value when that is text.
    #[must_use]
    pub fn part(&self, sources: &Sources, part: Range<usize>) -> Option<Place> {
        sources
            .place(self.mark)
            .map(|whole| sources.inside(whole, part))
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spot<U> {
        Spot {
            value: change(self.value),
            mark: self.mark,
        }
    }
}

impl<T> Deref for Spot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spot<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spot = deserializer.deserialize_newtype_struct(SPOT, MarkedVisitor(PhantomData))?;
        spot.ok_or_else(|| D::Error::custom("a value is expected here"))
    }
}

/// A value, or nothing when it could not be read; what is wrong with it is reported then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt<T>(pub Option<Spot<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_newtype_struct(ATTEMPT, MarkedVisitor(PhantomData))
            .map(Attempt)
    }
}

/// Takes the address and length of a text, then its value.
struct MarkedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MarkedVisitor<T> {
    type Value = Option<Spot<T>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a scenario")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<Spot<T>>, A::Error> {
        let address = seq.next_element()?.unwrap_or_default();
        let len = seq.next_element()?.unwrap_or_default();
        let mark = Mark { address, len };
        Ok(seq.next_element()?.map(|value| Spot { value, mark }))
    }
}

/// A list whose elements are decoded one by one; those that cannot be are reported and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each<T>(pub Vec<Spot<T>>);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Each(Vec::new())
    }
}

impl<T> Deref for Each<T> {
    type Target = [Spot<T>];

    fn deref(&self) -> &[Spot<T>] {
        &self.0
    }
}

impl<T> IntoIterator for Each<T> {
    type Item = Spot<T>;
    type IntoIter = std::vec::IntoIter<Spot<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(EachVisitor(PhantomData))
    }
}

struct EachVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EachVisitor<T> {
    type Value = Each<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list in `[ ]`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Each<T>, A::Error> {
        let (mut list, mut wrong) = (Vec::new(), 0);
        // A list that is wrong throughout is not read to its end: nobody reads that many
        // problems, and keeping them all would cost more memory than the text.
        while wrong < MAX_PROBLEMS
            && let Some(Attempt(element)) = seq.next_element()?
        {
            wrong += usize::from(element.is_none());
            list.extend(element);
        }
        Ok(Each(list))
    }
}

/// A list, or one value that stands for a list of one: `to: "jpcert"`, `to: ["jpcert", "krcert"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<Spot<T>>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany(Vec::new())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [Spot<T>];

    fn deref(&self) -> &[Spot<T>] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list =
            deserializer.deserialize_newtype_struct(ONE_OR_MANY, EachVisitor(PhantomData))?;
        Ok(OneOrMany(list.0))
    }
}

/// Names with values, in the order written: `{ "au": 2, "jp": 3 }` or `( au: 2, jp: 3 )`. Each
/// value has an error of its own; a name may come twice, which whoever reads them must refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<V>(pub Vec<(Spot<String>, Spot<V>)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
            type Value = Entries<V>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("names with values")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Entries<V>, A::Error> {
                let (mut list, mut wrong) = (Vec::new(), 0);
                while wrong < MAX_PROBLEMS
                    && let Some(name) = map.next_key::<Spot<String>>()?
                {
                    match map.next_value::<Attempt<V>>()?.0 {
                        Some(value) => list.push((name, value)),
                        None => wrong += 1,
                    }
                }
                Ok(Entries(list))
            }
        }
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}
