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
pub struct Directory(pub BTreeMap<(OrgId, ChannelId), Noted>);

/// Trust of one organisation in others, in parts per million, where it differs from the default.
#[derive(Component, Clone, Debug, Default)]
pub struct Trust(pub BTreeMap<OrgId, u32>);

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
