//! How exercise time follows real time. Reads no clock: what real time it is, is handed in.

use crate::model::{SimTime, Span};
use std::time::Duration;

/// The slowest and the fastest that an exercise runs, in thousandths of real time.
pub const SPEEDS: std::ops::RangeInclusive<u32> = 100..=60_000;

/// How fast exercise time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Not at all.
    Paused,
    /// So many thousandths of real time.
    Speed(u32),
    /// As fast as it can be played, up to a moment; then it is paused.
    Until(SimTime),
    /// The same, up to the next inject that goes out or comes due, and at the latest up to a
    /// moment.
    NextInject(SimTime),
}

/// Exercise time as it passes since the pace was last changed. What has passed before is never
/// scaled again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    at: SimTime,
    /// Real time when it was `at`, from any beginning that does not change.
    since: Duration,
    pace: Pace,
}

impl Clock {
    /// Paused at a moment.
    #[must_use]
    pub fn paused(at: SimTime) -> Clock {
        Clock {
            at,
            since: Duration::ZERO,
            pace: Pace::Paused,
        }
    }

    /// How fast it runs.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// What exercise time it is at a moment of real time; real time that goes back counts as
    /// standing still.
    #[must_use]
    pub fn at(&self, real: Duration) -> SimTime {
        match self.pace {
            Pace::Paused => self.at,
            Pace::Until(end) | Pace::NextInject(end) => end.max(self.at),
            Pace::Speed(thousandths) => {
                let passed = real.saturating_sub(self.since).as_millis();
                let scaled = passed.saturating_mul(u128::from(thousandths)) / 1000;
                self.at + Span(i64::try_from(scaled).unwrap_or(i64::MAX / 2))
            }
        }
    }

    /// Runs on at another pace, from the moment that was reached.
    #[must_use]
    pub fn change(&self, reached: SimTime, real: Duration, pace: Pace) -> Clock {
        Clock {
            at: reached,
            since: real,
            pace,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_pace_never_scales_what_has_passed() {
        let real = Duration::from_secs;
        let mut clock = Clock::paused(SimTime(0));
        for (after, pace, told) in [
            (10, Pace::Speed(1_000), 0),
            (20, Pace::Speed(60_000), 10_000),
            (21, Pace::Paused, 70_000),
            (500, Pace::Speed(100), 70_000),
            (510, Pace::Speed(1_000), 71_000),
            // Real time that goes back changes nothing that was reached.
            (505, Pace::Speed(1_000), 71_000),
            (506, Pace::Until(SimTime(90_000)), 72_000),
            (506, Pace::Paused, 90_000),
            (999, Pace::Paused, 90_000),
        ] {
            let reached = clock.at(real(after));
            assert_eq!(reached, SimTime(told), "after {after} s, before {pace:?}");
            clock = clock.change(reached, real(after), pace);
        }
    }
}
