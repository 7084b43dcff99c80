//! A victim recovered.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Cases, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A victim recovered.
    pub struct VictimRecovered {
        /// The threat group.
        pub threat: ThreatId,
        /// The victim.
        pub org: OrgId,
    }
}

impl Happening for VictimRecovered {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        self.org
            .get_mut::<Cases>(world)
            .0
            .entry(self.threat)
            .or_default()
            .recovered_at = Some(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} has recovered", voice.org(self.org))
    }
}
