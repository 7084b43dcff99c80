//! An exercise with something changed, everything else and all luck the same.

use super::Exercise;
use crate::model::{AgreementId, AgreementState, Mandate, OrgId};

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

/// The exercise with changes. No id moves, so that every draw stays whose it was.
#[must_use]
pub fn changed(exercise: &Exercise, changes: &[Change]) -> Exercise {
    let mut variant = exercise.clone();
    for change in changes {
        match change {
            Change::WithoutAgreement(id) => {
                let agreement = &mut variant.agreements[id.at()];
                agreement.gives = Vec::new();
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
