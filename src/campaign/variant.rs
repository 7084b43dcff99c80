//! An exercise with something changed, everything else and all luck the same.

use crate::exercise::{Exercise, Term};
use crate::model::{AgreementId, AgreementState, Mandate, Named as _, OrgId};
use thiserror::Error;

/// What is taken away or put in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An agreement gives nothing and costs nothing, as if it had never been.
    WithoutAgreement(AgreementId),
    /// An agreement stands, whatever it stood at.
    WithAgreement(AgreementId),
    /// An organisation loses a mandate.
    WithoutMandate(OrgId, Mandate),
}

/// What a change names is not in the exercise.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct NotThere(pub String);

impl Change {
    /// `agreement:ID` or `mandate:ORG/MANDATE`, taken away (`without`) or put in force.
    ///
    /// # Errors
    /// Says what is not there, and what is.
    pub fn read(text: &str, without: bool, exercise: &Exercise) -> Result<Change, NotThere> {
        let names = exercise.names();
        let unknown = |what: &str, id: &str, known: &[String]| {
            NotThere(format!(
                "there is no {what} `{id}`; there are {}",
                known.join(", ")
            ))
        };
        match (text.split_once(':'), without) {
            (Some(("agreement", id)), _) => {
                let found = AgreementId::find(id, &names)
                    .ok_or_else(|| unknown("agreement", id, &names.agreements))?;
                Ok(if without {
                    Change::WithoutAgreement(found)
                } else {
                    Change::WithAgreement(found)
                })
            }
            (Some(("mandate", said)), true) => {
                let (org, word) = said.split_once('/').unwrap_or((said, ""));
                let found = OrgId::find(org, &names)
                    .ok_or_else(|| unknown("organisation", org, &names.orgs))?;
                let held = &exercise.org(found).mandates;
                let mandate = held.iter().find(|one| one.word() == word).ok_or_else(|| {
                    let held: Vec<String> = held.iter().map(|one| one.word().to_owned()).collect();
                    unknown(&format!("mandate of {org}"), word, &held)
                })?;
                Ok(Change::WithoutMandate(found, *mandate))
            }
            _ => Err(NotThere(format!(
                "`{text}` names nothing that can be {}: write agreement:ID{}",
                if without { "left out" } else { "put in force" },
                if without {
                    " or mandate:ORG/MANDATE"
                } else {
                    ""
                },
            ))),
        }
    }
}

/// The exercise with changes. No id moves, so that every draw stays whose it was.
#[must_use]
pub fn changed(exercise: &Exercise, changes: &[Change]) -> Exercise {
    let mut variant = exercise.clone();
    for change in changes {
        match change {
            Change::WithoutAgreement(id) => {
                let agreement = &mut variant.agreements[id.at()];
                agreement.gives = Vec::<Term>::new();
                agreement.effort_milli_hours = 0;
                agreement.state = AgreementState::Lapsed;
            }
            Change::WithAgreement(id) => {
                variant.agreements[id.at()].state = AgreementState::Operational;
            }
            Change::WithoutMandate(org, mandate) => {
                let mandates = &mut variant.organisations[org.at()].mandates;
                mandates.retain(|one| one != mandate);
            }
        }
    }
    variant
}
