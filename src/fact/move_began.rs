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
        let number = self.number;
        if self.jump == Span::ZERO {
            return format!("move {number} begins");
        }
        format!("move {number} begins; scenario time jumps {}", self.jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;

    #[test]
    fn a_jump_is_told_where_there_is_one() {
        let names = Names::default();
        for (jump, told) in [
            (Span::ZERO, "move 2 begins"),
            (Span::hours(48), "move 2 begins; scenario time jumps 2d"),
        ] {
            let began = MoveBegan { number: 2, jump };
            assert_eq!(began.reads(&mut Voice::excon(&names)), told);
        }
    }
}
