//! An organisation raised a matter to the next step of its ladder.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, Subject, Voice, World};

record! {
    /// An organisation raised a matter to the next step of its ladder.
    pub struct Escalated {
        /// The organisation.
        pub org: OrgId,
        /// What it is about.
        pub about: Option<Subject>,
        /// The step reached, from 1.
        pub step: u32,
    }
}

impl Happening for Escalated {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let about = voice.about(self.about);
        format!(
            "{} escalates{about} to step {}",
            voice.org(self.org),
            self.step
        )
    }
}
