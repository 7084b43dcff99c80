//! Applies for the warrant that an operation needs.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OperationId, OperationState, OrgId, Placed, Voice, World};

record! {
    /// Applies for the warrant that an operation needs.
    pub struct SeekWarrant {
        /// The operation.
        pub operation: OperationId,
    }
}

impl Intended for SeekWarrant {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let state = self.operation.get::<OperationState>(world);
        if !state.parties.contains(&by) {
            return refuse("you are no party to it", "ask its lead to be brought in");
        }
        if state.ended_at.is_some() {
            return refuse("it has been carried out", "nothing is left to apply for");
        }
        if state.warrants.contains_key(&by) {
            return refuse("you have your warrant", "tell the lead that you are ready");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "apply for a warrant for {}",
            voice.operation(self.operation)
        )
    }
}
