//! An organisation said in words what an artefact is and does.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{ArtefactId, Audience, OrgId, Voice, World};

record! {
    /// An organisation said in words what an artefact is and does. What analysts learn by their
    /// work does not depend on it; evaluators read it.
    pub struct ArtefactAnswered {
        /// The organisation.
        pub org: OrgId,
        /// The artefact.
        pub artefact: ArtefactId,
        /// What it has found out.
        pub answer: String,
    }
}

impl Happening for ArtefactAnswered {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let org = voice.org(self.org).to_owned();
        format!(
            "{org} says of {}: {}",
            voice.artefact(self.artefact),
            self.answer
        )
    }
}
