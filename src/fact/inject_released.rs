//! An inject of the MSEL was released.

use super::{Happening, Now, by_hand, off_by};
use crate::model::record::{Rare, record};
use crate::model::{Audience, InjectId, Span, Voice, World};

record! {
    /// An inject of the MSEL was released.
    pub struct InjectReleased {
        /// The inject.
        pub inject: InjectId,
        /// Who of EXCON did it by hand, by name.
        pub controller: Rare<String>,
        /// How long after it was due, where that was another moment; negative where before.
        pub off: Rare<Span>,
    }
}

impl Happening for InjectReleased {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let off = off_by(self.off);
        let inject = voice.inject(self.inject);
        format!("inject {inject} released{}{off}", by_hand(&self.controller))
    }
}
