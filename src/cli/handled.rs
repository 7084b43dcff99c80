//! What becomes in a fork of what EXCON did with the script after its moment, and how it is told.

use super::acts;
use super::exit::Failure;
use super::limit;
use crate::engine::{Engine, Handled, Handling};
use crate::journal::Recorded;
use crate::model::Names;
use std::fmt::Write as _;
use std::sync::Arc;

/// What becomes of what EXCON did with the script.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excon {
    /// EXCON releases, holds, skips, changes and adds what it did, when it did; a contingency that
    /// it held to the end goes to whom it is needed for
    Keep,
    /// EXCON does nothing more: whatever it holds goes out when it is due
    None,
}

/// At most so many inputs that no longer apply are told one by one.
const TOLD: usize = 10;

impl Excon {
    /// How a fork of a record is played on.
    ///
    /// # Errors
    /// When the record, played again, goes past a limit.
    pub fn handling(self, recorded: &Recorded, engine: &Engine) -> Result<Handling, Failure> {
        let entries = &recorded.entries;
        match self {
            Excon::Keep => {
                let exercise = Arc::new(recorded.exercise.clone());
                let handling = Handling::of(&exercise, entries, engine);
                handling.map_err(|reached| limit(&reached))
            }
            Excon::None => Ok(Handling::none(&recorded.exercise, entries, engine)),
        }
    }
}

/// What became of it, a sentence a line; nothing where EXCON did nothing and held nothing.
pub fn told(excon: Excon, of: &Handled, names: &Names) -> String {
    let mut told = String::new();
    let (played, left_out) = (of.played, of.left_out.len());
    let all = played + left_out + of.others;
    let inputs = if all == 1 { "input" } else { "inputs" };
    if all > 0 && excon == Excon::None {
        let _ = writeln!(told, "Left out of what EXCON did later: {all} {inputs}.");
    } else if all > 0 {
        let parts = [
            (played, "to the script played again, each at its moment"),
            (left_out, "left out since no longer apt"),
            (of.others, "left out since not about the script"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let parts = parts.join(", ");
        let _ = writeln!(told, "What EXCON did later, {all} {inputs}: {parts}.");
    }
    for (at, action) in of.left_out.iter().take(TOLD) {
        let _ = writeln!(told, "Left out at {at}: {}.", acts::says(action, names));
    }
    if left_out > TOLD {
        let _ = writeln!(told, "and {} more.", left_out - TOLD);
    }
    for (at, held) in &of.let_go {
        let _ = writeln!(
            told,
            "The fork lets {} go at {at}: it was due and held, and nobody would release it.",
            held.text(names)
        );
    }
    if !of.held_back.is_empty() {
        let ids = of.held_back.iter().map(|held| held.text(names));
        let ids: Vec<String> = ids.collect();
        let _ = writeln!(told, "Due and held to the end: {}.", ids.join(", "));
    }
    told
}
