//! Operations that cannot come to anything.

use super::Places;
use crate::exercise::{Exercise, Operation, Party};
use crate::model::{Admits, Mandate};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of operations after ENDEX, of leads and parties without a mandate, of suspects where no
/// party is, and of evidence that nobody could have.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (nth, operation) in exercise.operations.iter().enumerate() {
        let place = places.of("operation", nth);
        if operation.at > exercise.clock.endex {
            let message = format!("operation `{}` is set for after ENDEX", operation.id);
            let reason = format!(
                "it is at {}, and ENDEX at {}",
                operation.at, exercise.clock.endex
            );
            let problem = Problem::new(&codes::AFTER_ENDEX, message).because(reason);
            problems.push(problem.at(place));
        }
        for why in in_vain(exercise, operation) {
            let message = format!("operation `{}` arrests nobody", operation.id);
            let problem = Problem::new(&codes::NOBODY_CAN, message).because(why);
            problems.push(problem.at(place));
        }
    }
}

/// Why a party whose court takes evidence alone never has any.
fn no_evidence(exercise: &Exercise, party: &Party) -> Option<String> {
    let org = exercise.org(party.org);
    if party.admits == Admits::Anything || party.evidence.is_empty() {
        return None;
    }
    let mut players = exercise.players();
    if !players.any(|(_, org)| org.may(Mandate::PreserveEvidence)) {
        let why = "takes evidence alone, and nobody has the mandate to preserve any";
        return Some(format!("the court of `{}` {why}", org.id));
    }
    // An inject and an answer come also by a channel that is not among its own.
    let carried = exercise.channels.iter().any(|channel| channel.evidence);
    if !carried && !org.may(Mandate::PreserveEvidence) {
        let why = "takes evidence alone, which it may not preserve and no channel carries";
        return Some(format!("the court of `{}` {why}", org.id));
    }
    None
}

fn in_vain(exercise: &Exercise, operation: &Operation) -> Vec<String> {
    let mut found = Vec::new();
    for party in &operation.parties {
        let org = exercise.org(party.org);
        if !org.may(Mandate::Arrest) {
            found.push(format!("its party `{}` has no mandate to arrest", org.id));
        }
        found.extend(no_evidence(exercise, party));
        for finding in &party.evidence {
            let finding = &exercise.findings[finding.at()];
            if !finding.truth {
                found.push(format!(
                    "no law takes the falsehood `{}` as evidence",
                    finding.id
                ));
            }
        }
    }
    if let Some(economy) = operation.suspects_in {
        let mut orgs = operation
            .parties
            .iter()
            .map(|party| exercise.org(party.org));
        if !orgs.any(|org| org.economy == Some(economy)) {
            let id = &exercise.economies[economy.at()].id;
            found.push(format!(
                "the suspects are in {id}, and no party is from there"
            ));
        }
    }
    found
}
