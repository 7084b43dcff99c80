//! A recipient answered a message.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Mailbox, MessageId, OrgId, Placed, Progress, Voice, World};

record! {
    /// A recipient answered a message.
    pub struct MessageAnswered {
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

impl Happening for MessageAnswered {
    fn audience(&self) -> Audience {
        Audience::One(self.to)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Answered);
        let mail = self.to.get_mut::<Mailbox>(world);
        mail.open_requests.retain(|open| *open != self.message);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        let message = voice.message(self.message);
        format!("{to} answers {message} with {}", voice.message(self.by))
    }
}
