//! What one organisation can see of the World: its own components and nothing else.
//!
//! Playbooks and pages are given this and never the World, so neither can peek.

use super::{
    AgreementId, AgreementState, ArtefactId, ChannelId, HostId, OperationId, OperationState,
    Outside, OutsideId, Proposal, ProposalId, Seat, Standing, World,
};
use super::{
    Cases, Desk, Directory, FindingId, Holds, HostState, Knowledge, Known, Mailbox, Message,
    MessageId, Moved, Noted, OrgId, Part, Placed, Progress, SeatState, SimTime, ThreatId, Trust,
};

/// The view of one seat at this moment.
#[derive(Clone, Copy)]
pub struct SeatView<'w> {
    world: &'w World,
    org: OrgId,
}

impl<'w> SeatView<'w> {
    /// The view of `org`.
    #[must_use]
    pub fn new(world: &'w World, org: OrgId) -> Self {
        SeatView { world, org }
    }

    /// Whose view this is.
    #[must_use]
    pub fn org(self) -> OrgId {
        self.org
    }

    /// Who plays it.
    #[must_use]
    pub fn played_by(self) -> SeatState {
        self.org.get::<Seat>(self.world).0
    }

    /// Its desk.
    #[must_use]
    pub fn desk(self) -> &'w Desk {
        self.org.get(self.world)
    }

    /// What it knows.
    #[must_use]
    pub fn knowledge(self) -> &'w Knowledge {
        self.org.get(self.world)
    }

    /// What it knows of one finding.
    #[must_use]
    pub fn knows(self, finding: FindingId) -> Option<&'w Known> {
        self.knowledge().of(finding)
    }

    /// Whether it holds an artefact, and whether it has analysed it.
    #[must_use]
    pub fn artefact(self, id: ArtefactId) -> Option<bool> {
        self.knowledge().artefact(id)
    }

    /// How much of a finding it has applied, if any.
    #[must_use]
    pub fn applied(self, id: FindingId) -> Option<Part> {
        self.knowledge()
            .applied
            .get(&id)
            .map(|applied| applied.part)
    }

    /// Its mail.
    #[must_use]
    pub fn mailbox(self) -> &'w Mailbox {
        self.org.get(self.world)
    }

    /// A message it sent or has opened; nobody else's.
    #[must_use]
    pub fn message(self, id: MessageId) -> Option<&'w Message> {
        let messages = &self.world.messages;
        let message = messages.0.get(id.at())?;
        let mine = message.letter.from == self.org;
        let read = message.letter.to == self.org && message.progress >= Progress::Opened;
        (mine || read).then_some(message)
    }

    /// What it has found out about reaching somebody by a channel.
    #[must_use]
    pub fn contact(self, other: OrgId, channel: ChannelId) -> Option<Noted> {
        self.org.get::<Directory>(self.world).of(other, channel)
    }

    /// Its trust in another, where it differs from the ring's default.
    #[must_use]
    pub fn trust(self, other: OrgId) -> Option<Moved> {
        self.org.get::<Trust>(self.world).0.get(&other).copied()
    }

    /// Whom its trust has moved in, in order of id.
    pub fn trusted(self) -> impl Iterator<Item = OrgId> + 'w {
        self.org.get::<Trust>(self.world).0.keys().copied()
    }

    /// When it detected a threat in its own systems.
    #[must_use]
    pub fn detected(self, threat: ThreatId) -> Option<SimTime> {
        self.org
            .get::<Cases>(self.world)
            .0
            .get(&threat)?
            .detected_at
    }

    /// When it contained a threat in its own systems.
    #[must_use]
    pub fn contained(self, threat: ThreatId) -> Option<SimTime> {
        self.org
            .get::<Cases>(self.world)
            .0
            .get(&threat)?
            .contained_at
    }

    /// When it had recovered from a threat in its own systems.
    #[must_use]
    pub fn recovered(self, threat: ThreatId) -> Option<SimTime> {
        self.org
            .get::<Cases>(self.world)
            .0
            .get(&threat)?
            .recovered_at
    }

    /// Until when it has agreed to leave up what a threat group uses, if it has.
    #[must_use]
    pub fn holds(self, threat: ThreatId) -> Option<SimTime> {
        self.org.get::<Holds>(self.world).0.get(&threat).copied()
    }

    /// Where an agreement stands: that is public.
    #[must_use]
    pub fn agreement(self, id: AgreementId) -> AgreementState {
        id.get::<Standing>(self.world).0
    }

    /// Joint operations that it is party to.
    pub fn operations(self) -> impl Iterator<Item = OperationId> {
        let all = (0..self.world.atlas.operations.len()).map(OperationId::nth);
        all.filter(move |id| {
            let state = id.get::<OperationState>(self.world);
            state.parties.contains(&self.org)
        })
    }

    /// A contact outside that it noted or that was noted with it; nobody else's.
    #[must_use]
    pub fn outside(self, id: OutsideId) -> Option<&'w Outside> {
        let one = self.world.outsides.get(id)?;
        (one.by == self.org || one.with == self.org).then_some(one)
    }

    /// All of them, in the order in which they were noted.
    pub fn outsides(self) -> impl Iterator<Item = (OutsideId, &'w Outside)> {
        let all = (0..self.world.outsides.0.len()).map(OutsideId::nth);
        all.filter_map(move |id| Some((id, self.outside(id)?)))
    }

    /// The steps that its playbook proposed to it, in order.
    pub fn proposals(self) -> impl Iterator<Item = (ProposalId, &'w Proposal)> {
        self.world.proposals.of(self.org)
    }

    /// Whether a host answers: anybody may look, and sees no more than that.
    #[must_use]
    pub fn host_answers(self, host: HostId) -> bool {
        *host.get::<HostState>(self.world) == HostState::Up
    }
}
