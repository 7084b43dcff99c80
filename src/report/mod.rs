//! Renderings of a scorecard: one file a format. Knows nothing of where bytes go.

mod alias;
mod chart;
mod csv;
mod edition;
#[cfg(test)]
mod fixture;
mod html;
mod json;
mod lens;
pub mod line;
mod md;
mod number;
mod stretch;
mod summary;
mod text;

pub use edition::Edition;

use crate::exercise::Exercise;
use crate::journal::Entry;
use crate::model::word::words;
use crate::scorecard::Scorecard;
use lens::Lens;

words! {
    /// A format that a report can take.
    pub enum Format {
        /// A scorecard for a terminal.
        Text = "text",
        /// JSON for programs; its fields stay stable.
        Json = "json",
        /// Markdown.
        Md = "md",
        /// Readings and tasks as one table.
        Csv = "csv",
        /// A page that needs no network and no script.
        Html = "html",
    }
}

/// What a report tells of: one run.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was played.
    pub exercise: &'a Exercise,
    /// Its scorecard.
    pub scorecard: &'a Scorecard,
    /// Its journal's entries, in order.
    pub entries: &'a [Entry],
}

/// How text for a terminal looks; other formats take no notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub colour: bool,
    /// Columns; between 60 and 80 are used.
    pub width: usize,
}

/// Renders a report as one text.
#[must_use]
pub fn render(what: &Subject<'_>, format: Format, edition: Edition, style: Style) -> String {
    let lens = Lens::new(*what, edition);
    match format {
        Format::Text => text::render(&lens, style),
        Format::Json => json::render(&lens),
        Format::Md => md::render(&lens),
        Format::Csv => csv::render(&lens),
        Format::Html => html::render(&lens),
    }
}
