//! A recipient turned a request down.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Declined, Mailbox, MessageId, OrgId, Placed, Progress, Voice, World};

record! {
    /// A recipient turned a request down.
    pub struct RequestDeclined {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// Why.
        pub why: Declined,
    }
}

impl Happening for RequestDeclined {
    fn audience(&self) -> Audience {
        Audience::One(self.to)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let message = world.messages.get_mut(self.message);
        message.progress = message.progress.max(Progress::Closed);
        let mail = self.to.get_mut::<Mailbox>(world);
        mail.open_requests.retain(|open| *open != self.message);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        format!(
            "{to} declines {}: {}",
            voice.message(self.message),
            self.why
        )
    }
}
