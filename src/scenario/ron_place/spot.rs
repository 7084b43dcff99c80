//! Values that remember where they stand, and lists whose elements have errors of their own.

use super::decode::{ATTEMPT, BRIEF, GIVEN, ONE_OR_MANY, SPOT};
use crate::scenario::problem::MAX_PROBLEMS;
use crate::scenario::source::{Place, SourceId, Sources};
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
    pub place: Place,
}

impl<T> Spot<T> {
    /// The place of a part of it, in bytes of its value when that is text.
    #[must_use]
    pub fn part(&self, sources: &Sources, part: Range<usize>) -> Place {
        sources.inside(self.place, part)
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spot<U> {
        Spot {
            value: change(self.value),
            place: self.place,
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
        let spot = deserializer.deserialize_newtype_struct(SPOT, PlacedVisitor(PhantomData))?;
        spot.ok_or_else(|| D::Error::custom("a value is expected here"))
    }
}

/// A value, or nothing when it could not be read; what is wrong with it is reported then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt<T>(pub Option<Spot<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_newtype_struct(ATTEMPT, PlacedVisitor(PhantomData))
            .map(Attempt)
    }
}

/// Takes a place as three numbers, then the value that stands there.
struct PlacedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlacedVisitor<T> {
    type Value = Option<Spot<T>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of a scenario")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<Spot<T>>, A::Error> {
        let source = SourceId(seq.next_element()?.unwrap_or_default());
        let start = seq.next_element()?.unwrap_or_default();
        let end = seq.next_element()?.unwrap_or_default();
        let place = Place { source, start, end };
        Ok(seq.next_element()?.map(|value| Spot { value, place }))
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

/// A value, the source it was taken from, and the range it may lie in as far as anybody knows: `6`,
/// `(6, "source")`, `(value: 6, source: "…", range: (3, 12))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
    /// Where the author has it from.
    pub source: Option<String>,
    /// From where to where it may lie.
    pub range: Option<(Spot<T>, Spot<T>)>,
}

impl<T> Given<T> {
    /// What is made of it, with its source and its range.
    #[must_use]
    pub fn map<U>(&self, make: impl Fn(&T) -> U) -> Given<U> {
        let end = |end: &Spot<T>| Spot {
            value: make(&end.value),
            place: end.place,
        };
        Given {
            value: make(&self.value),
            place: self.place,
            source: self.source.clone(),
            range: self.range.as_ref().map(|(low, high)| (end(low), end(high))),
        }
    }

    /// The same, with the source and the range of a number in it where it has none of its own.
    #[must_use]
    pub fn or_of<U>(mut self, inner: &Given<U>, make: impl Fn(&U) -> T) -> Given<T> {
        let inner = inner.map(make);
        self.source = self.source.or(inner.source);
        self.range = self.range.or(inner.range);
        self
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct GivenVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for GivenVisitor<T> {
            type Value = Option<Given<T>>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let spot = PlacedVisitor(PhantomData).visit_seq(&mut seq)?;
                let Some(Spot { value, place }) = spot else {
                    return Ok(None);
                };
                let source = seq.next_element::<Option<String>>()?.flatten();
                let range = seq.next_element::<Option<(Spot<T>, Spot<T>)>>()?.flatten();
                Ok(Some(Given {
                    value,
                    place,
                    source,
                    range,
                }))
            }
        }
        let given = deserializer.deserialize_newtype_struct(GIVEN, GivenVisitor(PhantomData))?;
        given.ok_or_else(|| D::Error::custom("a value is expected here"))
    }
}

/// Text in place of a value: `"c2-address"` or `(finding: "c2-address", part: Partial)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brief<T> {
    /// The text alone.
    Text(String),
    /// The value in full.
    Full(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Brief<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BriefVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for BriefVisitor<T> {
            type Value = Brief<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("text in quotes or `( … )`")
            }

            fn visit_str<E>(self, text: &str) -> Result<Brief<T>, E> {
                Ok(Brief::Text(text.to_owned()))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Brief<T>, D::Error> {
                T::deserialize(deserializer).map(Brief::Full)
            }
        }
        deserializer.deserialize_newtype_struct(BRIEF, BriefVisitor(PhantomData))
    }
}
