//! A threat group lies low: it hits nobody until it resumes.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A threat group lies low: it hits nobody until it resumes.
    pub struct GroupWentQuiet {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
    }
}

impl Happening for GroupWentQuiet {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.threat.get_mut::<GroupState>(world).quiet = true;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} lies low", voice.org(self.group))
    }
}
