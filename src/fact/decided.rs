//! An organisation took a decision.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, Subject, Voice, World};

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
    }
}

impl Happening for Decided {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} decides: {}", voice.org(self.org), self.decision)
    }
}
