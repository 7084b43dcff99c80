//! Declines a request.

use super::{Intended, Refusal, read};
use crate::model::record::record;
use crate::model::{Declined, MessageId, OrgId, Voice, World};

record! {
    /// Declines a request.
    pub struct Decline {
        /// The message.
        pub message: MessageId,
        /// Why.
        pub why: Declined,
    }
}

impl Intended for Decline {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        read(self.message, by, world).map(|_| ())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("decline {}: {}", voice.message(self.message), self.why)
    }
}
