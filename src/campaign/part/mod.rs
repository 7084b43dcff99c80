//! Parts of a campaign, as text: the runs of one range, so that several machines can share a
//! campaign and a machine that stops can go on.
//!
//! A part is lines of JSON. The first says what was played, which runs of how many it is to hold,
//! and which measures a run's figures stand for. One line a run follows, and a last line with
//! their count and the SHA-256 of all bytes before it. Every line but the last ends in a check: the
//! first 16 digits of the SHA-256 of its own text, before which, for a run, comes the first line.
//! So a line that was damaged, or comes from another part, is found by itself. Figures are written
//! with the fewest digits that give back the same bits, and read by a reader that gives them back.

mod join;
mod read;
mod write;

pub use join::{Joined, Misfit, join};
pub use read::{Bad, Read, read};
pub use write::{close, head_line, run_line, text};

use super::about::About;
use super::measure::{Outcome, measures};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::ops::Range;

/// The version of the form that is described here.
pub const FORMAT: u64 = 1;

/// What a part says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// What was played.
    pub about: About,
    /// How many runs the whole campaign has.
    pub total: u64,
    /// The seed of run 0; run n has the n-th seed after it.
    pub first_seed: u64,
    /// The runs of this part, from 0, its end left out.
    pub range: Range<u64>,
    /// The level of confidence that the campaign reports at.
    pub level: f64,
    /// What precision was asked for, where runs were to be played until it is reached.
    pub asked: Option<Asked>,
}

/// A precision that was asked for, and where looking ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The measure and the half-width, as they were given.
    pub text: String,
    /// How many runs there were to be at the most.
    pub most: u64,
    /// The look that play ended at, from 1; none while it goes on.
    pub look: Option<u32>,
}

/// A whole part.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it says of itself.
    pub head: Head,
    /// Its runs, in order.
    pub runs: Vec<Outcome>,
}

impl Head {
    /// What it said when play began: where a precision ended play early, the range was to be all of
    /// the most runs.
    #[must_use]
    pub fn planned(&self) -> Head {
        let mut head = self.clone();
        if let Some(asked) = head.asked.as_mut().filter(|asked| asked.look.is_some()) {
            asked.look = None;
            head.total = asked.most;
            head.range = 0..asked.most;
        }
        head
    }

    /// What it says when a precision ended play at a look.
    #[must_use]
    pub fn ended(&self, look: u32, runs: u64) -> Head {
        let mut head = self.clone();
        if let Some(asked) = &mut head.asked {
            asked.look = Some(look);
            head.total = runs;
            head.range = 0..runs;
        }
        head
    }

    /// What keeps two parts from being of one campaign, in words; none where nothing does.
    #[must_use]
    pub fn misfit(&self, other: &Head) -> Option<String> {
        let (one, two) = (&self.about, &other.about);
        let differs = |what: &str, a: &dyn std::fmt::Display, b: &dyn std::fmt::Display| {
            Some(format!("{what} {a} here and {b} there"))
        };
        if one.scenario_hash != two.scenario_hash {
            return match one.id == two.id {
                true => differs(
                    "the scenario's hash is",
                    &one.scenario_hash,
                    &two.scenario_hash,
                ),
                false => differs("the scenario is", &one.id, &two.id),
            };
        }
        if one.engine != two.engine {
            return differs("the engine is", &one.engine, &two.engine);
        }
        if self.total != other.total {
            return differs("the whole campaign has runs:", &self.total, &other.total);
        }
        if self.first_seed != other.first_seed {
            return differs("the first seed is", &self.first_seed, &other.first_seed);
        }
        if self.level != other.level {
            return differs("the level is", &self.level, &other.level);
        }
        let asked = |head: &Head| head.asked.as_ref().map(|asked| asked.text.clone());
        if asked(self) != asked(other) {
            let word = |head| asked(head).unwrap_or_else(|| "not asked for".to_owned());
            return differs("a precision is", &word(self), &word(other));
        }
        (one != two).then(|| "the exercise is described otherwise".to_owned())
    }
}

/// The ids of all measures, in their order.
fn metrics() -> Vec<&'static str> {
    measures().map(|measure| measure.metric).collect()
}

/// A hash in hexadecimal.
fn digits(hash: Sha256) -> String {
    let mut out = String::new();
    for byte in hash.finalize() {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The check of a line: over what it belongs to, and then over its own text up to the check.
fn check(belongs_to: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(belongs_to);
    hash.update(text);
    let mut check = digits(hash);
    check.truncate(16);
    check
}

#[cfg(test)]
mod tests;
