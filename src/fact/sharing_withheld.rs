//! An organisation kept something from a recipient.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, OrgId, Voice, Withheld, World};

record! {
    /// An organisation kept something from a recipient.
    pub struct SharingWithheld {
        /// The organisation.
        pub org: OrgId,
        /// From whom.
        pub to: OrgId,
        /// The finding.
        pub finding: FindingId,
        /// Why.
        pub why: Withheld,
    }
}

impl Happening for SharingWithheld {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, to) = (voice.org(self.org), voice.org(self.to));
        format!(
            "{org} keeps {} from {to}: {}",
            voice.finding(self.finding),
            self.why
        )
    }
}
