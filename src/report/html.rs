//! The report as one page that needs no network and no script: light and dark, on a screen and on
//! paper. Texts are escaped by the templates; charts come as finished SVG.

mod appendix;
mod breaches;
mod cite;
mod evaluation;
mod legs;
mod load;
mod measures;
mod objectives;
mod overview;
mod paths;
mod real;
mod row;
mod script;
mod spread;
mod talk;
mod timeline;

use super::lens::Lens;
use super::template::house;
use cite::Cites;
use minijinja::{Value, context};

/// What every section works with.
struct Press<'a> {
    lens: &'a Lens<'a>,
    cites: Cites<'a>,
}

/// A part of the page.
struct Section {
    /// Its anchor.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// Its template.
    template: &'static str,
    /// What the template is filled with; nothing where the edition leaves the section out.
    fill: fn(&mut Press<'_>) -> Option<Value>,
}

/// The page, in order. The appendix comes last, since it holds what the others cite.
const SECTIONS: &[Section] = &[
    overview::SECTION,
    objectives::SECTION,
    evaluation::SECTION,
    script::SECTION,
    timeline::SECTION,
    talk::SECTION,
    legs::SECTION,
    load::SECTION,
    spread::SECTION,
    paths::SECTION,
    breaches::SECTION,
    measures::SECTION,
    real::SECTION,
    appendix::SECTION,
];

const PAGE: &str = include_str!("../../assets/report/page.jinja");
const STYLE: &str = include_str!("../../assets/report/style.css");

/// The report as HTML.
#[must_use]
pub fn render(lens: &Lens<'_>) -> String {
    let mut press = Press {
        lens,
        cites: Cites::new(lens),
    };
    let mut sections = Vec::new();
    for section in SECTIONS {
        if let Some(filling) = (section.fill)(&mut press) {
            let body = fill(section.template, filling);
            sections.push(context! { id => section.id, title => section.title, body });
        }
    }
    let page = context! {
        title => lens.says(&lens.what.scorecard.title),
        mark => lens.mark(),
        tlp => lens.tlp().word(),
        kind => "After-action report",
        edition => lens.title(),
        style => Value::from_safe_string(format!("{STYLE}\n{}", running_mark(lens))),
        sections,
    };
    fill(PAGE, page).as_str().unwrap_or_default().to_owned()
}

/// What controllers and evaluators look at while play goes on.
const PICTURE: &[Section] = &[
    timeline::SECTION,
    talk::SECTION,
    spread::SECTION,
    load::SECTION,
];

/// The anchor and the heading of each part of a picture.
#[must_use]
pub fn parts() -> Vec<(&'static str, &'static str)> {
    let parts = PICTURE.iter().map(|section| (section.id, section.title));
    parts.collect()
}

/// One part of what people would rather look at than read, as HTML; none where there is nothing to
/// see. Entries are cited by links to `report`, the address of a whole report.
#[must_use]
pub fn picture(lens: &Lens<'_>, part: &str, report: &str) -> Option<String> {
    let mut press = Press {
        lens,
        cites: Cites::new(lens),
    };
    let section = PICTURE.iter().find(|section| section.id == part)?;
    let body = fill(section.template, (section.fill)(&mut press)?);
    // Every link leads to an anchor of the page that it was made for.
    let anchored = format!("href=\"{report}#");
    let body = body.as_str().unwrap_or_default();
    Some(body.replace("href=\"#", &anchored))
}

/// Fills one of the templates of this house.
pub(super) fn fill(template: &str, filling: Value) -> Value {
    let text = house().render_str(template, filling);
    Value::from_safe_string(text.expect("templates are part of the program and tested with it"))
}

/// The mark and the label at the foot of every printed page; at its head they stand by way of a
/// table header that is repeated, so that one of the two shows whatever a browser can do.
fn running_mark(lens: &Lens<'_>) -> String {
    let mark = style_text(&format!("{} · {}", lens.mark(), lens.tlp()));
    format!(
        "@page {{ @bottom-left {{ content: {mark} }} \
         @bottom-right {{ content: counter(page) \" / \" counter(pages) }} }}"
    )
}

/// A text as a string of a style sheet. Whatever is not a letter, a digit or a blank is written by
/// its number, so that no text can end the string or the style sheet.
pub(super) fn style_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // The blank ends the number; without it one that follows would be swallowed.
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::Edition;
    use super::super::fixture::{BCERT, Fixture, bare, crowd, hostile, small};
    use super::*;
    use crate::journal::Entry;
    use std::collections::BTreeSet;

    const EDITIONS: [Edition; 3] = [Edition::Excon, Edition::Team(BCERT), Edition::Public];

    fn page(fixture: &Fixture, edition: Edition) -> String {
        render(&Lens::new(fixture.subject(), edition))
    }

    /// The values of an attribute, as they stand.
    fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
        let opening = format!(" {attribute}=\"");
        let parts = page.split(&*opening).skip(1);
        parts.filter_map(|rest| rest.split('"').next()).collect()
    }

    /// The tags of a page, in order, without attributes: `p`, `/p`.
    fn tags(page: &str) -> Vec<&str> {
        let (before, style) = page.split_once("<style>").unwrap();
        let after = style.split_once("</style>").unwrap().1;
        let parts = before.split('<').skip(1).chain(after.split('<').skip(1));
        parts
            .filter(|part| {
                !part
                    .trim_end()
                    .trim_end_matches(|c| c != '>')
                    .ends_with("/>")
            })
            .map(|part| part.split([' ', '>', '\n']).next().unwrap())
            .filter(|tag| !matches!(*tag, "!doctype" | "meta"))
            .collect()
    }

    #[test]
    fn every_tag_is_closed_in_order() {
        for fixture in [small(), hostile(), bare(), crowd(130)] {
            for edition in EDITIONS {
                let page = page(&fixture, edition);
                let mut open = Vec::new();
                for tag in tags(&page) {
                    match tag.strip_prefix('/') {
                        Some(closed) => assert_eq!(open.pop(), Some(closed), "{edition:?}"),
                        None => open.push(tag),
                    }
                }
                assert!(open.is_empty(), "{edition:?}: {open:?}");
            }
        }
    }

    #[test]
    fn every_link_leads_somewhere_on_the_page() {
        for (fixture, least) in [
            (small(), 10),
            (bare(), 1),
            (crowd(60), 10),
            (crowd(130), 10),
        ] {
            for edition in EDITIONS {
                let page = page(&fixture, edition);
                let ids = values(&page, "id");
                let once: BTreeSet<&str> = ids.iter().copied().collect();
                assert_eq!(once.len(), ids.len(), "an id stands for one thing");
                let links = values(&page, "href");
                for link in &links {
                    let target = link.strip_prefix('#').expect("nothing but anchors");
                    assert!(once.contains(target), "{edition:?}: {link}");
                }
                let cited = links.iter().filter(|link| link.starts_with("#e")).count();
                match edition {
                    Edition::Public => assert!(!page.contains("id=\"e1")),
                    _ => assert!(cited >= least, "{edition:?}: {cited}"),
                }
            }
        }
    }

    #[test]
    fn a_crowd_is_drawn_in_charts_that_fit_a_page_and_a_table_that_can_be_read() {
        for (more, edition, charts, matrices, pairs) in [
            (0, Edition::Excon, 1, 2, true),
            (60, Edition::Excon, 4, 2, true),
            (130, Edition::Excon, 6, 1, true),
            (0, Edition::Team(BCERT), 1, 1, true),
            (130, Edition::Team(BCERT), 1, 1, true),
            (60, Edition::Public, 0, 1, false),
        ] {
            let page = page(&crowd(more), edition);
            let found = (
                page.matches("aria-label=\"Timeline chart: ").count(),
                page.matches("class=\"matrix").count(),
                page.contains("Who talked most"),
            );
            assert_eq!(found, (charts, matrices, pairs), "{more} for {edition:?}");
            let last = format!("co-{:04}", more.saturating_sub(1));
            let drawn = format!(">\n{last}\n</text>");
            assert_eq!(page.contains(&drawn), charts > 1, "{edition:?}: {last}");
        }
    }

    #[test]
    fn a_run_that_was_stopped_says_so() {
        for edition in EDITIONS {
            let early = page(&bare(), edition);
            assert!(early.contains("stopped before ENDEX (T+04:00:00)"));
            assert!(early.contains("Nothing was measured."), "{edition:?}");
            assert!(!page(&small(), edition).contains("stopped before"));
        }
    }

    #[test]
    fn no_text_of_an_author_becomes_markup_and_nothing_is_fetched() {
        for edition in EDITIONS {
            let page = page(&hostile(), edition);
            for bad in [
                "<script", "http:", "https:", "src=", "url(", "@import", "onload=",
            ] {
                assert!(!page.contains(bad), "{edition:?}: {bad}");
            }
            assert_eq!(page.matches("</title>").count(), 1, "{edition:?}");
            assert_eq!(page.matches("</style>").count(), 1, "{edition:?}");
            assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
        }
    }

    #[test]
    fn a_page_can_be_read_without_eyes_and_on_paper() {
        for edition in EDITIONS {
            let page = page(&small(), edition);
            assert_eq!(page.matches("<h1>").count(), 1);
            let mut level = 1;
            for tag in tags(&page)
                .iter()
                .filter(|tag| tag.len() == 2 && tag.starts_with('h'))
            {
                let next = tag[1..].parse::<u32>().unwrap_or(level);
                assert!(next <= level + 1, "{edition:?}: h{next} after h{level}");
                level = next;
            }
            assert_eq!(
                page.matches("<svg").count(),
                page.matches("role=\"img\" aria-label=").count()
            );
            assert_eq!(
                page.matches("<table").count(),
                page.matches("<caption").count()
            );
            assert_eq!(
                page.matches("<th>").count(),
                0,
                "a header says what it heads"
            );
            let mark = style_text(&format!(
                "EXERCISE EXERCISE EXERCISE · {}",
                edition.tlp(crate::model::Tlp::Amber)
            ));
            assert!(
                page.contains(&format!("@bottom-left {{ content: {mark} }}")),
                "{edition:?}"
            );
            assert!(page.contains("<html lang=\"en\">"));
        }
    }

    #[test]
    fn editions_show_no_more_than_they_may() {
        let team = page(&small(), Edition::Team(BCERT));
        let public = page(&small(), Edition::Public);
        for name in [
            "acert",
            "Aurora",
            "hostco",
            "Kita",
            "Grey Heron",
            "gang",
            "planted-name",
        ] {
            assert!(!team.contains(name), "the team reads {name}");
            assert!(!public.contains(name), "the public reads {name}");
        }
        assert!(!public.contains("bcert") && !public.contains("Boreal"));
        assert!(team.contains("organisation 1"));
        let fixture = small();
        let sees = |entry: &&Entry| entry.fact().is_some_and(|f| f.audience().includes(BCERT));
        let seen: Vec<&Entry> = fixture.entries.iter().filter(sees).collect();
        let rows = team.split("<tr id=\"e").skip(1);
        assert!(rows.clone().count() > 5);
        for row in rows {
            let n: usize = row[..row.find('"').unwrap()].parse().unwrap();
            let at = format!("<td>{}</td>", seen[n - 1].at);
            assert!(row.contains(&at), "entry {n} of the team is another: {row}");
        }
    }
}
