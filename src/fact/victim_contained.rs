//! A victim contained its intrusion.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Cases, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A victim contained its intrusion.
    pub struct VictimContained {
        /// The threat group.
        pub threat: ThreatId,
        /// The victim.
        pub org: OrgId,
        /// The group's seat, which loses its access.
        pub group: OrgId,
    }
}

impl Happening for VictimContained {
    fn audience(&self) -> Audience {
        Audience::Two(self.org, self.group)
    }

    fn apply(&self, now: Now, world: &mut World) {
        self.org
            .get_mut::<Cases>(world)
            .0
            .entry(self.threat)
            .or_default()
            .contained_at = Some(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} contains the intrusion", voice.org(self.org))
    }
}
