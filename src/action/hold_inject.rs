//! EXCON holds an inject back until it is released by hand, or no longer does.

use super::{Intended, Refusal, excon_only};
use crate::model::record::{Rare, record};
use crate::model::{InjectId, OrgId, Voice, World};

record! {
    /// EXCON holds an inject back until it is released by hand, or no longer does.
    pub struct HoldInject {
        /// The inject.
        pub inject: InjectId,
        /// Whether it is held from now on; no longer, otherwise.
        pub held: bool,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for HoldInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        if self.held {
            format!("hold inject {inject}")
        } else {
            format!("hold inject {inject} no longer")
        }
    }
}
