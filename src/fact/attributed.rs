//! An organisation attributed a threat group in public, or indicted its people.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// An organisation attributed a threat group in public, or indicted its people.
    pub struct Attributed {
        /// The threat group.
        pub threat: ThreatId,
        /// Who says so.
        pub by: OrgId,
    }
}

impl Happening for Attributed {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, world: &mut World) {
        let state = self.threat.get_mut::<GroupState>(world);
        state.attributed_by.insert(self.by);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} says in public who is behind {}",
            voice.org(self.by),
            voice.threat(self.threat)
        )
    }
}
