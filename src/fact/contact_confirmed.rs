//! The other side says that a contact outside was so.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Knowledge, Means, OrgId, OutsideId, Placed, Settled, SimTime, Voice, World,
};

record! {
    /// The other side says that a contact outside was so. What was told by it is known from now
    /// on.
    pub struct ContactConfirmed {
        /// The contact.
        pub contact: OutsideId,
        /// Who noted it.
        pub by: OrgId,
        /// With whom it was.
        pub with: OrgId,
        /// By what means.
        pub means: Means,
        /// When it took place.
        pub held: SimTime,
        /// Who says so: the other side, or EXCON in its place.
        pub said_by: OrgId,
    }
}

impl Happening for ContactConfirmed {
    fn audience(&self) -> Audience {
        Audience::Two(self.by, self.with)
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.outsides.settle(self.contact, Settled::Confirmed);
        let told = world.outsides.get(self.contact);
        let told = told.map_or_else(Vec::new, |one| one.claims.clone());
        let knowledge = self.by.get_mut::<Knowledge>(world);
        for claim in &told {
            if let Some(known) = knowledge.of_mut(claim.finding) {
                known.share_with(self.with);
            }
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (by, with) = (voice.org(self.by), voice.org(self.with));
        let (means, held) = (self.means.word().replace('_', " "), self.held);
        format!(
            "{} confirms the contact of {by} with {with} ({means}, {held})",
            voice.org(self.said_by)
        )
    }
}
