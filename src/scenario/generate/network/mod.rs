//! Networks of agreements: who agreed on what with whom, drawn or read from a table of agreements,
//! and the scenario that is made of one. Both kinds take the same path from there.
//!
//! An agreement is sorted by issue areas; `mechanism.rs` says which terms of the model each area
//! stands for, and the scenario says so at its head. Zones, infrastructure and threats are
//! invented in either case.

mod cast;
mod cell;
mod course;
mod drawn;
mod head;
mod ids;
mod mechanism;
mod read;
#[cfg(test)]
mod tests;

pub use drawn::{AGREEMENTS, ECONOMIES};
pub use read::{Reading, read};

use super::{list, pick};
use crate::model::{AgreementState, IssueArea};
use cast::Cast;

/// The most economies that a network may have.
pub const MOST_ECONOMIES: usize = 500;
/// The most agreements.
pub const MOST_AGREEMENTS: usize = 5_000;
/// The most parties of one agreement: whoever meets meets everybody else.
pub const MOST_PARTIES: usize = 200;
/// The most parties of all agreements together.
pub const MOST_PARTIES_IN_ALL: usize = 20_000;

/// Who agreed on what with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Where it comes from.
    pub origin: Origin,
    /// The names of the economies, each once.
    pub economies: Vec<String>,
    /// The agreements.
    pub pacts: Vec<Pact>,
}

/// Where a network comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was drawn with this seed.
    Drawn(u64),
    /// It was read from a table.
    Table {
        /// What the table is called, without its folder.
        name: String,
        /// Whether it has a column that says where agreements stand.
        states: bool,
    },
}

/// An agreement between economies, before it is said which agencies act on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pact {
    /// What it is called.
    pub title: String,
    /// Its date as the table has it.
    pub date: Option<String>,
    /// The economies that agreed, as places in [`Network::economies`]; two at least.
    pub parties: Vec<usize>,
    /// Its issue areas, in the order of [`IssueArea::ALL`].
    pub areas: Vec<IssueArea>,
    /// Where it stands.
    pub state: AgreementState,
    /// What it costs each party, in thousandths of an analyst-hour a year; none where that is
    /// assumed by its areas.
    pub effort_milli_hours: Option<u32>,
}

/// What happens in the scenario that is made of a network. What does not fit is brought to the
/// nearest that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Threat groups with pages abroad: 1 to 10,000. Those that economies sponsor, or that spy on
    /// ministries, come on top, as many as agreements have to do with.
    pub threats: u32,
    /// Injects, each a report of one page: 1 to 100,000.
    pub injects: u32,
    /// Hours from STARTEX to ENDEX: 1 to 8,760.
    pub hours: u32,
    /// Varies where pages stand, who reports them, who is hit and when.
    pub seed: u64,
}

impl Course {
    /// Three days, in which every CERT has a page to report at every place where pages stand, and
    /// the police a quarter as many.
    #[must_use]
    pub fn of(network: &Network) -> Course {
        let economies = u32::try_from(network.economies.len()).unwrap_or(u32::MAX);
        let pairs = economies.saturating_sub(1) * course::places(economies);
        Course {
            threats: (economies * 3 / 4).max(2),
            injects: (pairs * 5 / 4).max(1),
            hours: 72,
            seed: 1,
        }
    }

    fn fitted(&self) -> Course {
        Course {
            threats: self.threats.clamp(1, 10_000),
            injects: self.injects.clamp(1, 100_000),
            hours: self.hours.clamp(1, 24 * 365),
            seed: self.seed,
        }
    }
}

/// The text of a scenario made of a network; it passes `check` and can be played.
#[must_use]
pub fn scenario(network: &Network, course: &Course) -> String {
    let course = course.fitted();
    let cast = Cast::of(network, course.seed);
    let groups = course::Groups::of(&cast, &course);
    let mut out = head::text(network, &course, &groups);
    out.push_str(&format!(
        "(\n    format: 1,\n    title: \"A network of {} between {} economies\",\n    \
         clock: (startex: \"2024-05-14T06:00:00Z\", endex: \"+{}h\"),\n    \
         include: [\"parts/network\"],\n",
        head::many(network.pacts.len(), "agreement"),
        network.economies.len(),
        course.hours,
    ));
    cast.write(&course, &mut out);
    groups.write(&mut out);
    out.push_str(")\n");
    out
}

/// A text in quotes, with the escapes that the scenario language has as well.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}
