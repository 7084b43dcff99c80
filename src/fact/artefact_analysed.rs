//! An organisation finished analysing an artefact.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{ArtefactId, Audience, Knowledge, OrgId, Placed, Voice, World};

record! {
    /// An organisation finished analysing an artefact.
    pub struct ArtefactAnalysed {
        /// The organisation.
        pub org: OrgId,
        /// The artefact.
        pub artefact: ArtefactId,
    }
}

impl Happening for ArtefactAnalysed {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.org
            .get_mut::<Knowledge>(world)
            .hold(self.artefact, true);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} has analysed {}",
            voice.org(self.org),
            voice.artefact(self.artefact)
        )
    }
}
