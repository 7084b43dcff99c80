//! EXCON changed an inject that had not been released.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{Audience, InjectId, SimTime, Voice, World};

record! {
    /// EXCON changed an inject that had not been released.
    pub struct InjectEdited {
        /// The inject.
        pub inject: InjectId,
        /// When it is due instead; none where that stays.
        pub due: Option<SimTime>,
        /// What it says instead; none where that stays.
        pub text: Option<String>,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl Happening for InjectEdited {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        let due = self.due.map(|at| format!("it is due at {at}"));
        let says = self.text.as_ref().map(|text| format!("it says: {text}"));
        let what: Vec<String> = due.into_iter().chain(says).collect();
        let by = by_hand(&self.controller);
        format!("inject {inject} changed{by}: {}", what.join("; "))
    }
}
