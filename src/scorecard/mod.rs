//! Objectives and critical tasks rated from evidence, beside all readings and critical paths.
//! Knows nothing of rendering.

mod card;

pub use card::{
    CriticalPath, Headline, Leg, LegKind, ObjectiveRating, Rating, Scorecard, TaskRating,
};
