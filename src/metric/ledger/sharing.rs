//! Every claim that one participant passed on to another, judged when it was sent by what the
//! sender knew then; every claim that arrived; every breach of a label.

use super::{Chain, Chains, Contact, Knowing, Mark, Pacts, Seats};
use crate::exercise::Exercise;
use crate::fact::{IndicatorApplied, Published};
use crate::metric::Provenance;
use crate::model::{
    Claim, FindingId, HostId, Mandate, MessageId, Onward, OrgId, OrgKind, Subject, ThreatId, Tlp,
};

/// One claim on its way from one participant to another.
#[derive(Clone, Copy, Debug)]
pub struct Passing {
    /// Who sent it.
    pub from: OrgId,
    /// To whom.
    pub to: OrgId,
    /// What.
    pub finding: FindingId,
    /// When it left.
    pub sent: Mark,
    /// Whether its sender could not see why the recipient should have it.
    pub needless: bool,
    /// Who played the sender's seat.
    pub by: Provenance,
}

/// One claim that was read.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// Who sent it.
    pub from: OrgId,
    /// Who read it.
    pub to: OrgId,
    /// What.
    pub finding: FindingId,
    /// When.
    pub read: Mark,
    /// Whether as much of it was there before.
    pub redundant: bool,
    /// Who played the reader's seat.
    pub by: Provenance,
}

/// Which rule was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The Traffic Light Protocol.
    Tlp,
    /// The Permissible Actions Protocol.
    Pap,
}

/// A breach of a label.
#[derive(Clone, Copy, Debug)]
pub struct Breach {
    /// Which rule.
    pub rule: Rule,
    /// Who broke it.
    pub org: OrgId,
    /// To whom it went; none for the public and for actions.
    pub to: Option<OrgId>,
    /// On what.
    pub finding: FindingId,
    /// The entry that shows it.
    pub mark: Mark,
    /// Who played the seat.
    pub by: Provenance,
}

/// What was shared.
#[derive(Clone, Debug)]
pub struct Sharing<'x> {
    exercise: &'x Exercise,
    /// Claims sent, in order.
    pub passings: Vec<Passing>,
    /// Claims read, in order.
    pub arrivals: Vec<Arrival>,
    /// Breaches, in order.
    pub breaches: Vec<Breach>,
    /// By organisation: who has written to it about which threat, sorted.
    callers: Vec<Vec<(OrgId, ThreatId)>>,
}

/// What a sender may know when it shares.
pub struct Desk<'a, 'x> {
    /// What everybody knows; only the sender's part is looked at.
    pub knowing: &'a Knowing<'x>,
    /// Agreements in force, which are public.
    pub pacts: &'a Pacts<'x>,
    /// Who plays.
    pub seats: &'a Seats,
}

impl<'x> Sharing<'x> {
    /// Nothing was shared before the first entry.
    #[must_use]
    pub fn new(exercise: &'x Exercise) -> Sharing<'x> {
        Sharing {
            exercise,
            passings: Vec::new(),
            arrivals: Vec::new(),
            breaches: Vec::new(),
            callers: vec![Vec::new(); exercise.organisations.len()],
        }
    }

    /// A message left for the first time.
    pub fn sent(&mut self, id: MessageId, now: Mark, chains: &Chains, desk: &Desk<'_, '_>) {
        let Some(chain) = chains
            .get(id)
            .filter(|chain| chain.among_players(self.exercise))
        else {
            return;
        };
        let (from, to) = (chain.from, chain.to);
        let by = desk.seats.provenance(from);
        let asked = answers(chain, chains);
        for claim in chains.claims(chain) {
            let (passing, breach) = self.judge((from, to, by), claim, asked, now, desk);
            self.passings.push(passing);
            self.breaches.extend(breach);
        }
    }

    /// A message that had left was found to tell a claim in its writer's own words. It is judged
    /// by what its writer knew when that was found.
    pub(super) fn mentioned(
        &mut self,
        chain: &Chain,
        claim: &Claim,
        sent: Mark,
        chains: &Chains,
        desk: &Desk<'_, '_>,
    ) {
        let who = (chain.from, chain.to, Provenance::Inferred);
        let (passing, breach) = self.judge(who, claim, answers(chain, chains), sent, desk);
        self.passings.push(passing);
        self.breaches.extend(breach);
    }

    /// The same of a message that had been opened.
    pub(super) fn mention_read(
        &mut self,
        chain: &Chain,
        claim: &Claim,
        read: Mark,
        knowing: &mut Knowing<'_>,
    ) {
        let parties = (chain.from, chain.to);
        self.arrived(parties, claim, read, Provenance::Inferred, knowing);
    }

    /// A claim of one participant was read by another, who then knows that it deals with that.
    fn arrived(
        &mut self,
        (from, to): (OrgId, OrgId),
        claim: &Claim,
        read: Mark,
        by: Provenance,
        knowing: &mut Knowing<'_>,
    ) {
        let finding = claim.finding;
        let redundant = knowing.arrived(to, claim, read);
        self.arrivals.push(Arrival {
            from,
            to,
            finding,
            read,
            redundant,
            by,
        });
        if let Some(threat) = self.exercise.findings[finding.at()].threat {
            self.called(to, from, threat);
        }
    }

    /// What it is that one participant passes a claim on to another.
    fn judge(
        &self,
        (from, to, by): (OrgId, OrgId, Provenance),
        claim: &Claim,
        asked: bool,
        sent: Mark,
        desk: &Desk<'_, '_>,
    ) -> (Passing, Option<Breach>) {
        let finding = claim.finding;
        let needless = !asked && !self.called_for(from, to, claim, desk);
        let passing = Passing {
            from,
            to,
            finding,
            sent,
            needless,
            by,
        };
        let onward = self.onward(from, to, claim.source);
        let breaks = !label(desk.knowing, from, claim).allows(onward) && claim.source != from;
        let breach = breaks.then_some(Breach {
            rule: Rule::Tlp,
            org: from,
            to: Some(to),
            finding,
            mark: sent,
            by,
        });
        (passing, breach)
    }

    /// The same for what somebody notes to have told another outside.
    pub(super) fn outside(
        &self,
        from: OrgId,
        to: OrgId,
        claim: &Claim,
        asked: bool,
        sent: Mark,
        desk: &Desk<'_, '_>,
    ) -> (Passing, Option<Breach>) {
        self.judge((from, to, Provenance::Logged), claim, asked, sent, desk)
    }

    /// A contact outside was confirmed: what was passed on by it has arrived.
    pub(super) fn confirmed(
        &mut self,
        contact: &Contact,
        judged: super::outside::Judged,
        knowing: &mut Knowing<'_>,
    ) {
        let read = contact.took_place();
        for ((passing, breach), claim) in judged.into_iter().zip(&contact.claims) {
            let parties = (passing.from, passing.to);
            self.passings.push(passing);
            self.breaches.extend(breach);
            self.arrived(parties, claim, read, Provenance::Logged, knowing);
        }
    }

    /// What a recipient is to the one who passes something on.
    fn onward(&self, from: OrgId, to: OrgId, source: OrgId) -> Onward {
        if to == source {
            Onward::Source
        } else if self.exercise.org(to).kind == OrgKind::Media {
            // A newsroom prints what it is given, also where a CERT serves it.
            Onward::Public
        } else if self.serves(from, to) {
            Onward::Client
        } else if self.exercise.org(to).kind.in_community() {
            Onward::Community
        } else {
            Onward::Public
        }
    }

    fn serves(&self, org: OrgId, client: OrgId) -> bool {
        self.exercise
            .org(org)
            .constituency
            .binary_search(&client)
            .is_ok()
    }

    /// Whether the sender could see why the recipient should have a claim: it is free for all;
    /// one serves the other, which is no reason to tell a client of another victim under AMBER or
    /// narrower, since clients are told what they need to know; an agreement in force joins them;
    /// the recipient set its labels, told the sender of it or wrote to it about the same threat;
    /// what it points at concerns the recipient by what is public; or the sender knows the
    /// recipient, or somebody it serves, to be a victim of the same threat. What points at nothing
    /// concerns whoever handles incidents.
    fn called_for(&self, from: OrgId, to: OrgId, claim: &Claim, desk: &Desk<'_, '_>) -> bool {
        let finding = &self.exercise.findings[claim.finding.at()];
        let told_by = desk
            .knowing
            .of(from, claim.finding)
            .and_then(|held| held.from);
        let narrow = label(desk.knowing, from, claim) >= Tlp::Amber;
        let of_another = match finding.points_at {
            Some(Subject::Victim(victim)) => victim != to && !self.serves(to, victim),
            _ => false,
        };
        claim.tlp == Tlp::Clear
            || (self.serves(from, to) && !(narrow && of_another))
            || self.serves(to, from)
            || claim.source == to
            || told_by == Some(to)
            || finding.points_at.map_or_else(
                || self.exercise.org(to).kind.in_community(),
                |subject| self.concerns(subject, to),
            )
            || finding.threat.is_some_and(|threat| {
                self.callers[from.at()].binary_search(&(to, threat)).is_ok()
                    || self.known_victim(from, to, threat, desk.knowing)
            })
            || desk.pacts.joined(from, to)
    }

    /// Whether a subject is a matter for an organisation by what is public: it hosts it, is it or
    /// serves it; or it is the national CERT, a police unit or the holder of a take-down mandate
    /// of the economy where it is.
    fn concerns(&self, subject: Subject, org: OrgId) -> bool {
        let (owner, economy) = match subject {
            Subject::Host(id) => {
                let host = &self.exercise.hosts[id.at()];
                (host.hosted_by, Some(host.economy))
            }
            Subject::Victim(id) => (id, self.exercise.org(id).economy),
            _ => return self.exercise.org(org).kind.in_community(),
        };
        let known = self.exercise.org(org);
        let authority = matches!(known.kind, OrgKind::NationalCert | OrgKind::Police)
            || known.may(Mandate::TakeDown);
        owner == org
            || self.serves(org, owner)
            || (authority && economy.is_some() && known.economy == economy)
    }

    fn known_victim(
        &self,
        from: OrgId,
        to: OrgId,
        threat: ThreatId,
        knowing: &Knowing<'_>,
    ) -> bool {
        knowing.all(from).any(|held| {
            let finding = &self.exercise.findings[held.finding.at()];
            let victim = match finding.points_at {
                Some(Subject::Victim(victim)) if finding.threat == Some(threat) => victim,
                _ => return false,
            };
            victim == to || self.serves(to, victim)
        })
    }

    /// A message was opened: what it carries arrived, and its sender is known to deal with it.
    pub fn opened(&mut self, chain: &Chain, now: Mark, chains: &Chains, desk: &mut Opened<'_, '_>) {
        if !chain.to_player(self.exercise) {
            return;
        }
        let by = desk.seats.provenance(chain.to);
        for claim in chains.claims(chain) {
            if chain.scripted(self.exercise) {
                desk.knowing.arrived(chain.to, claim, now);
                continue;
            }
            self.arrived((chain.from, chain.to), claim, now, by, desk.knowing);
        }
        if let Some(threat) = chain.about.and_then(|about| self.threat(about)) {
            self.called(chain.to, chain.from, threat);
        }
    }

    fn called(&mut self, org: OrgId, caller: OrgId, threat: ThreatId) {
        let callers = &mut self.callers[org.at()];
        if let Err(at) = callers.binary_search(&(caller, threat)) {
            callers.insert(at, (caller, threat));
        }
    }

    fn threat(&self, about: Subject) -> Option<ThreatId> {
        match about {
            Subject::Finding(id) => self.exercise.findings[id.at()].threat,
            Subject::Host(id) => self.exercise.hosts[id.at()].threat,
            Subject::Incident(id) => Some(id),
            Subject::Artefact(_) | Subject::Victim(_) | Subject::Inject(_) => None,
        }
    }

    /// Something was published by somebody: labels narrower than clear bind all but the source.
    pub fn published(&mut self, fact: &Published, now: Mark, desk: &Desk<'_, '_>) {
        let Some(org) = fact.by.filter(|org| self.exercise.org(*org).kind.plays()) else {
            return;
        };
        let by = desk.seats.provenance(org);
        for claim in fact.claims.iter().filter(|claim| claim.source != org) {
            if !label(desk.knowing, org, claim).allows(Onward::Public) {
                let (rule, finding) = (Rule::Tlp, claim.finding);
                self.breaches.push(Breach {
                    rule,
                    org,
                    to: None,
                    finding,
                    mark: now,
                    by,
                });
            }
        }
    }

    /// A host was suspended or blocked. That rests on what whoever did it knew of the host and on
    /// what the request for it said; where all of that forbids active measures, the rule is broken.
    pub fn suspended(
        &mut self,
        (host, actor, message): (HostId, OrgId, Option<MessageId>),
        now: Mark,
        chains: &Chains,
        desk: &Desk<'_, '_>,
    ) {
        let subject = Subject::Host(host);
        let points =
            |finding: FindingId| self.exercise.findings[finding.at()].points_at == Some(subject);
        let request = message.and_then(|id| chains.get(id));
        let claims = request.map_or(&[][..], |chain| chains.claims(chain));
        let told = claims
            .iter()
            .filter(|claim| points(claim.finding))
            .map(|claim| (claim.finding, claim.pap, claim.source));
        let known = desk.knowing.about(actor, subject);
        let known = known.map(|held| (held.finding, held.pap, held.source));
        let mut forbidden = None;
        for (finding, pap, source) in told.chain(known) {
            if pap.allows_active_measures() || source == actor {
                return;
            }
            forbidden.get_or_insert(finding);
        }
        if let Some(finding) = forbidden {
            self.acted_against_pap(actor, finding, now, desk);
        }
    }

    /// A finding was applied. Its label has to allow it, unless its own finder applies it.
    pub fn applied(&mut self, fact: &IndicatorApplied, now: Mark, desk: &Desk<'_, '_>) {
        let held = desk.knowing.of(fact.org, fact.finding);
        if held.is_some_and(|held| !held.pap.allows_active_measures() && held.source != fact.org) {
            self.acted_against_pap(fact.org, fact.finding, now, desk);
        }
    }

    fn acted_against_pap(
        &mut self,
        org: OrgId,
        finding: FindingId,
        mark: Mark,
        desk: &Desk<'_, '_>,
    ) {
        let by = desk.seats.provenance(org);
        self.breaches.push(Breach {
            rule: Rule::Pap,
            org,
            to: None,
            finding,
            mark,
            by,
        });
    }
}

/// Whether a message replies to one that its recipient wrote.
fn answers(chain: &Chain, chains: &Chains) -> bool {
    let replied = chain.reply_to.and_then(|id| chains.get(id));
    replied.is_some_and(|one| one.from == chain.to)
}

/// What changes and what is asked when a message is opened.
pub struct Opened<'a, 'x> {
    /// What everybody knows.
    pub knowing: &'a mut Knowing<'x>,
    /// Who plays.
    pub seats: &'a Seats,
}

/// The label that binds who passes a claim on: the one it had the claim under. To give it a wider
/// one frees nobody, since only the source may; to ask for more discretion than the source did is
/// no breach.
fn label(knowing: &Knowing<'_>, org: OrgId, claim: &Claim) -> Tlp {
    let had = knowing.of(org, claim.finding).map(|held| held.tlp);
    had.unwrap_or(claim.tlp)
}
