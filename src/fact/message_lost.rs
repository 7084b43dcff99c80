//! A message went where nobody reads it. Its sender is not told.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, ChannelId, MessageId, OrgId, Voice, World};

record! {
    /// A message went where nobody reads it. Its sender is not told.
    pub struct MessageLost {
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

impl Happening for MessageLost {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        let by = voice.channel(self.channel);
        format!("{} to {to} is lost by {by}", voice.message(self.message))
    }
}
