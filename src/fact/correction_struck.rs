//! A corrective action was taken back.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, CorrectionId, Voice, World};

record! {
    /// A corrective action was taken back: nobody is to see to it any more.
    pub struct CorrectionStruck {
        /// The corrective action.
        pub correction: CorrectionId,
        /// Who took it back.
        pub evaluator: String,
    }
}

impl Happening for CorrectionStruck {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.corrections.strike(self.correction);
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let nth = self.correction.0.saturating_add(1);
        format!("corrective action {nth} taken back by {}", self.evaluator)
    }
}
