//! A request passed its agreed deadline without an answer.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{AgreementId, Audience, MessageId, OrgId, Voice, World};

record! {
    /// A request passed its agreed deadline without an answer.
    pub struct DeadlineMissed {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The agreement that sets the deadline; none where it is the sender's own patience.
        pub agreement: Option<AgreementId>,
    }
}

impl Happening for DeadlineMissed {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.messages.get_mut(self.message).last_fact = now.seq;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let to = voice.org(self.to);
        format!(
            "{} has no answer from {to} by its deadline",
            voice.message(self.message)
        )
    }
}
