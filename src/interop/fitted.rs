//! Estimated parameters as a part of a scenario, each with its source.

use crate::fit::{Of, Parameter, Unit, What};
use crate::model::Span;
use std::fmt::Write as _;

/// Writes estimates as a part that a scenario can include; `source` says in a few words what they
/// were made from, `level` at what confidence their intervals hold.
#[must_use]
pub fn write(parameters: &[Parameter], source: &str, level: f64) -> String {
    let mut text = String::from("(\n    format: 1,\n");
    let of = |list: &str| -> Vec<&Parameter> {
        (parameters.iter())
            .filter(|one| list_of(&one.of) == list)
            .collect()
    };
    for list in ["channels", "service", "kinds"] {
        let here = of(list);
        if here.is_empty() {
            continue;
        }
        let _ = writeln!(text, "    {list}: [");
        for group in here.chunk_by(|a, b| a.of == b.of) {
            element(&mut text, group, source, level);
        }
        text.push_str("    ],\n");
    }
    text.push_str(")\n");
    text
}

fn list_of(of: &Of) -> &'static str {
    match of {
        Of::Channel(_) => "channels",
        Of::Work(_) => "service",
        Of::Kind(_) => "kinds",
    }
}

fn element(text: &mut String, group: &[&Parameter], source: &str, level: f64) {
    let Some(first) = group.first() else {
        return;
    };
    let head = match &first.of {
        Of::Channel(id) => format!("id: {id:?}"),
        Of::Work(work) => format!("work: {work:?}"),
        Of::Kind(kind) => format!("kind: {kind:?}"),
    };
    let _ = writeln!(text, "        (\n            {head}, overrides: true,");
    let given = |one: &Parameter| given(one, source, level);
    let mut directory = Vec::new();
    for one in group {
        let field = match one.what {
            What::Transit => format!("transit: {}", given(one)),
            What::TransitSpread | What::ServiceSpread => format!("spread: {}", given(one)),
            What::Loss => format!("loss: {}", given(one)),
            What::Polled => reading("Polled", one, source, level),
            What::OfficeHours => reading("OfficeHours", one, source, level),
            What::Service => format!("median: {}", given(one)),
            What::Stale | What::Missing => {
                directory.push(format!("{}: {}", one.what.word(), given(one)));
                continue;
            }
            What::Background => {
                format!(
                    "desk: (\n                background: {},\n            )",
                    given(one)
                )
            }
        };
        let _ = writeln!(text, "            {field},");
    }
    if !directory.is_empty() {
        let inside = directory.join(",\n                ");
        let _ = writeln!(
            text,
            "            directory: (\n                {inside},\n            ),"
        );
    }
    text.push_str("        ),\n");
}

fn reading(word: &str, one: &Parameter, source: &str, level: f64) -> String {
    let value = format!("{word}({})", amount(one, one.value));
    format!(
        "reading: {}",
        sourced(&value, &told(one, source, level), 12)
    )
}

fn given(one: &Parameter, source: &str, level: f64) -> String {
    let value = amount(one, one.value);
    let within = match one.what {
        What::Stale | What::Missing | What::Background => 16,
        _ => 12,
    };
    sourced(&value, &told(one, source, level), within)
}

/// A value over its source, where both stand `within` so many columns.
fn sourced(value: &str, told: &str, within: usize) -> String {
    let (field, end) = (" ".repeat(within + 4), " ".repeat(within));
    format!("(\n{field}value: {value},\n{field}source: {told},\n{end})")
}

/// What an estimate rests on, as a quoted text.
fn told(one: &Parameter, source: &str, level: f64) -> String {
    let open = match one.open {
        0 => String::new(),
        some => format!(", {some} of them open"),
    };
    let (ends, unit) = match one.what.unit() {
        Unit::PerHour => (
            [one.low, one.high].map(|end| format!("{:.4}", end.max(0.0))),
            " an hour",
        ),
        _ => (
            [one.low, one.high].map(|end| amount(one, end).replace('"', "")),
            "",
        ),
    };
    let text = format!(
        "{source}: {} seen{open}, {}% {} to {}{unit}",
        one.seen,
        (level * 100.0).round(),
        ends[0],
        ends[1]
    );
    format!("{text:?}")
}

/// A value as the scenario language has it.
fn amount(one: &Parameter, value: f64) -> String {
    match one.what.unit() {
        Unit::Milliseconds => {
            // To three or four figures: more is not known.
            let grain = if value < 10_000.0 { 1.0 } else { 1000.0 };
            let ms = ((value / grain).round() * grain).clamp(0.0, 1e15);
            format!("\"{}\"", Span(ms as i64).exact())
        }
        Unit::Sigma | Unit::Share => format!("{:.4}", value.max(0.0)),
        Unit::PerHour => format!("PerHour({:.4})", value.max(0.0)),
    }
}
