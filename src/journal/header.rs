//! The first line of a journal: everything a replay needs.

use super::chain::Head;
use crate::exercise::Exercise;
use crate::model::record::write_text;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The format number of the journal itself.
pub const FORMAT: u32 = 1;

/// What the first line says beside the exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The version of the engine that wrote the journal.
    pub engine: String,
    /// The version of the zone rules that the exercise was resolved with.
    pub zone_data: String,
    /// The seed.
    pub seed: u64,
    /// SHA-256 of the canonical exercise.
    pub scenario_hash: Head,
}

/// The canonical form of an exercise: compact JSON, fields in declared order.
fn canonical(exercise: &Exercise) -> Vec<u8> {
    serde_json::to_vec(exercise).expect("an exercise holds nothing that JSON cannot")
}

/// SHA-256 of the canonical form of an exercise: two exercises with one hash play alike.
#[must_use]
pub fn scenario_hash(exercise: &Exercise) -> Head {
    Head::of(&canonical(exercise))
}

impl Header {
    /// The header of a run.
    #[must_use]
    pub fn new(exercise: &Exercise, seed: u64, engine: &str) -> Header {
        Header {
            engine: engine.to_owned(),
            zone_data: exercise.clock.zone_data.clone(),
            seed,
            scenario_hash: scenario_hash(exercise),
        }
    }

    /// Appends the line's text, from `{` to `}`.
    pub(super) fn write(&self, exercise: &Exercise, out: &mut Vec<u8>) {
        out.extend_from_slice(format!("{{\"format\":{FORMAT},\"engine\":").as_bytes());
        write_text(&self.engine, out);
        out.extend_from_slice(b",\"zone_data\":");
        write_text(&self.zone_data, out);
        let rest = format!(
            ",\"seed\":\"{}\",\"scenario_hash\":\"{}\",\"exercise\":",
            self.seed, self.scenario_hash
        );
        out.extend_from_slice(rest.as_bytes());
        out.extend_from_slice(&canonical(exercise));
        out.push(b'}');
    }
}

/// Why a first line is not the header of a journal that can be read.
pub(super) enum Misfit {
    /// It is no header at all.
    NotAJournal(String),
    /// It is one of another format.
    OtherFormat(u64),
    /// It is a redacted edition, for whom.
    Redacted(String),
    /// It was written by another version of the engine and cannot be read by this one.
    OtherEngine(String, String),
    /// Its text is not what the journal writes.
    Altered(String),
}

#[derive(Deserialize)]
struct Outline {
    format: u64,
    redacted: Option<String>,
}

#[derive(Deserialize)]
struct Line<'a> {
    engine: String,
    seed: String,
    #[serde(borrow)]
    exercise: &'a RawValue,
}

/// Reads the text of a first line (its hash taken off).
pub(super) fn read(text: &str, engine: &str) -> Result<(Header, Exercise), Misfit> {
    let outline: Outline =
        serde_json::from_str(text).map_err(|error| Misfit::NotAJournal(error.to_string()))?;
    if let Some(edition) = outline.redacted {
        return Err(Misfit::Redacted(edition));
    }
    if outline.format != u64::from(FORMAT) {
        return Err(Misfit::OtherFormat(outline.format));
    }
    let line: Line =
        serde_json::from_str(text).map_err(|error| Misfit::NotAJournal(error.to_string()))?;
    let other = |reason: String| {
        if line.engine == engine {
            Misfit::Altered(reason)
        } else {
            Misfit::OtherEngine(line.engine.clone(), reason)
        }
    };
    let exercise: Exercise = serde_json::from_str(line.exercise.get())
        .map_err(|error| other(format!("the exercise cannot be read: {error}")))?;
    let sound = exercise.sound();
    sound.map_err(|unsound| other(format!("the exercise does not hold together: {unsound}")))?;
    let seed = line
        .seed
        .parse()
        .map_err(|_| other("the seed is no number".to_owned()))?;
    let header = Header::new(&exercise, seed, &line.engine);
    let mut again = Vec::with_capacity(text.len());
    header.write(&exercise, &mut again);
    if again == text.as_bytes() {
        Ok((header, exercise))
    } else {
        Err(other("the header is not as a journal writes it".to_owned()))
    }
}
