//! People of two organisations met at a gathering: each knows now who answers at the other.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Directory, GatheringId, OrgId, Placed, Voice, World};

record! {
    /// People of two organisations met at a gathering: each knows now who answers at the other.
    pub struct Met {
        /// The gathering.
        pub gathering: GatheringId,
        /// One.
        pub org: OrgId,
        /// The other.
        pub other: OrgId,
    }
}

impl Happening for Met {
    fn audience(&self) -> Audience {
        Audience::Two(self.org, self.other)
    }

    fn apply(&self, now: Now, world: &mut World) {
        for (org, other) in [(self.org, self.other), (self.other, self.org)] {
            org.get_mut::<Directory>(world).meet(other, now.at);
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, other) = (voice.org(self.org), voice.org(self.other));
        format!(
            "{org} and {other} meet at {}",
            voice.gathering(self.gathering)
        )
    }
}
