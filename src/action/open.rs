//! Opens a delivered message.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{Mailbox, MessageId, OrgId, Placed, Voice, World};

record! {
    /// Opens a delivered message.
    pub struct Open {
        /// The message.
        pub message: MessageId,
    }
}

impl Intended for Open {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        if by.get::<Mailbox>(world).unread.contains(&self.message) {
            return Ok(());
        }
        refuse(
            "there is no such unread message",
            "open a message from your own inbox",
        )
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("open {}", voice.message(self.message))
    }
}
