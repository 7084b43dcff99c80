//! Many runs of one exercise, each with a seed of its own, and what may be said of them. The only
//! threads of the core are here; how many there are changes no figure.

mod about;
mod compare;
mod estimate;
mod measure;
pub mod part;
mod precision;
mod rehearsal;
mod replicate;
mod season;
mod variant;

pub use about::About;
pub use compare::{Comparison, Contrast, Verdict, compare};
pub use estimate::{Estimate, Interval, Quantile, estimate, paired};
pub use measure::{Measure, Outcome, measures};
pub use precision::{Half, Look, Precision, looks};
pub use rehearsal::{Desk, Rehearsal, Task, rehearse};
pub use replicate::{Job, Stopped, Watch, replicate, replicate_watched};
pub use season::{Course, Season, season, stretches};
pub use variant::{Change, changed};
