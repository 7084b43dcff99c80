//! The other side says that a contact outside was not so.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Means, OrgId, OutsideId, Settled, SimTime, Voice, World};

record! {
    /// The other side says that a contact outside was not so. It counts nowhere.
    pub struct ContactDenied {
        /// The contact.
        pub contact: OutsideId,
        /// Who noted it.
        pub by: OrgId,
        /// With whom it was.
        pub with: OrgId,
        /// By what means.
        pub means: Means,
        /// When it is said to have taken place.
        pub held: SimTime,
        /// Who says so: the other side, or EXCON in its place.
        pub said_by: OrgId,
    }
}

impl Happening for ContactDenied {
    fn audience(&self) -> Audience {
        Audience::Two(self.by, self.with)
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.outsides.settle(self.contact, Settled::Denied);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (by, with) = (voice.org(self.by), voice.org(self.with));
        let (means, held) = (self.means.word().replace('_', " "), self.held);
        format!(
            "{} denies the contact of {by} with {with} ({means}, {held})",
            voice.org(self.said_by)
        )
    }
}
