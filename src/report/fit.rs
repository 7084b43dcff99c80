//! What recorded drills say of the numbers that a scenario assumes, as JSON, and what every shape
//! of it tells alike.

use crate::exercise::Exercise;
use crate::fit::{Parameter, Unit};
use crate::model::Tlp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A journal that was looked at.
#[derive(Clone, Debug)]
pub struct Journal {
    /// The head of its chain, hexadecimal.
    pub head: String,
    /// The title of what was played.
    pub title: String,
    /// The words that mark all output of it.
    pub mark: String,
    /// Its label.
    pub tlp: Tlp,
    /// What its scenario had for each parameter, by path.
    pub assumed: BTreeMap<String, String>,
}

/// Estimates and what they were made from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The journals, in the order named.
    pub journals: &'a [Journal],
    /// The estimates.
    pub found: &'a [Parameter],
    /// Seats in all journals.
    pub seats: usize,
    /// How many of them people played.
    pub people: usize,
    /// At what confidence intervals hold.
    pub level: f64,
    /// The engine's version.
    pub engine: &'a str,
}

impl Journal {
    /// Of an exercise that was recorded, and the head of its journal.
    #[must_use]
    pub fn of(exercise: &Exercise, head: String) -> Journal {
        let all = exercise.parameters.iter();
        Journal {
            head,
            title: exercise.title.clone(),
            mark: exercise.mark.clone(),
            tlp: exercise.tlp,
            assumed: all
                .map(|one| (one.path.clone(), one.value.clone()))
                .collect(),
        }
    }

    /// The first letters of its head, which tell it from others.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.head[..self.head.len().min(12)]
    }

    /// Its title and head.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{} (head {})", self.title, self.short())
    }
}

impl Subject<'_> {
    /// What the scenarios had for a parameter, each value once, in the order of the journals.
    #[must_use]
    pub fn assumed(&self, one: &Parameter) -> Vec<&str> {
        let path = one.path();
        let mut all: Vec<&str> = Vec::new();
        for value in self
            .journals
            .iter()
            .filter_map(|one| one.assumed.get(&path))
        {
            if !all.contains(&value.as_str()) {
                all.push(value);
            }
        }
        all
    }
}

/// Who sat in the seats that were looked at.
#[must_use]
pub fn seats(of: &Subject<'_>) -> String {
    match of.people {
        0 => format!("{} seats in all, all simulated", of.seats),
        some => format!(
            "{} seats in all, {some} of them played by people, the others simulated",
            of.seats
        ),
    }
}

/// JSON for programs; times are seconds.
#[must_use]
pub fn json(of: &Subject<'_>) -> String {
    let parameters: Vec<Value> = of.found.iter().map(|found| one(of, found)).collect();
    let all = json!({
        "format": 1,
        "engine": of.engine,
        "journals": of.journals.iter().map(Journal::told).collect::<Vec<_>>(),
        "seats": of.seats,
        "played_by_people": of.people,
        "level": of.level,
        "parameters": parameters,
    });
    format!("{all:#}\n")
}

fn one(of: &Subject<'_>, found: &Parameter) -> Value {
    let (unit, scale) = match found.what.unit() {
        Unit::Milliseconds => ("s", 1000.0),
        Unit::Sigma => ("sigma of the logarithm", 1.0),
        Unit::Share => ("share", 1.0),
        Unit::PerHour => ("per hour", 1.0),
    };
    json!({
        "path": found.path(),
        "value": found.value / scale,
        "low": found.low / scale,
        "high": found.high / scale,
        "unit": unit,
        "seen": found.seen,
        "open": found.open,
        "assumed": of.assumed(found),
    })
}
