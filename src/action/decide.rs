//! Records a decision.

use super::{Intended, Refusal};
use crate::model::record::record;
use crate::model::{Confidence, OrgId, Rare, Subject, Voice, World};

record! {
    /// Records a decision.
    pub struct Decide {
        /// What is decided.
        pub decision: String,
        /// Why.
        pub reason: String,
        /// On what.
        pub about: Option<Subject>,
        /// How sure whoever decides is, where they say so.
        pub confidence: Rare<Confidence>,
    }
}

impl Intended for Decide {
    fn check(&self, _: OrgId, _: &World) -> Result<(), Refusal> {
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "decide{}: {} ({})",
            voice.about(self.about),
            self.decision,
            self.reason
        )
    }
}
