//! Objectives and critical tasks rated from evidence, beside all readings and critical paths.
//! Knows nothing of rendering.

mod attempts;
mod card;
mod felt;
mod legs;
mod path;
mod rating;
mod related;
mod score;

pub use crate::model::Rating;
pub use attempts::{Attempt, attempts};
pub use card::{
    ByRule, CriticalPath, Headline, Leg, LegKind, ObjectiveRating, Scorecard, TaskRating,
};
pub use felt::{Felt, Latencies, latencies};
pub use path::paths;
pub use rating::rate;
pub use score::{Identity, score};
