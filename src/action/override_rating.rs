//! An evaluator rates a critical task otherwise than the rule does, with a reason.

use super::{Intended, Refusal, excon_only, reasoned, signed};
use crate::model::record::record;
use crate::model::{CriticalTaskId, OrgId, Rating, Voice, World};

record! {
    /// An evaluator rates a critical task otherwise than the rule does, with a reason.
    pub struct OverrideRating {
        /// The critical task.
        pub task: CriticalTaskId,
        /// The seat.
        pub org: OrgId,
        /// The rating that holds instead of the rule's; none gives it back to the rule.
        pub rating: Option<Rating>,
        /// Why.
        pub reason: String,
        /// Who rates.
        pub evaluator: String,
    }
}

impl Intended for OverrideRating {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.evaluator)?;
        reasoned(&self.reason)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (task, org) = (voice.task(self.task), voice.org(self.org));
        match self.rating {
            Some(rating) => format!("rate {task} at {org} {rating}: {}", self.reason),
            None => format!("leave the rating of {task} at {org} to the rule"),
        }
    }
}
