//! An evaluator marks a critical task as done at a moment, by what was seen.

use super::{Intended, Refusal, excon_only, reasoned, signed};
use crate::model::record::record;
use crate::model::{CriticalTaskId, OrgId, SimTime, Voice, World};

record! {
    /// An evaluator marks a critical task as done at a moment, by what was seen.
    pub struct ObserveTask {
        /// The critical task.
        pub task: CriticalTaskId,
        /// The seat that performed it.
        pub org: OrgId,
        /// When it was seen to be done.
        pub done: SimTime,
        /// What was seen.
        pub note: String,
        /// Who saw it.
        pub evaluator: String,
    }
}

impl Intended for ObserveTask {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.evaluator)?;
        reasoned(&self.note)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "note that {} was done at {} at {}",
            voice.task(self.task),
            voice.org(self.org),
            self.done
        )
    }
}
