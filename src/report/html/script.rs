//! How EXCON ran the script.

use super::super::script::{self, MOST};
use super::{Press, Section};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "script",
    title: script::TITLE,
    template: include_str!("../../../assets/report/script.jinja"),
    fill,
};

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let all = script::script(press.lens)?;
    let shown = all.rows.iter().take(MOST);
    let rows = shown.map(|row| {
        let (at, what, done) = (row.at.to_string(), &row.what, row.done());
        let (by, off, link) = (row.by(), row.off(), press.cites.links(&[row.seq]));
        context! { at, what, done, by, off, link }
    });
    let rows: Vec<Value> = rows.collect();
    let note = all.note(rows.len());
    Some(context! { rows, note })
}
