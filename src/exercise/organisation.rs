//! Organisations as an exercise fixes them.

use super::parameter::ServiceTime;
use crate::model::{
    ChannelId, EconomyId, LookUp, Mandate, OrgId, OrgKind, Part, PlaybookId, RequestField, SimTime,
    Span, ThreatClass, Tier, Tlp,
};
use serde::{Deserialize, Serialize};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrgKind,
    /// Its economy; none for EXCON and for groups that belong nowhere.
    pub economy: Option<EconomyId>,
    /// Whom it serves, sorted.
    pub constituency: Vec<OrgId>,
    /// What it may do, sorted.
    pub mandates: Vec<Mandate>,
    /// Analysts on duty, each from a moment on, in order; the first covers STARTEX.
    pub duty: Vec<(SimTime, u16)>,
    /// How fast its analysts work, in parts per million of the usual pace.
    pub skill_ppm: u32,
    /// Everyday tickets an hour, in thousandths.
    pub background_milli_per_hour: u32,
    /// Service time of everyday tickets, where it differs from the exercise's.
    pub background_service: Option<ServiceTime>,
    /// The roles through which it is reached.
    pub contacts: Vec<ContactPoint>,
    /// Channels it can be reached by, best first.
    pub reached_by: Vec<ChannelId>,
    /// Share of its directory entries that are out of date, in parts per million.
    pub stale_ppm: u32,
    /// Share of others that its directory lacks, in parts per million.
    pub missing_ppm: u32,
    /// How long ago its directory was last gone through; none where nothing is said of that.
    pub directory_age: Option<Span>,
    /// Entries whose state the author fixed.
    pub entries: Vec<(OrgId, LookUp)>,
    /// How far it trusts others, where the author says so; sorted.
    pub trusts: Vec<(OrgId, Tier)>,
    /// Its sensors.
    pub sensors: Vec<Sensor>,
    /// How it shares.
    pub policy: Policy,
    /// What it does by itself.
    pub playbook: PlaybookId,
    /// Fields a request to it needs before it acts.
    pub needs: Vec<RequestField>,
    /// How likely each field is filled in unasked by its own requests, in parts per million.
    pub thorough_ppm: u32,
    /// Harm for each hour that an intrusion here goes uncontained, in thousandths of a unit.
    pub harm_milli_per_hour: u32,
    /// How long it waits for an answer before it tries again.
    pub patience: Span,
    /// Chance that what it knows leaks to the group it is about, for each item learnt, in ppm.
    pub leak_ppm: u32,
    /// Who clears what it writes to other economies.
    pub approval: Approval,
    /// Threat classes it does not count as incidents, where it differs from its economy.
    pub not_incidents: Option<Vec<ThreatClass>>,
}

/// Who clears what an organisation writes to other economies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Approval {
    /// An unnamed superior, who has a say as soon as there is tension.
    #[default]
    Politics,
    /// The technical level itself: it is insulated from politics.
    Own,
    /// A named organisation, on its desk and in its hours, tension or none.
    By(OrgId),
}

/// A role at an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactPoint {
    /// The role.
    pub role: String,
    /// Channels that reach it.
    pub channels: Vec<ChannelId>,
    /// How long a person holds the role on average; none for an address of a function, which
    /// outlives its people.
    pub tenure: Option<Span>,
}

/// What an organisation sees by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensor {
    /// The threat class it is good for.
    pub class: ThreatClass,
    /// How likely it sees a compromise of what it watches, in parts per million.
    pub sees_ppm: u32,
    /// How late, at the median.
    pub delay: Span,
    /// Spread of the delay: sigma of its logarithm, in thousandths.
    pub sigma_milli: u32,
    /// How much of a finding it gives.
    pub gives: Part,
    /// Whether it watches the whole constituency or only itself.
    pub constituency: bool,
}

/// How an organisation shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The label it puts on what it finds.
    pub tlp: Tlp,
    /// How likely it classifies what it finds, in parts per million.
    pub classifies_ppm: u32,
    /// How long release takes at the median.
    pub release: Span,
    /// Whether personal data goes to its lawyers first.
    pub legal_review: bool,
    /// Trust needed to give everything, in parts per million; below it only part is given.
    pub full_ppm: u32,
    /// Trust needed to give anything under TLP:AMBER or narrower, in parts per million.
    pub share_ppm: u32,
    /// How likely a false claim is seen through when checked, in parts per million.
    pub sees_through_ppm: u32,
    /// How likely it passes something on against its label, in parts per million.
    pub careless_ppm: u32,
}

impl Organisation {
    /// Whether it holds a mandate.
    #[must_use]
    pub fn may(&self, mandate: Mandate) -> bool {
        self.mandates.binary_search(&mandate).is_ok()
    }

    /// Analysts on duty at a moment.
    #[must_use]
    pub fn on_duty(&self, at: SimTime) -> u16 {
        let past = self.duty.iter().take_while(|(from, _)| *from <= at).last();
        past.map_or(0, |(_, analysts)| *analysts)
    }

    /// The first moment at or after `at` with somebody on duty.
    #[must_use]
    pub fn next_on_duty(&self, at: SimTime) -> Option<SimTime> {
        if self.on_duty(at) > 0 {
            return Some(at);
        }
        self.duty
            .iter()
            .find(|(from, analysts)| *from > at && *analysts > 0)
            .map(|(from, _)| *from)
    }
}
