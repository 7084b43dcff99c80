//! An evaluator rated a critical task otherwise than the rule does; both ratings are kept.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, CriticalTaskId, OrgId, Rating, Voice, World};

record! {
    /// An evaluator rated a critical task otherwise than the rule does; both ratings are kept.
    pub struct RatingOverridden {
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

impl Happening for RatingOverridden {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (task, org) = (voice.task(self.task), voice.org(self.org));
        let (who, why) = (&self.evaluator, &self.reason);
        match self.rating {
            Some(rating) => format!("{who} rates {task} at {org} {rating}: {why}"),
            None => format!("{who} leaves the rating of {task} at {org} to the rule: {why}"),
        }
    }
}
