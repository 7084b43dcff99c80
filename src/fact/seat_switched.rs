//! A seat changed hands.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, Placed, Seat, SeatState, Voice, World};

record! {
    /// A seat changed hands.
    pub struct SeatSwitched {
        /// The organisation.
        pub org: OrgId,
        /// Who plays it now.
        pub to: SeatState,
    }
}

impl Happening for SeatSwitched {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let seat = self.org.get_mut::<Seat>(world);
        if std::mem::replace(&mut seat.0, self.to) != self.to {
            world.proposals.withdraw(self.org);
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} is now played as {}", voice.org(self.org), self.to)
    }
}
