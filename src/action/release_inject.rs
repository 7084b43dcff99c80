//! EXCON releases an inject.

use super::{Intended, Refusal, excon_only};
use crate::model::record::{Rare, record};
use crate::model::{InjectId, OrgId, Voice, World};

record! {
    /// EXCON releases an inject.
    pub struct ReleaseInject {
        /// The inject.
        pub inject: InjectId,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for ReleaseInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("release inject {}", voice.inject(self.inject))
    }
}
