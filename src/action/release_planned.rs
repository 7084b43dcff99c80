//! EXCON has a message that it has added go out now.

use super::drop_planned::waiting;
use super::plan_message::goes_out;
use super::{Intended, Refusal, excon_only};
use crate::model::record::{Rare, record};
use crate::model::{OrgId, PlannedId, Voice, World};

record! {
    /// EXCON has a message that it has added go out now, be it held or not.
    pub struct ReleasePlanned {
        /// The planned message.
        pub planned: PlannedId,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for ReleasePlanned {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        goes_out(waiting(self.planned, world)?, world)
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        format!("have planned message {} go out", self.planned.at() + 1)
    }
}
