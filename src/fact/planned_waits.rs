//! A message that EXCON had added came due while it was held.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, PlannedId, Voice, World};

record! {
    /// A message that EXCON had added came due while it was held, and waits to be let go.
    pub struct PlannedWaits {
        /// The planned message.
        pub planned: PlannedId,
    }
}

impl Happening for PlannedWaits {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(one) = world.plans.get_mut(self.planned) {
            one.waits = true;
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let nth = self.planned.at() + 1;
        format!("planned message {nth} is due and held")
    }
}
