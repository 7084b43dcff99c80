//! A contingency inject was not needed, or EXCON set an inject aside.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, InjectId, OrgId, Voice, World};

record! {
    /// A contingency inject was not needed, or EXCON set an inject aside.
    pub struct InjectSkipped {
        /// The inject.
        pub inject: InjectId,
        /// The recipient it was not needed for; none when set aside for all.
        pub to: Option<OrgId>,
    }
}

impl Happening for InjectSkipped {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        match self.to {
            Some(org) => format!(
                "inject {} not needed for {}",
                voice.inject(self.inject),
                voice.org(org)
            ),
            None => format!("inject {} set aside", voice.inject(self.inject)),
        }
    }
}
