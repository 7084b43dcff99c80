//! Gives the word for an operation.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OperationId, OperationState, OrgId, Placed, Voice, World};

record! {
    /// Gives the word for an operation.
    pub struct Strike {
        /// The operation.
        pub operation: OperationId,
    }
}

impl Intended for Strike {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let state = self.operation.get::<OperationState>(world);
        if state.lead != Some(by) {
            return refuse("you do not lead it", "ask its lead to give the word");
        }
        if state.ended_at.is_some() {
            return refuse("it has been carried out", "nothing is left to do");
        }
        if !state.warrants.contains_key(&by) {
            return refuse("you have no warrant", "apply for one first");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("give the word for {}", voice.operation(self.operation))
    }
}
