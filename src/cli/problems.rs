//! The problems of a scenario as text for a terminal: each with its underlined excerpt.

use crate::report::line::{plain, wrap};
use crate::scenario::problem::{Problem, Severity};
use crate::scenario::source::{Place, Source, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level};
use annotate_snippets::{Origin, Renderer, Snippet};
use std::ops::Range;

/// Places no further apart than this many lines are shown in one excerpt.
const NEAR: usize = 12;
/// Of longer lines, in bytes, only the surroundings of what is underlined are looked at.
const LONG_LINE: usize = 2_000;
/// How much of a long line is kept on either side.
const AROUND: usize = 200;
/// Columns that stand before the words of a note: the margin and `= note: `.
const NOTE: usize = 16;
/// Columns that stand before the words of a title: `warning[HW0000]: `.
const TITLE: usize = 17;

/// Renders problems, each with its excerpt, reason and way out, and a line that counts them.
/// `width` is that of the terminal in columns; colours are ANSI escapes.
#[must_use]
pub fn render(problems: &[Problem], sources: &Sources, colour: bool, width: usize) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer
        .term_width(width.max(40))
        .decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for problem in problems {
        let report = [group(problem, sources, width.max(40))];
        out.push_str(&renderer.render(&report));
        out.push_str("\n\n");
    }
    out + &count(problems)
}

/// The line that closes the list: `3 errors, 1 warning`.
fn count(problems: &[Problem]) -> String {
    let is_error = |one: &&Problem| one.severity() == Severity::Error;
    let errors = problems.iter().filter(is_error).count();
    let many = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let warnings = problems.len() - errors;
    let counted = match (errors, warnings) {
        (0, 0) => return "no problems\n".to_owned(),
        (errors, 0) => many(errors, "error"),
        (0, warnings) => many(warnings, "warning"),
        (errors, warnings) => many(errors, "error") + ", " + &many(warnings, "warning"),
    };
    let first = problems.iter().find(is_error).or(problems.first());
    let first = first.map_or("", |one| one.code.id);
    format!("{counted} (`hotwash explain {first}` says more about a code)\n")
}

fn group<'a>(problem: &Problem, sources: &'a Sources, width: usize) -> Group<'a> {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = lines(&problem.message, width - TITLE);
    let mut group = Group::with_title(level.primary_title(title).id(problem.code.id));
    let related = problem.related.iter().map(|(place, what)| (*place, what));
    let mut related: Vec<_> = related.map(|(place, what)| (place, plain(what))).collect();
    if let Some(place) = problem.place {
        let line = |place: Place| sources.get(place.source).line_column(place.start).0;
        let near = |other: &Place| {
            other.source == place.source && line(*other).abs_diff(line(place)) <= NEAR
        };
        let (with, apart): (Vec<_>, Vec<_>) = related.into_iter().partition(|one| near(&one.0));
        group = group.elements(excerpt(sources, Some(place), with));
        related = apart;
    }
    for one in related {
        group = group.elements(excerpt(sources, None, vec![one]));
    }
    let reason = problem.reason.iter().map(|text| (Level::NOTE, text));
    let help = problem.help.iter().map(|text| (Level::HELP, text));
    for (level, text) in reason.chain(help) {
        group = group.element(level.message(lines(text, width - NOTE)));
    }
    group
}

fn lines(text: &str, room: usize) -> String {
    wrap(&plain(text), room).join("\n")
}

/// The lines of some places of one text, near one another, with all of them underlined.
fn excerpt(
    sources: &Sources,
    primary: Option<Place>,
    related: Vec<(Place, String)>,
) -> Vec<Element<'_>> {
    let all = primary.into_iter().chain(related.iter().map(|one| one.0));
    let places: Vec<Place> = all.collect();
    let (Some(first), Some(last)) = (
        places.iter().min_by_key(|place| place.start),
        places.iter().max_by_key(|place| place.start),
    ) else {
        return Vec::new();
    };
    let source = sources.get(first.source);
    let text: &str = source.text();
    let shown = primary.unwrap_or(*first);
    let (line, column) = source.line_column(shown.start);
    let from = source.line(first.start).start;
    let to = source.line(last.start).end;
    if (to - from) > LONG_LINE * (NEAR + 1) || source.line(shown.start).len() > LONG_LINE {
        let label = primary.is_none().then(|| related[0].1.clone());
        return surroundings(source, (shown, label), (line, column));
    }
    let span = |place: Place| {
        let span = first_line(source, place);
        span.start - from..span.end - from
    };
    let annotations = primary
        .map(|place| AnnotationKind::Primary.span(span(place)))
        .into_iter()
        .chain(related.iter().map(|(place, what)| {
            AnnotationKind::Context
                .span(span(*place))
                .label(Some(what.clone()))
        }));
    let annotations: Vec<Annotation<'_>> = annotations.collect();
    let snippet = Snippet::source(&text[from..to])
        .path(Some(plain(&source.name)))
        .line_start(source.line_column(from).0)
        .annotations(annotations);
    vec![snippet.into()]
}

/// A place in a very long line, with a little of what stands around it.
fn surroundings(
    source: &Source,
    (place, label): (Place, Option<String>),
    (line, column): (usize, usize),
) -> Vec<Element<'_>> {
    let text = source.text();
    let span = first_line(source, place);
    let whole = source.line(span.start);
    let end = span.end.min(span.start + AROUND);
    let from = text.ceil_char_boundary(whole.start.max(span.start.saturating_sub(AROUND)));
    let to = text.floor_char_boundary(whole.end.min(end + AROUND));
    let end = text.floor_char_boundary(end);
    let kind = match label {
        Some(_) => AnnotationKind::Context,
        None => AnnotationKind::Primary,
    };
    let snippet = Snippet::source(&text[from..to])
        .line_start(line)
        .annotation(kind.span(span.start - from..end - from).label(label));
    let origin = Origin::path(plain(&source.name))
        .line(line)
        .char_column(column);
    vec![origin.into(), snippet.into()]
}

/// The part of a place that is on its first line: a whole organisation is pointed at by its
/// beginning, not by a page of margin marks.
fn first_line(source: &Source, place: Place) -> Range<usize> {
    let text = source.text();
    let start = text.floor_char_boundary(place.start);
    let end = text
        .floor_char_boundary(place.end)
        .min(source.line(start).end)
        .max(start);
    let kept = text.get(start..end).map_or(0, |part| part.trim_end().len());
    start..start + kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::codes;

    fn fixture() -> (Vec<Problem>, Sources) {
        let mut sources = Sources::default();
        let text = "(\n  organisations: [\n    (id: \"auscert\", econmy: \"AU\"),\n    \
                    (id: \"krcert\",\n     economy: \"KR\"),\n    (id: \"auscert\"),\n  ],\n)\n";
        let main = sources.shelve("drill.ron", text.into()).unwrap();
        let wide = format!("({}bad{})", "é".repeat(3_000), "y".repeat(3_000));
        let wide = sources.shelve("wide\u{1b}[31m.ron", wide.into()).unwrap();
        let place = |source, of: &str, nth: usize| {
            let text: &str = sources.get(source).text();
            let start = text.match_indices(of).nth(nth).expect("it is there").0;
            Place {
                source,
                start,
                end: start + of.len(),
            }
        };
        let problems = vec![
            Problem::new(&codes::UNKNOWN_FIELD, "there is no field `econmy` here")
                .at(place(main, "econmy", 0))
                .because(
                    "an organisation has the fields `id`, `name`, `kind`, `economy`, `desk`, \
                     `mandates`, `policy`, `sensors` and `playbook`",
                )
                .meant(Some("economy")),
            Problem::new(&codes::DUPLICATE_FIELD, "`auscert` is declared twice")
                .at(place(main, "\"auscert\"", 1))
                .related(Some(place(main, "\"auscert\"", 0)), "first declared here")
                .related(Some(place(wide, "bad", 0)), "elsewhere"),
            Problem::new(&codes::INCLUDE_UNUSED, "nothing of this is used").at(place(
                main,
                "(id: \"krcert\",\n     economy: \"KR\")",
                0,
            )),
            Problem::new(&codes::SYNTAX, "the text ends too early").at(Place {
                source: main,
                start: 9_999,
                end: 99_999,
            }),
            Problem::new(&codes::FILE_NOT_FOUND, "there is no scenario `drull`"),
        ];
        (problems, sources)
    }

    #[test]
    fn problems_read_as_they_should() {
        let (problems, sources) = fixture();
        let text = render(&problems, &sources, false, 80);
        assert_eq!(text, include_str!("golden/problems.txt"), "\n{text}");
        let wide = text.lines().filter(|line| line.chars().count() > 80);
        assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        let (problems, sources) = fixture();
        for (colour, escapes) in [(false, false), (true, true)] {
            let text = render(&problems, &sources, colour, 80);
            assert_eq!(text.contains('\u{1b}'), escapes);
        }
    }

    #[test]
    fn the_last_line_counts() {
        let error = || Problem::new(&codes::SYNTAX, "x");
        let warning = || Problem::new(&codes::INCLUDE_UNUSED, "x");
        for (problems, expected) in [
            (vec![], "no problems\n"),
            (
                vec![error()],
                "1 error (`hotwash explain HW0101` says more about a code)\n",
            ),
            (
                vec![warning(), error(), warning()],
                "1 error, 2 warnings (`hotwash explain HW0101` says more about a code)\n",
            ),
            (
                vec![warning()],
                "1 warning (`hotwash explain HW0009` says more about a code)\n",
            ),
        ] {
            let text = render(&problems, &Sources::default(), false, 80);
            assert!(text.ends_with(expected), "{text}");
        }
    }
}
