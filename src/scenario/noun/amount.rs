//! Rates over time, as people give them.

use super::super::ron_place::Milli;
use serde::Deserialize;

/// So much in so much time.
#[derive(Clone, Copy, Debug, Deserialize)]
#[allow(clippy::enum_variant_names, reason = "the words of the language")]
pub(in crate::scenario) enum Rate {
    /// In an hour.
    PerHour(Milli),
    /// In a day of 24 hours.
    PerDay(Milli),
    /// In a week.
    PerWeek(Milli),
}

impl PartialEq for Rate {
    fn eq(&self, other: &Rate) -> bool {
        self.milli_per_hour() == other.milli_per_hour()
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Rate) -> Option<std::cmp::Ordering> {
        self.milli_per_hour().partial_cmp(&other.milli_per_hour())
    }
}

impl Rate {
    /// In an hour, in thousandths, rounded to the nearest.
    pub(in crate::scenario) fn milli_per_hour(self) -> u32 {
        let (amount, hours) = match self {
            Rate::PerHour(amount) => (amount.0, 1),
            Rate::PerDay(amount) => (amount.0, 24),
            Rate::PerWeek(amount) => (amount.0, 168),
        };
        amount.saturating_add(hours / 2) / hours
    }
}
