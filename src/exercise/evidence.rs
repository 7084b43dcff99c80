//! What can be known: findings, falsehoods, artefacts that yield them, hosts they point at.

use crate::model::{
    DataCategory, EconomyId, FindingId, FindingKind, HostId, OrgId, Pap, Span, Subject, ThreatId,
    Tlp,
};
use serde::{Deserialize, Serialize};

/// One piece of truth about a threat, or a falsehood that passes for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// What it says, as participants read it.
    pub says: String,
    /// What kind of thing it is.
    pub kind: FindingKind,
    /// Whether it is true. No seat is ever shown this.
    pub truth: bool,
    /// The threat it is about; none for what is about no incident.
    pub threat: Option<ThreatId>,
    /// What it points at: a host, a victim.
    pub points_at: Option<Subject>,
    /// Its value halves in this time.
    pub half_life: Span,
    /// When it can be found by whoever looks; none when only an artefact or an inject gives it.
    pub obtainable: Option<Span>,
    /// The label it bears, where its finder does not choose one.
    pub tlp: Option<Tlp>,
    /// Its PAP label.
    pub pap: Pap,
    /// Which law its data falls under.
    pub data: DataCategory,
    /// How likely an organisation that applies all of it is spared a hit, in parts per million.
    pub wards_ppm: u32,
    /// Who knows it at STARTEX, sorted.
    pub known_to: Vec<OrgId>,
    /// Who needs it, fixed before play: those whose constituency is a planned target, that host
    /// what it points at, or that hold the mandate to act. Sorted.
    pub needed_by: Vec<OrgId>,
}

/// Something that analysis turns into findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artefact {
    /// Its id.
    pub id: String,
    /// What it looks like from outside.
    pub label: String,
    /// What participants find in it when they open it, where it is more than its label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contents: String,
    /// What analysis yields.
    pub yields: Vec<FindingId>,
    /// How long analysis takes at the median; none for the exercise's usual time.
    pub analysis: Option<Span>,
}

/// A host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its id.
    pub id: String,
    /// Its address, as participants read it.
    pub address: String,
    /// The threat that uses it; none for an innocent host.
    pub threat: Option<ThreatId>,
    /// The organisation that hosts it.
    pub hosted_by: OrgId,
    /// The economy it is in.
    pub economy: EconomyId,
    /// Whether it serves from STARTEX on, or is kept in reserve for a return.
    pub reserve: bool,
    /// The host it takes the place of.
    pub stands_in_for: Option<HostId>,
    /// Harm to its owner for each hour it is suspended although innocent, in thousandths.
    pub innocent_harm_milli_per_hour: u32,
}
