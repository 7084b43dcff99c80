//! Operations against a threat group: who strikes together, when, and what each needs first.

use crate::model::{Admits, EconomyId, FindingId, HostId, OrgId, SimTime, Span, ThreatId};
use serde::{Deserialize, Serialize};

/// A joint operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The group it is directed against.
    pub threat: ThreatId,
    /// Who leads it and gives the word.
    pub lead: OrgId,
    /// Who strikes, the lead among them, sorted, with what each has to have ready.
    pub parties: Vec<Party>,
    /// The agreed date.
    pub at: SimTime,
    /// How long it is put off while a party is not ready; none when it goes ahead without.
    pub postpones: Option<Span>,
    /// What is seized.
    pub hosts: Vec<HostId>,
    /// Where the suspects are: a party from there makes the arrests. None where any may.
    pub suspects_in: Option<EconomyId>,
    /// Who is asked to leave infrastructure up until the date, sorted.
    pub holds: Vec<OrgId>,
    /// How likely the suspects are gone once the group has been tipped off, in parts per million.
    pub flees_ppm: u32,
}

/// A party of an operation and what it has to have ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The organisation.
    pub org: OrgId,
    /// Findings that its law accepts as evidence; it needs each in full before it can apply.
    pub evidence: Vec<FindingId>,
    /// What its court takes for them.
    pub admits: Admits,
    /// How long its court takes over a warrant, at the median.
    pub warrant: Span,
    /// Spread of that time: sigma of its logarithm, in thousandths.
    pub warrant_sigma_milli: u32,
}

impl Operation {
    /// A party, where an organisation is one.
    #[must_use]
    pub fn party(&self, org: OrgId) -> Option<&Party> {
        let place = self.parties.binary_search_by_key(&org, |party| party.org);
        place.ok().map(|place| &self.parties[place])
    }
}
