//! The nouns of a scenario, one file each: what may be written, and what it resolves to.

pub(super) mod agreement;
pub(super) mod amount;
pub(super) mod artefact;
pub(super) mod channel;
pub(super) mod clock;
pub(super) mod duty;
pub(super) mod economy;
pub(super) mod effect;
pub(super) mod finding;
pub(super) mod gathering;
mod guard;
pub(super) mod host;
pub(super) mod inject;
pub(super) mod need;
pub(super) mod objective;
pub(super) mod operation;
pub(super) mod organisation;
pub(super) mod pattern;
pub(super) mod playbook;
pub(super) mod selector;
pub(super) mod service;
pub(super) mod step;
pub(super) mod subject;
pub(super) mod task;
pub(super) mod threat;

use super::ron_place::Spot;

/// What every element of a list may say besides its own fields. They are read where elements are
/// gathered; the types decoded later only have to know the names.
macro_rules! noun {
    ($(#[$doc:meta])* $name:ident as $shown:literal { $($field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields, rename = $shown)]
        pub(in crate::scenario) struct $name {
            #[serde(rename = "id")]
            _id: serde::de::IgnoredAny,
            #[serde(default, rename = "overrides")]
            _overrides: Option<bool>,
            #[serde(default, rename = "source")]
            _source: Option<String>,
            $(
                #[serde(default, deserialize_with = "super::forgiving")]
                pub $field: Option<$type>,
            )*
        }
    };
}
use noun;

/// A field whose value has an error of its own: it is reported, and the field left out.
fn forgiving<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    use serde::Deserialize;
    let read = super::ron_place::Attempt::<T>::deserialize(deserializer)?;
    Ok(read.0.map(|spot| spot.value))
}

/// The text of a field that may be left out.
fn text(given: Option<Spot<String>>) -> String {
    given.map(|text| text.value).unwrap_or_default()
}
