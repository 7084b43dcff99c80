//! A recipient acknowledged a message.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Progress, Voice, World};

record! {
    /// A recipient acknowledged a message.
    pub struct MessageAcknowledged {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
    }
}

impl Happening for MessageAcknowledged {
    fn audience(&self) -> Audience {
        Audience::One(self.to)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Acknowledged);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        format!(
            "{to} acknowledges {} to {from}",
            voice.message(self.message)
        )
    }
}
