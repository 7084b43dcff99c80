//! What comes about as injects fire: who is sent what, which findings and artefacts go round.

use super::deed::Kinds;
use crate::exercise::{Effect, Exercise};
use crate::model::{ArtefactId, FindingId, InjectId, OrgId, Subject, ThreatId};
use std::collections::BTreeSet;

/// What has come about so far, taken to be more rather than less.
#[derive(Clone, Debug)]
pub(super) struct Course {
    /// Whether an inject can fire.
    pub fires: Vec<bool>,
    /// What kinds of messages injects bring an organisation, and send in its name.
    pub told: Vec<Kinds>,
    pub sent: Vec<Kinds>,
    /// Whether an inject brings an organisation any artefact.
    pub armed: Vec<bool>,
    /// Whether a finding can be got by anybody.
    pub findings: Vec<bool>,
    /// The injects that an artefact comes with.
    pub attached: Vec<Vec<InjectId>>,
    /// Injects that some message is about.
    pub about: BTreeSet<InjectId>,
    /// Organisations that an inject publishes for.
    pub publishers: BTreeSet<OrgId>,
    /// Whom an inject lets attribute a group.
    pub attributors: BTreeSet<(OrgId, ThreatId)>,
}

impl Course {
    /// Before any inject: what is known beforehand, and these findings that sensors can give.
    pub(super) fn before(exercise: &Exercise, sensed: impl Fn(FindingId) -> bool) -> Course {
        let orgs = exercise.organisations.len();
        let known = |(nth, finding): (usize, &crate::exercise::Finding)| {
            !finding.known_to.is_empty() || sensed(FindingId::nth(nth))
        };
        Course {
            fires: vec![false; exercise.injects.len()],
            told: vec![Kinds::default(); orgs],
            sent: vec![Kinds::default(); orgs],
            armed: vec![false; orgs],
            findings: exercise.findings.iter().enumerate().map(known).collect(),
            attached: vec![Vec::new(); exercise.artefacts.len()],
            about: BTreeSet::new(),
            publishers: BTreeSet::new(),
            attributors: BTreeSet::new(),
        }
    }

    /// An inject can fire.
    pub(super) fn take(
        &mut self,
        exercise: &Exercise,
        id: InjectId,
        analyses: impl Fn(OrgId) -> bool,
    ) {
        let inject = &exercise.injects[id.at()];
        self.fires[id.at()] = true;
        for to in &inject.to {
            self.told[to.at()].insert(inject.kind);
            self.armed[to.at()] |= !inject.artefacts.is_empty();
        }
        if !inject.to.is_empty() {
            self.sent[inject.from.at()].insert(inject.kind);
            if let Some(Subject::Inject(about)) = inject.about {
                self.about.insert(about);
            }
            for claim in &inject.claims {
                self.findings[claim.finding.at()] = true;
            }
            let analysed = inject.to.iter().any(|to| analyses(*to));
            for artefact in &inject.artefacts {
                self.attached[artefact.at()].push(id);
                if analysed {
                    self.yields(exercise, *artefact);
                }
            }
        }
        for effect in &inject.effects {
            if let Effect::Attribute(by, threat) = effect {
                self.attributors.insert((*by, *threat));
            }
            if let Effect::Publish(by, findings, _) = effect {
                self.publishers.extend(by);
                for finding in findings {
                    self.findings[finding.at()] = true;
                }
            }
        }
    }

    fn yields(&mut self, exercise: &Exercise, artefact: ArtefactId) {
        for finding in &exercise.artefacts[artefact.at()].yields {
            self.findings[finding.at()] = true;
        }
    }
}
