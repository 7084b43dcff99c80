//! Readings and critical tasks as one table of comma-separated values (RFC 4180): the first column
//! says which of the two a row is, and each fills in the columns that concern it. Times are
//! seconds. The mark and the label stand in every row, so that no part of the table is without.

use super::lens::Lens;
use super::summary;
use crate::metric::Reading;
use crate::model::{SimTime, Span};
use crate::scorecard::{ObjectiveRating, TaskRating};
use csv::{QuoteStyle, WriterBuilder};

const HEAD: [&str; 28] = [
    "record",
    "metric",
    "scope",
    "provenance",
    "assumed",
    "unit",
    "count",
    "censored",
    "total",
    "mean",
    "median",
    "p90",
    "horizon",
    "objective",
    "task",
    "seat",
    "rating",
    "why",
    "by_rule",
    "rule_why",
    "predicted",
    "done_at",
    "target",
    "limit",
    "evidence",
    "mark",
    "tlp",
    "edition",
];

/// The tables as text.
#[must_use]
pub fn render(lens: &Lens<'_>) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(lens.readings().map(|one| reading(lens, one)));
    for objective in &lens.what.scorecard.objectives {
        rows.extend(lens.tasks(objective).map(|one| task(lens, objective, one)));
    }
    let mut table = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    for row in &rows {
        table
            .write_record(row)
            .expect("writing to memory does not fail");
    }
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn number(value: Option<f64>) -> String {
    value
        .filter(|value| value.is_finite())
        .map_or_else(String::new, |value| value.to_string())
}

fn evidence(lens: &Lens<'_>, seqs: &[u32]) -> String {
    let seqs = lens.evidence_numbers(seqs);
    seqs.iter()
        .map(u32::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// An author's text as a cell that a spreadsheet takes for text: what would begin a formula gets
/// an apostrophe in front (OWASP, CSV injection).
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Puts named cells in their columns.
fn row(lens: &Lens<'_>, cells: Vec<(&str, String)>) -> [String; HEAD.len()] {
    let mark = ("mark", cell(&lens.mark()));
    let tlp = ("tlp", lens.tlp().to_string());
    let edition = ("edition", lens.edition.text(&lens.names));
    let mut row = HEAD.map(|_| String::new());
    for (column, text) in cells.into_iter().chain([mark, tlp, edition]) {
        if let Some(place) = HEAD.iter().position(|head| *head == column) {
            row[place] = text;
        }
    }
    row
}

fn reading(lens: &Lens<'_>, of: &Reading) -> [String; HEAD.len()] {
    let cells = vec![
        ("record", "reading".to_owned()),
        ("metric", of.metric.to_owned()),
        ("scope", lens.scope(of.scope)),
        ("provenance", of.provenance.to_string()),
        ("assumed", of.assumed.to_string()),
        ("unit", of.unit.to_string()),
        ("count", of.count.to_string()),
        ("censored", of.censored.to_string()),
        ("total", number(of.total)),
        ("mean", number(of.mean)),
        ("median", number(of.median)),
        ("p90", number(of.p90)),
        ("horizon", number(of.horizon)),
        ("evidence", evidence(lens, &of.evidence)),
    ];
    row(lens, cells)
}

fn task(lens: &Lens<'_>, objective: &ObjectiveRating, of: &TaskRating) -> [String; HEAD.len()] {
    let set = lens.what.exercise.tasks.get(of.task.at());
    let done = of.done_at.map(|at| at.since(SimTime::STARTEX).as_seconds());
    let rule = of.by_rule.as_ref();
    let by_rule = rule.map_or_else(String::new, |rule| rule.rating.to_string());
    let rule_why = rule.map_or_else(String::new, |rule| cell(&lens.says(&rule.why)));
    let cells = vec![
        ("record", "task".to_owned()),
        (
            "objective",
            cell(&summary::objective_words(lens, objective).0),
        ),
        ("task", cell(&summary::task_words(lens, of).0)),
        ("seat", cell(lens.org(of.seat))),
        ("rating", of.rating.to_string()),
        ("why", cell(&lens.says(&of.why))),
        ("by_rule", by_rule),
        ("rule_why", rule_why),
        ("predicted", of.predicted.to_string()),
        ("done_at", number(done)),
        (
            "target",
            number(set.map(|set| set.target).map(Span::as_seconds)),
        ),
        (
            "limit",
            number(set.map(|set| set.limit).map(Span::as_seconds)),
        ),
        ("evidence", evidence(lens, &of.evidence)),
    ];
    row(lens, cells)
}

#[cfg(test)]
mod tests {
    use super::super::Edition;
    use super::super::fixture::{BCERT, Fixture, hostile, small};
    use super::*;

    fn table(fixture: &Fixture, edition: Edition) -> Vec<Vec<String>> {
        let text = render(&Lens::new(fixture.subject(), edition));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("rows of one length"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn every_row_fits_and_bears_the_mark() {
        for (edition, tlp, tasks) in [
            (Edition::Excon, "TLP:AMBER", 5),
            (Edition::Team(BCERT), "TLP:AMBER", 2),
            (Edition::Public, "TLP:CLEAR", 0),
        ] {
            for fixture in [small(), hostile()] {
                let table = table(&fixture, edition);
                assert_eq!(table[0], HEAD);
                for row in &table[1..] {
                    assert!(row[25].starts_with("EXERCISE") && row[26] == tlp, "{row:?}");
                    assert!(
                        !row.iter().any(|cell| cell.starts_with(['=', '@'])),
                        "{row:?}"
                    );
                }
                let found = table.iter().filter(|row| row[0] == "task").count();
                assert_eq!(found, tasks, "{edition:?}");
            }
        }
    }

    #[test]
    fn cells_hold_plain_numbers_or_nothing() {
        let table = table(&small(), Edition::Excon);
        let row = |first: &str, second: &str| {
            let fits =
                |row: &&Vec<String>| row[0] == first && row[1..].contains(&second.to_owned());
            table.iter().find(fits).expect(second).join(",")
        };
        for (record, holding, expected) in [
            (
                "reading",
                "answer_time",
                "reading,answer_time,all,simulated,true,s,0,0,,,,,14400,",
            ),
            (
                "reading",
                "tlp_breaches",
                "reading,tlp_breaches,all,simulated,false,count,2,0,2,,,,,",
            ),
            (
                "task",
                "T-02",
                "task,,,,,,,,,,,,,O-2,T-02,acert,M,rated M for acert, bank or bcert,\
                 ,,true,7800,1800,5400,17,",
            ),
        ] {
            assert!(
                row(record, holding).starts_with(expected),
                "{}",
                row(record, holding)
            );
        }
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for (text, expected) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("O-1", "O-1"), ("", "")] {
            assert_eq!(cell(text), expected);
        }
    }
}
