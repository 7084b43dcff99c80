//! A requester heard that its request was turned down.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Declined, MessageId, OrgId, Voice, World};

record! {
    /// A requester heard that its request was turned down.
    pub struct RefusalHeard {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// Why.
        pub why: Declined,
    }
}

impl Happening for RefusalHeard {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.heard = true;
        message.last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        format!(
            "{from} hears that {to} declines {}: {}",
            voice.message(self.message),
            self.why
        )
    }
}
