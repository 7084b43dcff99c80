//! What an organisation knows became evidence in its hands.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, Knowledge, MessageId, OrgId, Placed, Voice, World};

record! {
    /// What an organisation knows became evidence in its hands. It is told of what a court may ask
    /// for as evidence, and of nothing else.
    pub struct EvidenceSecured {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
        /// The message that brought it as evidence; none where it was preserved first-hand.
        pub message: Option<MessageId>,
    }
}

impl Happening for EvidenceSecured {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(known) = self.org.get_mut::<Knowledge>(world).of_mut(self.finding) {
            known.evidence = true;
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org);
        let what = voice.finding(self.finding);
        match self.message {
            Some(message) => {
                let message = voice.message(message);
                format!("{org} holds {what} as evidence, by {message}")
            }
            None => format!("{org} preserves {what} as evidence"),
        }
    }
}
