//! A value given with its place, and with its source and its range if it has them.

use super::{At, Nodes, Place, Shape, Trouble};
use serde::de::value::{U64Deserializer, UnitDeserializer};
use serde::de::{DeserializeSeed, SeqAccess};

/// Gives the place of a value as three numbers, then the value, then its source and its range, each
/// nothing where it has none.
pub(super) struct Placed<'t> {
    pub(super) at: At<'t>,
    pub(super) value: At<'t>,
    pub(super) source: Option<At<'t>>,
    pub(super) range: Option<At<'t>>,
    pub(super) step: u8,
    pub(super) forgiving: bool,
}

impl<'t> Placed<'t> {
    pub(super) fn of(at: At<'t>) -> Self {
        Placed {
            at,
            value: at,
            source: None,
            range: None,
            step: 0,
            forgiving: false,
        }
    }

    /// `value`, `(value, "source")` or `(value: …, source: "…", range: (…, …))`, in which either of
    /// the last two may be left out.
    pub(super) fn sourced(at: At<'t>) -> Result<Self, Trouble> {
        let mut placed = Placed::of(at);
        if !at.word().0.is_empty() {
            return Ok(placed);
        }
        match at.shape() {
            Shape::Tuple => {
                let children: Vec<&'t Nodes> =
                    super::super::tree::elements(at.nodes).take(3).collect();
                let [value, source] = children[..] else {
                    return Err(at.wrong(SHAPE));
                };
                placed.value = at.to(value);
                placed.source = Some(at.to(source));
            }
            Shape::Fields => {
                let mut value = None;
                for (key, nodes) in super::super::tree::pairs(at.nodes).take(4) {
                    let field = match at.sources.slice(key.place()) {
                        "value" => &mut value,
                        "source" => &mut placed.source,
                        "range" => &mut placed.range,
                        _ => return Err(at.wrong(SHAPE)),
                    };
                    if field.replace(at.to(nodes)).is_some() {
                        return Err(at.wrong(SHAPE));
                    }
                }
                let said = placed.source.is_some() || placed.range.is_some();
                placed.value = value.filter(|_| said).ok_or_else(|| at.wrong(SHAPE))?;
            }
            _ => {}
        }
        Ok(placed)
    }
}

/// What is expected of a value with its source or its range.
const SHAPE: &str = "a value, or `(value, \"its source\")`,";

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
            5 | 6 => match if self.step == 5 {
                self.source
            } else {
                self.range
            } {
                Some(said) => seed.deserialize(said).map(Some),
                None => seed.deserialize(UnitDeserializer::new()).map(Some),
            },
            _ => Ok(None),
        }
    }
}
