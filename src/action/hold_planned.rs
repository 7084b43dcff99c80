//! EXCON holds a message that it has added back until it is released, or no longer does.

use super::drop_planned::waiting;
use super::plan_message::goes_out;
use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{OrgId, PlannedId, Voice, World};

record! {
    /// EXCON holds a message that it has added back until it is released, or no longer does: what
    /// came due meanwhile goes out then.
    pub struct HoldPlanned {
        /// The planned message.
        pub planned: PlannedId,
        /// Whether it is held from now on; no longer, otherwise.
        pub held: bool,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl Intended for HoldPlanned {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        let one = waiting(self.planned, world)?;
        match (one.held, self.held) {
            (true, true) => refuse("it is held already", "leave it, or let it go"),
            (false, false) => refuse("it is not held", "leave it: it goes out when it is due"),
            (true, false) if one.waits => goes_out(one, world),
            _ => Ok(()),
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let nth = self.planned.at() + 1;
        match self.held {
            true => format!("hold planned message {nth}"),
            false => format!("hold planned message {nth} no longer"),
        }
    }
}
