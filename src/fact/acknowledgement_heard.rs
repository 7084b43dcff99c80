//! A sender heard that its message was received.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Voice, World};

record! {
    /// A sender heard that its message was received.
    pub struct AcknowledgementHeard {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
    }
}

impl Happening for AcknowledgementHeard {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.heard = true;
        message.last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        format!("{} is acknowledged by {to}", voice.message(self.message))
    }
}
