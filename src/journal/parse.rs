//! One line of a journal to the entry it holds.

use super::entry::{Body, Causes, Entry, Input};
use crate::action::{Action, Intent, Refusal};
use crate::fact::{Fact, FactKind};
use crate::model::record::{Field, FieldError};
use crate::model::{Names, SimTime};
use serde_json::Value;

/// The entry that a line without its hash holds, as [`line_of`](super::line_of) writes it.
///
/// # Errors
/// Names what cannot be read.
pub fn entry_from(line: &str, names: &Names) -> Result<Entry, FieldError> {
    let value = serde_json::from_str(line);
    let value = value.map_err(|_| FieldError::new("JSON", &Value::from(line)))?;
    entry_of(&value, names)
}

/// The entry that a line holds.
pub(super) fn entry_of(value: &Value, names: &Names) -> Result<Entry, FieldError> {
    let field = |key: &str| value.get(key).unwrap_or(&Value::Null);
    let number = |key: &str| u32::read(field(key), names).map_err(|error| error.within(key));
    let word = |key: &str| field(key).as_str().unwrap_or_default();
    let body = if value.get("fact").is_some() {
        let kind = FactKind::from_word(word("fact"));
        let kind = kind.ok_or_else(|| FieldError::new("a kind of fact", field("fact")))?;
        Body::Fact(Fact::read_fields(kind, value, names)?)
    } else {
        match word("input") {
            "time_reached" => Body::Input(Input::TimeReached),
            "action" => {
                let by = Field::read(field("by"), names).map_err(|error| error.within("by"))?;
                let intent = Intent::read_fields(word("intent"), value, names)?;
                let refusal = refusal_of(field("refused"), names)?;
                Body::Input(Input::action(Action { by, intent }, refusal))
            }
            _ => return Err(FieldError::new("a fact or an input", field("input"))),
        }
    };
    let causes = Vec::<u32>::read(field("causes"), names).map_err(|e| e.within("causes"))?;
    Ok(Entry {
        seq: number("seq")?,
        at: SimTime::read(field("at"), names).map_err(|error| error.within("at"))?,
        causes: causes.into_iter().collect::<Causes>(),
        body,
    })
}

fn refusal_of(value: &Value, names: &Names) -> Result<Option<Refusal>, FieldError> {
    if value.is_null() {
        return Ok(None);
    }
    let text = |key: &str| {
        String::read(value.get(key).unwrap_or(&Value::Null), names)
            .map_err(|error| error.within(key))
    };
    Ok(Some(Refusal {
        why: text("why")?,
        instead: text("instead")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::encode::write_entry;
    use super::super::sample;
    use super::*;
    use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
    use std::collections::BTreeSet;

    #[test]
    fn every_fact_and_intent_comes_back() {
        let names = sample::exercise().names();
        for entry in sample::entries() {
            let mut line = Vec::new();
            write_entry(&entry, &names, &mut line);
            let value = serde_json::from_slice(&line).expect("JSON");
            assert_eq!(entry_of(&value, &names).as_ref(), Ok(&entry));
            serde_json::from_slice::<Unique>(&line).expect("no field twice");
        }
    }

    #[test]
    fn a_field_twice_is_noticed() {
        for (text, unique) in [
            ("{\"a\":{\"a\":1}}", true),
            ("[{\"a\":1,\"a\":null}]", false),
        ] {
            assert_eq!(
                serde_json::from_str::<Unique>(text).is_ok(),
                unique,
                "{text}"
            );
        }
    }

    /// JSON without two fields of one name, of which other programs would keep only one.
    struct Unique;

    impl<'de> Deserialize<'de> for Unique {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_any(Unique)
        }
    }

    impl<'de> Visitor<'de> for Unique {
        type Value = Unique;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("what a journal holds")
        }
        fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
            Ok(Unique)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
            Ok(Unique)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
            Ok(Unique)
        }
        fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
            Ok(Unique)
        }
        fn visit_unit<E>(self) -> Result<Unique, E> {
            Ok(Unique)
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Unique, A::Error> {
            while list.next_element::<Unique>()?.is_some() {}
            Ok(Unique)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
            let mut keys = BTreeSet::new();
            while let Some((key, Unique)) = map.next_entry::<String, Unique>()? {
                if !keys.insert(key) {
                    return Err(A::Error::custom("a field twice"));
                }
            }
            Ok(Unique)
        }
    }
}
