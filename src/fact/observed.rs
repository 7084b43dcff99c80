//! An evaluator noted something.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, SimTime, Voice, World};

record! {
    /// An evaluator noted something.
    pub struct Observed {
        /// Whom it is about; none where it is about all.
        pub org: Option<OrgId>,
        /// The message that it is pinned to.
        pub message: Option<MessageId>,
        /// The moment that it is pinned to.
        pub moment: SimTime,
        /// What was observed.
        pub text: String,
        /// Who observed it.
        pub evaluator: String,
    }
}

impl Happening for Observed {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let about = match self.org {
            Some(org) => format!(" of {}", voice.org(org)),
            None => String::new(),
        };
        let pinned = match self.message {
            Some(message) => format!(", on {}", voice.message(message)),
            None => String::new(),
        };
        format!(
            "{} observes{about} at {}{pinned}: {}",
            self.evaluator, self.moment, self.text
        )
    }
}
