//! The scorecard for a terminal of 80 columns. Colour only stresses what the words say already.

mod script;
mod tasks;
mod written;

use super::lens::Lens;
use super::line::{columns, cut, left, right, wrap};
use super::summary::{self, COLUMNS};
use super::{Edition, Style, improvement, number, reach, real, stretch};
use crate::metric::{Provenance, Reading, Scope};
use crate::model::Span;
use crate::scorecard::{CriticalPath, LegKind, Rating};

/// Columns that the figures of a measure take.
const FIGURES: usize = 6 + 5 + 4 * 8;

/// How a piece of text is stressed: the number of its SGR attribute (ECMA-48, 8.3.117).
#[derive(Clone, Copy)]
enum Tone {
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}

struct Page<'a> {
    lens: &'a Lens<'a>,
    colour: bool,
    width: usize,
    out: String,
}

/// The scorecard as text.
#[must_use]
pub fn render(lens: &Lens<'_>, style: Style) -> String {
    let width = style.width.clamp(60, 80);
    let mut page = Page {
        lens,
        colour: style.colour,
        width,
        out: String::new(),
    };
    page.title();
    page.objectives();
    page.worst();
    page.judged();
    page.improvements();
    page.written();
    page.script();
    page.real();
    page.headlines();
    page.reach();
    page.path();
    page.assumed();
    page.journal();
    page.out
}

impl Page<'_> {
    fn paint(&self, tone: Tone, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone as u8)
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Text wrapped to the page, each line with this in front.
    fn prose(&mut self, indent: &str, tone: Option<Tone>, text: &str) {
        for part in wrap(text, self.width - indent.len()) {
            let part = tone.map_or_else(|| part.clone(), |tone| self.paint(tone, &part));
            self.line(&format!("{indent}{part}"));
        }
    }

    fn heading(&mut self, text: &str, note: &str) {
        self.out.push('\n');
        let note = cut(note, self.width.saturating_sub(columns(text) + 2));
        let line = format!(
            "{}  {}",
            self.paint(Tone::Bold, text),
            self.paint(Tone::Dim, &note)
        );
        self.line(&line);
    }

    fn title(&mut self) {
        let card = self.lens.what.scorecard;
        let banner = format!(
            "{} · {} · {}",
            self.lens.mark(),
            self.lens.tlp(),
            self.lens.title()
        );
        self.prose("", Some(Tone::Yellow), &banner);
        let title = self.lens.says(&self.lens.what.scorecard.title);
        self.prose("", Some(Tone::Bold), &title);
        let facts = format!(
            "{} · {} organisations · {}",
            super::line::plain(&card.exercise_id),
            self.lens.what.exercise.players().count(),
            summary::played_to(self.lens),
        );
        self.prose("", None, &facts);
    }

    fn objectives(&mut self) {
        let rows = summary::counts(self.lens);
        self.heading("OBJECTIVES", summary::standing(&rows));
        if rows.is_empty() {
            return;
        }
        let room = self.width - 2 - 6 * 5;
        let heads: String = COLUMNS.map(|(_, head)| right(head, 5)).concat();
        let heads = self.paint(Tone::Dim, &heads);
        self.line(&format!("  {}{heads}", left("", room)));
        let mixed = rows.iter().any(|row| row.predicted) && rows.iter().any(|row| !row.predicted);
        let words = |row: &summary::Counts<'_>| summary::objective_words(self.lens, row.objective);
        let ids = rows.iter().map(|row| columns(&words(row).0)).max();
        let ids = ids.unwrap_or(0).min(12);
        for row in rows {
            let (id, title) = summary::objective_words(self.lens, row.objective);
            let id = left(&id, ids);
            let standing = match (mixed, row.predicted) {
                (false, _) => "",
                (true, true) => " (predicted)",
                (true, false) => " (rated)",
            };
            let name = left(&format!("{id}  {title}"), room - standing.len() - 1) + standing;
            let numbers: String = COLUMNS
                .iter()
                .zip(row.by_rating)
                .map(|((rating, _), n)| match n {
                    0 => self.paint(Tone::Dim, &right("·", 5)),
                    n => self.rated(*rating, &right(&n.to_string(), 5)),
                })
                .collect();
            self.line(&format!("  {name} {numbers}"));
        }
        self.prose("  ", Some(Tone::Dim), summary::LEGEND);
    }

    fn real(&mut self) {
        let rows = real::rows(self.lens);
        if rows.is_empty() {
            return;
        }
        self.heading("IN REAL TIME", "");
        self.prose("  ", Some(Tone::Dim), real::NOTE);
        for row in rows {
            let told = row.all().into_iter();
            let told = told.filter_map(|(what, took)| Some(format!("{what} {}", took?.text())));
            let told = told.collect::<Vec<_>>().join("; ");
            self.prose("  ", None, &format!("{}: {told}", row.seat));
        }
    }

    fn rated(&self, rating: Rating, text: &str) -> String {
        match rating {
            Rating::Performed => self.paint(Tone::Green, text),
            Rating::Some | Rating::Major => self.paint(Tone::Yellow, text),
            Rating::Unable => self.paint(Tone::Red, text),
            Rating::NotApplicable | Rating::NotObserved => self.paint(Tone::Dim, text),
        }
    }

    fn improvements(&mut self) {
        let rows = improvement::rows(self.lens);
        if rows.is_empty() {
            return;
        }
        self.heading("IMPROVEMENT PLAN", &improvement::standing(&rows));
        for row in rows {
            self.prose("  ", None, &format!("{}  {}", row.id, row.title));
            let due = match row.due.as_str() {
                "" => String::new(),
                due => format!(" · due {due}"),
            };
            let (corrects, owner, standing) = (&row.corrects, &row.owner, row.standing);
            let text = format!("corrects {corrects} · owner {owner}{due} · {standing}");
            self.prose("     ", Some(Tone::Dim), &text);
        }
    }

    fn headlines(&mut self) {
        let rows = summary::headlines(self.lens);
        let one = rows.first().map(|row| row.provenance);
        let one = one.filter(|first| rows.iter().all(|row| row.provenance == *first));
        self.heading("HEADLINE MEASURES", one.map_or("", Provenance::word));
        if rows.is_empty() {
            self.prose("  ", None, "nothing was measured");
            return;
        }
        let room = self.width - 2 - FIGURES;
        let heads = [
            ("count", 6),
            ("open", 5),
            ("total", 8),
            ("mean", 8),
            ("median", 8),
            ("90%", 8),
        ];
        let heads: String = heads.map(|(head, room)| right(head, room)).concat();
        let heads = self.paint(Tone::Dim, &heads);
        self.line(&format!("  {}{heads}", left("", room)));
        for row in rows {
            self.headline(row, room, one.is_none());
        }
        let legend = format!(
            "open: not finished when play ended; it counts in all figures and is never taken for \
             finished · mean of times: to the horizon of {}, with what is open, not of the \
             finished alone · –: not observed or not reached · ~ rests on assumed parameters",
            summary::horizon(self.lens)
        );
        self.prose("  ", Some(Tone::Dim), &legend);
    }

    fn headline(&mut self, row: &Reading, room: usize, with_provenance: bool) {
        let flag = if row.assumed { "~ " } else { "  " };
        let name = match row.scope {
            Scope::All => summary::metric_title(row).to_owned(),
            scope => format!("… {}", self.lens.scope(scope)),
        };
        let from = if with_provenance {
            format!(" ({})", row.provenance)
        } else {
            String::new()
        };
        let mut names = wrap(&format!("{name}{from}"), room - 3);
        let last = names.pop().unwrap_or_default();
        for (nth, part) in names.iter().enumerate() {
            let indent = if nth == 0 { flag } else { "    " };
            self.line(&format!("  {indent}{part}"));
        }
        let indent = if names.is_empty() { flag } else { "    " };
        let name = left(&format!("{indent}{last}"), room);
        let open = match row.censored {
            0 => self.paint(Tone::Dim, &right("·", 5)),
            n => self.paint(Tone::Yellow, &right(&number::count(u64::from(n)), 5)),
        };
        let count = right(&number::count(u64::from(row.count)), 6);
        let numbers = match summary::unfinished(row) {
            Some(words) => self.paint(Tone::Yellow, &right(&words, 4 * 8)),
            None => summary::figures(row)
                .map(|figure| right(&figure, 8))
                .concat(),
        };
        self.line(&format!("  {name}{count}{open}{numbers}"));
    }

    /// Messages by channel.
    fn reach(&mut self) {
        let rows = reach::rows(self.lens);
        let Some(first) = rows.first() else {
            return;
        };
        let one = (!first.mixed).then_some(first.provenance);
        self.heading("MESSAGES BY CHANNEL", one.map_or("", Provenance::word));
        let room = self.width - 2 - reach::COLUMNS.len() * 10;
        let heads: String = reach::COLUMNS.map(|(head, _)| right(head, 10)).concat();
        let heads = self.paint(Tone::Dim, &heads);
        self.line(&format!("  {}{heads}", left("", room)));
        for row in rows {
            let counts: String = row
                .counts()
                .map(|n| match n {
                    0 => self.paint(Tone::Dim, &right("·", 10)),
                    n => right(&number::count(n), 10),
                })
                .concat();
            self.line(&format!("  {}{counts}", left(&row.title(), room)));
        }
        self.prose("  ", Some(Tone::Dim), reach::LEGEND);
    }

    fn path(&mut self) {
        let paths = stretch::worst_path(self.lens);
        let Some(first) = paths.first() else {
            return;
        };
        let whole = paths.iter().fold(Span::ZERO, |sum, path| sum + path.total);
        let whole = number::duration(whole.as_seconds());
        if self.lens.edition == Edition::Public {
            let note = format!("{whole} over {} outcomes", paths.len());
            self.heading("CRITICAL PATHS, ALL TOGETHER", &note);
        } else {
            self.heading("WORST CRITICAL PATH", &whole);
            self.outcome(first);
        }
        let split = stretch::split(self.lens, &paths);
        let spans: Vec<Span> = split.iter().map(|(_, span)| *span).collect();
        let cells = stretch::cells(&spans, self.width - 4);
        let bar: String = split
            .iter()
            .zip(cells)
            .map(|((kind, _), n)| self.paint(tone(*kind), &glyph(*kind).to_string().repeat(n)))
            .collect();
        self.line(&format!("  {bar}"));
        let sum: f64 = spans.iter().map(|span| span.as_seconds()).sum();
        let half = (self.width - 2) / 2;
        let entries: Vec<String> = split
            .iter()
            .map(|(kind, span)| {
                let time = number::duration(span.as_seconds());
                let share = number::share(span.as_seconds(), sum);
                let text = format!("{} {}", left(stretch::word(*kind), 15), right(&time, 8));
                left(
                    &format!("{} {text} {}", glyph(*kind), right(&share, 5)),
                    half,
                )
            })
            .collect();
        for pair in entries.chunks(2) {
            self.line(&format!("  {}", pair.concat()));
        }
    }

    fn outcome(&mut self, path: &CriticalPath) {
        let told = self.lens.sentence(path.outcome);
        let about = path
            .about
            .map(|about| format!(" ({})", self.lens.about(about)));
        let about = about.unwrap_or_default();
        let at = self
            .lens
            .entry(path.outcome)
            .map(|entry| entry.at.to_string());
        let sentence = told.unwrap_or_else(|| "an outcome outside this edition".to_owned());
        let text = format!("{}  {sentence}{about}", at.unwrap_or_default());
        self.prose("  ", None, text.trim());
    }

    fn assumed(&mut self) {
        self.heading("WHAT RESTS ON ASSUMPTIONS", "");
        let text = summary::assumed(self.lens);
        self.prose("  ", None, &text);
    }

    fn journal(&mut self) {
        let card = self.lens.what.scorecard;
        self.heading("JOURNAL", "");
        let size = number::count(u64::from(card.entries));
        self.prose(
            "  ",
            None,
            &format!(
                "{size} entries · seed {} · engine {}",
                card.seed_in_words(),
                card.engine
            ),
        );
        for (what, hash) in [("head", &card.head), ("scenario", &card.scenario_hash)] {
            let hash = format!("{}  {}", left(what, 8), cut(hash, self.width - 12));
            self.line(&format!("  {}", self.paint(Tone::Dim, &hash)));
        }
    }
}

/// How a kind of time is drawn, so that it can be told apart without colour.
fn glyph(kind: Option<LegKind>) -> char {
    match kind {
        None => ':',
        Some(LegKind::Waiting) => '░',
        Some(LegKind::Working) => '█',
        Some(LegKind::Transit) => '>',
        Some(LegKind::Unread) => '·',
        Some(LegKind::Approval) => '▒',
        Some(LegKind::OffHours) => '-',
        Some(LegKind::ContactSearch) => '?',
        Some(LegKind::Clarification) => '~',
        Some(LegKind::Planned) => '=',
        Some(LegKind::InTheTeam) => '▓',
    }
}

fn tone(kind: Option<LegKind>) -> Tone {
    match kind {
        Some(LegKind::Working | LegKind::InTheTeam) => Tone::Green,
        Some(LegKind::Transit | LegKind::Planned) | None => Tone::Cyan,
        Some(LegKind::Approval | LegKind::Clarification) => Tone::Yellow,
        Some(_) => Tone::Red,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, bare, crowd, hostile, small};
    use super::*;

    fn text(edition: Edition, colour: bool, width: usize) -> String {
        render(
            &Lens::new(small().subject(), edition),
            Style { colour, width },
        )
    }

    #[test]
    fn the_scorecard_reads_as_before() {
        for (edition, golden) in [
            (Edition::Excon, include_str!("golden/excon.txt")),
            (Edition::Team(BCERT), include_str!("golden/team.txt")),
            (Edition::Public, include_str!("golden/public.txt")),
        ] {
            let now = text(edition, false, 80);
            assert!(now == golden, "{edition:?} now reads\n{now}");
        }
    }

    #[test]
    fn no_line_is_too_wide_whatever_an_author_writes() {
        for fixture in [small(), hostile(), bare(), crowd(130)] {
            for edition in [Edition::Excon, Edition::Team(BCERT), Edition::Public] {
                for width in [0, 60, 72, 80, 200] {
                    let lens = Lens::new(fixture.subject(), edition);
                    let page = render(
                        &lens,
                        Style {
                            colour: false,
                            width,
                        },
                    );
                    let widest = page.lines().map(columns).max().unwrap_or(0);
                    assert!(
                        widest <= width.clamp(60, 80),
                        "{edition:?} at {width}: {widest}"
                    );
                    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
                }
            }
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let coloured = text(Edition::Excon, true, 80);
        assert_ne!(coloured, text(Edition::Excon, false, 80));
        let mut bare = String::new();
        for (nth, part) in coloured.split('\u{1b}').enumerate() {
            let end = if nth == 0 {
                0
            } else {
                part.find('m').map_or(0, |at| at + 1)
            };
            bare.push_str(&part[end..]);
        }
        let trimmed: String = bare
            .lines()
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect();
        assert_eq!(trimmed, text(Edition::Excon, false, 80));
    }
}
