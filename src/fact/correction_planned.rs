//! A corrective action was agreed on.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, CriticalTaskId, Voice, World};

record! {
    /// A corrective action was agreed on.
    pub struct CorrectionPlanned {
        /// What is to be done.
        pub title: String,
        /// The critical task that it is to correct.
        pub corrects: Option<CriticalTaskId>,
        /// Who sees to it.
        pub owner: String,
        /// By when, as people write it.
        pub due: String,
        /// The change of the scenario that would test it; empty where there is none.
        pub change: String,
        /// Who wrote it down, by name.
        pub evaluator: Rare<String>,
    }
}

impl Happening for CorrectionPlanned {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.corrections.agree();
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let task = match self.corrects {
            Some(task) => format!(" for {}", voice.task(task)),
            None => String::new(),
        };
        let by = by_hand(&self.evaluator);
        format!(
            "corrective action{task} written down{by}: {} ({}, by {})",
            self.title, self.owner, self.due
        )
    }
}
