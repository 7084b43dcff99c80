//! Acknowledges a message.

use super::{Intended, Refusal, read, refuse};
use crate::model::record::record;
use crate::model::{MessageId, OrgId, Progress, Voice, World};

record! {
    /// Acknowledges a message.
    pub struct Acknowledge {
        /// The message.
        pub message: MessageId,
    }
}

impl Intended for Acknowledge {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let message = read(self.message, by, world)?;
        if message.progress >= Progress::Acknowledged {
            return refuse(
                "it has been acknowledged or settled already",
                "nothing is left to acknowledge",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("acknowledge {}", voice.message(self.message))
    }
}
