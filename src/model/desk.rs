//! A desk: analysts on duty, work in hand, work waiting.

use super::{Priority, TicketId, Work};
use bevy_ecs::prelude::Component;

/// The desk of one organisation.
#[derive(Component, Clone, Debug, Default)]
pub struct Desk {
    /// Analysts on duty now.
    pub on_duty: u16,
    /// Analysts at work now; may exceed those on duty while a shift's last work is finished.
    pub busy: u16,
    /// Tickets finished so far.
    pub finished: u32,
    waiting: u32,
    lines: [Line; 4],
}

/// Tickets that wait with one priority. Each ticket knows the one behind it, so that a desk is
/// small and a line needs no room of its own.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    first: Option<Nth>,
    last: Option<Nth>,
}

/// A ticket's number plus one, so that none needs no room.
type Nth = std::num::NonZeroU32;

fn nth(ticket: TicketId) -> Option<Nth> {
    Nth::new(ticket.0.wrapping_add(1))
}

fn ticket(nth: Option<Nth>) -> Option<TicketId> {
    nth.map(|nth| TicketId(nth.get() - 1))
}

impl Desk {
    /// An empty desk with so many analysts on duty.
    #[must_use]
    pub fn staffed(on_duty: u16) -> Desk {
        Desk {
            on_duty,
            ..Desk::default()
        }
    }

    /// Puts a ticket at the end of its priority's line.
    pub fn queue(&mut self, tickets: &mut Tickets, id: TicketId) {
        let line = &mut self.lines[tickets.get(id).priority as usize];
        match ticket(line.last) {
            Some(last) => tickets.0[last.at()].behind = nth(id),
            None => line.first = nth(id),
        }
        line.last = nth(id);
        self.waiting += 1;
    }

    /// The ticket to take up next: highest priority, then longest waiting.
    #[inline]
    #[must_use]
    pub fn next(&self) -> Option<TicketId> {
        ticket(self.lines.iter().find_map(|line| line.first))
    }

    /// The first ticket of some kind, in the order in which they would be taken up.
    #[must_use]
    pub fn first(&self, tickets: &Tickets, is_one: impl Fn(TicketId) -> bool) -> Option<TicketId> {
        for line in &self.lines {
            let mut at = ticket(line.first);
            while let Some(here) = at {
                if is_one(here) {
                    return at;
                }
                at = ticket(tickets.get(here).behind);
            }
        }
        None
    }

    /// Takes a ticket out of its line.
    pub fn take(&mut self, tickets: &mut Tickets, id: TicketId) {
        let line = &mut self.lines[tickets.get(id).priority as usize];
        let mut before = None;
        let mut at = ticket(line.first);
        while let Some(here) = at.filter(|here| *here != id) {
            before = at;
            at = ticket(tickets.get(here).behind);
        }
        let Some(found) = at else { return };
        let behind = tickets.0[found.at()].behind.take();
        match before {
            Some(before) => tickets.0[before.at()].behind = behind,
            None => line.first = behind,
        }
        if behind.is_none() {
            line.last = before.and_then(nth);
        }
        self.waiting -= 1;
    }

    /// Whether somebody is free.
    #[inline]
    #[must_use]
    pub fn has_free_analyst(&self) -> bool {
        self.busy < self.on_duty
    }

    /// How many tickets wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting as usize
    }
}

/// One piece of work.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// What kind of work.
    pub work: Work,
    /// How urgent.
    pub priority: Priority,
    /// Its lineage; its service time is drawn from it.
    pub lineage: u64,
    /// The entry that queued it.
    pub queued_as: u32,
    /// The ticket behind it in its line.
    behind: Option<Nth>,
}

impl Ticket {
    /// A ticket that stands in no line yet.
    #[must_use]
    pub fn new(work: Work, priority: Priority, lineage: u64, queued_as: u32) -> Ticket {
        Ticket {
            work,
            priority,
            lineage,
            queued_as,
            behind: None,
        }
    }
}

/// All tickets, by number.
#[derive(Clone, Debug, Default)]
pub struct Tickets(pub Vec<Ticket>);

impl Tickets {
    /// One ticket.
    #[must_use]
    pub fn get(&self, id: TicketId) -> &Ticket {
        &self.0[id.at()]
    }

    /// The number the next ticket gets.
    #[must_use]
    pub fn next(&self) -> TicketId {
        TicketId::nth(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each case: which of seven tickets are taken out of turn, and how the rest is taken up.
    #[test]
    fn lines_are_served_by_priority_then_by_coming() {
        use Priority::{High, Low, Normal, Urgent};
        let all = [Normal, High, Normal, Urgent, Low, High, Normal];
        for (out_of_turn, order) in [
            (vec![], vec![3, 1, 5, 0, 2, 6, 4]),
            (vec![2], vec![3, 1, 5, 0, 6, 4]),
            (vec![6, 1], vec![3, 5, 0, 2, 4]),
            (vec![3, 4, 0, 2, 6, 6], vec![1, 5]),
        ] {
            let (mut desk, mut tickets) = (Desk::staffed(1), Tickets::default());
            for priority in all {
                let id = tickets.next();
                tickets.0.push(Ticket::new(Work::Triage, priority, 0, 0));
                desk.queue(&mut tickets, id);
            }
            for id in &out_of_turn {
                desk.take(&mut tickets, TicketId(*id));
            }
            assert_eq!(desk.waiting(), order.len());
            let mut taken = Vec::new();
            while let Some(next) = desk.next() {
                desk.take(&mut tickets, next);
                taken.push(next.0);
            }
            assert_eq!(taken, order, "{out_of_turn:?} out of turn");
        }
    }
}
