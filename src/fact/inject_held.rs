//! EXCON holds an inject back, or no longer does.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, InjectId, Voice, World};

record! {
    /// EXCON holds an inject back, or no longer does.
    pub struct InjectHeld {
        /// The inject.
        pub inject: InjectId,
        /// Whether it is held from now on; no longer, otherwise.
        pub held: bool,
    }
}

impl Happening for InjectHeld {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        if self.held {
            format!("inject {inject} is held until EXCON releases it")
        } else {
            format!("inject {inject} is held no longer")
        }
    }
}
