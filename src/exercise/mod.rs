//! The checked, resolved, immutable value that the engine takes in. It holds no text of a
//! scenario and no file: zones, shifts, defaults and rosters are all resolved.

mod agreement;
mod channel;
mod clock;
mod economy;
mod evidence;
mod experiment;
mod improvement;
mod inject;
mod objective;
mod operation;
mod organisation;
mod parameter;
mod pattern;
mod playbook;
mod season;
mod sound;
mod threat;
mod variant;

pub use agreement::{Agreement, Term};
pub use channel::{Channel, Reading};
pub use clock::{Clock, Move, TargetsHold};
pub use economy::Economy;
pub use evidence::{Artefact, Finding, Host};
pub use experiment::{Case, Expects, Experiment};
pub use improvement::Improvement;
pub use inject::{Condition, Effect, Inject, Trigger};
pub use objective::{CriticalTask, Late, Objective, Performer};
pub use operation::{Operation, Party};
pub use organisation::{Approval, ContactPoint, Organisation, Policy, Sensor};
pub use parameter::{Family, Law, Parameter, ServiceTime};
pub use pattern::{Pattern, Seen, about, message};
pub use playbook::{Guard, Over, Playbook, Rule, Step, What, Who};
pub use season::{Gathering, Season};
pub use sound::Unsound;
pub use threat::{Customers, Heeds, Stage, ThreatGroup, Victim};
pub use variant::{Change, changed};

use crate::model::{EconomyId, MILLION, Names, OrgId, OrgKind, ThreatClass, Tier, Tlp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The format number that this version reads and writes.
pub const FORMAT: u32 = 1;

/// Everything that is fixed before STARTEX. Every table is sorted by id text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The format number.
    pub format: u32,
    /// The scenario's id: its file's stem.
    pub id: String,
    /// The title.
    pub title: String,
    /// The mark that every page, message and print carries.
    pub mark: String,
    /// The label of the EXCON edition of its reports.
    pub tlp: Tlp,
    /// When it is played.
    pub clock: Clock,
    /// Economies.
    pub economies: Vec<Economy>,
    /// Organisations, EXCON and threat groups among them.
    pub organisations: Vec<Organisation>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Findings and falsehoods.
    pub findings: Vec<Finding>,
    /// Artefacts.
    pub artefacts: Vec<Artefact>,
    /// Hosts.
    pub hosts: Vec<Host>,
    /// Threat groups.
    pub threats: Vec<ThreatGroup>,
    /// What holds over the season.
    pub season: Season,
    /// Gatherings.
    pub gatherings: Vec<Gathering>,
    /// Joint operations.
    pub operations: Vec<Operation>,
    /// Playbooks.
    pub playbooks: Vec<Playbook>,
    /// The MSEL.
    pub injects: Vec<Inject>,
    /// Critical tasks: what is expected of whom.
    pub tasks: Vec<CriticalTask>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// The improvement plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub improvements: Vec<Improvement>,
    /// Service times by kind of work, in the order of [`crate::model::Work::ALL`].
    pub service: Vec<ServiceTime>,
    /// Every number an author gave or a default supplied, with its source.
    pub parameters: Vec<Parameter>,
}

impl Exercise {
    /// The id texts behind the indices.
    #[must_use]
    pub fn names(&self) -> Names {
        macro_rules! column {
            ($table:ident.$field:ident) => {
                self.$table.iter().map(|row| row.$field.clone()).collect()
            };
        }
        Names {
            economies: column!(economies.id),
            orgs: column!(organisations.id),
            channels: column!(channels.id),
            agreements: column!(agreements.id),
            findings: column!(findings.id),
            artefacts: column!(artefacts.id),
            hosts: column!(hosts.id),
            threats: column!(threats.id),
            playbooks: column!(playbooks.id),
            injects: column!(injects.id),
            tasks: column!(tasks.id),
            gatherings: column!(gatherings.id),
            operations: column!(operations.id),
            objectives: column!(objectives.id),
            finding_says: column!(findings.says),
            host_addresses: column!(hosts.address),
            artefact_labels: column!(artefacts.label),
        }
    }

    /// One organisation.
    #[inline]
    #[must_use]
    pub fn org(&self, id: OrgId) -> &Organisation {
        &self.organisations[id.at()]
    }

    /// Organisations with their ids, in order of id.
    pub fn orgs(&self) -> impl Iterator<Item = (OrgId, &Organisation)> {
        self.organisations
            .iter()
            .enumerate()
            .map(|(place, org)| (OrgId::nth(place), org))
    }

    /// Threat classes that an organisation does not count as incidents: its economy's, unless it
    /// has a notion of its own.
    #[must_use]
    pub fn not_incidents(&self, id: OrgId) -> &[ThreatClass] {
        let org = self.org(id);
        match (&org.not_incidents, org.economy) {
            (Some(own), _) => own,
            (None, Some(home)) => &self.economies[home.at()].not_incidents,
            (None, None) => &[],
        }
    }

    /// The seat of EXCON.
    #[must_use]
    pub fn excon(&self) -> OrgId {
        let place = self
            .organisations
            .iter()
            .position(|org| org.kind == OrgKind::Excon);
        OrgId::nth(place.expect("every exercise is given an EXCON when it is resolved"))
    }

    /// Organisations that take part: neither EXCON nor a threat group.
    pub fn players(&self) -> impl Iterator<Item = (OrgId, &Organisation)> {
        self.orgs().filter(|(_, org)| org.kind.plays())
    }

    /// The economies that have a local controller: those that have somebody to play in them, where
    /// there is more than one.
    #[must_use]
    pub fn with_local_controllers(&self) -> BTreeSet<EconomyId> {
        let all: BTreeSet<EconomyId> = self.players().filter_map(|(_, org)| org.economy).collect();
        if all.len() > 1 { all } else { BTreeSet::new() }
    }

    /// The trust of one organisation in another before anything has happened, in parts per
    /// million: the closest tier that a common operational agreement gives, otherwise `Known`
    /// among national CERTs and inside one economy, otherwise `Stranger`. Only `agreements` are
    /// looked at, those that are operational: those that one of the two is a party to suffice.
    #[must_use]
    pub fn default_trust<'a>(
        &self,
        holder: OrgId,
        other: OrgId,
        agreements: impl Iterator<Item = &'a Agreement>,
    ) -> u32 {
        let said = &self.org(holder).trusts;
        if let Ok(at) = said.binary_search_by_key(&other, |(whom, _)| *whom) {
            return said[at].1.trust_ppm();
        }
        let agreed = agreements.filter(|one| one.joins(holder, other));
        let tier = agreed.filter_map(Agreement::tier).min();
        let (a, b) = (self.org(holder), self.org(other));
        let both_certs = a.kind == OrgKind::NationalCert && b.kind == OrgKind::NationalCert;
        let near = both_certs
            || a.economy == b.economy
            || a.kind == OrgKind::RegionalBody
            || b.kind == OrgKind::RegionalBody;
        let ring = if near { Tier::Known } else { Tier::Stranger };
        tier.map_or(ring, |tier| tier.min(ring)).trust_ppm()
    }
}

impl Tier {
    /// The trust at the middle of the tier, in parts per million.
    #[must_use]
    pub fn trust_ppm(self) -> u32 {
        match self {
            Tier::Inner => 950_000,
            Tier::Trusted => 750_000,
            Tier::Known => 500_000,
            Tier::Stranger => 200_000,
        }
    }

    /// The tier that a trust lies in.
    #[must_use]
    pub fn of_trust(ppm: u32) -> Tier {
        match ppm.min(MILLION) {
            850_000.. => Tier::Inner,
            620_000.. => Tier::Trusted,
            350_000.. => Tier::Known,
            _ => Tier::Stranger,
        }
    }
}
