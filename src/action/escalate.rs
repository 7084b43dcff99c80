//! Raises a matter to the next step of the ladder.

use super::{Intended, Refusal};
use crate::model::record::record;
use crate::model::{OrgId, Subject, Voice, World};

record! {
    /// Raises a matter to the next step of the ladder.
    pub struct Escalate {
        /// The matter.
        pub about: Option<Subject>,
    }
}

impl Intended for Escalate {
    fn check(&self, _: OrgId, _: &World) -> Result<(), Refusal> {
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("escalate{}", voice.about(self.about))
    }
}
