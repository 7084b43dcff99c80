//! An organisation took a decision.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Confidence, OrgId, Rare, Subject, Voice, World};

record! {
    /// An organisation took a decision.
    pub struct Decided {
        /// The organisation.
        pub org: OrgId,
        /// What it is about.
        pub about: Option<Subject>,
        /// What was decided.
        pub decision: String,
        /// Why; empty where none was given.
        pub reason: String,
        /// How sure it is, where it says so.
        pub confidence: Rare<Confidence>,
    }
}

impl Happening for Decided {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let sure = self.confidence.0;
        let sure = sure.map_or_else(String::new, |one| format!(" ({one} confidence)"));
        format!("{} decides: {}{sure}", voice.org(self.org), self.decision)
    }
}
