//! EXCON holds an inject back, or no longer does.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, InjectId, Voice, World};

record! {
    /// EXCON holds an inject back, or no longer does.
    pub struct InjectHeld {
        /// The inject.
        pub inject: InjectId,
        /// Whether it is held from now on; no longer, otherwise.
        pub held: bool,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl Happening for InjectHeld {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        let by = by_hand(&self.controller);
        if self.held {
            format!("inject {inject} is held{by} until EXCON releases it")
        } else {
            format!("inject {inject} is held no longer{by}")
        }
    }
}
