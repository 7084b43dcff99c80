//! Rates over time, as people give them.

use super::super::ron_place::{Given, Milli};
use serde::Deserialize;

/// So much in so much time.
#[derive(Clone, Debug, Deserialize)]
#[allow(clippy::enum_variant_names, reason = "the words of the language")]
pub(in crate::scenario) enum Rate {
    /// In an hour.
    PerHour(Given<Milli>),
    /// In a day of 24 hours.
    PerDay(Given<Milli>),
    /// In a week.
    PerWeek(Given<Milli>),
}

impl Rate {
    /// In an hour, in thousandths, rounded to the nearest. Source and range may stand with the rate
    /// or with its number.
    pub(in crate::scenario) fn milli_per_hour(given: Option<&Given<Rate>>) -> Option<Given<u32>> {
        let given = given?;
        let (amount, hours) = given.value.parts();
        let made = given.map(|rate| {
            let (amount, hours) = rate.parts();
            per_hour(amount.value.0, hours)
        });
        Some(made.or_of(amount, |amount| per_hour(amount.0, hours)))
    }

    fn parts(&self) -> (&Given<Milli>, u32) {
        match self {
            Rate::PerHour(amount) => (amount, 1),
            Rate::PerDay(amount) => (amount, 24),
            Rate::PerWeek(amount) => (amount, 168),
        }
    }
}

fn per_hour(milli: u32, hours: u32) -> u32 {
    milli.saturating_add(hours / 2) / hours
}
