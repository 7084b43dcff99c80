//! An inject that is held came due: it waits for EXCON.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, InjectId, Voice, World};

record! {
    /// An inject that is held came due: it waits for EXCON.
    pub struct InjectWaits {
        /// The inject.
        pub inject: InjectId,
    }
}

impl Happening for InjectWaits {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "inject {} is due, and waits for EXCON",
            voice.inject(self.inject)
        )
    }
}
