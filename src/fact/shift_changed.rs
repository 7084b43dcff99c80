//! Analysts came on or went off duty.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Desk, OrgId, Placed, Voice, World};

record! {
    /// Analysts came on or went off duty.
    pub struct ShiftChanged {
        /// The organisation.
        pub org: OrgId,
        /// How many are on duty now.
        pub on_duty: u16,
    }
}

impl Happening for ShiftChanged {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.org.get_mut::<Desk>(world).on_duty = self.on_duty;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} has {} analysts on duty",
            voice.org(self.org),
            self.on_duty
        )
    }
}
