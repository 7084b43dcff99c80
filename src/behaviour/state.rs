//! What behaviours remember for themselves: draw counters, the places of playbooks, ways tried.
//! Nothing here can be observed by another organisation, a metric or a page.

use super::notion::Unheeded;
use super::playbook::Run;
use super::rotation::Term;
use crate::kernel::{Counted, Key, Slab, Tally};
use crate::model::{
    Amendment, ArtefactId, ChannelId, CriticalTaskId, FieldSet, FindingId, InjectId, MessageId,
    OperationId, OrgId, PlaybookId, Rare, SimTime, Subject, ThreatId, TicketId, Withheld,
};
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};

/// What behaviours remember.
#[derive(Debug, Default)]
pub struct State {
    /// Streams of everyday tickets, by organisation.
    pub arrivals: Vec<Counted>,
    /// How many lineages of one kind there have been, for ordinals.
    pub ordinals: Tally,
    /// How often a rule was dropped for a subject, since people took its seat.
    pub dropped: Tally,
    /// Playbook rules under way.
    pub runs: Slab<Option<Box<Run>>>,
    /// The rule that each proposed step belongs to, by number of the proposal.
    pub proposed: Vec<Key>,
    /// Rules that were set off at least once, by playbook and number.
    pub set_off: BTreeSet<(PlaybookId, u16)>,
    /// Who waits for each ticket; nobody for an everyday one, so that it is not looked up.
    pub chores: Vec<Chore>,
    /// The run that waits for an answer to a clarification, by the request it is about.
    pub waiting_for_fields: BTreeMap<MessageId, Key>,
    /// The message that each request was sent because of, whose fields can be passed on.
    pub grew_from: BTreeMap<MessageId, MessageId>,
    /// How the sender of each message fares with it.
    pub errands: Vec<Errand>,
    /// Analyses under way that no playbook waits for.
    pub analyses: BTreeMap<TicketId, ArtefactId>,
    /// Findings being applied, so that nobody does so twice at once.
    pub applying: BTreeSet<(OrgId, FindingId)>,
    /// The same, where no playbook waits for it.
    pub applications: BTreeMap<TicketId, FindingId>,
    /// Legal reviews under way.
    pub reviews: BTreeMap<TicketId, FindingId>,
    /// Messages on the desk of whoever has to clear them, and whether tension stops them there.
    pub clearing: BTreeMap<TicketId, (MessageId, bool)>,
    /// Requests about what their readers do not count as incidents.
    pub unheeded: BTreeMap<MessageId, Unheeded>,
    /// Those of them that somebody is reading.
    pub puzzling: BTreeMap<TicketId, MessageId>,
    /// The terms that people serve, by organisation and number of the contact; kept only where
    /// trust is personal.
    pub terms: BTreeMap<(OrgId, u32), Term>,
    /// Whose trust in each organisation has moved; kept only where trust is personal.
    pub trusting: BTreeMap<OrgId, BTreeSet<OrgId>>,
    /// Clarifications whose fields are being gathered.
    pub gathering: BTreeMap<TicketId, MessageId>,
    /// What holders keep back for now and offer again when it is released or cleared.
    pub kept_back: BTreeMap<(OrgId, FindingId), Vec<KeptBack>>,
    /// To whom a holder has passed on what was classified then: they hear of its release.
    pub entrusted: BTreeMap<(OrgId, FindingId), Vec<OrgId>>,
    /// Who has performed which task.
    pub performed: BTreeMap<(CriticalTaskId, OrgId), u32>,
    /// Injects that fired or were set aside.
    pub settled: BTreeSet<InjectId>,
    /// Injects that EXCON holds back.
    pub held: BTreeSet<InjectId>,
    /// Those of them that came due.
    pub waiting: BTreeSet<InjectId>,
    /// What EXCON changed of injects.
    pub edits: BTreeMap<InjectId, Amendment>,
    /// Who of EXCON last said whom an inject goes to.
    pub sent_by: BTreeMap<InjectId, Rare<String>>,
    /// Injects whose condition was met.
    pub triggered: BTreeSet<InjectId>,
    /// Until when lines of a limited channel are busy, and with which delivery.
    pub lines: BTreeMap<(OrgId, ChannelId), Vec<(SimTime, u32)>>,
    /// Stages each threat group has reached.
    pub stages: Vec<u32>,
    /// When each threat group began; none while it waits to be unleashed.
    pub begun: Vec<Option<SimTime>>,
    /// Hits that wait for a stage or for infrastructure.
    pub held_hits: Vec<(ThreatId, u32)>,
    /// Until when each group lies low that heeded an attribution or an arrest.
    pub low_until: BTreeMap<ThreatId, SimTime>,
    /// Where the customer who is after a planned victim has gone, by its group and the victim's
    /// number in that group's plan.
    pub gone: BTreeMap<(ThreatId, u32), ThreatId>,
    /// Victims that a group hit for a customer of another, and whose plan that was.
    pub taken_over: BTreeMap<(ThreatId, OrgId), ThreatId>,
    /// Ladder steps taken, by organisation and subject.
    pub ladder: BTreeMap<(OrgId, Option<Subject>), u32>,
    /// When an organisation's people last rotated at an inject's bidding: entries for it that
    /// are older are out of date.
    pub rotated: BTreeMap<OrgId, SimTime>,
    /// Warrants applied for.
    pub applied: BTreeSet<(OperationId, OrgId)>,
    /// Papers for a warrant being drawn up.
    pub papers: BTreeMap<TicketId, OperationId>,
    /// Who has said in public who is behind which group.
    pub attributed: BTreeSet<(ThreatId, OrgId)>,
    /// Releases under way.
    pub releasing: BTreeSet<(OrgId, FindingId)>,
}

/// What a ticket was queued for.
#[derive(Clone, Copy, Debug)]
pub struct Chore {
    /// The playbook rule that waits for it.
    pub run: Option<Key>,
    /// The artefact it studies, which may take longer or shorter than others.
    pub artefact: Option<ArtefactId>,
    /// Which share of the usual time it takes, in parts per million.
    pub share_ppm: u32,
}

/// What the sender of a message has tried and what has come back.
#[derive(Clone, Debug, Default)]
pub struct Errand {
    /// Channels tried or looked up so far, in order.
    pub tried: SmallVec<[ChannelId; 4]>,
    /// By which channel each try left, in order.
    pub left_by: SmallVec<[ChannelId; 4]>,
    /// Request fields that came in for it afterwards.
    pub fields_in: FieldSet,
    /// What it carries that its sender held as evidence when it was written.
    pub evidence: SmallVec<[FindingId; 2]>,
    /// What it carries that its sender kept classified when it was written.
    pub secret: SmallVec<[FindingId; 2]>,
    /// Whether its sender has read a reply to it.
    pub replied: bool,
    /// Whether it waits for the people in its sender's seat to try again.
    pub waits: bool,
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
    /// Nothing to remember, in the same memory where much is remembered.
    #[must_use]
    pub fn emptied(mut self) -> State {
        self.arrivals.clear();
        self.ordinals.clear();
        self.runs.clear();
        self.chores.clear();
        self.errands.clear();
        self.stages.clear();
        self.begun.clear();
        State {
            arrivals: self.arrivals,
            ordinals: self.ordinals,
            runs: self.runs,
            chores: self.chores,
            errands: self.errands,
            stages: self.stages,
            begun: self.begun,
            ..State::default()
        }
    }

    /// The ordinal of one more thing of this lineage, from 0.
    pub fn ordinal(&mut self, lineage: u64) -> u32 {
        self.ordinals.count(lineage)
    }

    /// How the sender of a message fares with it.
    #[must_use]
    pub fn errand(&self, message: MessageId) -> &Errand {
        &self.errands[message.at()]
    }

    /// The same, to change.
    pub fn errand_mut(&mut self, message: MessageId) -> &mut Errand {
        &mut self.errands[message.at()]
    }
}
