//! What an organisation knows, since when, from whom; and what artefacts it holds.

use super::{ArtefactId, Claim, FindingId, LearntBy, MessageId, OrgId, Part, SimTime};
use bevy_ecs::prelude::Component;
use std::collections::BTreeMap;

/// One thing known.
#[derive(Clone, Debug)]
pub struct Known {
    /// The claim as it came, with its labels and source.
    pub claim: Claim,
    /// Since when.
    pub since: SimTime,
    /// How it came.
    pub by: LearntBy,
    /// The message it came in, if one.
    pub message: Option<MessageId>,
    /// Whether it is classified, by this organisation or by the one it came from in confidence,
    /// and not yet released.
    pub classified: bool,
    /// Whether legal review, where needed, has cleared it.
    pub cleared: bool,
    /// Whether it is held as evidence: first-hand by who may preserve it, or received in a chain
    /// that nobody broke.
    pub evidence: bool,
    /// To whom it has been passed on, sorted.
    pub shared_with: Vec<OrgId>,
    /// The fact that brought it here.
    pub learnt_seq: u32,
}

/// Everything one organisation knows; sparse and ordered.
#[derive(Component, Clone, Debug, Default)]
pub struct Knowledge {
    /// Sorted by finding; few as a rule, so that a list is shorter to search than a tree.
    known: Vec<Known>,
    /// Artefacts held, in the order in which they came, and whether each has been analysed.
    pub artefacts: Vec<(ArtefactId, bool)>,
    /// Findings set against their threat.
    pub applied: BTreeMap<FindingId, Applied>,
}

/// A finding that an organisation has set against its threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// How much of it was known then.
    pub part: Part,
    /// The fact that says so.
    pub seq: u32,
}

impl Known {
    /// Notes that it was passed on to somebody.
    pub fn share_with(&mut self, to: OrgId) {
        if let Err(at) = self.shared_with.binary_search(&to) {
            self.shared_with.insert(at, to);
        }
    }

    /// Whether it was passed on to somebody.
    #[must_use]
    pub fn is_shared_with(&self, to: OrgId) -> bool {
        self.shared_with.binary_search(&to).is_ok()
    }
}

impl Knowledge {
    #[inline]
    fn place(&self, finding: FindingId) -> Result<usize, usize> {
        self.known
            .binary_search_by_key(&finding, |known| known.claim.finding)
    }

    /// What is known of a finding.
    #[must_use]
    pub fn of(&self, finding: FindingId) -> Option<&Known> {
        self.place(finding).ok().map(|at| &self.known[at])
    }

    /// What is known of a finding, to change.
    pub fn of_mut(&mut self, finding: FindingId) -> Option<&mut Known> {
        self.place(finding).ok().map(|at| &mut self.known[at])
    }

    /// Records something learnt. What is already known is kept, widened from part to full.
    pub fn learn(&mut self, known: Known) {
        match self.place(known.claim.finding) {
            Err(at) => self.known.insert(at, known),
            Ok(at) => {
                let held = &mut self.known[at];
                let part = held.claim.part.max(known.claim.part);
                if known.by == LearntBy::Message && known.classified {
                    // What came in confidence binds by the labels of whoever classified it.
                    (held.claim, held.classified) = (known.claim, true);
                }
                held.claim.part = part;
            }
        }
    }

    /// Whether an artefact is held, and whether it has been analysed.
    #[must_use]
    pub fn artefact(&self, id: ArtefactId) -> Option<bool> {
        let held = self.artefacts.iter().find(|(held, _)| *held == id);
        held.map(|(_, analysed)| *analysed)
    }

    /// Records that an artefact is held, and whether it is analysed now.
    pub fn hold(&mut self, id: ArtefactId, analysed: bool) {
        match self.artefacts.iter_mut().find(|(held, _)| *held == id) {
            Some((_, done)) => *done |= analysed,
            None => self.artefacts.push((id, analysed)),
        }
    }

    /// Everything known, by finding.
    pub fn iter(&self) -> impl Iterator<Item = (FindingId, &Known)> {
        self.known.iter().map(|known| (known.claim.finding, known))
    }
}
