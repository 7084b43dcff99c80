//! A sender has no way left to reach a recipient.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Voice, World};

record! {
    /// A sender has no way left to reach a recipient.
    pub struct ContactGivenUp {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
    }
}

impl Happening for ContactGivenUp {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.messages.get_mut(self.message).last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        format!(
            "{from} cannot reach {to} with {}",
            voice.message(self.message)
        )
    }
}
