//! A sender gave up on one way and tries another.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, ChannelId, MessageId, OrgId, Voice, World};

record! {
    /// A sender gave up on one way and tries another.
    pub struct FallbackTaken {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The way given up.
        pub old: ChannelId,
        /// The way tried next.
        pub channel: ChannelId,
    }
}

impl Happening for FallbackTaken {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.messages.get_mut(self.message).last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        let (old, new) = (voice.channel(self.old), voice.channel(self.channel));
        format!(
            "{from} turns from {old} to {new} to reach {to} with {}",
            voice.message(self.message)
        )
    }
}
