//! STARTEX.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Voice, World};

record! {
    /// STARTEX.
    pub struct ExerciseStarted {
    }
}

impl Happening for ExerciseStarted {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, _: &mut Voice<'_>) -> String {
        "the exercise starts (STARTEX)".to_owned()
    }
}
