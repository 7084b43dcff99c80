//! A customer of a threat group took what it had planned to another group.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, ThreatId, Voice, World};

record! {
    /// A customer of a threat group took what it had planned to another group.
    pub struct CustomerLeft {
        /// The threat group that it leaves.
        pub threat: ThreatId,
        /// Its seat.
        pub group: OrgId,
        /// The group that it goes to.
        pub to: ThreatId,
        /// The seat of that.
        pub rival: OrgId,
        /// Whom the customer is going to hit.
        pub org: OrgId,
    }
}

impl Happening for CustomerLeft {
    fn audience(&self) -> Audience {
        Audience::Two(self.group, self.rival)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "the customer of {} that is after {} goes to {}",
            voice.org(self.group),
            voice.org(self.org),
            voice.org(self.rival)
        )
    }
}
