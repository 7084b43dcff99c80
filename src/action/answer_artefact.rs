//! Says in words what an artefact is and does.

use super::{Intended, Refusal, reasoned, refuse};
use crate::model::record::record;
use crate::model::{ArtefactId, OrgId, SeatView, Voice, World};

record! {
    /// Says in words what an artefact is and does, as far as whoever holds it has found out.
    pub struct AnswerArtefact {
        /// The artefact.
        pub artefact: ArtefactId,
        /// What was found out.
        pub answer: String,
    }
}

impl Intended for AnswerArtefact {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        if SeatView::new(world, by).artefact(self.artefact).is_none() {
            return refuse("you do not hold it", "ask somebody who does for a copy");
        }
        reasoned(&self.answer)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("say what {} is and does", voice.artefact(self.artefact))
    }
}
