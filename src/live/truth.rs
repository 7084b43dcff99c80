//! The world's truth as play has made it, gathered from the journal: what only EXCON sees.

use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::journal::Entry;
use crate::model::{
    AgreementState, EconomyId, HostId, MILLION, OrgId, SimTime, ThreatClass, ThreatId,
};
use std::collections::BTreeMap;

/// What became of a threat group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it does now.
    pub class: ThreatClass,
    /// The last stage of its plan that it reached, from 1; 0 before the first.
    pub stage: u32,
    /// Whether it lies low.
    pub quiet: bool,
    /// When it learnt that it is watched.
    pub tipped_off: Option<SimTime>,
    /// When nothing of it was left.
    pub stopped: Option<SimTime>,
}

/// What became of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosted {
    /// Whether it serves.
    pub up: bool,
    /// Who suspended it, and when.
    pub suspended: Option<(OrgId, SimTime)>,
    /// When its group gave it up.
    pub abandoned: Option<SimTime>,
    /// Where it is blocked, since when.
    pub blocked: BTreeMap<EconomyId, SimTime>,
}

/// What became of a victim of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// When it was compromised.
    pub compromised: Option<SimTime>,
    /// When it noticed.
    pub detected: Option<SimTime>,
    /// When it had contained it.
    pub contained: Option<SimTime>,
    /// When it had recovered.
    pub recovered: Option<SimTime>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Truth {
    /// By threat group.
    pub groups: Vec<Group>,
    /// By host.
    pub hosts: Vec<Hosted>,
    /// Who was hit by whom.
    pub hits: BTreeMap<(ThreatId, OrgId), Hit>,
    /// Of each finding, who has learnt it.
    pub known: Vec<Vec<OrgId>>,
    /// Where each agreement stands.
    pub agreements: Vec<AgreementState>,
    /// Of each channel, whether it serves, and how long it takes in parts per million of the usual.
    pub channels: Vec<(bool, u32)>,
    /// Tension between economies that injects have moved, in parts per million.
    pub tension: BTreeMap<(EconomyId, EconomyId), u32>,
}

impl Truth {
    /// As the entries of a run have made it.
    #[must_use]
    pub fn of(exercise: &Exercise, entries: &[Entry]) -> Truth {
        let hosts = exercise.hosts.iter().map(|host| Hosted {
            // What a group uses serves once it is put to use.
            up: host.threat.is_none(),
            ..Hosted::default()
        });
        let groups = exercise.threats.iter().map(|threat| Group {
            class: threat.class,
            stage: 0,
            quiet: false,
            tipped_off: None,
            stopped: None,
        });
        let mut truth = Truth {
            groups: groups.collect(),
            hosts: hosts.collect(),
            hits: BTreeMap::new(),
            known: vec![Vec::new(); exercise.findings.len()],
            agreements: exercise.agreements.iter().map(|one| one.state).collect(),
            channels: vec![(true, MILLION); exercise.channels.len()],
            tension: BTreeMap::new(),
        };
        for entry in entries {
            if let Some(fact) = entry.fact() {
                truth.note(entry.at, fact);
            }
        }
        truth
    }

    fn hit(&mut self, threat: ThreatId, org: OrgId) -> &mut Hit {
        self.hits.entry((threat, org)).or_default()
    }

    fn host(&mut self, host: HostId) -> &mut Hosted {
        &mut self.hosts[host.at()]
    }

    fn note(&mut self, at: SimTime, fact: &Fact) {
        match fact {
            Fact::StageReached(f) => self.groups[f.threat.at()].stage = f.stage,
            Fact::GroupSwitched(f) => self.groups[f.threat.at()].class = f.to,
            Fact::GroupWentQuiet(f) => self.groups[f.threat.at()].quiet = true,
            Fact::GroupResumed(f) => self.groups[f.threat.at()].quiet = false,
            Fact::GroupTippedOff(f) => self.groups[f.threat.at()].tipped_off = Some(at),
            Fact::GroupStopped(f) => self.groups[f.threat.at()].stopped = Some(at),
            Fact::HostUp(f) => self.host(f.host).up = true,
            Fact::HostSuspended(f) => {
                let (by, host) = (f.by, self.host(f.host));
                (host.up, host.suspended) = (false, Some((by, at)));
            }
            Fact::HostAbandoned(f) => {
                let host = self.host(f.host);
                (host.up, host.abandoned) = (false, Some(at));
            }
            Fact::HostBlocked(f) => drop(self.host(f.host).blocked.insert(f.economy, at)),
            Fact::VictimCompromised(f) => self.hit(f.threat, f.org).compromised = Some(at),
            Fact::VictimDetected(f) => self.hit(f.threat, f.org).detected = Some(at),
            Fact::VictimContained(f) => self.hit(f.threat, f.org).contained = Some(at),
            Fact::VictimRecovered(f) => self.hit(f.threat, f.org).recovered = Some(at),
            Fact::ClaimLearnt(f) => {
                let known = &mut self.known[f.claim.finding.at()];
                if !known.contains(&f.org) {
                    known.push(f.org);
                }
            }
            Fact::AgreementChanged(f) => self.agreements[f.agreement.at()] = f.to,
            Fact::ChannelChanged(f) => self.channels[f.channel.at()] = (f.up, f.slowdown_ppm),
            Fact::TensionChanged(f) => {
                let pair = (f.economy.min(f.other), f.economy.max(f.other));
                self.tension.insert(pair, f.ppm);
            }
            _ => {}
        }
    }
}
