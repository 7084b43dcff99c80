//! Contains an intrusion in the actor's own systems.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OrgId, SeatView, ThreatId, Voice, World};

record! {
    /// Contains an intrusion in the actor's own systems.
    pub struct Contain {
        /// The threat group.
        pub threat: ThreatId,
    }
}

impl Intended for Contain {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let view = SeatView::new(world, by);
        if view.detected(self.threat).is_none() {
            return refuse("you have detected no such intrusion", "look for it first");
        }
        if view.contained(self.threat).is_some() {
            return refuse("it is contained already", "nothing is left to contain");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("contain {}", voice.threat(self.threat))
    }
}
