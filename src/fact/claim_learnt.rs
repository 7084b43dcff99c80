//! An organisation came to know something, true or false.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Claim, Knowledge, Known, LearntBy, MessageId, OrgId, Placed, Voice, World,
};

record! {
    /// An organisation came to know something, true or false.
    pub struct ClaimLearnt {
        /// The organisation.
        pub org: OrgId,
        /// What it learnt, as it came.
        pub claim: Box<Claim>,
        /// How.
        pub by: LearntBy,
        /// The message it came in, if one.
        pub message: Option<MessageId>,
        /// Whether the organisation classifies it, or has it in confidence from who does.
        pub classified: bool,
        /// Whether it may leave as far as the law goes.
        pub cleared: bool,
    }
}

impl Happening for ClaimLearnt {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        // What a message tells is known since it was opened, though it may be found out later.
        let read = self.message.filter(|_| self.by == LearntBy::Message);
        let read = read.and_then(|message| world.messages.get(message).opened_at);
        let known = Known {
            claim: (*self.claim).clone(),
            since: read.unwrap_or(now.at),
            by: self.by,
            message: self.message,
            classified: self.classified,
            cleared: self.cleared,
            evidence: false,
            shared_with: Vec::new(),
            learnt_seq: now.seq,
        };
        self.org.get_mut::<Knowledge>(world).learn(known);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        let what = voice.finding(self.claim.finding);
        format!(
            "{org} learns {what} ({}, {}) by {}",
            self.claim.part, self.claim.tlp, self.by
        )
    }
}
