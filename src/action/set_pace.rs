//! EXCON has exercise time pass at another pace.

use super::{Intended, Refusal, excon_only, refuse, signed};
use crate::model::record::{Rare, record};
use crate::model::{OrgId, Pacing, Voice, World};

record! {
    /// EXCON has exercise time pass at another pace.
    pub struct SetPace {
        /// How it passes from now on.
        pub pacing: Pacing,
        /// In thousandths of real time, where it is timed.
        pub speed: Rare<u32>,
        /// Who wants it, by name.
        pub controller: String,
    }
}

impl Intended for SetPace {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.controller)?;
        let speed = self.speed.0.filter(|speed| *speed > 0);
        if speed.is_some() != (self.pacing == Pacing::Timed) {
            return refuse(
                "a speed belongs to a pace that is timed, and to no other",
                "give how many thousandths of real time it is",
            );
        }
        Ok(())
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        match self.pacing {
            Pacing::Paused => "pause play".to_owned(),
            Pacing::Timed => {
                let times = f64::from(self.speed.0.unwrap_or(0)) / 1000.0;
                format!("play at {times} times real time")
            }
            Pacing::Untimed => "play on as fast as possible".to_owned(),
        }
    }
}
