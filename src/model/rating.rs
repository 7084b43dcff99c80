//! How a critical task was performed at a seat.

use super::word::words;

words! {
    /// The rating of a task at a seat (HSEEP: P, S, M, U), or why there is none.
    pub enum Rating {
        /// Performed without challenges.
        Performed = "P",
        /// Performed with some challenges.
        Some = "S",
        /// Performed with major challenges: achieved, but late or with a breach.
        Major = "M",
        /// Unable to be performed: not achieved.
        Unable = "U",
        /// The seat was never called upon, another who might do it did, or nothing was left to do.
        NotApplicable = "not_applicable",
        /// It cannot be told from what was recorded.
        NotObserved = "not_observed",
    }
}
