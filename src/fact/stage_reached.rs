//! A threat group reached a stage of its plan.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, ThreatId, Voice, World};

record! {
    /// A threat group reached a stage of its plan.
    pub struct StageReached {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
        /// Which stage, from 1.
        pub stage: u32,
    }
}

impl Happening for StageReached {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} reaches stage {}", voice.org(self.group), self.stage)
    }
}
