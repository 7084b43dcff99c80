//! An analyst took up a piece of work.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, TicketId, Voice, Work, World};

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
        let (desk, tickets) = world.desk_mut(self.org);
        desk.take(tickets, self.ticket);
        desk.busy += 1;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        format!("{org} starts {} ({})", voice.ticket(self.ticket), self.work)
    }
}
