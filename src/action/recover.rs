//! Recovers the actor's own systems.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OrgId, SeatView, ThreatId, Voice, World};

record! {
    /// Recovers the actor's own systems.
    pub struct Recover {
        /// The threat group.
        pub threat: ThreatId,
    }
}

impl Intended for Recover {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        if SeatView::new(world, by).contained(self.threat).is_none() {
            return refuse("recovery needs containment first", "contain the intrusion");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("recover from {}", voice.threat(self.threat))
    }
}
