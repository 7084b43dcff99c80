//! An evaluator saw a critical task done that no message shows.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, CriticalTaskId, OrgId, SimTime, Voice, World};

record! {
    /// An evaluator saw a critical task done that no message shows.
    pub struct TaskObserved {
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

impl Happening for TaskObserved {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} saw {} done at {} at {}: {}",
            self.evaluator,
            voice.task(self.task),
            voice.org(self.org),
            self.done,
            self.note
        )
    }
}
