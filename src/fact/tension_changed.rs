//! Tension between two economies changed, in public.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, EconomyId, MILLION, Named, Placed, Tension, Voice, World};

record! {
    /// Tension between two economies changed, in public.
    pub struct TensionChanged {
        /// One economy.
        pub economy: EconomyId,
        /// The other.
        pub other: EconomyId,
        /// The new tension, in parts per million.
        pub ppm: u32,
    }
}

impl Happening for TensionChanged {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.economy
            .get_mut::<Tension>(world)
            .0
            .insert(self.other, self.ppm);
        self.other
            .get_mut::<Tension>(world)
            .0
            .insert(self.economy, self.ppm);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let text = |id: EconomyId| id.text(voice.names);
        format!(
            "tension between {} and {} is now {:.2}",
            text(self.economy),
            text(self.other),
            f64::from(self.ppm) / f64::from(MILLION)
        )
    }
}
