//! Who knows what since when, and since when each finding could be known at all.

use super::{Mark, Seats};
use crate::exercise::Exercise;
use crate::fact::{ClaimLearnt, MentionConfirmed};
use crate::metric::Provenance;
use crate::model::{
    ArtefactId, Claim, FindingId, InjectId, LearntBy, OrgId, Pap, Part, Subject, Tlp,
};

/// What one organisation holds of one finding.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The finding.
    pub finding: FindingId,
    /// When it first arrived in a message, learnt or not.
    pub arrived: Mark,
    /// When it was learnt; none while it has only arrived.
    pub learnt: Mark,
    /// The widest part that has come.
    pub part: Part,
    /// The widest label it has come under.
    pub tlp: Tlp,
    /// What may be done with it.
    pub pap: Pap,
    /// Who set the labels.
    pub source: OrgId,
    /// Who passed it on.
    pub from: Option<OrgId>,
    /// Whether this organisation classified it.
    pub classified: bool,
    /// When it was released.
    pub released: Mark,
    /// When it was doubted.
    pub doubted: Mark,
    /// Who played the seat when it was learnt; sensors are simulated in any seat.
    pub by: Provenance,
}

impl Held {
    fn new(claim: &Claim) -> Held {
        Held {
            finding: claim.finding,
            arrived: Mark::NONE,
            learnt: Mark::NONE,
            part: claim.part,
            tlp: claim.tlp,
            pap: claim.pap,
            source: claim.source,
            from: None,
            classified: false,
            released: Mark::NONE,
            doubted: Mark::NONE,
            by: Provenance::Simulated,
        }
    }

    fn widen(&mut self, claim: &Claim) {
        self.part = self.part.max(claim.part);
        self.tlp = self.tlp.min(claim.tlp);
        self.pap = self.pap.min(claim.pap);
    }
}

/// What everybody knows.
#[derive(Clone, Debug)]
pub struct Knowing<'x> {
    exercise: &'x Exercise,
    /// By organisation, each sorted by finding: sparse, since most know little.
    held: Vec<Vec<Held>>,
    obtainable: Vec<Mark>,
    known: Vec<Mark>,
}

impl<'x> Knowing<'x> {
    /// Nobody knows anything before the first entry.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Knowing<'x> {
        Knowing {
            exercise,
            held: vec![Vec::new(); exercise.organisations.len()],
            obtainable: vec![Mark::NONE; exercise.findings.len()],
            known: vec![Mark::NONE; exercise.findings.len()],
        }
    }

    /// What an organisation knows of a finding; none while it has at most arrived.
    #[must_use]
    pub fn of(&self, org: OrgId, finding: FindingId) -> Option<&Held> {
        self.slot(org, finding).filter(|held| held.learnt.is_set())
    }

    /// Everything an organisation knows, by finding.
    pub fn all(&self, org: OrgId) -> impl Iterator<Item = &Held> {
        self.held[org.at()]
            .iter()
            .filter(|held| held.learnt.is_set())
    }

    /// Since when a finding could be known: it came to be there to find, an inject brought it or
    /// what yields it, or somebody knew it.
    #[must_use]
    pub fn obtainable(&self, finding: FindingId) -> Mark {
        self.obtainable[finding.at()]
    }

    /// Since when any participant has known a finding.
    #[must_use]
    pub fn known(&self, finding: FindingId) -> Mark {
        self.known[finding.at()]
    }

    fn slot(&self, org: OrgId, finding: FindingId) -> Option<&Held> {
        let held = &self.held[org.at()];
        held.binary_search_by_key(&finding, |one| one.finding)
            .ok()
            .map(|at| &held[at])
    }

    fn slot_mut(&mut self, org: OrgId, claim: &Claim) -> &mut Held {
        let held = &mut self.held[org.at()];
        let at = match held.binary_search_by_key(&claim.finding, |one| one.finding) {
            Ok(at) => at,
            Err(at) => {
                held.insert(at, Held::new(claim));
                at
            }
        };
        &mut held[at]
    }

    /// A finding came to be there to find.
    pub fn found(&mut self, finding: FindingId, now: Mark) {
        self.obtainable[finding.at()].first(now);
    }

    /// An inject brought findings, or artefacts that yield them.
    pub fn injected(&mut self, inject: InjectId, now: Mark) {
        let exercise = self.exercise;
        let inject = &exercise.injects[inject.at()];
        for claim in &inject.claims {
            self.found(claim.finding, now);
        }
        for artefact in &inject.artefacts {
            self.yielded(*artefact, now);
        }
    }

    /// Somebody holds an artefact, so what it yields can be known.
    pub fn yielded(&mut self, artefact: ArtefactId, now: Mark) {
        let exercise = self.exercise;
        for finding in &exercise.artefacts[artefact.at()].yields {
            self.found(*finding, now);
        }
    }

    /// A claim arrived in a message; says whether as much of it was there before.
    pub fn arrived(&mut self, org: OrgId, claim: &Claim, now: Mark) -> bool {
        let held = self.slot_mut(org, claim);
        let by_then = |mark: Mark| mark.is_set() && mark.at <= now.at;
        let before = by_then(held.arrived) || by_then(held.learnt);
        let redundant = before && held.part >= claim.part;
        held.arrived.earliest(now);
        held.widen(claim);
        redundant
    }

    /// Somebody learnt something; `from` is who told it.
    pub fn learnt(&mut self, fact: &ClaimLearnt, from: Option<OrgId>, now: Mark, seats: &Seats) {
        let by = match fact.by {
            LearntBy::Sensor | LearntBy::Beforehand => Provenance::Simulated,
            LearntBy::Analysis => seats.provenance(fact.org),
            LearntBy::Contact => Provenance::Logged,
            LearntBy::Message | LearntBy::Publication => seats.provenance(fact.org),
        };
        let plays = self.exercise.org(fact.org).kind.plays();
        let held = self.slot_mut(fact.org, &fact.claim);
        held.widen(&fact.claim);
        if held.learnt.earliest(now) {
            (held.source, held.from, held.by) = (fact.claim.source, from, by);
            held.classified = fact.classified && fact.claim.source == fact.org;
        }
        self.found(fact.claim.finding, now);
        if plays {
            self.known[fact.claim.finding.at()].earliest(now);
        }
    }

    /// Somebody who knows something otherwise was told before, as was found out only now.
    pub(super) fn knew_since(&mut self, fact: &MentionConfirmed, opened: Mark) {
        if let Some(held) = self.of_mut(fact.to, fact.claim.finding) {
            held.learnt.earliest(opened);
            (held.source, held.from) = (fact.claim.source, Some(fact.from));
            held.by = Provenance::Inferred;
        }
        if self.exercise.org(fact.to).kind.plays() {
            self.known[fact.claim.finding.at()].earliest(opened);
        }
    }

    /// Something classified was released.
    pub fn released(&mut self, org: OrgId, finding: FindingId, now: Mark) {
        if let Some(held) = self.of_mut(org, finding) {
            held.released.first(now);
        }
    }

    /// Something was checked and not believed.
    pub fn doubted(&mut self, org: OrgId, finding: FindingId, now: Mark) {
        if let Some(held) = self.of_mut(org, finding) {
            held.doubted.first(now);
        }
    }

    fn of_mut(&mut self, org: OrgId, finding: FindingId) -> Option<&mut Held> {
        let held = &mut self.held[org.at()];
        let at = held
            .binary_search_by_key(&finding, |one| one.finding)
            .ok()?;
        Some(&mut held[at])
    }

    /// What an organisation knows that points at a subject.
    pub fn about(&self, org: OrgId, subject: Subject) -> impl Iterator<Item = &Held> {
        let points = move |held: &&Held| {
            self.exercise.findings[held.finding.at()].points_at == Some(subject)
        };
        self.all(org).filter(points)
    }
}
