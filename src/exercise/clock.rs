//! When an exercise is played, and how exercise time maps to scenario time.

use crate::model::{SimTime, Span};
use serde::{Deserialize, Serialize};

/// When an exercise is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// STARTEX in milliseconds of Unix time.
    pub startex_unix_ms: i64,
    /// The zone that times of day are in, as IANA names it or as an offset; empty where none is
    /// known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// ENDEX.
    pub endex: SimTime,
    /// The moves, in order; the first begins at STARTEX and jumps nothing.
    pub moves: Vec<Move>,
    /// At which speeds of play people are held to targets.
    #[serde(default, skip_serializing_if = "TargetsHold::is_usual")]
    pub targets: TargetsHold,
    /// The version of the zone rules that shifts and offsets were resolved with.
    pub zone_data: String,
}

/// At which speeds of play the targets and limits of critical tasks hold for people: how long a
/// playbook takes is the same at any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TargetsHold {
    /// Where exercise time passes as real time does.
    #[default]
    RealTime,
    /// At any speed: exercise time is what counts.
    AnySpeed,
}

impl TargetsHold {
    fn is_usual(&self) -> bool {
        *self == TargetsHold::RealTime
    }
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
    /// The first moment of exercise time at which so much scenario time has passed since STARTEX.
    #[must_use]
    pub fn played_at(&self, passed: SimTime) -> SimTime {
        let mut jumped = 0_i64;
        for one in &self.moves {
            if passed.0.saturating_sub(jumped) < one.at.0 {
                break;
            }
            jumped = jumped.saturating_add(one.jump.0);
            if passed.0.saturating_sub(jumped) < one.at.0 {
                return one.at;
            }
        }
        SimTime(passed.0.saturating_sub(jumped))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_scenario_time_is_played_when_it_has_come() {
        let step = |at: i64, jump: i64| Move {
            title: String::new(),
            at: SimTime(at),
            jump: Span(jump),
        };
        let clock = Clock {
            startex_unix_ms: 0,
            zone: String::new(),
            endex: SimTime(100),
            moves: vec![step(0, 0), step(10, 50), step(20, 0), step(30, 7)],
            targets: TargetsHold::RealTime,
            zone_data: String::new(),
        };
        for passed in 0..150 {
            let first = (0..).find(|at| clock.scenario_unix_ms(SimTime(*at)) >= passed);
            assert_eq!(
                clock.played_at(SimTime(passed)).0,
                first.expect("some"),
                "{passed}"
            );
        }
    }
}
