//! EXCON sets aside a message that it had planned.

use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{OrgId, Planned, PlannedBecame, PlannedId, Voice, World};

record! {
    /// EXCON sets aside a message that it had planned.
    pub struct DropPlanned {
        /// The planned message.
        pub planned: PlannedId,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

/// A planned message that still waits.
pub(super) fn waiting(planned: PlannedId, world: &World) -> Result<&Planned, Refusal> {
    match world.plans.get(planned) {
        Some(one) if one.became == PlannedBecame::Waits => Ok(one),
        Some(_) => refuse(
            "it has gone out or was set aside before",
            "choose one that still waits",
        ),
        None => refuse("no such message is planned", "choose one that is"),
    }
}

impl Intended for DropPlanned {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        waiting(self.planned, world).map(|_| ())
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        format!(
            "set planned message {} aside",
            self.planned.0.saturating_add(1)
        )
    }
}
