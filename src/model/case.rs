//! What happens to victims, hosts and threat groups.

use super::{
    AgreementState, EconomyId, FindingId, OrgId, SeatState, SimTime, ThreatClass, ThreatId,
};
use bevy_ecs::prelude::Component;
use std::collections::{BTreeMap, BTreeSet};

/// How far one threat has come at one victim, and what the victim did about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// When it was compromised; the victim does not see this until it detects.
    pub compromised_at: Option<SimTime>,
    /// When it learnt of it.
    pub detected_at: Option<SimTime>,
    /// When it was contained.
    pub contained_at: Option<SimTime>,
    /// When it had recovered.
    pub recovered_at: Option<SimTime>,
}

/// The cases of one organisation as victim.
#[derive(Component, Clone, Debug, Default)]
pub struct Cases(pub BTreeMap<ThreatId, Case>);

/// Who plays an organisation's seat.
#[derive(Component, Clone, Copy, Debug)]
pub struct Seat(pub SeatState);

/// What a host is doing.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostState {
    /// Not in use yet.
    Dormant,
    /// Serving.
    Up,
    /// Suspended by an organisation.
    Suspended(OrgId, SimTime),
    /// Given up by its group.
    Abandoned(SimTime),
}

/// The economies from which a host cannot be reached, and who blocked it there.
#[derive(Component, Clone, Debug, Default)]
pub struct Blocks(pub BTreeMap<EconomyId, OrgId>);

/// What a threat group is doing.
#[derive(Component, Clone, Debug, Default)]
pub struct GroupState {
    /// Whether it knows that it is being watched.
    pub tipped_off_at: Option<SimTime>,
    /// How often it came back after a take-down or a move.
    pub returns: u32,
    /// Whether it has stopped for good.
    pub stopped: bool,
    /// The class of activity it has switched to; none while it does what it did at first.
    pub class: Option<ThreatClass>,
    /// Whether it lies low: it hits nobody for now.
    pub quiet: bool,
    /// Who has attributed it in public.
    pub attributed_by: BTreeSet<OrgId>,
}

/// How far a joint operation has come.
#[derive(Component, Clone, Debug, Default)]
pub struct OperationState {
    /// Who gives the word.
    pub lead: Option<OrgId>,
    /// Findings that each party's law wants as evidence.
    pub evidence: BTreeMap<OrgId, Vec<FindingId>>,
    /// Who was brought in.
    pub parties: BTreeSet<OrgId>,
    /// The date that stands.
    pub date: SimTime,
    /// Parties whose courts take those findings only as evidence.
    pub strict: BTreeSet<OrgId>,
    /// Parties that have their warrant, and the fact that says so.
    pub warrants: BTreeMap<OrgId, u32>,
    /// Parties that the lead has heard to be ready, and the fact that says so.
    pub heard_ready: BTreeMap<OrgId, u32>,
    /// When it was carried out.
    pub ended_at: Option<SimTime>,
}

/// What an organisation has agreed to leave up, and until when, by group.
#[derive(Component, Clone, Debug, Default)]
pub struct Holds(pub BTreeMap<ThreatId, SimTime>);

/// Whether a channel works and how much slower than usual, in parts per million.
#[derive(Component, Clone, Copy, Debug)]
pub struct ChannelState {
    /// Whether anything passes.
    pub up: bool,
    /// Transit time as a share of the usual one.
    pub slowdown_ppm: u32,
}

/// Where an agreement stands.
#[derive(Component, Clone, Copy, Debug)]
pub struct Standing(pub AgreementState);

/// Tension of one economy with others, in parts per million.
#[derive(Component, Clone, Debug, Default)]
pub struct Tension(pub BTreeMap<EconomyId, u32>);
