//! A host of a threat group began to serve.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, HostId, HostState, OrgId, Placed, Voice, World};

record! {
    /// A host of a threat group began to serve.
    pub struct HostUp {
        /// The host.
        pub host: HostId,
        /// The seat of the group that runs it.
        pub owner: OrgId,
    }
}

impl Happening for HostUp {
    fn audience(&self) -> Audience {
        Audience::One(self.owner)
    }

    fn apply(&self, _: Now, world: &mut World) {
        *self.host.get_mut::<HostState>(world) = HostState::Up;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} brings {} up",
            voice.org(self.owner),
            voice.host(self.host)
        )
    }
}
