//! Closes a message without an answer.

use super::{Intended, Refusal, read};
use crate::model::record::record;
use crate::model::{MessageId, OrgId, Voice, World};

record! {
    /// Closes a message without an answer.
    pub struct Close {
        /// The message.
        pub message: MessageId,
    }
}

impl Intended for Close {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        read(self.message, by, world).map(|_| ())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("close {}", voice.message(self.message))
    }
}
