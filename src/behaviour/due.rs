//! What can be due: the closed list of things the agenda holds.

use crate::kernel::{Key, Phase};
use crate::model::{
    AgreementId, Declined, FindingId, GatheringId, HostId, InjectId, MessageId, OperationId, OrgId,
    PlannedId, ThreatId, TicketId, Work,
};

/// One thing due. Small and `Copy`; what has become pointless by its time is recognised by the
/// behaviour it goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// STARTEX.
    Start,
    /// ENDEX.
    End,
    /// A move begins.
    Move(u32),
    /// An inject fires.
    Inject(InjectId),
    /// A message that EXCON planned goes out.
    Planned(PlannedId),
    /// A message has been approved, or vetoed.
    Approval(MessageId, bool),
    /// The next way to reach the recipient of a message has been looked up.
    Search(MessageId),
    /// A try arrives.
    Arrive(MessageId, u32),
    /// A try comes back.
    Bounce(MessageId, u32),
    /// A try vanishes.
    Vanish(MessageId, u32),
    /// A delivered message is read.
    Open(MessageId),
    /// An acknowledgement reaches the sender.
    Hear(MessageId),
    /// A refusal reaches the sender.
    HearRefusal(MessageId, Declined),
    /// A sender's patience with a try runs out.
    Silence(MessageId, u32),
    /// A request's deadline passes.
    Deadline(MessageId, Option<AgreementId>),
    /// An everyday ticket arrives at a desk.
    Ticket(OrgId),
    /// A shift changes at a desk.
    Shift(OrgId),
    /// A ticket is finished.
    Finish(TicketId, OrgId, Work),
    /// A playbook goes on.
    Resume(Key),
    /// A finding comes to be there.
    Obtainable(FindingId),
    /// A sensor shows a finding.
    Sense(OrgId, FindingId),
    /// A victim's own sensors show that it is compromised.
    Detect(ThreatId, OrgId),
    /// Release of a classified finding is through.
    Release(OrgId, FindingId),
    /// A group reaches a stage of its plan.
    Stage(ThreatId, u32),
    /// A group hits a planned victim.
    Hit(ThreatId, u32),
    /// A group has lain low for as long as it does.
    Surface(ThreatId),
    /// A victim that one group planned to hit is hit by the group its customer went to.
    TakeOver(ThreatId, u32),
    /// A group comes back after losing a host.
    Return(ThreatId, HostId),
    /// A group moves because it was tipped off.
    Relocate(ThreatId),
    /// Somebody who held a role at an organisation leaves it, by the contact's number.
    Leave(OrgId, u32),
    /// A gathering takes place.
    Gather(GatheringId),
    /// A court decides on a party's warrant.
    Warrant(OperationId, OrgId),
    /// An operation's date comes.
    Strike(OperationId),
}

impl Due {
    /// Which phase of its moment it belongs to.
    #[must_use]
    pub fn phase(self) -> Phase {
        match self {
            Due::Start | Due::End | Due::Move(_) | Due::Shift(_) => Phase::Control,
            Due::Inject(_) | Due::Planned(_) => Phase::Inject,
            Due::Obtainable(_)
            | Due::Sense(..)
            | Due::Detect(..)
            | Due::Stage(..)
            | Due::Hit(..)
            | Due::Surface(_)
            | Due::TakeOver(..)
            | Due::Return(..)
            | Due::Relocate(_)
            | Due::Leave(..)
            | Due::Gather(_) => Phase::World,
            Due::Approval(..)
            | Due::Search(_)
            | Due::Arrive(..)
            | Due::Bounce(..)
            | Due::Vanish(..)
            | Due::Open(_)
            | Due::Hear(_)
            | Due::HearRefusal(..) => Phase::Channel,
            Due::Ticket(_) | Due::Finish(..) | Due::Release(..) | Due::Warrant(..) => Phase::Desk,
            Due::Resume(_) | Due::Strike(_) => Phase::Seat,
            Due::Silence(..) | Due::Deadline(..) => Phase::Deadline,
        }
    }
}

/// Something due and the entry it follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub due: Due,
    /// The entry it follows from; `u32::MAX` for an outside process.
    pub cause: u32,
}
