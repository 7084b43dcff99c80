//! One value and the path at which it is to stand, from outside, from an improvement plan
//! or from an experiment.

use super::codes;
use super::problem::Problem;
use super::ron_place::Value;
use super::source::{Place, Sources};
use std::rc::Rc;

/// A path, and the value that is to stand there.
#[derive(Clone)]
pub(super) struct Change {
    /// The text of the path and the value.
    pub text: Place,
    pub path: Place,
    /// The section and the one in it that the path leads to.
    pub touches: String,
    pub value: Value<'static>,
    /// Where the value comes from, unless it says so itself.
    pub source: Option<Rc<str>>,
}

impl Change {
    /// A change written in a text: the place of its path in quotes, and its value.
    #[allow(clippy::result_large_err, reason = "made once a change at most")]
    pub(super) fn of(
        key: Place,
        value: Value<'static>,
        source: Option<Rc<str>>,
        sources: &Sources,
    ) -> Result<Change, Problem> {
        let written = sources.slice(key);
        let quoted = written.len() > 2
            && written.starts_with('"')
            && written.ends_with('"')
            && !written.contains('\\');
        if !quoted {
            let message = "a path in plain quotes is expected here";
            let problem = Problem::new(&codes::BAD_SET, message).at(key);
            return Err(problem.help("write \"channels.email.transit\": \"5m\""));
        }
        let path = Place {
            start: key.start + 1,
            end: key.end - 1,
            ..key
        };
        let text = Place {
            end: value.place().end,
            ..key
        };
        let mut names = sources.slice(path).splitn(3, '.');
        let touches = [names.next(), names.next()].map(Option::unwrap_or_default);
        Ok(Change {
            text,
            path,
            touches: touches.join("."),
            value,
            source,
        })
    }

    /// What it changes, roughly: two that change one thing say the same.
    pub(super) fn touches(&self) -> &str {
        &self.touches
    }
}
