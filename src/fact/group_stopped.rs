//! A threat group gave up for good.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A threat group gave up for good.
    pub struct GroupStopped {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
    }
}

impl Happening for GroupStopped {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.threat.get_mut::<GroupState>(world).stopped = true;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} stops", voice.org(self.group))
    }
}
