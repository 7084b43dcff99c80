//! Whether an organisation could ever do what a pattern describes: mandates, channels, parts.

use crate::exercise::{Exercise, Pattern, Term};
use crate::model::{AgreementId, ChannelId, Mandate, OrgId, OrgKind};
use std::collections::{BTreeMap, BTreeSet};

/// What abilities are worked out from.
pub(super) struct Able<'e> {
    exercise: &'e Exercise,
    agreements_of: BTreeMap<OrgId, Vec<AgreementId>>,
    /// Organisations that some channel reaches for everybody, and how many there are by kind.
    open: BTreeSet<OrgId>,
    open_by_kind: BTreeMap<OrgKind, usize>,
}

impl<'e> Able<'e> {
    /// Looks at channels and agreements once.
    pub(super) fn of(exercise: &'e Exercise) -> Able<'e> {
        let mut agreements_of: BTreeMap<OrgId, Vec<AgreementId>> = BTreeMap::new();
        for (nth, agreement) in exercise.agreements.iter().enumerate() {
            for party in &agreement.parties {
                agreements_of
                    .entry(*party)
                    .or_default()
                    .push(AgreementId::nth(nth));
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
        Able {
            exercise,
            agreements_of,
            open,
            open_by_kind,
        }
    }

    /// Whether an organisation can do it; otherwise what it lacks.
    pub(super) fn can(&self, org: OrgId, does: &Pattern) -> Result<(), String> {
        let me = self.exercise.org(org);
        if !me.kind.plays() {
            return Err("it does not play".to_owned());
        }
        match does {
            Pattern::Start => Err("nobody performs STARTEX".to_owned()),
            Pattern::Suspended(Some(host)) => {
                let host = &self.exercise.hosts[host.at()];
                let by_order = me.may(Mandate::TakeDown) && me.economy == Some(host.economy);
                let may = host.hosted_by == org || by_order;
                may.then_some(())
                    .ok_or_else(|| format!("it neither hosts `{}` nor may order it down", host.id))
            }
            Pattern::Suspended(None) => {
                let hosts = self.exercise.hosts.iter().any(|host| host.hosted_by == org);
                let may = hosts || me.may(Mandate::TakeDown);
                may.then_some(())
                    .ok_or("it hosts nothing and may order nothing down".to_owned())
            }
            Pattern::WarrantObtained(threat) | Pattern::Arrested(threat) => {
                let mut operations = self.exercise.operations.iter();
                let party = operations.any(|plan| {
                    threat.is_none_or(|threat| threat == plan.threat) && plan.party(org).is_some()
                });
                party
                    .then_some(())
                    .ok_or("it is party to no such operation".to_owned())
            }
            Pattern::Published => {
                let may = me.may(Mandate::Publish);
                may.then_some(())
                    .ok_or("it has no mandate to publish".to_owned())
            }
            Pattern::Contained(threat) | Pattern::Recovered(threat) | Pattern::Detected(threat) => {
                let mut groups = self.exercise.threats.iter().enumerate();
                let hit = groups.any(|(nth, group)| {
                    threat.is_none_or(|threat| threat.at() == nth)
                        && group.victims.iter().any(|victim| victim.org == org)
                });
                hit.then_some(())
                    .ok_or("it is no planned victim".to_owned())
            }
            Pattern::Sent(_, _, kind, to) => self.can_write(org, *kind, *to),
            _ => Ok(()),
        }
    }

    /// Whether anybody can do it.
    pub(super) fn anybody(&self, does: &Pattern) -> bool {
        self.exercise
            .players()
            .any(|(org, _)| self.can(org, does).is_ok())
    }

    fn can_write(
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
    pub(super) fn is_reached(&self, org: OrgId) -> bool {
        self.open.contains(&org)
            || self
                .agreements_of
                .get(&org)
                .into_iter()
                .flatten()
                .any(|id| self.opens(*id, org))
    }
}
