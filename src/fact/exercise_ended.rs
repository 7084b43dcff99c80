//! ENDEX.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Voice, World};

record! {
    /// ENDEX.
    pub struct ExerciseEnded {
    }
}

impl Happening for ExerciseEnded {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, _: &mut Voice<'_>) -> String {
        "the exercise ends (ENDEX)".to_owned()
    }
}
