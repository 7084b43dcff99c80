//! What an organisation knows, since when, from whom; and what artefacts it holds.

use super::{ArtefactId, Claim, FindingId, LearntBy, MessageId, OrgId, SimTime};
use bevy_ecs::prelude::Component;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether it is classified by this organisation and not yet released.
    pub classified: bool,
    /// Whether legal review, where needed, has cleared it.
    pub cleared: bool,
    /// To whom it has been passed on.
    pub shared_with: BTreeSet<OrgId>,
    /// The fact that brought it here.
    pub learnt_seq: u32,
}

/// Everything one organisation knows; sparse and ordered.
#[derive(Component, Clone, Debug, Default)]
pub struct Knowledge {
    known: BTreeMap<FindingId, Known>,
    /// Artefacts held, and whether each has been analysed.
    pub artefacts: BTreeMap<ArtefactId, bool>,
}

impl Knowledge {
    /// What is known of a finding.
    #[must_use]
    pub fn of(&self, finding: FindingId) -> Option<&Known> {
        self.known.get(&finding)
    }

    /// What is known of a finding, to change.
    pub fn of_mut(&mut self, finding: FindingId) -> Option<&mut Known> {
        self.known.get_mut(&finding)
    }

    /// Records something learnt. What is already known is kept, widened from part to full.
    pub fn learn(&mut self, known: Known) {
        match self.known.entry(known.claim.finding) {
            std::collections::btree_map::Entry::Vacant(empty) => {
                empty.insert(known);
            }
            std::collections::btree_map::Entry::Occupied(mut held) => {
                let held = held.get_mut();
                held.claim.part = held.claim.part.max(known.claim.part);
            }
        }
    }

    /// Everything known, by finding.
    pub fn iter(&self) -> impl Iterator<Item = (FindingId, &Known)> {
        self.known.iter().map(|(finding, known)| (*finding, known))
    }
}
