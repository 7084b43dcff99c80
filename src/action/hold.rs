//! Agrees to leave infrastructure up until an operation's date.

use super::{Intended, Refusal, read, refuse};
use crate::model::record::record;
use crate::model::{MessageId, MessageKind, OrgId, Voice, World};

record! {
    /// Agrees to leave infrastructure up until an operation's date.
    pub struct Hold {
        /// The message that asks for it.
        pub message: MessageId,
    }
}

impl Intended for Hold {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let message = read(self.message, by, world)?;
        if message.letter.kind != MessageKind::Deconfliction {
            return refuse("it asks for no such thing", "answer it, or close it");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("agree to hold as {} asks", voice.message(self.message))
    }
}
