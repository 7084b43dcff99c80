//! Says that a contact outside was not so.

use super::{Intended, Refusal, to_settle};
use crate::model::record::record;
use crate::model::{OrgId, OutsideId, Voice, World};

record! {
    /// Says that a contact outside, which the other side noted, was not so.
    pub struct DenyContact {
        /// The contact.
        pub contact: OutsideId,
    }
}

impl Intended for DenyContact {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        to_settle(self.contact, by, world).map(|_| ())
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        "deny a contact outside".to_owned()
    }
}
