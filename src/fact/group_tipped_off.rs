//! A threat group learnt that it is being watched.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A threat group learnt that it is being watched.
    pub struct GroupTippedOff {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
    }
}

impl Happening for GroupTippedOff {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, now: Now, world: &mut World) {
        self.threat
            .get_mut::<GroupState>(world)
            .tipped_off_at
            .get_or_insert(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} is tipped off", voice.org(self.group))
    }
}
