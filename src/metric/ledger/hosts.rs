//! What became of infrastructure, malicious and innocent.

use super::{Knowing, Mark, Seats};
use crate::exercise::Exercise;
use crate::fact::{ClaimLearnt, CustomerLeft, GroupReturned, HostBlocked, HostSuspended};
use crate::metric::Provenance;
use crate::model::{FindingId, HostId, OrgId, SimTime, Subject, ThreatId};
use std::collections::BTreeSet;

/// What a host is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Not in use yet.
    Reserve,
    /// Serving.
    Serving,
    /// Suspended.
    Suspended,
    /// Given up by its group.
    Abandoned,
}

/// One host.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// Since when it has served.
    pub up: Mark,
    /// Since when a participant has known of it.
    pub known: Mark,
    /// When it was first suspended.
    pub suspended: Mark,
    /// When it was first given up.
    pub abandoned: Mark,
    /// Who suspended it first.
    pub by: Option<OrgId>,
    /// What it is doing now.
    pub doing: Doing,
    /// Whether its group first served from it after some of its infrastructure was suspended.
    pub stands_in: bool,
}

/// A suspension, or a block for one economy.
#[derive(Clone, Copy, Debug)]
pub struct Suspension {
    /// Of which host.
    pub host: HostId,
    /// By whom.
    pub org: OrgId,
    /// When.
    pub mark: Mark,
    /// When the host served again.
    pub lifted: Mark,
    /// The falsehood about the host that its suspender held, if it is innocent.
    pub falsehood: Option<FindingId>,
    /// Who played the suspender's seat.
    pub by: Provenance,
}

/// What went on elsewhere after a take-down: a group served from a host that stands in, or hit
/// somebody while it served from such hosts alone, or for a customer of another group.
#[derive(Clone, Copy, Debug)]
pub struct Displaced {
    /// The group.
    pub threat: ThreatId,
    /// The provider of the host, or the victim.
    pub org: OrgId,
    /// When.
    pub mark: Mark,
}

/// A group that came back.
#[derive(Clone, Copy, Debug)]
pub struct Return {
    /// Its seat.
    pub group: OrgId,
    /// When.
    pub mark: Mark,
    /// Whether a host of the group had been suspended; it moves when tipped off as well.
    pub after_takedown: bool,
}

/// A stretch in which a group had given a host up.
#[derive(Clone, Copy, Debug)]
struct Absence {
    host: HostId,
    from: Mark,
    /// When it served again.
    back: Mark,
}

/// All hosts.
#[derive(Clone, Debug)]
pub struct Hosts<'x> {
    exercise: &'x Exercise,
    /// By host.
    pub records: Vec<Record>,
    /// In order.
    pub suspensions: Vec<Suspension>,
    /// Blocks for one economy, in order; lifted where the host was suspended everywhere.
    pub blocks: Vec<Suspension>,
    /// In order.
    pub returns: Vec<Return>,
    /// In order.
    pub displaced: Vec<Displaced>,
    absences: Vec<Absence>,
    taken_down: Vec<bool>,
    /// Whom a group hits for customers of another.
    passed_on: BTreeSet<(ThreatId, OrgId)>,
}

impl<'x> Hosts<'x> {
    /// Innocent hosts serve at STARTEX; those of a threat group once a fact says so.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Hosts<'x> {
        let record = |malicious: bool| Record {
            up: if malicious { Mark::NONE } else { Mark::STARTEX },
            known: Mark::NONE,
            suspended: Mark::NONE,
            abandoned: Mark::NONE,
            by: None,
            doing: if malicious {
                Doing::Reserve
            } else {
                Doing::Serving
            },
            stands_in: false,
        };
        let hosts = exercise.hosts.iter();
        Hosts {
            exercise,
            records: hosts.map(|host| record(host.threat.is_some())).collect(),
            suspensions: Vec::new(),
            blocks: Vec::new(),
            returns: Vec::new(),
            displaced: Vec::new(),
            absences: Vec::new(),
            taken_down: vec![false; exercise.threats.len()],
            passed_on: BTreeSet::new(),
        }
    }

    /// The threat that uses a host.
    #[must_use]
    pub fn threat(&self, host: HostId) -> Option<ThreatId> {
        self.exercise.hosts[host.at()].threat
    }

    /// A host began to serve.
    pub fn up(&mut self, host: HostId, now: Mark) {
        let record = &mut self.records[host.at()];
        let first = record.up.first(now);
        record.doing = Doing::Serving;
        let set = &self.exercise.hosts[host.at()];
        if let Some(threat) = set
            .threat
            .filter(|threat| first && self.taken_down[threat.at()])
        {
            record.stands_in = true;
            let (org, mark) = (set.hosted_by, now);
            self.displaced.push(Displaced { threat, org, mark });
        }
        let open = |one: &&mut Suspension| one.host == host && !one.lifted.is_set();
        if let Some(lifted) = self.suspensions.iter_mut().rev().find(open) {
            lifted.lifted = now;
        }
        let open = |one: &&mut Absence| one.host == host && !one.back.is_set();
        if let Some(absent) = self.absences.iter_mut().rev().find(open) {
            absent.back = now;
        }
    }

    /// A customer of a group went to another one.
    pub fn customer_left(&mut self, fact: &CustomerLeft) {
        self.passed_on.insert((fact.to, fact.org));
    }

    /// A group hit somebody.
    pub fn hit(&mut self, threat: ThreatId, org: OrgId, now: Mark) {
        let hosts = self.exercise.threats[threat.at()].hosts.iter();
        let mut serving = hosts
            .map(|host| &self.records[host.at()])
            .filter(|record| record.doing == Doing::Serving)
            .peekable();
        let elsewhere = serving.peek().is_some() && serving.all(|record| record.stands_in);
        if elsewhere || self.passed_on.contains(&(threat, org)) {
            let mark = now;
            self.displaced.push(Displaced { threat, org, mark });
        }
    }

    /// A group gave a host up.
    pub fn abandoned(&mut self, host: HostId, now: Mark) {
        let record = &mut self.records[host.at()];
        record.abandoned.first(now);
        record.doing = Doing::Abandoned;
        let (from, back) = (now, Mark::NONE);
        self.absences.push(Absence { host, from, back });
    }

    /// Where a group had given a host up by a moment and not come back to it by then: when.
    #[must_use]
    pub fn given_up_at(&self, host: HostId, by: SimTime) -> Option<Mark> {
        let away = |one: &&Absence| one.host == host && one.from.at <= by && by < one.back.at;
        self.absences.iter().find(away).map(|one| one.from)
    }

    /// A host was suspended.
    pub fn suspended(&mut self, fact: &HostSuspended, now: Mark, knowing: &Knowing, seats: &Seats) {
        let record = &mut self.records[fact.host.at()];
        record.doing = Doing::Suspended;
        if record.suspended.first(now) {
            record.by = Some(fact.by);
        }
        let threat = self.exercise.hosts[fact.host.at()].threat;
        if let Some(threat) = threat {
            self.taken_down[threat.at()] = true;
        }
        for block in &mut self.blocks {
            if block.host == fact.host {
                block.lifted.first(now);
            }
        }
        let suspension = self.measure(fact.host, fact.by, now, knowing, seats);
        self.suspensions.push(suspension);
    }

    /// A host was blocked for one economy.
    pub fn blocked(&mut self, fact: &HostBlocked, now: Mark, knowing: &Knowing, seats: &Seats) {
        let block = self.measure(fact.host, fact.by, now, knowing, seats);
        self.blocks.push(block);
    }

    fn measure(
        &self,
        host: HostId,
        org: OrgId,
        mark: Mark,
        knowing: &Knowing,
        seats: &Seats,
    ) -> Suspension {
        let innocent = self.threat(host).is_none();
        let mut held = knowing.about(org, Subject::Host(host));
        let held = held.find(|held| !self.exercise.findings[held.finding.at()].truth);
        Suspension {
            host,
            org,
            mark,
            lifted: Mark::NONE,
            falsehood: held.map(|held| held.finding).filter(|_| innocent),
            by: seats.provenance(org),
        }
    }

    /// Somebody learnt something; perhaps of a host.
    pub fn learnt(&mut self, fact: &ClaimLearnt, now: Mark) {
        let finding = &self.exercise.findings[fact.claim.finding.at()];
        let plays = self.exercise.org(fact.org).kind.plays();
        if let Some(Subject::Host(host)) = finding.points_at.filter(|_| finding.truth && plays) {
            self.records[host.at()].known.earliest(now);
        }
    }

    /// A group came back.
    pub fn returned(&mut self, fact: &GroupReturned, now: Mark) {
        let after_takedown = self.taken_down[fact.threat.at()];
        self.returns.push(Return {
            group: fact.group,
            mark: now,
            after_takedown,
        });
    }
}
