//! EXCON added a message to the script, for a later moment.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, Letter, Planned, PlannedBecame, PlannedId, SimTime, Voice, World};

record! {
    /// EXCON added a message to the script, for a later moment.
    pub struct MessagePlanned {
        /// Its number.
        pub planned: PlannedId,
        /// When it goes out.
        pub due: SimTime,
        /// What it says.
        pub letter: Box<Letter>,
        /// Who of EXCON added it, by name.
        pub controller: Rare<String>,
    }
}

impl Happening for MessagePlanned {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.plans.0.push(Planned {
            letter: (*self.letter).clone(),
            due: self.due,
            became: PlannedBecame::Waits,
            held: false,
            waits: false,
            edits: 0,
        });
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.letter.from), voice.org(self.letter.to));
        let (kind, due) = (self.letter.kind, self.due);
        let by = by_hand(&self.controller);
        format!("a message ({kind}) from {from} to {to} is planned for {due}{by}")
    }
}
