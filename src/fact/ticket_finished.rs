//! An analyst finished a piece of work.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Desk, OrgId, Placed, TicketId, Voice, Work, World};

record! {
    /// An analyst finished a piece of work.
    pub struct TicketFinished {
        /// The ticket.
        pub ticket: TicketId,
        /// The organisation.
        pub org: OrgId,
        /// What kind of work.
        pub work: Work,
    }
}

impl Happening for TicketFinished {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let desk = self.org.get_mut::<Desk>(world);
        desk.busy -= 1;
        desk.finished += 1;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        format!(
            "{org} finishes {} ({})",
            voice.ticket(self.ticket),
            self.work
        )
    }
}
