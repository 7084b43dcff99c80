//! A threat group went on with another class of activity.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatClass, ThreatId, Voice, World};

record! {
    /// A threat group went on with another class of activity.
    pub struct GroupSwitched {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
        /// What it does now.
        pub to: ThreatClass,
    }
}

impl Happening for GroupSwitched {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.threat.get_mut::<GroupState>(world).class = Some(self.to);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} switches to {}", voice.org(self.group), self.to)
    }
}
