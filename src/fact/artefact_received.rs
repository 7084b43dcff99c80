//! An organisation got hold of an artefact.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{ArtefactId, Audience, Knowledge, MessageId, OrgId, Placed, Voice, World};

record! {
    /// An organisation got hold of an artefact.
    pub struct ArtefactReceived {
        /// The organisation.
        pub org: OrgId,
        /// The artefact.
        pub artefact: ArtefactId,
        /// The message it came with, if one.
        pub message: Option<MessageId>,
    }
}

impl Happening for ArtefactReceived {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.org
            .get_mut::<Knowledge>(world)
            .hold(self.artefact, false);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} holds {}",
            voice.org(self.org),
            voice.artefact(self.artefact)
        )
    }
}
