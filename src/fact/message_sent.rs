//! A message left its sender.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, MessageId, MessageKind, OrgId, Progress, Subject, Voice, World,
};

record! {
    /// A message left its sender.
    pub struct MessageSent {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// What it is.
        pub kind: MessageKind,
        /// What it is about.
        pub about: Option<Subject>,
        /// The channel of this try.
        pub channel: ChannelId,
        /// Which try, from 1.
        pub attempt: u32,
    }
}

impl Happening for MessageSent {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Sent);
        message.attempt = self.attempt;
        message.channel = self.channel;
        message.last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let about = voice.about(self.about);
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        let by = voice.channel(self.channel);
        let message = voice.message(self.message);
        format!(
            "{from} sends {message} ({}) to {to}{about} by {by}, try {}",
            self.kind, self.attempt
        )
    }
}
