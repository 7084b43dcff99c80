//! Economies: their clocks, working weeks and tensions.

use crate::model::{EconomyId, SimTime, ThreatClass};
use serde::{Deserialize, Serialize};

/// An economy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Economy {
    /// Its id, usually the ISO code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub zone: String,
    /// Offsets from UTC in seconds, each from a moment on; the first covers STARTEX.
    pub offsets: Vec<(SimTime, i32)>,
    /// Working hours between STARTEX and ENDEX, resolved, in order.
    pub working: Vec<(SimTime, SimTime)>,
    /// Languages, most used first.
    pub languages: Vec<String>,
    /// Tension with others at STARTEX, in parts per million; absent means none.
    pub tension: Vec<(EconomyId, u32)>,
    /// Threat classes it does not count as incidents: requests about them are turned down.
    pub not_incidents: Vec<ThreatClass>,
    /// Share of such requests about which it asks first what is meant, in parts per million.
    pub asks_first_ppm: u32,
}

impl Economy {
    /// Its offset from UTC in seconds at a moment.
    #[must_use]
    pub fn offset_at(&self, at: SimTime) -> i32 {
        let past = self
            .offsets
            .iter()
            .take_while(|(from, _)| *from <= at)
            .last();
        past.or(self.offsets.first())
            .map_or(0, |(_, offset)| *offset)
    }

    /// The first working moment at or after `at`; `None` when there is none before ENDEX.
    #[must_use]
    pub fn next_working(&self, at: SimTime) -> Option<SimTime> {
        let place = self.working.partition_point(|(_, to)| *to <= at);
        self.working.get(place).map(|(from, _)| at.max(*from))
    }
}
