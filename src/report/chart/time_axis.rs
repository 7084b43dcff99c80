//! An axis of time with marks where people expect them: quarters of an hour, not thousands of
//! seconds.

use super::super::number;
use crate::model::{SimTime, Span};
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;

/// Steps between marks, in seconds.
const STEPS: [f64; 19] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0,
    10_800.0, 21_600.0, 43_200.0, 86_400.0, 604_800.0,
];

/// An axis from 0 to some seconds.
#[derive(Clone, Copy, Debug)]
pub struct TimeAxis {
    end: f64,
    moments: bool,
}

impl TimeAxis {
    /// Moments of exercise time, from STARTEX.
    #[must_use]
    pub fn moments(end: SimTime) -> TimeAxis {
        let end = end.since(SimTime::STARTEX).as_seconds().max(1.0);
        TimeAxis { end, moments: true }
    }

    /// Lengths of time, in seconds.
    #[must_use]
    pub fn lengths(longest: f64) -> TimeAxis {
        let end = if longest.is_finite() {
            longest.max(1.0)
        } else {
            1.0
        };
        TimeAxis {
            end,
            moments: false,
        }
    }

    /// Its end, in seconds.
    #[must_use]
    pub fn end(self) -> f64 {
        self.end
    }

    fn label(self, seconds: f64) -> String {
        if !self.moments {
            return number::duration(seconds);
        }
        let text = (SimTime::STARTEX + Span::seconds(seconds as i64)).to_string();
        text.strip_suffix(":00").map_or(text.clone(), str::to_owned)
    }
}

impl ValueFormatter<f64> for TimeAxis {
    fn format_ext(&self, seconds: &f64) -> String {
        self.label(*seconds)
    }
}

impl Ranged for TimeAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value / self.end).clamp(0.0, 1.0);
        limit.0 + (f64::from(limit.1 - limit.0) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let most = hint.max_num_points().max(2) as f64;
        let fitting = STEPS.iter().find(|step| self.end / **step < most);
        // Longer than any step in the list: whole weeks, as many as it takes.
        let weeks = (self.end / most / 604_800.0).ceil() * 604_800.0;
        let step = fitting.copied().unwrap_or(weeks);
        let marks = (self.end / step).floor() as u32;
        (0..=marks).map(|n| f64::from(n) * step).collect()
    }

    fn range(&self) -> Range<f64> {
        0.0..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_fall_where_people_expect_them() {
        for (axis, expected) in [
            (TimeAxis::lengths(100.0), "0s 30s 1m 1m 30s"),
            (TimeAxis::lengths(0.0), "0s 1s"),
            (TimeAxis::lengths(f64::NAN), "0s 1s"),
            (
                TimeAxis::moments(SimTime(4 * 3_600_000)),
                "T+00:00 T+01:00 T+02:00 T+03:00 T+04:00",
            ),
            (
                TimeAxis::lengths(40.0 * 604_800.0),
                "0s 49d 98d 147d 196d 245d",
            ),
        ] {
            let marks = axis.key_points(6);
            let labels: Vec<String> = marks.iter().map(|at| axis.label(*at)).collect();
            assert_eq!(labels.join(" "), expected);
        }
    }
}
