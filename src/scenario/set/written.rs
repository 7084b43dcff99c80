//! Values that an experiment's text sets in its scenario.

use super::super::change::Change;
use super::super::gather::Gathered;
use super::super::problem::Problems;
use super::super::ron_place::Value;
use super::super::source::{Place, Sources};
use super::{Set, Setter};

/// A path and a value that stand in a text which was read already:
/// `"channels.email.transit": "5m"`.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Written {
    /// The path, without its quotes.
    pub path: Place,
    /// The value.
    pub value: Value<'static>,
}

/// Puts such values into what is declared.
pub(in crate::scenario) fn put(
    changes: &[Written],
    gathered: &mut Gathered<'_>,
    sources: &mut Sources,
    problems: &mut Problems,
) {
    for change in changes {
        let Some(setter) = problems.keep(Setter::new(sources)) else {
            continue;
        };
        let change = Change {
            text: Place {
                end: change.value.place().end,
                ..change.path
            },
            path: change.path,
            touches: String::new(),
            value: change.value.clone(),
            source: None,
        };
        let set = Set {
            sources,
            change: &change,
            finding: setter.finding,
        };
        if let Err(problem) = set.put(gathered, problems) {
            problems.push(problem);
        }
    }
}
