//! An organisation checked a claim and does not believe it.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, OrgId, Voice, World};

record! {
    /// An organisation checked a claim and does not believe it.
    pub struct ClaimDoubted {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
    }
}

impl Happening for ClaimDoubted {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} does not believe {}",
            voice.org(self.org),
            voice.finding(self.finding)
        )
    }
}
