//! Trust in another organisation moved.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MILLION, Moved, OrgId, Placed, Trust, Voice, World};

record! {
    /// Trust in another organisation moved.
    pub struct TrustChanged {
        /// The organisation.
        pub org: OrgId,
        /// In whom.
        pub other: OrgId,
        /// Before, in parts per million.
        pub was_ppm: u32,
        /// Now, in parts per million.
        pub ppm: u32,
    }
}

impl Happening for TrustChanged {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let moved = Moved {
            ppm: self.ppm,
            at: now.at,
        };
        let trust = self.org.get_mut::<Trust>(world);
        trust.0.insert(self.other, moved);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, other) = (voice.org(self.org), voice.org(self.other));
        let share = |ppm: u32| f64::from(ppm) / f64::from(MILLION);
        format!(
            "trust of {org} in {other} moves from {:.2} to {:.2}",
            share(self.was_ppm),
            share(self.ppm)
        )
    }
}
