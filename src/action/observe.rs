//! An evaluator notes something, pinned to a moment or a message.

use super::{Intended, Refusal, excon_only, reasoned, refuse, signed};
use crate::model::record::record;
use crate::model::{MessageId, OrgId, SimTime, Voice, World};

record! {
    /// An evaluator notes something, pinned to a moment or a message.
    pub struct Observe {
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

impl Intended for Observe {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.evaluator)?;
        if self
            .message
            .is_some_and(|message| message.at() >= world.messages.0.len())
        {
            return refuse(
                "there is no such message",
                "give the number that one has for EXCON, or none",
            );
        }
        reasoned(&self.text)
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let about = match self.org {
            Some(org) => format!(" of {}", voice.org(org)),
            None => String::new(),
        };
        let pinned = match self.message {
            Some(message) => format!(", on {}", voice.message(message)),
            None => String::new(),
        };
        format!("note{about} at {}{pinned}: {}", self.moment, self.text)
    }
}
