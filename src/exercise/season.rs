//! What lasts beyond one incident: gatherings that renew contacts and trust, and trust that fades.

use crate::model::{AgreementId, OrgId, SimTime, Span};
use serde::{Deserialize, Serialize};

/// What holds over a season.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// In how much scenario time half of what trust has moved by is gone; none where it stays.
    pub trust_half_life: Option<Span>,
    /// Share of the trust gained that belongs to the people who gained it and goes with them, in
    /// parts per million.
    pub personal_ppm: u32,
}

/// An annual meeting, a working group or a drill at which people meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gathering {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it takes place.
    pub at: SimTime,
    /// Who sends people, sorted.
    pub parties: Vec<OrgId>,
    /// By how much the trust of each in each of the others grows, in parts per million.
    pub trust_ppm: u32,
    /// The agreement it is held under: while that is not operational, nobody comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<AgreementId>,
}
