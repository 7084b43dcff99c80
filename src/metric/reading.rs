//! What a metric yields.

use crate::model::{ChannelId, FindingId, Named, Names, ObjectiveId, OrgId, word::words};

words! {
    /// Where a reading's times come from. Part of its key, never pooled.
    pub enum Provenance {
        /// A person's timestamp in Hotwash.
        Measured = "measured",
        /// A contact outside it, entered and confirmed.
        Logged = "logged",
        /// Worked out from other entries.
        Inferred = "inferred",
        /// A playbook's.
        Simulated = "simulated",
    }
}

words! {
    /// The unit of a reading.
    pub enum Unit {
        /// Seconds.
        Seconds = "s",
        /// A share between 0 and 1.
        Share = "share",
        /// A count.
        Count = "count",
        /// Analyst-hours.
        AnalystHours = "analyst_hours",
        /// Units of harm, as the scenario scales them.
        Harm = "harm",
        /// Freshness-weighted value between 0 and 1.
        Value = "value",
    }
}

/// What a reading is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole exercise.
    All,
    /// One organisation.
    Org(OrgId),
    /// One channel.
    Channel(ChannelId),
    /// From one organisation to another.
    Pair(OrgId, OrgId),
    /// One finding.
    Finding(FindingId),
    /// One objective.
    Objective(ObjectiveId),
}

impl Scope {
    /// `all`, `org:ID`, `channel:ID`, `pair:A>B`, `finding:ID` or `objective:ID`.
    #[must_use]
    pub fn text(self, names: &Names) -> String {
        match self {
            Scope::All => "all".to_owned(),
            Scope::Org(id) => format!("org:{}", id.text(names)),
            Scope::Channel(id) => format!("channel:{}", id.text(names)),
            Scope::Pair(a, b) => format!("pair:{}>{}", a.text(names), b.text(names)),
            Scope::Finding(id) => format!("finding:{}", id.text(names)),
            Scope::Objective(id) => format!("objective:{}", id.text(names)),
        }
    }
}

/// One observation behind a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The value in the reading's unit; of a censored duration, how long it had been open.
    pub value: f64,
    /// Whether it was still open at the horizon.
    pub open: bool,
    /// The entry that shows it (the last of the leg, or the first of one still open).
    pub seq: u32,
}

/// One reading of one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The metric's id.
    pub metric: &'static str,
    /// What it is of.
    pub scope: Scope,
    /// Where its times come from.
    pub provenance: Provenance,
    /// Whether it rests on assumed parameters.
    pub assumed: bool,
    /// Its unit.
    pub unit: Unit,
    /// How many were observed, censored ones among them.
    pub count: u32,
    /// How many of them were still open at the horizon.
    pub censored: u32,
    /// The mean; of durations, restricted to the horizon, and none where not one has ended.
    pub mean: Option<f64>,
    /// The median; of durations by Kaplan–Meier, none when not reached.
    pub median: Option<f64>,
    /// The 90th percentile, likewise.
    pub p90: Option<f64>,
    /// The sum of an amount (a count, harm, hours, value); none for durations and shares.
    pub total: Option<f64>,
    /// The horizon of durations, in seconds.
    pub horizon: Option<f64>,
    /// The entries behind it, in order.
    pub evidence: Vec<u32>,
    /// The observations behind it, in order, for charts; not part of the stable JSON.
    pub samples: Vec<Sample>,
}
