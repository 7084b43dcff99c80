//! Which channels lead from whom to whom at any time of the exercise.

use crate::exercise::{Effect, Exercise, Term};
use crate::model::{AgreementId, AgreementState, ChannelId, OrgId, OrgKind};
use std::collections::{BTreeMap, BTreeSet};

/// Channels and agreements, looked at once.
pub(super) struct Ways<'e> {
    exercise: &'e Exercise,
    /// Agreements that are in force at some time, by party.
    agreements_of: BTreeMap<OrgId, Vec<AgreementId>>,
    /// Organisations that some channel reaches for everybody, and how many there are by kind.
    open: BTreeSet<OrgId>,
    open_by_kind: BTreeMap<OrgKind, usize>,
}

impl<'e> Ways<'e> {
    /// Looks at channels and agreements once.
    pub(super) fn of(exercise: &'e Exercise) -> Ways<'e> {
        let effects = exercise.injects.iter().flat_map(|inject| &inject.effects);
        let comes_about = effects.filter_map(|effect| match effect {
            Effect::Agreement(id, AgreementState::Operational) => Some(*id),
            _ => None,
        });
        let comes_about: BTreeSet<AgreementId> = comes_about.collect();
        let mut agreements_of: BTreeMap<OrgId, Vec<AgreementId>> = BTreeMap::new();
        for (nth, agreement) in exercise.agreements.iter().enumerate() {
            let id = AgreementId::nth(nth);
            if agreement.state != AgreementState::Operational && !comes_about.contains(&id) {
                continue;
            }
            for party in &agreement.parties {
                agreements_of.entry(*party).or_default().push(id);
            }
        }
        let (mut open, mut open_by_kind) = (BTreeSet::new(), BTreeMap::new());
        for (id, org) in exercise.players() {
            let anybody = |way: &ChannelId| !exercise.channels[way.at()].by_agreement;
            if org.reached_by.iter().any(anybody) {
                open.insert(id);
                *open_by_kind.entry(org.kind).or_default() += 1;
            }
        }
        Ways {
            exercise,
            agreements_of,
            open,
            open_by_kind,
        }
    }

    /// Whether a channel for classified matter leads to an organisation.
    pub(super) fn in_confidence(&self, org: OrgId) -> bool {
        let given = |way: ChannelId| {
            let mine = self.agreements_of.get(&org).into_iter().flatten();
            let mut gives = mine.flat_map(|id| &self.exercise.agreements[id.at()].gives);
            gives.any(|term| *term == Term::Channel(way))
        };
        self.exercise.org(org).reached_by.iter().any(|way| {
            let channel = &self.exercise.channels[way.at()];
            channel.classified && (!channel.by_agreement || given(*way))
        })
    }

    /// Whether one can write to an organisation of a kind, or to a certain one; otherwise why not.
    pub(super) fn lead(
        &self,
        from: OrgId,
        kind: Option<OrgKind>,
        to: Option<OrgId>,
    ) -> Result<(), String> {
        if let Some(to) = to {
            let other = self.exercise.org(to);
            if to != from && other.kind.plays() && self.reaches(from, to) {
                return Ok(());
            }
            return Err(format!("no channel leads to `{}`", other.id));
        }
        let Some(kind) = kind else { return Ok(()) };
        let others = self.open_by_kind.get(&kind).copied().unwrap_or(0);
        let itself = usize::from(self.exercise.org(from).kind == kind && self.open.contains(&from));
        let partners = self.agreements_of.get(&from).into_iter().flatten();
        let mut partners =
            partners.flat_map(|id| self.exercise.agreements[id.at()].parties.iter().copied());
        let by_agreement =
            |to: OrgId| to != from && self.exercise.org(to).kind == kind && self.reaches(from, to);
        if others > itself || partners.any(by_agreement) {
            return Ok(());
        }
        Err(format!(
            "no channel leads to any organisation of the kind {kind:?}"
        ))
    }

    /// Whether some channel leads from one to another.
    fn reaches(&self, from: OrgId, to: OrgId) -> bool {
        self.open.contains(&to)
            || self
                .agreements_of
                .get(&from)
                .into_iter()
                .flatten()
                .any(|id| self.opens(*id, to))
    }

    /// Whether an agreement opens a channel to one of its parties.
    fn opens(&self, agreement: AgreementId, to: OrgId) -> bool {
        let agreement = &self.exercise.agreements[agreement.at()];
        let reached = &self.exercise.org(to).reached_by;
        let given = |term: &Term| matches!(term, Term::Channel(way) if reached.contains(way));
        agreement.parties.binary_search(&to).is_ok() && agreement.gives.iter().any(given)
    }

    /// Whether anybody at all can reach it.
    pub(super) fn lead_to(&self, org: OrgId) -> bool {
        self.open.contains(&org)
            || self
                .agreements_of
                .get(&org)
                .into_iter()
                .flatten()
                .any(|id| self.opens(*id, org))
    }
}
