//! Which agreements stand, and what they bind whom to.

use super::mark::Mark;
use crate::exercise::{Agreement, Exercise, Term};
use crate::model::{AgreementId, AgreementState, OrgId, Span};

/// Agreements by party, with where each stands now.
#[derive(Clone, Debug)]
pub struct Pacts<'x> {
    agreements: &'x [Agreement],
    standing: Vec<AgreementState>,
    by_party: Vec<Vec<AgreementId>>,
    /// For how long each was operational, from when to when.
    stretches: Vec<(AgreementId, Mark, Mark)>,
}

impl<'x> Pacts<'x> {
    /// As they stand at STARTEX.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Pacts<'x> {
        let mut by_party = vec![Vec::new(); exercise.organisations.len()];
        for (place, agreement) in exercise.agreements.iter().enumerate() {
            for party in &agreement.parties {
                by_party[party.at()].push(AgreementId::nth(place));
            }
        }
        let at_first = (exercise.agreements.iter().enumerate())
            .filter(|(_, one)| one.state == AgreementState::Operational)
            .map(|(place, _)| (AgreementId::nth(place), Mark::STARTEX, Mark::NONE));
        Pacts {
            stretches: at_first.collect(),
            agreements: &exercise.agreements,
            standing: exercise.agreements.iter().map(|one| one.state).collect(),
            by_party,
        }
    }

    /// An agreement comes to stand elsewhere.
    pub fn change(&mut self, agreement: AgreementId, to: AgreementState, now: Mark) {
        let was = std::mem::replace(&mut self.standing[agreement.at()], to);
        let operational = |state| state == AgreementState::Operational;
        match (operational(was), operational(to)) {
            (false, true) => self.stretches.push((agreement, now, Mark::NONE)),
            (true, false) => {
                let mut its = self.stretches.iter_mut();
                if let Some(last) = its.rfind(|(id, ..)| *id == agreement) {
                    last.2 = now;
                }
            }
            _ => {}
        }
    }

    /// For how long each agreement was operational: from when to when, in order of beginning.
    pub fn stretches(&self) -> impl Iterator<Item = (&'x Agreement, &Mark, &Mark)> {
        let stretches = self.stretches.iter();
        stretches.map(|(id, from, to)| (&self.agreements[id.at()], from, to))
    }

    /// Operational agreements between two organisations.
    fn between(&self, one: OrgId, other: OrgId) -> impl Iterator<Item = &'x Agreement> {
        let operational = |id: &&AgreementId| self.standing[id.at()] == AgreementState::Operational;
        self.by_party[one.at()]
            .iter()
            .filter(operational)
            .map(|id| &self.agreements[id.at()])
            .filter(move |agreement| agreement.parties.binary_search(&other).is_ok())
    }

    /// Whether an operational agreement joins two organisations.
    #[must_use]
    pub fn joined(&self, one: OrgId, other: OrgId) -> bool {
        self.between(one, other).next().is_some()
    }

    /// The shortest time to answer in that operational agreements set between the two.
    #[must_use]
    pub fn answer_within(&self, one: OrgId, other: OrgId) -> Option<Span> {
        let terms = self
            .between(one, other)
            .flat_map(|agreement| &agreement.gives);
        let spans = terms.filter_map(|term| match term {
            Term::AnswerWithin(span) => Some(*span),
            _ => None,
        });
        spans.min()
    }
}
