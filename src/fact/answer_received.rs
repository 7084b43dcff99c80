//! A sender read the answer to its message.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Voice, World};

record! {
    /// A sender read the answer to its message.
    pub struct AnswerReceived {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The answer.
        pub by: MessageId,
    }
}

impl Happening for AnswerReceived {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.heard = true;
        message.last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let from = voice.org(self.from);
        let message = voice.message(self.message);
        format!(
            "{from} has the answer to {message}: {}",
            voice.message(self.by)
        )
    }
}
