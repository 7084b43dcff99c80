//! A desk: analysts on duty, work in hand, work waiting.

use super::{Priority, SimTime, TicketId, Work};
use bevy_ecs::prelude::{Component, Resource};
use std::collections::VecDeque;

/// The desk of one organisation.
#[derive(Component, Clone, Debug, Default)]
pub struct Desk {
    /// Analysts on duty now.
    pub on_duty: u16,
    /// Analysts at work now; may exceed those on duty while a shift's last work is finished.
    pub busy: u16,
    waiting: [VecDeque<TicketId>; 4],
    /// Tickets finished so far.
    pub finished: u32,
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
    pub fn queue(&mut self, priority: Priority, ticket: TicketId) {
        self.waiting[priority as usize].push_back(ticket);
    }

    /// The ticket to take up next: highest priority, then longest waiting.
    #[must_use]
    pub fn next(&self) -> Option<TicketId> {
        self.waiting.iter().find_map(|line| line.front().copied())
    }

    /// Takes a ticket out of its line.
    pub fn take(&mut self, priority: Priority, ticket: TicketId) {
        let line = &mut self.waiting[priority as usize];
        if line.front() == Some(&ticket) {
            line.pop_front();
        } else {
            line.retain(|waiting| *waiting != ticket);
        }
    }

    /// Whether somebody is free.
    #[must_use]
    pub fn has_free_analyst(&self) -> bool {
        self.busy < self.on_duty
    }

    /// How many tickets wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.iter().map(VecDeque::len).sum()
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
    /// When it was queued.
    pub queued_at: SimTime,
}

/// All tickets, by number.
#[derive(Resource, Clone, Debug, Default)]
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
