//! A move of the exercise began; scenario time may have jumped.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Span, Voice, World};

record! {
    /// A move of the exercise began; scenario time may have jumped.
    pub struct MoveBegan {
        /// Which move, from 1.
        pub number: u32,
        /// How far scenario time jumped ahead of exercise time.
        pub jump: Span,
    }
}

impl Happening for MoveBegan {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, _: &mut Voice<'_>) -> String {
        format!(
            "move {} begins; scenario time jumps {}",
            self.number, self.jump
        )
    }
}
