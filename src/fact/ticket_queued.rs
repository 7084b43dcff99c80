//! Work came to a desk.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Priority, Ticket, TicketId, Voice, Work, World};

record! {
    /// Work came to a desk.
    pub struct TicketQueued {
        /// The ticket.
        pub ticket: TicketId,
        /// The organisation.
        pub org: OrgId,
        /// What kind of work.
        pub work: Work,
        /// How urgent.
        pub priority: Priority,
        /// The message it is about, if one.
        pub message: Option<MessageId>,
        /// What its draws are keyed by.
        pub lineage: u64,
    }
}

impl Happening for TicketQueued {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let ticket = Ticket::new(self.work, self.priority, self.lineage, now.seq);
        world.tickets.0.push(ticket);
        let (desk, tickets) = world.desk_mut(self.org);
        desk.queue(tickets, self.ticket);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        format!(
            "{org} queues {} ({}, {})",
            voice.ticket(self.ticket),
            self.work,
            self.priority
        )
    }
}
