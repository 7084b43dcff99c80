//! An organisation released something it had classified.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, Knowledge, OrgId, Placed, Voice, World};

record! {
    /// An organisation released something it had classified.
    pub struct ClaimReleased {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
    }
}

impl Happening for ClaimReleased {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(known) = self.org.get_mut::<Knowledge>(world).of_mut(self.finding) {
            known.classified = false;
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} releases {}",
            voice.org(self.org),
            voice.finding(self.finding)
        )
    }
}
