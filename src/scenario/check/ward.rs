//! Findings that are to ward off hits, and never do.

use super::{Places, able::Able};
use crate::exercise::{Exercise, Finding, Pattern};
use crate::model::FindingId;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of findings that ward nothing off, whoever applies them, and of those that nobody applies.
pub(super) fn check(
    exercise: &Exercise,
    able: &Able<'_>,
    places: &Places,
    problems: &mut Problems,
) {
    for (nth, finding) in exercise.findings.iter().enumerate() {
        if finding.wards_ppm == 0 {
            continue;
        }
        let unapplied = || {
            let does = Pattern::Applied(Some(FindingId::nth(nth)));
            let can = able.anybody(&does);
            let lacks = || {
                able.why_nobody(&does)
                    .unwrap_or_else(|| "nobody applies it".to_owned())
            };
            (!can).then(lacks)
        };
        if let Some(why) = never_wards(exercise, finding).or_else(unapplied) {
            let message = format!("`wards` of `{}` does nothing", finding.id);
            let problem = Problem::new(&codes::NOTHING_TO_DO, message).because(why);
            problems.push(problem.at(places.of("finding", nth)));
        }
    }
}

fn never_wards(exercise: &Exercise, finding: &Finding) -> Option<String> {
    if !finding.truth {
        return Some("a falsehood wards nothing off".to_owned());
    }
    if !finding.kind.can_be_applied() {
        let kinds = "only an Address, a Hash or a Method is applied by playbooks";
        return Some(format!("it is a {:?}: {kinds}", finding.kind));
    }
    match finding.threat {
        None => Some("it names no threat whose hits it could ward off".to_owned()),
        Some(threat) if exercise.threats[threat.at()].victims.is_empty() => {
            Some("its threat hits nobody".to_owned())
        }
        Some(_) => None,
    }
}
