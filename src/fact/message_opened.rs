//! A message was read.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, InjectId, Mailbox, MessageId, MessageKind, OrgId, Placed, Progress,
    Subject, Voice, World,
};

record! {
    /// A message was read.
    pub struct MessageOpened {
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
        /// The inject it delivers, if it delivers one.
        pub inject: Option<InjectId>,
    }
}

impl Happening for MessageOpened {
    fn audience(&self) -> Audience {
        Audience::One(self.to)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Opened);
        message.opened_at.get_or_insert(now.at);
        let asks = message.letter.kind.wants_answer();
        let mail = self.to.get_mut::<Mailbox>(world);
        mail.unread.retain(|unread| *unread != self.message);
        mail.opened.push(self.message);
        if asks {
            mail.open_requests.push(self.message);
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let about = voice.about(self.about);
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        let message = voice.message(self.message);
        format!("{to} opens {message} ({}) from {from}{about}", self.kind)
    }
}
