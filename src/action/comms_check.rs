//! Calls a points-of-contact check.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OrgId, Voice, World};

record! {
    /// Calls a points-of-contact check.
    pub struct CommsCheck {
        /// Whom to try to reach.
        pub of: Vec<OrgId>,
    }
}

impl Intended for CommsCheck {
    fn check(&self, _: OrgId, world: &World) -> Result<(), Refusal> {
        let known = world.atlas.orgs.len();
        if self.of.iter().any(|org| org.at() >= known) {
            return refuse(
                "a recipient does not exist",
                "choose organisations of this exercise",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let of: Vec<&str> = self.of.iter().map(|org| voice.org(*org)).collect();
        format!("check the contacts of {}", of.join(", "))
    }
}
