//! A message was written.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Knowledge, Letter, Mailbox, Message, MessageId, Placed, Progress, Voice, World,
};
use std::sync::Arc;

record! {
    /// A message was written.
    pub struct MessageComposed {
        /// The message.
        pub message: MessageId,
        /// What it says and to whom.
        pub letter: Arc<Letter>,
        /// Root, sender, recipient, kind and ordinal, hashed; draws about it are keyed by this.
        pub lineage: u64,
    }
}

impl Happening for MessageComposed {
    fn audience(&self) -> Audience {
        Audience::One(self.letter.from)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let messages = &mut world.messages;
        messages.0.push(Message {
            letter: self.letter.clone(),
            lineage: self.lineage,
            composed_at: now.at,
            opened_at: None,
            progress: Progress::Composed,
            attempt: 0,
            channel: self.letter.channel,
            heard: false,
            last_fact: now.seq,
        });
        self.letter
            .from
            .get_mut::<Mailbox>(world)
            .sent
            .push(self.message);
        let to = self.letter.to;
        let knowledge = self.letter.from.get_mut::<Knowledge>(world);
        for claim in &self.letter.claims {
            if let Some(known) = knowledge.of_mut(claim.finding) {
                known.share_with(to);
            }
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (about, carrying) = (
            voice.about(self.letter.about),
            voice.carrying(&self.letter.claims),
        );
        let (kind, to) = (self.letter.kind, voice.org(self.letter.to));
        let from = voice.org(self.letter.from);
        format!(
            "{from} writes {}: {kind} to {to}{about}{carrying}",
            voice.message(self.message)
        )
    }
}
