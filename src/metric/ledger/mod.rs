//! Shared ledgers: one pass over a journal writes down what all metrics need, in dense tables
//! by id, without an allocation for each fact. A fact's kind decides who takes note of it.

mod chains;
mod clock;
mod desks;
mod hosts;
mod judgements;
mod knowing;
mod mark;
mod matters;
mod mentions;
mod operations;
mod outside;
mod pacts;
mod seats;
mod sharing;
mod tasks;
mod victims;
mod watch;

pub use chains::{Chain, Chains, Done, FirstTry, Outcome, Try};
pub use clock::{Clock, Standing};
pub use desks::{Desks, Ticket};
pub use hosts::{Displaced, Doing, Hosts, Record, Return, Suspension};
pub use judgements::{Judgement, Judgements};
pub use knowing::{Held, Knowing};
pub use mark::Mark;
pub use matters::{Matter, Matters, Raised, Trouble};
pub use operations::{Joined, Operations, Record as OperationRecord};
pub use outside::{Contact, Outsides};
pub use pacts::Pacts;
pub use seats::Seats;
pub use sharing::{Arrival, Breach, Passing, Rule, Sharing};
pub use tasks::{Attempt, Tasks};
pub use victims::{Case, Victims, Warded, Warning};

use super::{Observed, Provenance};
use crate::exercise::Exercise;
use crate::fact::{ClaimLearnt, Fact, VictimDetected};
use crate::journal::{Entry, Paces};
use crate::model::{ArtefactId, LearntBy, MessageId, OrgId, OutsideId, SimTime};
use sharing::{Desk, Opened};

/// An artefact analysed.
#[derive(Clone, Copy, Debug)]
pub struct Analysis {
    /// By whom.
    pub org: OrgId,
    /// Which.
    pub artefact: ArtefactId,
    /// When.
    pub mark: Mark,
}

/// What happened, as far as measures need it.
#[derive(Clone, Debug)]
pub struct Ledgers<'x> {
    /// The exercise.
    pub exercise: &'x Exercise,
    /// The horizon: nothing after it is read, and what is open then is censored.
    pub until: SimTime,
    /// Who plays.
    pub seats: Seats,
    /// Which agreements stand.
    pub pacts: Pacts<'x>,
    /// Messages.
    pub chains: Chains,
    /// Work.
    pub desks: Desks,
    /// Knowledge.
    pub knowing: Knowing<'x>,
    /// Sharing and its breaches.
    pub sharing: Sharing<'x>,
    /// Victims.
    pub victims: Victims<'x>,
    /// Hosts.
    pub hosts: Hosts<'x>,
    /// Escalations.
    pub matters: Matters,
    /// Contacts outside Hotwash.
    pub outsides: Outsides,
    /// Joint operations.
    pub operations: Operations,
    /// Critical tasks.
    pub tasks: Tasks<'x>,
    /// What evaluators judged.
    pub judgements: Judgements,
    /// How fast play ran.
    pub paces: Paces,
    /// Artefacts analysed, in order.
    pub analyses: Vec<Analysis>,
    mention: Option<mentions::Confirmed>,
}

impl<'x> Ledgers<'x> {
    /// Empty ledgers of an exercise up to a horizon.
    #[must_use]
    pub fn new(exercise: &'x Exercise, until: SimTime) -> Ledgers<'x> {
        Ledgers {
            exercise,
            until,
            seats: Seats::new(exercise),
            pacts: Pacts::new(exercise),
            chains: Chains::default(),
            desks: Desks::default(),
            knowing: Knowing::new(exercise),
            sharing: Sharing::new(exercise),
            victims: Victims::new(exercise),
            hosts: Hosts::new(exercise),
            matters: Matters::default(),
            outsides: Outsides::default(),
            operations: Operations::new(exercise),
            tasks: Tasks::new(exercise),
            judgements: Judgements::default(),
            paces: Paces::default(),
            analyses: Vec::new(),
            mention: None,
        }
    }

    /// Makes room for what this many entries usually tell of, so that it is seldom moved.
    pub fn reserve(&mut self, entries: usize) {
        self.chains.reserve(entries / 8);
        self.desks.reserve(entries / 4);
    }

    /// Takes note of one entry. Entries come in order.
    #[inline]
    pub fn fold(&mut self, entry: &Entry) {
        let Some(fact) = entry.fact().filter(|_| entry.at <= self.until) else {
            return;
        };
        let now = self.moment(entry, fact);
        self.communication(fact, now);
        self.tasks.watch(fact, now, &self.chains, &self.seats);
    }

    fn communication(&mut self, fact: &Fact, now: Mark) {
        let (chains, seats) = (&mut self.chains, &self.seats);
        match fact {
            Fact::TicketQueued(f) => self.desks.queued(f, now),
            Fact::TicketStarted(f) => self.desks.started(f.ticket, now, seats),
            Fact::TicketFinished(f) => self.desks.finished(f.ticket, now),
            Fact::MessageComposed(f) => chains.composed(f, now),
            Fact::MessageApproved(f) => chains.approved(f.message, f.waited, now, seats),
            Fact::MessageVetoed(f) => chains.approved(f.message, true, now, seats),
            Fact::ContactLookedUp(f) => chains.looked_up(f, now),
            Fact::ContactWentStale(f) => chains.missed(f.message),
            Fact::FallbackTaken(f) => chains.missed(f.message),
            Fact::MessageLost(f) => chains.missed(f.message),
            Fact::MessageBounced(f) => chains.bounced(f.message, f.attempt, now),
            Fact::MessageSent(f) => {
                if chains.sent(f, now) {
                    let desk = Desk {
                        knowing: &self.knowing,
                        pacts: &self.pacts,
                        seats,
                    };
                    self.sharing.sent(f.message, now, chains, &desk);
                }
            }
            Fact::MessageDelivered(f) => {
                chains.delivered(f, now, &self.pacts);
                if let Some(chain) = chains.get(f.message) {
                    self.victims.delivered(chain, now, chains, seats);
                }
                self.tasks.delivered(f, now);
            }
            Fact::MessageOpened(f) => {
                chains.opened(f.message, now, seats);
                if let Some(chain) = chains.get(f.message) {
                    self.victims.opened(chain, now);
                    let mut desk = Opened {
                        knowing: &mut self.knowing,
                        seats,
                    };
                    self.sharing.opened(chain, now, chains, &mut desk);
                }
            }
            Fact::MessageAcknowledged(f) => chains.acknowledged(f.message, now, seats),
            Fact::MessageAnswered(f) => chains.answered(f.message, now, seats),
            Fact::MessageClosed(f) => chains.closed(f.message, now, seats),
            Fact::RequestDeclined(f) => chains.answered(f.message, now, seats),
            Fact::DeadlineMissed(f) => self.troubled(f.from, f.message, now),
            Fact::ContactGivenUp(f) => {
                chains.missed(f.message);
                self.troubled(f.from, f.message, now);
            }
            _ => self.response(fact, now),
        }
    }

    fn troubled(&mut self, org: OrgId, message: MessageId, now: Mark) {
        if let Some(chain) = self.chains.get(message) {
            self.matters.troubled((org, chain.about), message, now);
        }
    }

    fn response(&mut self, fact: &Fact, now: Mark) {
        let (chains, seats) = (&self.chains, &self.seats);
        let desk = Desk {
            knowing: &self.knowing,
            pacts: &self.pacts,
            seats,
        };
        match fact {
            Fact::ClaimLearnt(f) => self.learnt(f, now),
            Fact::ContactLogged(f) => self.outsides.noted(f, now, &self.sharing, &desk),
            Fact::ContactConfirmed(f) => self.confirmed(f.contact, now),
            Fact::MentionConfirmed(f) => self.mentioned(f, now),
            Fact::ClaimReleased(f) => self.knowing.released(f.org, f.finding, now),
            Fact::ClaimDoubted(f) => self.knowing.doubted(f.org, f.finding, now),
            Fact::FindingObtainable(f) => self.knowing.found(f.finding, now),
            Fact::InjectReleased(f) => self.knowing.injected(f.inject, now),
            Fact::ArtefactReceived(f) => self.knowing.yielded(f.artefact, now),
            Fact::ArtefactAnalysed(f) => {
                self.analyses.push(Analysis {
                    org: f.org,
                    artefact: f.artefact,
                    mark: now,
                });
            }
            Fact::Published(f) => self.sharing.published(f, now, &desk),
            Fact::Escalated(f) => self.matters.raised(f, now, seats),
            Fact::HostSuspended(f) => {
                let measure = (f.host, f.by, f.message);
                self.sharing.suspended(measure, now, chains, &desk);
                self.hosts.suspended(f, now, &self.knowing, seats);
            }
            Fact::HostBlocked(f) => {
                let measure = (f.host, f.by, f.message);
                self.sharing.suspended(measure, now, chains, &desk);
                self.hosts.blocked(f, now, &self.knowing, seats);
            }
            Fact::HostUp(f) => self.hosts.up(f.host, now),
            Fact::HostAbandoned(f) => self.hosts.abandoned(f.host, now),
            Fact::CustomerLeft(f) => self.hosts.customer_left(f),
            Fact::GroupReturned(f) => self.hosts.returned(f, now),
            Fact::VictimCompromised(f) => {
                self.victims.compromised(f.threat, f.org, now);
                self.hosts.hit(f.threat, f.org, now);
            }
            Fact::IndicatorApplied(f) => {
                self.sharing.applied(f, now, &desk);
                self.victims.applied(f, now, seats);
            }
            Fact::HitWardedOff(f) => self.victims.warded_off(f, now),
            Fact::VictimDetected(f) => self.detected(f, now),
            Fact::VictimContained(f) => self.victims.contained(f.threat, f.org, now, seats),
            Fact::VictimRecovered(f) => self.victims.recovered(f.threat, f.org, now, seats),
            Fact::OperationJoined(f) => self.operations.joined(f, now),
            Fact::WarrantObtained(f) => self.operations.warranted(f, now, seats),
            Fact::OperationCarriedOut(f) => self.operations.carried_out(f, now),
            Fact::SeatSwitched(f) => self.seats.switch(f.org, f.to, now),
            Fact::PaceSet(f) => self.paces.set(f, now.at),
            Fact::AgreementChanged(f) => self.pacts.change(f.agreement, f.to, now),
            Fact::TaskObserved(f) => self.tasks.observed(f, now, seats),
            Fact::RatingOverridden(f) => self.judgements.overridden(f, now),
            _ => {}
        }
    }

    /// What is learnt by a contact outside is learnt when that took place.
    fn learnt(&mut self, fact: &ClaimLearnt, now: Mark) {
        let outside = self.outsides.last();
        let outside = outside.filter(|_| fact.by == LearntBy::Contact);
        let now = outside.map_or(now, |one| one.at(now));
        let message = fact.message.and_then(|id| self.chains.get(id));
        let from = outside.map(|one| one.by);
        let from = from.or(message.map(|chain| chain.from));
        self.hosts.learnt(fact, now);
        self.victims.learnt(fact, now);
        self.knowing.learnt(fact, from, now, &self.seats);
    }

    fn detected(&mut self, fact: &VictimDetected, now: Mark) {
        let outside = fact.told_by.filter(|_| fact.message.is_none());
        let outside = outside.and_then(|_| self.outsides.last());
        let now = outside.map_or(now, |one| one.at(now));
        self.victims.detected(fact, now, &self.chains, &self.seats);
    }

    fn confirmed(&mut self, contact: OutsideId, now: Mark) {
        let exercise = self.exercise;
        let Some((contact, judged)) = self.outsides.confirm(contact, now) else {
            return;
        };
        self.sharing.confirmed(contact, judged, &mut self.knowing);
        if contact.tells_victim(|claim| exercise.findings[claim.finding.at()].points_at) {
            let (from, to, when) = (contact.by, contact.with, contact.took_place());
            self.victims.told(from, to, when, Provenance::Logged);
        }
    }

    /// The time from one moment to another, open to the horizon while the latter has not come.
    #[must_use]
    pub fn leg(&self, from: Mark, to: Mark, by: Provenance) -> Observed {
        let open = !to.is_set();
        let end = if open {
            Mark {
                at: self.until,
                seq: from.seq,
            }
        } else {
            to
        };
        let span = end.at.since(from.at).as_seconds().max(0.0);
        Observed::of(span, open, by, from.seq, end.seq)
    }

    /// The same where the end says who played; while it is open, who plays at the horizon.
    #[must_use]
    pub fn leg_of(&self, from: Mark, to: Done, actor: OrgId) -> Observed {
        let open = !to.mark.is_set();
        let by = if open {
            self.seats.provenance(actor)
        } else {
            to.by
        };
        self.leg(from, to.mark, by)
    }

    /// The time from one moment to another, open where something else came first that ended the
    /// waiting for it.
    #[must_use]
    pub fn cut(&self, from: Mark, to: Mark, cut: Mark, by: Provenance) -> Observed {
        if cut.earlier(to) == cut && cut.is_set() && cut != to {
            let span = cut.at.since(from.at).as_seconds().max(0.0);
            return Observed::of(span, true, by, from.seq, cut.seq);
        }
        self.leg(from, to, by)
    }
}
