//! The scorecard of one run.

use super::felt::Latencies;
use crate::journal::Paces;
use crate::metric::Reading;
use crate::model::{
    CriticalTaskId, ObjectiveId, OrgId, Rating, SimTime, Span, Subject, Tlp, word::words,
};
use std::collections::BTreeMap;

words! {
    /// What the time of one leg of a critical path was spent on.
    pub enum LegKind {
        /// Waiting for an analyst while some were on duty.
        Waiting = "waiting",
        /// Work.
        Working = "working",
        /// A message on its way.
        Transit = "transit",
        /// A message delivered and not yet read.
        Unread = "unread",
        /// Waiting for approval or release.
        Approval = "approval",
        /// Nobody was on duty.
        OffHours = "off_hours",
        /// Looking for a way to reach somebody: look-ups, bounces, silence, fallbacks.
        ContactSearch = "contact_search",
        /// Asking back for what a request lacked.
        Clarification = "clarification",
        /// A step that a playbook waits on purpose, or the script's own delay.
        Planned = "planned",
        /// In a team of people, where only what can be seen is told apart.
        InTheTeam = "in_the_team",
    }
}

/// One leg of a critical path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// What the time was spent on.
    pub kind: LegKind,
    /// Where.
    pub org: Option<OrgId>,
    /// From when.
    pub from: SimTime,
    /// How long.
    pub span: Span,
    /// The entry it begins with.
    pub from_seq: u32,
    /// The entry it ends with.
    pub to_seq: u32,
}

/// The chain of causes that led to an outcome, along the last to arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalPath {
    /// The outcome's entry.
    pub outcome: u32,
    /// What it was about.
    pub about: Option<Subject>,
    /// Who brought it about.
    pub org: Option<OrgId>,
    /// From the root cause to the outcome.
    pub total: Span,
    /// The legs, in order, without gaps.
    pub legs: Vec<Leg>,
    /// Every entry on the path, from the root cause to the outcome.
    pub chain: Vec<u32>,
}

/// What the rule says of a task that an evaluator rated otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByRule {
    /// The rating by the rule.
    pub rating: Rating,
    /// Why, in a sentence.
    pub why: String,
}

/// The rating of one task at one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRating {
    /// The task.
    pub task: CriticalTaskId,
    /// The seat.
    pub seat: OrgId,
    /// The rating.
    pub rating: Rating,
    /// Whether the seat was simulated, so that this is a prediction.
    pub predicted: bool,
    /// When the clock started: when the trigger was delivered to the seat.
    pub started_at: Option<SimTime>,
    /// When it was done.
    pub done_at: Option<SimTime>,
    /// Why it is rated so, in a sentence.
    pub why: String,
    /// What the rule says, where an evaluator says otherwise.
    pub by_rule: Option<ByRule>,
    /// The entries behind it.
    pub evidence: Vec<u32>,
}

/// The ratings of one objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectiveRating {
    /// The objective.
    pub objective: ObjectiveId,
    /// Its tasks, by task then seat.
    pub tasks: Vec<TaskRating>,
    /// Per organisation: its worst critical task.
    pub by_org: Vec<(OrgId, Rating)>,
}

/// A reading chosen for the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its place among the readings.
    pub reading: usize,
}

/// The scorecard of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// The scenario's id.
    pub exercise_id: String,
    /// Its title.
    pub title: String,
    /// The exercise mark.
    pub mark: String,
    /// The label of the EXCON edition.
    pub tlp: Tlp,
    /// SHA-256 of the canonical exercise, hexadecimal.
    pub scenario_hash: String,
    /// The seed; none while nobody is to know it.
    pub seed: Option<u64>,
    /// The engine's version.
    pub engine: String,
    /// How many entries the journal has.
    pub entries: u32,
    /// The journal's head hash, hexadecimal.
    pub head: String,
    /// How far the run got.
    pub ended_at: SimTime,
    /// All readings, by metric in the order of the list, then scope, then provenance.
    pub readings: Vec<Reading>,
    /// What to show first.
    pub headlines: Vec<Headline>,
    /// The objectives.
    pub objectives: Vec<ObjectiveRating>,
    /// Critical paths of outcomes, longest first.
    pub paths: Vec<CriticalPath>,
    /// How many parameters have a source and how many are assumed.
    pub parameters: (u32, u32),
    /// How fast play ran, where people set it.
    pub paces: Paces,
    /// What the people of each seat took, where play did not run as real time does.
    pub latencies: BTreeMap<OrgId, Latencies>,
}

impl Scorecard {
    /// The seed as reports say it.
    #[must_use]
    pub fn seed_in_words(&self) -> String {
        let seed = self.seed.map(|seed| seed.to_string());
        seed.unwrap_or_else(|| "withheld until ENDEX".to_owned())
    }
}
