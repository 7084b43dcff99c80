//! What behaviours remember for themselves: draw counters, the places of playbooks, ways tried.
//! Nothing here can be observed by another organisation, a metric or a page.

use super::playbook::Run;
use crate::kernel::{Counted, Key, Slab};
use crate::model::{
    ArtefactId, ChannelId, CriticalTaskId, FindingId, InjectId, MessageId, OrgId, SimTime, Subject,
    ThreatId, TicketId, Withheld,
};
use std::collections::{BTreeMap, BTreeSet};

/// What behaviours remember.
#[derive(Debug, Default)]
pub struct State {
    /// Streams of everyday tickets, by organisation.
    pub arrivals: Vec<Counted>,
    /// How many lineages of one kind there have been, for ordinals.
    pub ordinals: BTreeMap<u64, u32>,
    /// Playbook rules under way.
    pub runs: Slab<Option<Box<Run>>>,
    /// The run that waits for each ticket.
    pub waiting_for_ticket: Vec<Option<Key>>,
    /// The entry that queued each ticket.
    pub queued_as: Vec<u32>,
    /// The run that waits for an answer to a clarification, by the request it is about.
    pub waiting_for_fields: BTreeMap<MessageId, Key>,
    /// Rules that ran, by organisation, rule and subject.
    pub ran: BTreeSet<u64>,
    /// Channels tried for a message so far.
    pub tried: BTreeMap<MessageId, Vec<ChannelId>>,
    /// Analyses under way that no playbook waits for.
    pub analyses: BTreeMap<TicketId, ArtefactId>,
    /// Legal reviews under way.
    pub reviews: BTreeMap<TicketId, FindingId>,
    /// Clarifications whose fields are being gathered.
    pub gathering: BTreeMap<TicketId, MessageId>,
    /// Messages whose sender has read a reply to them.
    pub replied: BTreeSet<MessageId>,
    /// Which request fields have come in for a request.
    pub fields_in: BTreeMap<MessageId, crate::model::FieldSet>,
    /// What holders keep back for now and offer again when it is released or cleared.
    pub kept_back: BTreeMap<(OrgId, FindingId), Vec<KeptBack>>,
    /// Who has performed which task.
    pub performed: BTreeMap<(CriticalTaskId, OrgId), u32>,
    /// Injects that fired or were set aside.
    pub settled: BTreeSet<InjectId>,
    /// Injects whose condition was met.
    pub triggered: BTreeSet<InjectId>,
    /// Until when lines of a limited channel are busy.
    pub lines: BTreeMap<(OrgId, ChannelId), Vec<SimTime>>,
    /// Stages each threat group has reached.
    pub stages: Vec<u32>,
    /// Hits that wait for a stage or for infrastructure.
    pub held_hits: Vec<(ThreatId, u32)>,
    /// Ladder steps taken, by organisation and subject.
    pub ladder: BTreeMap<(OrgId, Option<Subject>), u32>,
    /// Organisations whose people rotated, so that entries for them are out of date.
    pub rotated: BTreeSet<OrgId>,
    /// Releases under way.
    pub releasing: BTreeSet<(OrgId, FindingId)>,
}

/// Something kept back for now.
#[derive(Clone, Copy, Debug)]
pub struct KeptBack {
    /// Who was to have it.
    pub to: OrgId,
    /// Why it was kept back.
    pub why: Withheld,
}

impl State {
    /// The ordinal of one more thing of this lineage, from 0.
    pub fn ordinal(&mut self, lineage: u64) -> u32 {
        let count = self.ordinals.entry(lineage).or_insert(0);
        *count += 1;
        *count - 1
    }
}
