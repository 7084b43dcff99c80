//! Objectives and the critical tasks that show whether they were met.

use super::pattern::Pattern;
use crate::model::{InjectId, ObjectiveId, OrgId, Span};
use serde::{Deserialize, Serialize};

/// An objective of the exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// An expected action: who is to do what by when. It is never delivered to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalTask {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The inject whose delivery to a seat starts that seat's clock; its first delivery to anybody
    /// starts the clock of a seat it is not sent to; none starts it at STARTEX.
    pub inject: Option<InjectId>,
    /// Who is to do it.
    pub who: Performer,
    /// What counts as done.
    pub does: Pattern,
    /// By when it is performed without challenges, from delivery.
    pub target: Span,
    /// By when it is performed at all, from delivery.
    pub limit: Span,
    /// What it is when done past the limit.
    pub late: Late,
    /// The objective it shows.
    pub objective: Option<ObjectiveId>,
    /// Its weight in opt-in numeric scores.
    pub weight: u32,
}

/// Who is to perform a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Performer {
    /// Each recipient of the inject, each on its own clock.
    EachRecipient,
    /// These organisations, each on its own clock, sorted.
    Each(Vec<OrgId>),
    /// Any one of these, sorted; the first to do it has done it for all.
    AnyOf(Vec<OrgId>),
}

/// What a task is when it is done past its limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Late {
    /// Performed with major challenges.
    #[default]
    Major,
    /// Not performed.
    Unperformed,
}
