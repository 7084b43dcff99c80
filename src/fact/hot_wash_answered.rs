//! A seat answered a question of the hot wash.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, Voice, World};

record! {
    /// A seat answered a question of the hot wash.
    pub struct HotWashAnswered {
        /// Who answers.
        pub org: OrgId,
        /// What was asked.
        pub question: String,
        /// What is answered.
        pub answer: String,
    }
}

impl Happening for HotWashAnswered {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} in the hot wash, {}: {}",
            voice.org(self.org),
            self.question,
            self.answer
        )
    }
}
