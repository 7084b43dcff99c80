//! Exercise time passes at another pace from now on.

use super::{Happening, Now};
use crate::model::record::{Rare, record};
use crate::model::{Audience, Pacing, Voice, World};

record! {
    /// Exercise time passes at another pace from now on.
    pub struct PaceSet {
        /// How.
        pub pacing: Pacing,
        /// In thousandths of real time, where it is timed.
        pub speed: Rare<u32>,
        /// Who wanted it, by name.
        pub controller: String,
    }
}

impl PaceSet {
    /// How many times faster than real time it passes; none where nobody can act meanwhile.
    #[must_use]
    pub fn times(&self) -> Option<f64> {
        self.speed
            .0
            .map(|thousandths| f64::from(thousandths) / 1000.0)
    }
}

impl Happening for PaceSet {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, _: &mut Voice<'_>) -> String {
        match (self.pacing, self.times()) {
            (Pacing::Paused, _) => format!("play is paused by {}", self.controller),
            (_, Some(times)) => format!(
                "play runs at {times} times real time, by {}",
                self.controller
            ),
            (_, None) => format!("play runs as fast as possible, by {}", self.controller),
        }
    }
}
