//! A threat group gave a host up.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, HostId, HostState, OrgId, Placed, Voice, World};

record! {
    /// A threat group gave a host up.
    pub struct HostAbandoned {
        /// The host.
        pub host: HostId,
        /// The seat of the group that ran it.
        pub owner: OrgId,
    }
}

impl Happening for HostAbandoned {
    fn audience(&self) -> Audience {
        Audience::One(self.owner)
    }

    fn apply(&self, now: Now, world: &mut World) {
        *self.host.get_mut::<HostState>(world) = HostState::Abandoned(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} gives {} up",
            voice.org(self.owner),
            voice.host(self.host)
        )
    }
}
