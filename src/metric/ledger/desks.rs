//! Work on desks: queued, started, finished.

use super::{Mark, Seats};
use crate::fact::TicketQueued;
use crate::metric::Provenance;
use crate::model::{MessageId, OrgId, SimTime, TicketId, Work, time::HOUR};

/// One piece of work.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// On whose desk.
    pub org: OrgId,
    /// What kind of work.
    pub work: Work,
    /// The message it is about, if one.
    pub message: Option<MessageId>,
    /// When it came.
    pub queued: Mark,
    /// When somebody took it up.
    pub started: Mark,
    /// When it was done.
    pub finished: Mark,
    /// Who played the seat when it was taken up.
    pub by: Provenance,
}

impl Ticket {
    /// Analyst-hours spent on it by a moment.
    #[must_use]
    pub fn hours(&self, until: SimTime) -> f64 {
        if !self.started.is_set() {
            return 0.0;
        }
        self.finished.at.min(until).since(self.started.at).0 as f64 / HOUR as f64
    }
}

/// All tickets, in the order they were queued.
#[derive(Clone, Debug, Default)]
pub struct Desks(Vec<Ticket>);

impl Desks {
    /// Makes room for this many tickets.
    pub(super) fn reserve(&mut self, tickets: usize) {
        self.0.reserve(tickets);
    }

    /// All tickets but everyday ones, which have nothing to do with the exercise.
    pub fn exercise_work(&self) -> impl Iterator<Item = &Ticket> {
        self.0
            .iter()
            .filter(|ticket| ticket.work != Work::Background)
    }

    /// One ticket; none where the journal lacks its beginning.
    #[must_use]
    pub fn get(&self, id: TicketId) -> Option<&Ticket> {
        self.0.get(id.at())
    }

    /// Work came. Tickets are numbered as queued; one out of order is left out.
    #[inline]
    pub fn queued(&mut self, fact: &TicketQueued, now: Mark) {
        if fact.ticket.at() == self.0.len() {
            self.0.push(Ticket {
                org: fact.org,
                work: fact.work,
                message: fact.message,
                queued: now,
                started: Mark::NONE,
                finished: Mark::NONE,
                by: Provenance::Simulated,
            });
        }
    }

    /// An analyst took it up.
    #[inline]
    pub fn started(&mut self, id: TicketId, now: Mark, seats: &Seats) {
        if let Some(ticket) = self.0.get_mut(id.at()) {
            ticket.started = now;
            ticket.by = seats.provenance(ticket.org);
        }
    }

    /// An analyst finished it.
    #[inline]
    pub fn finished(&mut self, id: TicketId, now: Mark) {
        if let Some(ticket) = self.0.get_mut(id.at()) {
            ticket.finished = now;
        }
    }
}
