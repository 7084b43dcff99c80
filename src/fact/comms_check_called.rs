//! An organisation called a points-of-contact check.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, Voice, World};

record! {
    /// An organisation called a points-of-contact check.
    pub struct CommsCheckCalled {
        /// The organisation.
        pub org: OrgId,
        /// How many organisations it tries to reach.
        pub of: u32,
    }
}

impl Happening for CommsCheckCalled {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} calls a comms check of {} organisations",
            voice.org(self.org),
            self.of
        )
    }
}
