//! The MSEL: injects, their triggers and their effects on the world.

use super::pattern::Pattern;
use crate::model::{
    AgreementId, AgreementState, ArtefactId, ChannelId, Claim, CriticalTaskId, EconomyId,
    FindingId, HostId, MessageKind, OrgId, Priority, SimTime, Span, Subject, ThreatId,
};
use serde::{Deserialize, Serialize};

/// A scripted stimulus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Its id: the event number of the MSEL.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it fires.
    pub trigger: Trigger,
    /// Whom it goes to, sorted; empty for effects alone.
    pub to: Vec<OrgId>,
    /// In whose name it comes; EXCON where the author named nobody.
    pub from: OrgId,
    /// The channel it comes by.
    pub channel: ChannelId,
    /// What it is.
    pub kind: MessageKind,
    /// What it is about.
    pub about: Option<Subject>,
    /// What it says.
    pub text: String,
    /// What it asserts.
    pub claims: Vec<Claim>,
    /// What is attached.
    pub artefacts: Vec<ArtefactId>,
    /// How urgent it is.
    pub priority: Priority,
    /// What it does to the world.
    pub effects: Vec<Effect>,
    /// Notes for controllers.
    pub notes: String,
    /// What it is meant to bring about, in words, for the MSEL.
    pub expected_response: String,
}

/// When an inject fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trigger {
    /// At a time.
    At(SimTime),
    /// Some time after the first fact that meets a condition.
    After(Condition, Span),
    /// At `by`, for each recipient that has not performed the task; with no recipient that is
    /// expected to perform it, when nobody has.
    Unless(CriticalTaskId, SimTime),
    /// When EXCON says so.
    ByHand,
}

impl Trigger {
    /// The moment that the script names; none where it names another thing.
    #[must_use]
    pub fn moment(&self) -> Option<SimTime> {
        match self {
            Trigger::At(at) | Trigger::Unless(_, at) => Some(*at),
            Trigger::After(..) | Trigger::ByHand => None,
        }
    }
}

/// A condition on facts, as EXCON sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Who has to do it; none for anybody.
    pub who: Option<OrgId>,
    /// What has to happen.
    pub does: Pattern,
}

/// What an inject does to the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// A channel fails, slows or recovers; slowdown in parts per million of the usual transit.
    Channel(ChannelId, bool, u32),
    /// Tension between two economies becomes so many parts per million.
    Tension(EconomyId, EconomyId, u32),
    /// An agreement comes to stand elsewhere.
    Agreement(AgreementId, AgreementState),
    /// Something is published, true or false.
    Publish(Option<OrgId>, Vec<FindingId>, String),
    /// A host of a threat group begins to serve.
    HostUp(HostId),
    /// A threat group that has waited for it begins.
    Unleash(ThreatId),
    /// An organisation says in public who is behind a threat group, or indicts its people.
    Attribute(OrgId, ThreatId),
    /// Everybody's directory entries for an organisation go stale: its people rotated.
    ContactsRotate(OrgId),
}
