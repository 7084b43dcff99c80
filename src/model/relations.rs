//! What one organisation holds about others: directory entries and trust. Sparse: absent means
//! never looked up, or the ring's default.

use super::{ChannelId, LookUp, OrgId, SimTime};
use bevy_ecs::prelude::Component;
use std::collections::BTreeMap;

/// One million parts: certainty, or full trust.
pub const MILLION: u32 = 1_000_000;

/// What an organisation noted of a directory entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What the entry looks like: a stale one looks current until somebody finds out.
    pub state: LookUp,
    /// When the other was last heard from by it; whatever changed there since, the note does not
    /// know of. None where it was only looked up.
    pub heard: Option<SimTime>,
}

/// The directory of one organisation, as far as it has been used.
#[derive(Component, Clone, Debug, Default)]
pub struct Directory {
    entries: BTreeMap<(OrgId, ChannelId), Noted>,
    met: BTreeMap<OrgId, SimTime>,
}

impl Directory {
    /// What is noted of an entry.
    #[must_use]
    pub fn of(&self, other: OrgId, channel: ChannelId) -> Option<Noted> {
        let noted = self.entries.get(&(other, channel)).copied();
        let Some(met) = self.met.get(&other).copied() else {
            return noted;
        };
        // Whoever met since knows better than the note.
        let heard = noted.and_then(|noted| noted.heard).max(Some(met));
        let state = LookUp::Current;
        Some(Noted { state, heard })
    }

    /// Notes something of an entry.
    pub fn note(&mut self, other: OrgId, channel: ChannelId, noted: Noted) {
        if noted.state == LookUp::Stale {
            // Found out after they met.
            self.met.remove(&other);
        }
        self.entries.insert((other, channel), noted);
    }

    /// Notes something of an entry of which nothing is noted yet.
    pub fn note_first(&mut self, other: OrgId, channel: ChannelId, noted: Noted) {
        self.entries.entry((other, channel)).or_insert(noted);
    }

    /// Notes that people met.
    pub fn meet(&mut self, other: OrgId, at: SimTime) {
        self.met.insert(other, at);
    }
}

/// Trust of one organisation in another where it has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it moved to, in parts per million.
    pub ppm: u32,
    /// When.
    pub at: SimTime,
}

/// Trust of one organisation in others, where it differs from the default.
#[derive(Component, Clone, Debug, Default)]
pub struct Trust(pub BTreeMap<OrgId, Moved>);

/// What an organisation has pending with others: messages whose answer it awaits.
#[derive(Component, Clone, Debug, Default)]
pub struct Mailbox {
    /// Messages composed here, in order.
    pub sent: Vec<super::MessageId>,
    /// Messages opened here, in order.
    pub opened: Vec<super::MessageId>,
    /// Messages delivered here and not yet opened.
    pub unread: Vec<super::MessageId>,
    /// Requests opened here and neither answered nor closed.
    pub open_requests: Vec<super::MessageId>,
}
