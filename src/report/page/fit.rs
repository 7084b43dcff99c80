//! What recorded drills say of the numbers that a scenario assumes, as a page.

use super::super::chart::{Row, forest};
use super::super::fit::{Journal, Subject, seats};
use super::super::line::plain;
use super::super::number;
use super::{Block, Page, Table};
use crate::campaign::About;
use crate::fit::{Of, Parameter, Unit, What};
use crate::metric;
use crate::model::Tlp;

const CHANNELS: (&str, &str) = ("channels", "Channels");
const DESKS: (&str, &str) = ("desks", "Desks");
const DIRECTORIES: (&str, &str) = ("directories", "Directories");

/// Under which heading a parameter stands.
fn belongs(one: &Parameter) -> (&'static str, &'static str) {
    match (&one.of, one.what) {
        (Of::Channel(_), _) => CHANNELS,
        (_, What::Stale | What::Missing) => DIRECTORIES,
        _ => DESKS,
    }
}

/// The page.
#[must_use]
pub fn fit(of: &Subject<'_>) -> String {
    let about = about(of.journals, of.engine);
    let kind = format!("Estimates of recorded drills · {}", seats(of));
    let mut page = Page::of(&about, kind);
    for (id, title) in [CHANNELS, DESKS, DIRECTORIES] {
        let found = of.found.iter().filter(|one| belongs(one) == (id, title));
        let found: Vec<&Parameter> = found.collect();
        if !found.is_empty() {
            page.section(id, title, blocks(of, title, &found));
        }
    }
    page.section("basis", "What it rests on", basis(of));
    page.render()
}

/// What stands above: the label that lets fewest see it, and every mark once.
fn about(journals: &[Journal], engine: &str) -> About {
    let mut marks: Vec<&str> = Vec::new();
    for journal in journals {
        if !marks.contains(&journal.mark.as_str()) {
            marks.push(&journal.mark);
        }
    }
    let title = match journals {
        [one] => format!("What was seen in {}", one.title),
        several => format!("What was seen in {} recorded drills", several.len()),
    };
    About {
        id: String::new(),
        title,
        mark: marks.join(" · "),
        tlp: journals
            .iter()
            .map(|one| one.tlp)
            .max()
            .unwrap_or(Tlp::Clear),
        parameters: 0,
        assumed: 0,
        scenario_hash: String::new(),
        engine: engine.to_owned(),
    }
}

/// Charts of what is counted alike, and a table of all.
fn blocks(of: &Subject<'_>, title: &str, found: &[&Parameter]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (unit, what) in [(Unit::Milliseconds, "times"), (Unit::Share, "shares")] {
        let alike = found.iter().filter(|one| one.what.unit() == unit);
        let rows: Vec<Row> = alike.map(|one| row(one)).collect();
        if !rows.is_empty() {
            let says = format!(
                "{title}: {what} as seen, with {} intervals",
                number::share(of.level, 1.0)
            );
            let unit = match unit {
                Unit::Milliseconds => metric::Unit::Seconds,
                _ => metric::Unit::Share,
            };
            blocks.push(Block::Wide(forest(&says, &rows, Some(unit)), says));
        }
    }
    let heads = [
        "Parameter",
        "Estimate",
        "Interval",
        "Seen",
        "Assumed so far",
    ];
    let rows = found.iter().map(|one| {
        let seen = match one.open {
            0 => number::count(one.seen as u64),
            open => format!("{}, {open} of them open", number::count(one.seen as u64)),
        };
        vec![
            plain(&one.path()),
            amount(one, one.value),
            format!("{} to {}", amount(one, one.low), amount(one, one.high)),
            seen,
            plain(&of.assumed(one).join(", ").replace('"', "")),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: format!("{title}: each parameter, and what the scenarios had for it"),
        heads: heads.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }));
    blocks
}

fn row(one: &Parameter) -> Row {
    let scale = match one.what.unit() {
        Unit::Milliseconds => 1000.0,
        _ => 1.0,
    };
    Row {
        label: plain(&one.path()),
        value: one.value / scale,
        ends: Some((one.low / scale, one.high / scale)),
        kind: 2,
        ticks: Vec::new(),
        says: amount(one, one.value),
    }
}

fn amount(one: &Parameter, value: f64) -> String {
    match one.what.unit() {
        Unit::Milliseconds => number::duration(value / 1000.0),
        Unit::Share => number::value(metric::Unit::Share, Some(value)),
        Unit::Sigma => number::value(metric::Unit::Value, Some(value)),
        Unit::PerHour => format!(
            "{} an hour",
            number::value(metric::Unit::Value, Some(value))
        ),
    }
}

fn basis(of: &Subject<'_>) -> Vec<Block> {
    let mut says = vec![Block::Says(
        "Estimated from what the journals record, censoring respected. What a sender never hears \
         of, what people do where nothing is recorded and what happened too seldom is not \
         estimated."
            .to_owned(),
    )];
    if of.people == 0 {
        let text = "Every seat was simulated: this recovers what the scenarios assumed, and is no \
                    evidence of anything else.";
        says.push(Block::Says(text.to_owned()));
    }
    let journals = Table {
        caption: "Journals".to_owned(),
        heads: vec!["Exercise".to_owned(), "Head".to_owned()],
        rows: (of.journals.iter())
            .map(|one| vec![plain(&one.title), one.head.clone()])
            .collect(),
    };
    says.push(Block::Table(journals));
    says.push(Block::Note(format!("engine {}", of.engine)));
    says
}
