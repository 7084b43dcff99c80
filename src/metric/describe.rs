//! What a metric says of itself.

use super::Unit;
use super::ledger::Ledgers;
use super::sheet::Sheet;
use crate::exercise::Family;
use crate::model::word::words;

words! {
    /// How observations become a figure.
    pub enum Statistic {
        /// Durations: mean restricted to the horizon, Kaplan–Meier quantiles; open ones censored.
        /// No figure where none has ended.
        Duration = "duration",
        /// Zeros and ones: the share of ones among those that are decided.
        Share = "share",
        /// Amounts: total, mean, and quantiles of what was observed.
        Amount = "amount",
        /// Events: how many there were.
        Events = "events",
    }
}

/// What a metric measures, in words. `hotwash explain METRIC` prints it.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is measured from what to what, over what, and what counts as open.
    pub formula: &'static str,
    /// The unit of its figures.
    pub unit: Unit,
    /// How observations become a figure.
    pub statistic: Statistic,
    /// Where the definition comes from.
    pub source: &'static str,
    /// The families of parameters that its simulated readings rest on.
    pub families: &'static [Family],
}

/// One metric: what it is, and how it gets its observations out of the ledgers.
#[derive(Clone, Copy)]
pub struct Metric {
    /// What it says of itself.
    pub about: Description,
    pub(super) observe: fn(&Ledgers<'_>, &mut Sheet),
}
