//! A message was stopped by whoever had to approve it.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Progress, Voice, World};

record! {
    /// A message was stopped by whoever had to approve it.
    pub struct MessageVetoed {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
    }
}

impl Happening for MessageVetoed {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Closed);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} to {} stopped by its approver",
            voice.message(self.message),
            voice.org(self.to)
        )
    }
}
