//! EXCON sets an inject aside.

use super::{Intended, Refusal, excon_only};
use crate::model::record::record;
use crate::model::{InjectId, OrgId};
use bevy_ecs::prelude::World;

record! {
    /// EXCON sets an inject aside.
    pub struct SkipInject {
        /// The inject.
        pub inject: InjectId,
    }
}

impl Intended for SkipInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)
    }
}
