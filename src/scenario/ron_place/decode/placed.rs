//! A value given with its place, and with its source if it has one.

use super::{At, Node, Nodes, Place, Shape, Trouble};
use serde::de::value::U64Deserializer;
use serde::de::{DeserializeSeed, SeqAccess};

/// Gives the place of a value as three numbers, then the value, then its source if it has one.
pub(super) struct Placed<'t> {
    pub(super) at: At<'t>,
    pub(super) value: At<'t>,
    pub(super) source: Option<At<'t>>,
    pub(super) step: u8,
    pub(super) forgiving: bool,
}

impl<'t> Placed<'t> {
    pub(super) fn of(at: At<'t>) -> Self {
        Placed {
            at,
            value: at,
            source: None,
            step: 0,
            forgiving: false,
        }
    }

    /// `value`, `(value, "source")` or `(value: …, source: "…")`.
    pub(super) fn sourced(at: At<'t>) -> Result<Self, Trouble> {
        let mut placed = Placed::of(at);
        if at.word().0.is_empty() {
            let children: Vec<&'t Nodes> = match at.shape() {
                Shape::Tuple => super::super::tree::elements(at.nodes).take(3).collect(),
                Shape::Fields => {
                    let pairs = super::super::tree::pairs(at.nodes).take(3);
                    let named = |name: &str| {
                        let of = |(key, value): (&Node, &'t Nodes)| {
                            (at.sources.slice(key.place()) == name).then_some(value)
                        };
                        super::super::tree::pairs(at.nodes).take(3).find_map(of)
                    };
                    match (pairs.count(), named("value"), named("source")) {
                        (2, Some(value), Some(source)) => vec![value, source],
                        _ => Vec::new(),
                    }
                }
                _ => return Ok(placed),
            };
            match &children[..] {
                [value, source] => {
                    placed.value = at.to(value);
                    placed.source = Some(at.to(source));
                }
                _ => return Err(at.wrong("a value, or `(value, \"its source\")`,")),
            }
        }
        Ok(placed)
    }
}

impl<'t> SeqAccess<'t> for Placed<'t> {
    type Error = Trouble;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Trouble> {
        let Place { source, start, end } = self.value.place();
        let number = |n: usize| U64Deserializer::<Trouble>::new(n as u64);
        self.step += 1;
        match self.step {
            1 => seed.deserialize(number(source.0 as usize)).map(Some),
            2 => seed.deserialize(number(start)).map(Some),
            3 => seed.deserialize(number(end)).map(Some),
            4 => match seed.deserialize(self.value) {
                Err(trouble) if self.forgiving => {
                    self.at.report(self.value.locate(trouble));
                    Ok(None)
                }
                result => result
                    .map(Some)
                    .map_err(|trouble| self.value.locate(trouble)),
            },
            _ => match self.source {
                Some(source) => seed.deserialize(source).map(Some),
                None => Ok(None),
            },
        }
    }
}
