//! Sets the actor's systems against what it knows of a threat.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{FindingId, OrgId, SeatView, Voice, World};

record! {
    /// Sets the actor's systems against what it knows of a threat.
    pub struct Apply {
        /// The finding.
        pub finding: FindingId,
    }
}

impl Intended for Apply {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let view = SeatView::new(world, by);
        let Some(known) = view.knows(self.finding) else {
            return refuse("you do not know it", "apply what you have learnt");
        };
        if view
            .applied(self.finding)
            .is_some_and(|part| part >= known.claim.part)
        {
            return refuse("it is applied already", "learn more of it, or pass it on");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("apply {}", voice.finding(self.finding))
    }
}
