//! An organisation was compromised; it does not know.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Cases, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// An organisation was compromised; it does not know.
    pub struct VictimCompromised {
        /// The threat group.
        pub threat: ThreatId,
        /// The victim.
        pub org: OrgId,
        /// The group's seat.
        pub group: OrgId,
    }
}

impl Happening for VictimCompromised {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, now: Now, world: &mut World) {
        self.org
            .get_mut::<Cases>(world)
            .0
            .entry(self.threat)
            .or_default()
            .compromised_at = Some(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} is compromised", voice.org(self.org))
    }
}
