//! Legal review cleared something to leave an organisation.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, Knowledge, OrgId, Placed, Voice, World};

record! {
    /// Legal review cleared something to leave an organisation.
    pub struct ClaimCleared {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
    }
}

impl Happening for ClaimCleared {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(known) = self.org.get_mut::<Knowledge>(world).of_mut(self.finding) {
            known.cleared = true;
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} has {} cleared by its lawyers",
            voice.org(self.org),
            voice.finding(self.finding)
        )
    }
}
