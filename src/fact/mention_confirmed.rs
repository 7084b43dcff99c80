//! An evaluator confirmed what a message tells in its writer's own words.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Claim, Ear, Knowledge, MessageId, OrgId, Placed, Voice, World};
use std::sync::Arc;

record! {
    /// An evaluator confirmed what a message tells in its writer's own words: from now on it
    /// counts as told by the message since the message was.
    pub struct MentionConfirmed {
        /// The message.
        pub message: MessageId,
        /// Who wrote it.
        pub from: OrgId,
        /// To whom.
        pub to: OrgId,
        /// What it tells, under the labels by which its writer knows it.
        pub claim: Box<Claim>,
        /// Who confirmed it.
        pub evaluator: String,
    }
}

impl Happening for MentionConfirmed {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let letter = Arc::make_mut(&mut world.messages.get_mut(self.message).letter);
        letter.claims.push((*self.claim).clone());
        let known = self.from.get_mut::<Knowledge>(world);
        if let Some(known) = known.of_mut(self.claim.finding) {
            known.share_with(self.to);
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        let what = voice.finding(self.claim.finding);
        // Who judges is EXCON's to know.
        let by = match voice.ear {
            Ear::Excon => format!(", as {} confirms", self.evaluator),
            Ear::Seat(_) => String::new(),
        };
        let (part, message) = (self.claim.part, voice.message(self.message));
        format!("{from} has told {to} of {what} ({part}) in its own words, in {message}{by}")
    }
}
