//! A message was cleared to leave; at once where nobody has to approve it.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Progress, Voice, World};

record! {
    /// A message was cleared to leave; at once where nobody has to approve it.
    pub struct MessageApproved {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// Whether somebody had to approve it.
        pub waited: bool,
    }
}

impl Happening for MessageApproved {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Approved);
        message.last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let how = if self.waited {
            "after approval"
        } else {
            "without approval"
        };
        format!("{} cleared to leave {how}", voice.message(self.message))
    }
}
