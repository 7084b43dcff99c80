//! A corrective action is agreed on: who does what by when.

use super::{Intended, Refusal, excon_only, reasoned, refuse};
use crate::model::record::{Rare, record};
use crate::model::{CriticalTaskId, OrgId, Voice, World};

record! {
    /// A corrective action is agreed on: who does what by when.
    pub struct PlanCorrection {
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
        /// Who writes it down, by name.
        pub evaluator: Rare<String>,
    }
}

impl Intended for PlanCorrection {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        if self.owner.trim().is_empty() || self.due.trim().is_empty() {
            return refuse(
                "nobody sees to it by any day",
                "name an owner and a due date",
            );
        }
        reasoned(&self.title)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let task = match self.corrects {
            Some(task) => format!(" for {}", voice.task(task)),
            None => String::new(),
        };
        format!(
            "correct{task}: {} ({}, by {})",
            self.title, self.owner, self.due
        )
    }
}
