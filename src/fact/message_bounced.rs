//! A message came back to its sender.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, ChannelId, MessageId, OrgId, Voice, World};

record! {
    /// A message came back to its sender.
    pub struct MessageBounced {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The channel of this try.
        pub channel: ChannelId,
        /// Which try, from 1.
        pub attempt: u32,
    }
}

impl Happening for MessageBounced {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.messages.get_mut(self.message).last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        let by = voice.channel(self.channel);
        format!("{} to {to} bounces by {by}", voice.message(self.message))
    }
}
