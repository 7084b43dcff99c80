//! How entries of a journal are spoken of on a terminal, to EXCON.

use crate::exercise::Exercise;
use crate::journal::{Entry, causes_of, tell};
use crate::model::{Names, Voice};
use crate::report::Style;
use crate::report::line::plain;
use std::fmt::Write as _;

/// One entry on one line: its number, its moment, its sentence.
#[must_use]
pub fn line(entry: &Entry, names: &Names) -> String {
    let (_, sentence) = tell(&entry.body, &mut Voice::excon(names));
    let sentence = plain(&sentence);
    format!("#{:<6} {}  {sentence}", entry.seq, entry.at)
}

/// The chain of causes up to an entry, a line each, with the causes beside it.
#[must_use]
pub fn chain(entries: &[Entry], seq: u32, names: &Names) -> String {
    let mut out = String::new();
    let chain = causes_of(entries, seq);
    let mut before = None;
    for entry in chain.iter().filter_map(|seq| entries.get(*seq as usize)) {
        let _ = writeln!(out, "  {}", line(entry, names));
        let beside = entry.causes.iter().filter(|cause| Some(*cause) != before);
        for cause in beside.filter_map(|cause| entries.get(cause as usize)) {
            let _ = writeln!(out, "    also after {}", line(cause, names));
        }
        before = Some(entry.seq);
    }
    out
}

/// A heading.
#[must_use]
pub fn heading(text: &str, style: Style) -> String {
    if style.colour {
        format!("\u{1b}[1m{text}\u{1b}[0m\n")
    } else {
        format!("{text}\n")
    }
}

/// `first-drill "A title", seed 7, engine 0.1.0, zone data 2025b`.
#[must_use]
pub fn identity(exercise: &Exercise, seed: u64, engine: &str) -> String {
    let zones = &exercise.clock.zone_data;
    let (id, title) = (plain(&exercise.id), plain(&exercise.title));
    format!("{id} \"{title}\", seed {seed}, engine {engine}, zone data {zones}")
}
