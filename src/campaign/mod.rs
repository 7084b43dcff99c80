//! Many runs of one exercise, each with a seed of its own, and what may be said of them. The only
//! threads of the core are here; how many there are changes no figure.

mod about;
mod compare;
mod estimate;
mod experiment;
mod measure;
pub mod part;
mod precision;
mod rehearsal;
mod replicate;
mod season;
mod sensitivity;
mod theatre;
mod value;

pub use crate::exercise::{Change, changed};
pub use about::About;
pub use compare::{Comparison, Contrast, Verdict, compare};
pub use estimate::{Estimate, Interval, Quantile, estimate, paired};
pub use experiment::{Borne, Found, Pairs, judge, play};
pub use measure::{Measure, Outcome, measures};
pub use precision::{Half, Look, Precision, looks};
pub use rehearsal::{Desk, Rehearsal, Task, rehearse};
pub use replicate::{Job, Stopped, Watch, replicate, replicate_watched};
pub use season::{Course, Season, season, stretches};
pub use sensitivity::{Base, End, Flip, Swing, rank};
pub use value::{Coalitions, Group, MOST_PLAYERS, Method, Value, Worth, value};
