//! A corrective action is taken back.

use super::{Intended, Refusal, excon_only, refuse, signed};
use crate::model::record::record;
use crate::model::{CorrectionId, OrgId, Voice, World};

record! {
    /// A corrective action is taken back.
    pub struct StrikeCorrection {
        /// The corrective action.
        pub correction: CorrectionId,
        /// Who takes it back.
        pub evaluator: String,
    }
}

impl Intended for StrikeCorrection {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.evaluator)?;
        match world.corrections.stands(self.correction) {
            Some(true) => Ok(()),
            Some(false) => refuse("it was taken back before", "agree on it anew"),
            None => refuse(
                "no such corrective action was agreed on",
                "choose one that was",
            ),
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let nth = self.correction.0.saturating_add(1);
        format!("take corrective action {nth} back")
    }
}
