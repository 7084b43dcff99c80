//! A threat group came back on other infrastructure after a take-down or a move.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, HostId, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A threat group came back on other infrastructure after a take-down or a move.
    pub struct GroupReturned {
        /// The threat group.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
        /// The host.
        pub host: HostId,
    }
}

impl Happening for GroupReturned {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.threat.get_mut::<GroupState>(world).returns += 1;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} comes back on {}",
            voice.org(self.group),
            voice.host(self.host)
        )
    }
}
