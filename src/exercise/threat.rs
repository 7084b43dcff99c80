//! Threat groups: plans, targets, tempers. Who is going to be hit is planned before play.

use crate::model::{EconomyId, HostId, OrgId, SimTime, Span, ThreatClass, ThreatId};
use serde::{Deserialize, Serialize};

/// A threat group and its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreatGroup {
    /// Its id; its seat has the same.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its seat.
    pub seat: OrgId,
    /// What it does.
    pub class: ThreatClass,
    /// Whether it does nothing before an inject unleashes it; the moments of its plan count from
    /// then instead of from STARTEX.
    pub waits: bool,
    /// The stages of its plan, in order.
    pub stages: Vec<Stage>,
    /// Whom it is going to hit and when, unless it is stopped; sorted by organisation.
    pub victims: Vec<Victim>,
    /// Time from a first foothold to spread inside a victim, at the median.
    pub breakout: Span,
    /// Spread of the break-out time: sigma of its logarithm, in thousandths.
    pub breakout_sigma_milli: u32,
    /// Infrastructure, in the order it is used.
    pub hosts: Vec<HostId>,
    /// How long it takes to come back after a take-down, at the median.
    pub returns_after: Span,
    /// How likely it comes back, in parts per million.
    pub returns_ppm: u32,
    /// How long it takes to move when tipped off, at the median; none when it stays.
    pub moves_after: Option<Span>,
    /// Whether it goes on under another name after it lost a host: what was known of that host is
    /// not met at whom it hits from others.
    pub renames: bool,
    /// How likely it notices that infrastructure was suspended rather than failed, in ppm.
    pub notices_ppm: u32,
    /// The economy that sponsors it.
    pub sponsor: Option<EconomyId>,
    /// Economies that tolerate it and drag their feet.
    pub tolerated_by: Vec<EconomyId>,
    /// Which signals it heeds; none by default.
    pub heeds: Heeds,
    /// By how much tension between its sponsor and an economy that attributes it in public rises,
    /// in parts per million.
    pub attribution_tension_ppm: u32,
    /// Where its customers and affiliates go when nothing of it serves any more; nowhere by
    /// default.
    pub customers: Vec<Customers>,
}

/// A share of a group's customers that goes to another group when nothing of it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customers {
    /// The other group.
    pub to: ThreatId,
    /// How many, in parts per million of all.
    pub share_ppm: u32,
    /// How long it takes until they are at work again, at the median.
    pub after: Span,
}

impl ThreatGroup {
    /// Whether it has planned to hit an organisation.
    #[must_use]
    pub fn plans(&self, org: OrgId) -> bool {
        let found = self.victims.binary_search_by_key(&org, |victim| victim.org);
        found.is_ok()
    }

    /// Whether another group may come to hit those whom this one has planned to hit.
    #[must_use]
    pub fn may_pass_to(&self, other: ThreatId) -> bool {
        let mut shares = self.customers.iter();
        shares.any(|one| one.to == other && one.share_ppm > 0)
    }
}

/// Which signals a threat group heeds, and how. By default it heeds nothing: whether words and
/// papers move such a group is what a scenario asks, never what the model takes for granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heeds {
    /// How likely it heeds an agreement by which its sponsor renounces its class of activity, in
    /// parts per million.
    pub renounced_ppm: u32,
    /// The class of activity it goes on with when it heeds that; none when it stops hitting.
    pub switches_to: Option<ThreatClass>,
    /// How likely it lies low when it is attributed in public, in parts per million.
    pub attributed_ppm: u32,
    /// How likely it lies low when the suspects behind another group of its class are arrested,
    /// in parts per million. A group whose own are arrested stops for good.
    pub arrested_ppm: u32,
    /// How long it then lies low.
    pub lies_low: Span,
}

/// One stage of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    /// When it begins at the earliest.
    pub at: SimTime,
    /// A host that must be up, or the stage waits for the group's return.
    pub needs: Option<HostId>,
}

/// A planned victim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Victim {
    /// The organisation.
    pub org: OrgId,
    /// When it is to be compromised.
    pub at: SimTime,
    /// The stage, from 0, during which it is hit; it is spared while the stage is not reached.
    pub stage: u32,
    /// The victim it is reached through, which spares it by containing first.
    pub through: Option<OrgId>,
}
