//! Writes a part.

use super::{FORMAT, Head, check, digits, metrics};
use crate::campaign::Outcome;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The first line, with its line feed.
#[must_use]
pub fn head_line(head: &Head) -> String {
    let about = &head.about;
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("engine", json!(about.engine));
    put("scenario", json!(about.scenario_hash));
    let exercise = json!({
        "id": about.id,
        "title": about.title,
        "mark": about.mark,
        "tlp": about.tlp.word(),
        "parameters": about.parameters,
        "assumed": about.assumed,
    });
    put("exercise", exercise);
    put("runs", json!(head.total));
    put("first_seed", json!(head.first_seed));
    put("range", json!([head.range.start, head.range.end]));
    put("level", json!(head.level));
    if let Some(asked) = &head.asked {
        let asked = json!({"asked": asked.text, "most": asked.most, "look": asked.look});
        put("precision", asked);
    }
    put("measures", json!(metrics()));
    let fields = Value::Object(fields).to_string();
    // The format comes first, so that a reader of another version stops at it.
    let text = format!("{{\"part\":{FORMAT},{}", &fields[1..fields.len() - 1]);
    sealed("", text)
}

/// The line of a run, with its line feed; `head` is the first line.
#[must_use]
pub fn run_line(head: &str, number: u64, run: &Outcome) -> String {
    let mut text = format!(
        "{{\"run\":{number},\"seed\":{},\"entries\":{},\"figures\":[",
        run.seed, run.entries
    );
    for (nth, figure) in run.figures.iter().enumerate() {
        if nth > 0 {
            text.push(',');
        }
        let _ = match figure {
            None => write!(text, "null"),
            // The shortest digits that give back the same bits.
            Some(value) if value.is_finite() => write!(text, "{value:?}"),
            Some(value) => write!(text, "\"{value}\""),
        };
    }
    text.push(']');
    sealed(head, text)
}

/// The last line of a part, for all bytes before it.
#[must_use]
pub fn close(before: &str, runs: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(before);
    format!("{{\"end\":{runs},\"hash\":\"{}\"}}\n", digits(hash))
}

/// A whole part; `runs` are all of its range, in order.
#[must_use]
pub fn text(head: &Head, runs: &[Outcome]) -> String {
    let first = head_line(head);
    let mut text = first.clone();
    for (number, run) in (head.range.start..).zip(runs) {
        text += &run_line(&first, number, run);
    }
    text += &close(&text, runs.len());
    text
}

fn sealed(head: &str, mut text: String) -> String {
    let check = check(head, &text);
    let _ = writeln!(text, ",\"check\":\"{check}\"}}");
    text
}
