//! EXCON changes when an inject is due, or what it says.

use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{InjectId, OrgId, SimTime, Voice, World};

record! {
    /// EXCON changes when an inject is due, or what it says.
    pub struct EditInject {
        /// The inject.
        pub inject: InjectId,
        /// When it is due instead; none where that stays.
        pub due: Option<SimTime>,
        /// What it says instead; none where that stays.
        pub text: Option<String>,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for EditInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        if self.due.is_none() && self.text.is_none() {
            return refuse("nothing is changed", "give another moment or another text");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        let due = self.due.map(|at| format!("it is due at {at}"));
        let says = self.text.as_ref().map(|text| format!("it says: {text}"));
        let what: Vec<String> = due.into_iter().chain(says).collect();
        format!("change inject {inject}: {}", what.join("; "))
    }
}
