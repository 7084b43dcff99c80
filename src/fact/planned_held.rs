//! EXCON held a message back that it had added to the script, or no longer does.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, PlannedId, Voice, World};

record! {
    /// EXCON held a message back that it had added, or no longer does.
    pub struct PlannedHeld {
        /// The planned message.
        pub planned: PlannedId,
        /// Whether it is held from now on; no longer, otherwise.
        pub held: bool,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl Happening for PlannedHeld {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(one) = world.plans.get_mut(self.planned) {
            one.held = self.held;
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let (nth, by) = (self.planned.at() + 1, by_hand(&self.controller));
        match self.held {
            true => format!("planned message {nth} held{by}"),
            false => format!("planned message {nth} let go{by}"),
        }
    }
}
