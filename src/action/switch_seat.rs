//! EXCON gives a seat to people, to its playbook, or to both.

use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::record;
use crate::model::{OrgId, SeatState, Voice, World};

record! {
    /// EXCON gives a seat to people, to its playbook, or to both.
    pub struct SwitchSeat {
        /// The seat.
        pub org: OrgId,
        /// Who plays it from now on.
        pub to: SeatState,
    }
}

impl Intended for SwitchSeat {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        if self.org.at() >= world.atlas.orgs.len() {
            return refuse(
                "there is no such seat",
                "choose an organisation of this exercise",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("have {} played as {}", voice.org(self.org), self.to)
    }
}
