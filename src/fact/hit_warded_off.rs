//! A hit came to nothing, because its victim had applied what it knew.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, OrgId, ThreatId, Voice, World};

record! {
    /// A hit came to nothing, because its victim had applied what it knew.
    pub struct HitWardedOff {
        /// The threat group.
        pub threat: ThreatId,
        /// The organisation that was spared.
        pub org: OrgId,
        /// The finding that it had applied.
        pub finding: FindingId,
    }
}

impl Happening for HitWardedOff {
    /// What an organisation blocks stands in its own logs. The group sees a try that failed, and
    /// not why.
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} wards off a hit by what it applied: {}",
            voice.org(self.org),
            voice.finding(self.finding)
        )
    }
}
