//! Times as people write them: spans, moments, zones, working hours.

mod calendar;
mod cursor;
mod day;
mod hours;
mod moment;
mod span;
mod zone;

pub use calendar::{absolute, with_zone};
pub use hours::{Hours, on_duty, working_days};
pub use moment::{Clock, moment};
pub use span::span;
pub use zone::{offsets, zone, zone_data, zone_name};

use super::codes::Code;
use super::problem::Problem;
use super::ron_place::Spot;
use super::source::Sources;
use std::ops::Range;

/// The longest span and the furthest moment from STARTEX: 100 years, in milliseconds.
pub const FURTHEST: i64 = 36_525 * crate::model::time::DAY;

/// What is wrong with a time, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTime {
    /// The stable code.
    pub code: &'static Code,
    /// The bytes of the text it is about.
    pub part: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A way out.
    pub help: Option<String>,
}

impl BadTime {
    fn new(code: &'static Code, part: Range<usize>, message: impl Into<String>) -> BadTime {
        BadTime {
            code,
            part,
            message: message.into(),
            help: None,
        }
    }

    fn help(self, help: impl Into<String>) -> BadTime {
        BadTime {
            help: Some(help.into()),
            ..self
        }
    }

    /// The problem it is, at its part of the text.
    #[must_use]
    pub fn problem(self, text: &Spot<String>, sources: &Sources) -> Problem {
        let problem = Problem::new(self.code, self.message).at(text.part(sources, self.part));
        Problem {
            help: self.help,
            ..problem
        }
    }
}
