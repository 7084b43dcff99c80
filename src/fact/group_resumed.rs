//! A threat group that lay low goes on.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A threat group that lay low goes on.
    pub struct GroupResumed {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
    }
}

impl Happening for GroupResumed {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.threat.get_mut::<GroupState>(world).quiet = false;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} goes on", voice.org(self.group))
    }
}
