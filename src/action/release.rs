//! Begins to release something classified.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{FindingId, OrgId, SeatView, Voice, World};

record! {
    /// Begins to release something classified.
    pub struct Release {
        /// The finding.
        pub finding: FindingId,
    }
}

impl Intended for Release {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        match SeatView::new(world, by).knows(self.finding) {
            None => refuse("you do not know it", "release what you have learnt"),
            Some(known) if !known.classified => refuse("it is not classified", "share it as it is"),
            Some(known) if known.claim.source != by => refuse(
                "it was classified by another organisation",
                "ask that organisation to release it",
            ),
            Some(_) => Ok(()),
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("release {}", voice.finding(self.finding))
    }
}
