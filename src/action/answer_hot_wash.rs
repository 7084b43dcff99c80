//! A seat answers a question of the hot wash.

use super::{Intended, Refusal, reasoned};
use crate::model::record::record;
use crate::model::{OrgId, Voice, World};

record! {
    /// A seat answers a question of the hot wash.
    pub struct AnswerHotWash {
        /// What is asked.
        pub question: String,
        /// The answer.
        pub answer: String,
    }
}

impl Intended for AnswerHotWash {
    fn check(&self, _: OrgId, _: &World) -> Result<(), Refusal> {
        reasoned(&self.answer)
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        format!("answer {}: {}", self.question, self.answer)
    }
}
