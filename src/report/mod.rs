//! Renderings of a scorecard: one file a format. Knows nothing of where bytes go.

mod alias;
pub mod campaign;
mod chart;
pub mod comparison;
mod csv;
mod edition;
mod evaluation;
pub mod experiment;
pub mod fit;
#[cfg(test)]
mod fixture;
mod heading;
mod html;
mod improvement;
mod json;
#[cfg(test)]
mod judged_tests;
mod lens;
pub mod line;
mod md;
mod number;
pub mod page;
pub mod pair;
mod reach;
mod real;
pub mod rehearsal;
mod script;
#[cfg(test)]
mod script_tests;
pub mod season;
pub mod sensitivity;
mod stretch;
mod summary;
pub mod template;
mod text;
pub mod value;

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

/// What people would rather look at than read: the id and the heading of each part of a picture.
#[must_use]
pub fn picture_parts() -> Vec<(&'static str, &'static str)> {
    html::parts()
}

/// One part of a picture of play, for EXCON, as HTML in which entries are cited by links to
/// `report`, the address of a whole report; none where there is nothing to see.
#[must_use]
pub fn picture(what: &Subject<'_>, part: &str, report: &str) -> Option<String> {
    html::picture(&Lens::new(*what, Edition::Excon), part, report)
}

#[cfg(test)]
mod tests {
    use super::fixture::{ACERT, BCERT, HOSTCO, small};
    use super::*;

    const STYLE: Style = Style {
        colour: false,
        width: 80,
    };

    /// Whether a text holds this as a word, not as part of a longer one.
    fn holds(text: &str, word: &str) -> bool {
        let part = |c: char| c.is_alphanumeric() || c == '-';
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            !before.ends_with(part) && !after.starts_with(part)
        })
    }

    #[test]
    fn what_never_finished_has_no_mean_and_says_so() {
        let mut fixture = small();
        for one in &mut fixture.card.readings {
            if one.metric == "time_to_suspend" {
                (one.censored, one.mean, one.median) = (one.count, None, None);
            }
        }
        for format in [Format::Text, Format::Md, Format::Html] {
            let text = render(&fixture.subject(), format, Edition::Excon, STYLE);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("none finished, 1 open"), "{format}");
            assert!(words.contains("to the horizon of 4h"), "{format}");
        }
    }

    #[test]
    fn no_format_tells_an_edition_a_secret() {
        let team = |name, org| (name, Edition::Team(org));
        let (acert, bcert, hostco) = (
            team("acert", ACERT),
            team("bcert", BCERT),
            team("hostco", HOSTCO),
        );
        let public = ("public", Edition::Public);
        // What is secret, and who may read it all the same: its owner or who learnt it in play.
        let secrets: &[(&str, &[&str])] = &[
            ("acert", &["acert"]),
            ("Aurora", &["acert"]),
            ("bcert", &["bcert"]),
            ("Boreal", &["bcert"]),
            ("hostco", &["hostco"]),
            ("Hostco", &["hostco"]),
            ("Kita", &[]),
            ("gang", &[]),
            ("Grey Heron", &[]),
            ("c2-address", &[]),
            ("planted-name", &[]),
            ("c2-1", &[]),
            ("implant", &[]),
            ("198.51.100.7", &["acert", "bcert", "hostco"]),
            ("update.dll", &["acert"]),
            ("hand the case to the police", &["bcert"]),
            ("small-drill", &["acert", "bcert", "hostco", "public"]),
        ];
        let fixture = small();
        for (reader, edition) in [acert, bcert, hostco, public] {
            for format in Format::ALL {
                let text = render(&fixture.subject(), *format, edition, STYLE);
                for (secret, may) in secrets {
                    let told = holds(&text, secret) && !may.contains(&reader);
                    assert!(!told, "{reader} reads {secret} as {format}");
                }
            }
        }
        let all = render(&fixture.subject(), Format::Html, Edition::Excon, STYLE);
        for secret in ["acert", "c2-address", "hostco"] {
            assert!(holds(&all, secret), "EXCON reads {secret}");
        }
    }
}
