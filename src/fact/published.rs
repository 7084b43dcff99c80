//! Something became public: a statement, an advisory, a leak or a falsehood.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Claim, OrgId, Voice, World};

record! {
    /// Something became public: a statement, an advisory, a leak or a falsehood.
    pub struct Published {
        /// Who published it; none for a leak by persons unknown.
        pub by: Option<OrgId>,
        /// What it asserts; whoever reads the news learns it.
        pub claims: Vec<Claim>,
        /// What it says.
        pub text: String,
    }
}

impl Happening for Published {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let carrying = voice.carrying(&self.claims);
        let by = match self.by {
            Some(org) => format!("{} publishes something", voice.org(org)),
            None => "persons unknown publish something".to_owned(),
        };
        let colon = if self.text.is_empty() { "" } else { ": " };
        format!("{by}{carrying}{colon}{}", self.text)
    }
}
