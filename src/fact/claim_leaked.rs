//! Something known leaked from an organisation to a threat group.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, OrgId, Voice, World};

record! {
    /// Something known leaked from an organisation to a threat group.
    pub struct ClaimLeaked {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
        /// The threat group's seat.
        pub group: OrgId,
    }
}

impl Happening for ClaimLeaked {
    fn audience(&self) -> Audience {
        Audience::One(self.group)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        format!(
            "{} hears from inside {org} of {}",
            voice.org(self.group),
            voice.finding(self.finding)
        )
    }
}
