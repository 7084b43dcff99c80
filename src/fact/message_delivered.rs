//! A message reached its recipient, unread.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, InjectId, Mailbox, MessageId, MessageKind, OrgId, Placed, Progress, Voice,
    World,
};

record! {
    /// A message reached its recipient, unread.
    pub struct MessageDelivered {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// What it is.
        pub kind: MessageKind,
        /// The channel of this try.
        pub channel: ChannelId,
        /// Which try, from 1.
        pub attempt: u32,
        /// The inject it delivers; starts the clock of the tasks that follow from it.
        pub inject: Option<InjectId>,
    }
}

impl Happening for MessageDelivered {
    fn audience(&self) -> Audience {
        Audience::One(self.to)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Delivered);
        message.channel = self.channel;
        // An earlier try that arrives after a later one was sent lies in the same inbox.
        if message.progress == Progress::Delivered {
            let mail = self.to.get_mut::<Mailbox>(world);
            if !mail.unread.contains(&self.message) {
                mail.unread.push(self.message);
            }
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        let by = voice.channel(self.channel);
        format!(
            "{} from {from} arrives at {to} by {by}",
            voice.message(self.message)
        )
    }
}
