//! What happened to each victim of each threat, and when somebody else could have told it.

use super::chains::Done;
use super::{Chain, Chains, Mark, Seats};
use crate::exercise::Exercise;
use crate::fact::{ClaimLearnt, HitWardedOff, IndicatorApplied, VictimDetected};
use crate::metric::Provenance;
use crate::model::{FindingId, MessageKind, OrgId, Subject, ThreatId};
use std::collections::BTreeMap;

/// One threat at one victim.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// When it was compromised.
    pub compromised: Mark,
    /// When it learnt of it.
    pub detected: Done,
    /// When it was contained.
    pub contained: Done,
    /// When it had recovered.
    pub recovered: Done,
}

/// A hit that came to nothing.
#[derive(Clone, Copy, Debug)]
pub struct Warded {
    /// Who was spared.
    pub org: OrgId,
    /// The finding that it had applied.
    pub finding: FindingId,
    /// When it had, and who played then.
    pub applied: Done,
    /// When the hit came.
    pub mark: Mark,
}

/// What others knew and told of an organisation as a victim.
#[derive(Clone, Copy, Debug)]
pub struct Warning {
    /// When somebody else first knew, or had read, that it is a victim.
    pub known: Mark,
    /// Who that was.
    pub knower: Option<OrgId>,
    /// When word of it first reached the victim from another participant.
    pub told: Done,
    /// Who sent that.
    pub teller: Option<OrgId>,
}

/// Who first had what lets a victim find an intrusion of a threat in its own logs, and the first
/// other one that did: nobody tells itself.
#[derive(Clone, Copy, Debug)]
struct Traces([(Mark, Option<OrgId>); 2]);

impl Traces {
    fn had(&mut self, org: OrgId, now: Mark) {
        let first = self.0[0].1.is_none_or(|first| first == org);
        let place = &mut self.0[usize::from(!first)];
        if place.0.earliest(now) {
            place.1 = Some(org);
        }
        if self.0[1].0.at < self.0[0].0.at {
            self.0.swap(0, 1);
        }
    }

    /// The first other than this one.
    fn but(&self, org: OrgId) -> (Mark, Option<OrgId>) {
        let [first, second] = self.0;
        if first.1 == Some(org) { second } else { first }
    }
}

/// All cases and warnings.
#[derive(Clone, Debug)]
pub struct Victims<'x> {
    exercise: &'x Exercise,
    /// By threat.
    traces: Vec<Traces>,
    /// By threat and victim.
    pub cases: BTreeMap<(ThreatId, OrgId), Case>,
    /// By victim.
    pub warnings: Vec<Warning>,
    /// Findings applied.
    applied: BTreeMap<(OrgId, FindingId), Done>,
    /// Hits that came to nothing, in order.
    pub warded: Vec<Warded>,
}

impl<'x> Victims<'x> {
    /// Nobody is compromised before the first entry.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Victims<'x> {
        let nobody = Warning {
            known: Mark::NONE,
            knower: None,
            told: Done::NOT,
            teller: None,
        };
        Victims {
            exercise,
            traces: vec![Traces([(Mark::NONE, None); 2]); exercise.threats.len()],
            cases: BTreeMap::new(),
            warnings: vec![nobody; exercise.organisations.len()],
            applied: BTreeMap::new(),
            warded: Vec::new(),
        }
    }

    fn case(&mut self, threat: ThreatId, org: OrgId) -> &mut Case {
        let new = Case {
            compromised: Mark::NONE,
            detected: Done::NOT,
            contained: Done::NOT,
            recovered: Done::NOT,
        };
        self.cases.entry((threat, org)).or_insert(new)
    }

    /// A victim was compromised.
    pub fn compromised(&mut self, threat: ThreatId, org: OrgId, now: Mark) {
        self.case(threat, org).compromised.first(now);
    }

    /// A victim learnt of it, from its sensors or from a message that somebody read. A participant
    /// who sent that has told it, whatever the message was meant for.
    pub fn detected(&mut self, fact: &VictimDetected, now: Mark, chains: &Chains, seats: &Seats) {
        let told = fact.message.and_then(|id| chains.get(id));
        if let Some(chain) = told.filter(|chain| chain.among_players(self.exercise)) {
            let by = seats.provenance(chain.from);
            self.told(chain.from, chain.to, chain.delivered, by);
        }
        let by = match (fact.message, fact.told_by) {
            (Some(_), _) => seats.provenance(fact.org),
            (None, Some(_)) => Provenance::Logged,
            (None, None) => Provenance::Simulated,
        };
        self.case(fact.threat, fact.org).detected.first(now, by);
    }

    /// Somebody applied a finding, or now all of it.
    pub fn applied(&mut self, fact: &IndicatorApplied, now: Mark, seats: &Seats) {
        let by = seats.provenance(fact.org);
        let done = Done { mark: now, by };
        self.applied.insert((fact.org, fact.finding), done);
    }

    /// A hit came to nothing.
    pub fn warded_off(&mut self, fact: &HitWardedOff, now: Mark) {
        let key = (fact.org, fact.finding);
        self.warded.push(Warded {
            org: fact.org,
            finding: fact.finding,
            applied: self.applied.get(&key).copied().unwrap_or(Done::NOT),
            mark: now,
        });
    }

    /// A victim contained it.
    pub fn contained(&mut self, threat: ThreatId, org: OrgId, now: Mark, seats: &Seats) {
        let by = seats.provenance(org);
        self.case(threat, org).contained.first(now, by);
    }

    /// A victim recovered.
    pub fn recovered(&mut self, threat: ThreatId, org: OrgId, now: Mark, seats: &Seats) {
        let by = seats.provenance(org);
        self.case(threat, org).recovered.first(now, by);
    }

    /// Somebody learnt something; perhaps that somebody else is a victim.
    pub fn learnt(&mut self, fact: &ClaimLearnt, now: Mark) {
        let finding = &self.exercise.findings[fact.claim.finding.at()];
        if let Some(Subject::Victim(victim)) = finding.points_at.filter(|_| finding.truth) {
            self.known(victim, fact.org, now);
        }
        let trace = finding.truth && finding.kind.is_found_in_logs();
        let plays = self.exercise.org(fact.org).kind.plays();
        if let Some(threat) = finding.threat.filter(|_| trace && plays) {
            self.traces[threat.at()].had(fact.org, now);
        }
    }

    /// When somebody else first had what would tell a victim that it is one: that it is, or what
    /// it would find in its own logs. And who that was.
    #[must_use]
    pub fn tellable(&self, threat: ThreatId, victim: OrgId) -> (Mark, Option<OrgId>) {
        let warning = &self.warnings[victim.at()];
        let trace = self.traces[threat.at()].but(victim);
        if warning.known.earlier(trace.0) == warning.known {
            (warning.known, warning.knower)
        } else {
            trace
        }
    }

    /// Somebody read that an organisation is a victim.
    pub fn opened(&mut self, chain: &Chain, now: Mark) {
        if let Some(Subject::Victim(victim)) = chain.about {
            self.known(victim, chain.to, now);
        }
    }

    fn known(&mut self, victim: OrgId, knower: OrgId, now: Mark) {
        let plays = self.exercise.org(knower).kind.plays();
        let warning = &mut self.warnings[victim.at()];
        if plays && knower != victim && warning.known.earliest(now) {
            warning.knower = Some(knower);
        }
    }

    /// A message arrived; perhaps it tells its recipient that it is a victim.
    pub fn delivered(&mut self, chain: &Chain, now: Mark, chains: &Chains, seats: &Seats) {
        let told = Some(Subject::Victim(chain.to));
        let says = chain.about == told && chain.kind == MessageKind::Notification;
        let carries = || {
            let mut claims = chains.claims(chain).iter();
            claims.any(|claim| self.exercise.findings[claim.finding.at()].points_at == told)
        };
        if !chain.among_players(self.exercise) || !(says || carries()) {
            return;
        }
        let by = seats.provenance(chain.from);
        self.told(chain.from, chain.to, now, by);
    }

    /// Somebody told an organisation that it is a victim.
    pub(super) fn told(&mut self, teller: OrgId, victim: OrgId, when: Mark, by: Provenance) {
        let warning = &mut self.warnings[victim.at()];
        let earlier = warning.told.mark.earlier(when) != warning.told.mark;
        if when.is_set() && earlier {
            warning.told = Done { mark: when, by };
            warning.teller = Some(teller);
        }
    }
}
