//! An inject of the MSEL was released.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, InjectId, Voice, World};

record! {
    /// An inject of the MSEL was released.
    pub struct InjectReleased {
        /// The inject.
        pub inject: InjectId,
    }
}

impl Happening for InjectReleased {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("inject {} released", voice.inject(self.inject))
    }
}
