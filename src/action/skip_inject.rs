//! EXCON sets an inject aside.

use super::{Intended, Refusal, excon_only};
use crate::model::record::{Rare, record};
use crate::model::{InjectId, OrgId, Voice, World};

record! {
    /// EXCON sets an inject aside.
    pub struct SkipInject {
        /// The inject.
        pub inject: InjectId,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for SkipInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("skip inject {}", voice.inject(self.inject))
    }
}
