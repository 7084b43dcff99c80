//! A contingency inject was not needed, or EXCON set an inject aside.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, InjectId, OrgId, Voice, World};

record! {
    /// A contingency inject was not needed, or EXCON set an inject aside.
    pub struct InjectSkipped {
        /// The inject.
        pub inject: InjectId,
        /// The recipient it was not needed for; none when set aside for all.
        pub to: Option<OrgId>,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl Happening for InjectSkipped {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        match self.to {
            Some(org) => {
                let (inject, org) = (voice.inject(self.inject), voice.org(org));
                match &self.controller.0 {
                    Some(name) => format!("inject {inject} not sent to {org}: left out by {name}"),
                    None => format!("inject {inject} not needed for {org}"),
                }
            }
            None => {
                let inject = voice.inject(self.inject);
                format!("inject {inject} set aside{}", by_hand(&self.controller))
            }
        }
    }
}
