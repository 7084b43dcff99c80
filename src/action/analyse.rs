//! Analyses an artefact.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{ArtefactId, OrgId, SeatView, Voice, World};

record! {
    /// Analyses an artefact.
    pub struct Analyse {
        /// The artefact.
        pub artefact: ArtefactId,
    }
}

impl Intended for Analyse {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        match SeatView::new(world, by).artefact(self.artefact) {
            None => refuse("you do not hold it", "ask somebody who does for a copy"),
            Some(true) => refuse("it is analysed already", "share what it yielded"),
            Some(false) => Ok(()),
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("analyse {}", voice.artefact(self.artefact))
    }
}
