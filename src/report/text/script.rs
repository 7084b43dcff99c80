//! How EXCON ran the script, for a terminal.

use super::super::script;
use super::{Page, Tone};

/// How much of it is told.
const SHOWN: usize = 20;

impl Page<'_> {
    pub(super) fn script(&mut self) {
        let Some(all) = script::script(self.lens) else {
            return;
        };
        self.heading(&script::TITLE.to_uppercase(), "");
        let shown = all.rows.len().min(SHOWN);
        self.prose("  ", Some(Tone::Dim), &all.note(shown));
        for row in all.rows.iter().take(shown) {
            let off = row.off.map(|_| format!(", {}", row.off()));
            let by = row.by.as_ref().map(|by| format!(" ({by})"));
            let (at, what, done) = (row.at, &row.what, row.done());
            let (off, by) = (off.unwrap_or_default(), by.unwrap_or_default());
            self.prose("  ", None, &format!("{at} {what}: {done}{off}{by}"));
        }
    }
}
