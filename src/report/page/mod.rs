//! What many runs say, as pages that need no network and no script, in the manner of the
//! scorecard: one file a kind of page.

mod campaign;
mod comparison;
mod experiment;
mod fit;
mod pair;
mod rehearsal;
mod season;
mod sensitivity;
mod value;

pub use campaign::campaign;
pub use comparison::comparison;
pub use experiment::experiment;
pub use fit::fit;
pub use pair::pair;
pub use rehearsal::rehearsal;
pub use season::season;
pub use sensitivity::sensitivity;
pub use value::value;

use super::html::{fill, style_text};
use super::line::plain;
use crate::campaign::About;
use minijinja::{Value, context};

const PAGE: &str = include_str!("../../../assets/report/page.jinja");
const BODY: &str = include_str!("../../../assets/report/figures.jinja");
const STYLE: &str = include_str!("../../../assets/report/style.css");

/// A page in the making.
pub(super) struct Page<'a> {
    about: &'a About,
    kind: String,
    sections: Vec<Section>,
}

struct Section {
    id: &'static str,
    title: String,
    blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph.
    Says(String),
    /// A paragraph that stands back.
    Note(String),
    /// A heading.
    Head(String),
    /// A chart over the page's width, and what it shows.
    Wide(String, String),
    /// Charts side by side: heading, chart, what it shows.
    Charts(Vec<(String, String, String)>),
    /// A table.
    Table(Table),
}

/// A table: the first column names the row, the others hold figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// What it shows.
    pub caption: String,
    /// What the columns hold.
    pub heads: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
}

impl<'a> Page<'a> {
    /// An empty page; `kind` says what it is, such as `Campaign · 200 runs`.
    pub(super) fn of(about: &'a About, kind: impl Into<String>) -> Page<'a> {
        Page {
            about,
            kind: kind.into(),
            sections: Vec::new(),
        }
    }

    /// Adds a section, unless there is nothing in it.
    pub(super) fn section(&mut self, id: &'static str, title: &str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            let title = title.to_owned();
            self.sections.push(Section { id, title, blocks });
        }
    }

    /// The page as HTML.
    pub(super) fn render(&self) -> String {
        let (mark, tlp) = (plain(&self.about.mark), self.about.tlp);
        let foot = style_text(&format!("{mark} · {tlp}"));
        let style = format!(
            "{STYLE}\n@page {{ @bottom-left {{ content: {foot} }} \
             @bottom-right {{ content: counter(page) \" / \" counter(pages) }} }}"
        );
        let sections: Vec<Value> = (self.sections.iter())
            .map(|section| {
                let blocks: Vec<Value> = section.blocks.iter().map(block).collect();
                let body = fill(BODY, context! { blocks });
                context! { id => section.id, title => section.title.as_str(), body }
            })
            .collect();
        let page = context! {
            title => plain(&self.about.title),
            mark,
            tlp => tlp.word(),
            kind => self.kind.as_str(),
            edition => "for EXCON",
            style => Value::from_safe_string(style),
            sections,
        };
        fill(PAGE, page).as_str().unwrap_or_default().to_owned()
    }
}

fn block(block: &Block) -> Value {
    let safe = |svg: &String| Value::from_safe_string(svg.clone());
    match block {
        Block::Says(text) => context! { kind => "says", text },
        Block::Head(text) => context! { kind => "head", text },
        Block::Note(text) => context! { kind => "note", text },
        Block::Wide(svg, text) => context! { kind => "wide", chart => safe(svg), text },
        Block::Charts(charts) => {
            let charts: Vec<Value> = (charts.iter())
                .map(|(title, svg, text)| context! { title, chart => safe(svg), text })
                .collect();
            context! { kind => "charts", charts }
        }
        Block::Table(table) => context! {
            kind => "table",
            caption => table.caption.as_str(),
            heads => &table.heads,
            rows => &table.rows,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_a_header_says_what_it_heads() {
        let mut exercise = super::super::fixture::small().exercise;
        exercise.title = "<script>alert(1)</script>".to_owned();
        let about = About::of(&exercise, "hash", "engine");
        let mut page = Page::of(&about, "Campaign & more");
        let table = Table {
            caption: "a <b>".to_owned(),
            heads: vec!["x".to_owned(), "<i>".to_owned()],
            rows: vec![vec!["one".to_owned(), "</td>".to_owned()]],
        };
        page.section("empty", "Nothing", Vec::new());
        page.section(
            "all",
            "All",
            vec![Block::Says("a < b".to_owned()), Block::Table(table)],
        );
        let html = page.render();
        for bad in ["<script", "<i>", "</td></td>", "id=\"empty\""] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("a &lt; b") && html.contains("href=\"#all\""));
        assert_eq!(
            html.matches("<table").count(),
            html.matches("<caption").count()
        );
        assert_eq!(html.matches("<th>").count(), 0);
        assert!(html.contains("Campaign &amp; more") && html.contains(exercise.mark.as_str()));
    }
}
