//! An analyst took up a piece of work.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Desk, OrgId, Placed, TicketId, Tickets, Voice, Work};
use bevy_ecs::prelude::World;

record! {
    /// An analyst took up a piece of work.
    pub struct TicketStarted {
        /// The ticket.
        pub ticket: TicketId,
        /// The organisation.
        pub org: OrgId,
        /// What kind of work.
        pub work: Work,
    }
}

impl Happening for TicketStarted {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let priority = world.resource::<Tickets>().get(self.ticket).priority;
        let desk = self.org.get_mut::<Desk>(world);
        desk.take(priority, self.ticket);
        desk.busy += 1;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        format!("{org} starts {} ({})", voice.ticket(self.ticket), self.work)
    }
}
