//! Exercise time: whole milliseconds from STARTEX, never a float, never a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// A moment of exercise time in milliseconds from STARTEX; may be negative (before STARTEX).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct SimTime(pub i64);

/// A length of time in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub i64);

impl SimTime {
    /// STARTEX itself.
    pub const STARTEX: SimTime = SimTime(0);
    /// Later than anything an exercise may schedule.
    pub const NEVER: SimTime = SimTime(i64::MAX);

    /// The length from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: SimTime) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A span of so many seconds.
    #[must_use]
    pub const fn seconds(n: i64) -> Span {
        Span(n.saturating_mul(SECOND))
    }

    /// A span of so many minutes.
    #[must_use]
    pub const fn minutes(n: i64) -> Span {
        Span(n.saturating_mul(MINUTE))
    }

    /// A span of so many hours.
    #[must_use]
    pub const fn hours(n: i64) -> Span {
        Span(n.saturating_mul(HOUR))
    }

    /// The span to the millisecond, as scenarios write it: `1h30m`; nothing that lies before.
    #[must_use]
    pub fn exact(self) -> String {
        let ms = self.0.max(0);
        let parts = [
            (ms / HOUR, "h"),
            (ms / MINUTE % 60, "m"),
            (ms / SECOND % 60, "s"),
            (ms % SECOND, "ms"),
        ];
        let given = parts.iter().filter(|(amount, _)| *amount > 0);
        let text: String = given
            .map(|(amount, unit)| format!("{amount}{unit}"))
            .collect();
        if text.is_empty() {
            "0s".to_owned()
        } else {
            text
        }
    }

    /// The span in seconds, for readings and charts.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / SECOND as f64
    }
}

impl Add<Span> for SimTime {
    type Output = SimTime;
    fn add(self, span: Span) -> SimTime {
        SimTime(self.0.saturating_add(span.0))
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, span: Span) {
        *self = *self + span;
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

impl Sub for SimTime {
    type Output = Span;
    fn sub(self, earlier: SimTime) -> Span {
        self.since(earlier)
    }
}

/// `T+01:25:00`, hours unbounded; `T-00:10:00` before STARTEX.
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let seconds = self.0.unsigned_abs() / SECOND.unsigned_abs();
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "T{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }
}

/// `1d 2h 5m 3s`, largest units first, zero parts left out; milliseconds only below a minute.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            write!(f, "-")?;
        }
        let ms = self.0.unsigned_abs();
        if ms < 60_000 {
            return if ms.is_multiple_of(1000) {
                write!(f, "{}s", ms / 1000)
            } else {
                write!(f, "{}.{:03}s", ms / 1000, ms % 1000)
            };
        }
        let seconds = ms / 1000;
        let parts = [
            (seconds / 86_400, 'd'),
            (seconds / 3600 % 24, 'h'),
            (seconds / 60 % 60, 'm'),
            (seconds % 60, 's'),
        ];
        let mut first = true;
        for (n, unit) in parts.into_iter().filter(|(n, _)| *n > 0) {
            if !first {
                write!(f, " ")?;
            }
            write!(f, "{n}{unit}")?;
            first = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_spans_read_as_people_say_them() {
        for (ms, moment, span) in [
            (0, "T+00:00:00", "0s"),
            (5_100_000, "T+01:25:00", "1h 25m"),
            (-600_000, "T-00:10:00", "-10m"),
            (90_061_000, "T+25:01:01", "1d 1h 1m 1s"),
            (1_500, "T+00:00:01", "1.500s"),
        ] {
            assert_eq!(SimTime(ms).to_string(), moment);
            assert_eq!(Span(ms).to_string(), span);
        }
    }
}
