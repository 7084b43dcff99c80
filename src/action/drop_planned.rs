//! EXCON sets aside a message that it had planned.

use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{OrgId, PlannedBecame, PlannedId, Voice, World};

record! {
    /// EXCON sets aside a message that it had planned.
    pub struct DropPlanned {
        /// The planned message.
        pub planned: PlannedId,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for DropPlanned {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        match world.plans.get(self.planned).map(|one| one.became) {
            Some(PlannedBecame::Waits) => Ok(()),
            Some(_) => refuse(
                "it has gone out or was set aside before",
                "choose one that still waits",
            ),
            None => refuse("no such message is planned", "choose one that is"),
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        format!(
            "set planned message {} aside",
            self.planned.0.saturating_add(1)
        )
    }
}
