//! The improvement plan: what earlier exercises found wanting, and what is to be done about it.

use crate::model::{CriticalTaskId, OrgId};
use serde::{Deserialize, Serialize};

/// One corrective action of the plan (HSEEP 2020, improvement planning).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The critical tasks that it is to correct, in the order written.
    pub corrects: Vec<CriticalTaskId>,
    /// Who is responsible for it.
    pub owner: OrgId,
    /// By when, in the author's words; empty where nothing is said.
    pub due: String,
    /// What it changes of the scenario: paths and values as an author writes them.
    pub changes: Vec<(String, String)>,
    /// Whether this exercise is played with its changes.
    pub applied: bool,
}
