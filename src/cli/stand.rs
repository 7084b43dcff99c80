//! A live exercise that stands paused where a recorded run was forked.

use super::exit::{Exit, Failure};
use crate::engine::{self, Engine};
use crate::journal::{Body, Encoder, Input, line_of};
use crate::live::{Batch, Paced, Reached, Store, Trouble, hash, secret};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes the database of a live exercise that stands where an engine stands.
///
/// # Errors
/// When there is a file already, or it cannot be written.
pub fn write(path: &Path, engine: &Engine, from: &Path) -> Result<(), Failure> {
    let secret = secret()
        .map_err(|error| Failure::new(Exit::File, "no randomness is to be had").because(error))?;
    let exercise = engine.exercise();
    let mut encoder = Encoder::new(exercise, engine.seed(), engine::VERSION);
    let store = Store::create(path, encoder.line(), &hash(&secret), false);
    let mut store = store.map_err(|why| unusable(path, &why))?;
    for entry in engine.entries() {
        encoder.entry(entry);
    }
    let names = exercise.names();
    let inputs = engine
        .entries()
        .iter()
        .filter(|entry| matches!(entry.body, Body::Input(Input::Action(..))));
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let batch = Batch {
        inputs: inputs
            .map(|entry| (format!("recorded:{}", entry.seq), line_of(entry, &names)))
            .collect(),
        paces: vec![Paced {
            at: engine.now(),
            real: since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0)),
            pace: "paused".to_owned(),
            by: format!("forked from {}", from.display()),
        }],
        reached: Some(Reached {
            at: engine.now(),
            entries: u32::try_from(engine.entries().len()).unwrap_or(u32::MAX),
            head: encoder.head(),
        }),
        ..Batch::default()
    };
    store.commit(&batch).map_err(|why| unusable(path, &why))
}

fn unusable(path: &Path, why: &Trouble) -> Failure {
    Failure::new(Exit::File, format!("cannot write {}", path.display()))
        .because(why)
        .help("name a file that is not there yet, in a place that you may write to")
}
