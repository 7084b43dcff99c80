//! When an exercise is played, and how exercise time maps to scenario time.

use crate::model::{SimTime, Span};
use serde::{Deserialize, Serialize};

/// When an exercise is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// STARTEX in milliseconds of Unix time.
    pub startex_unix_ms: i64,
    /// ENDEX.
    pub endex: SimTime,
    /// The moves, in order; the first begins at STARTEX and jumps nothing.
    pub moves: Vec<Move>,
    /// The version of the zone rules that shifts and offsets were resolved with.
    pub zone_data: String,
}

/// A stretch of scenario time played as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// What it is called.
    pub title: String,
    /// When it begins, in exercise time.
    pub at: SimTime,
    /// How far scenario time jumps when it begins. People's latencies stay in real time.
    pub jump: Span,
}

impl Clock {
    /// The scenario time, in milliseconds of Unix time, of a moment of exercise time.
    #[must_use]
    pub fn scenario_unix_ms(&self, at: SimTime) -> i64 {
        let jumps = self
            .moves
            .iter()
            .filter(|one| one.at <= at)
            .map(|one| one.jump.0);
        self.startex_unix_ms
            .saturating_add(at.0)
            .saturating_add(jumps.sum())
    }
}
