//! What stands above every report on runs.

use crate::exercise::Exercise;
use crate::model::Tlp;

/// What a report on runs says of the exercise that was played. It is all that reports need, so
/// that runs kept in a part can be told of without the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The exercise's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The words that mark all of its output.
    pub mark: String,
    /// Its label.
    pub tlp: Tlp,
    /// How many parameters the scenario has.
    pub parameters: usize,
    /// How many of them have no source.
    pub assumed: usize,
    /// SHA-256 of the canonical exercise, hexadecimal.
    pub scenario_hash: String,
    /// The engine's version.
    pub engine: String,
}

impl About {
    /// Of an exercise with its hash, and of the version that plays it.
    #[must_use]
    pub fn of(exercise: &Exercise, scenario_hash: &str, engine: &str) -> About {
        let assumed = exercise
            .parameters
            .iter()
            .filter(|one| one.source.is_none());
        About {
            id: exercise.id.clone(),
            title: exercise.title.clone(),
            mark: exercise.mark.clone(),
            tlp: exercise.tlp,
            parameters: exercise.parameters.len(),
            assumed: assumed.count(),
            scenario_hash: scenario_hash.to_owned(),
            engine: engine.to_owned(),
        }
    }
}
