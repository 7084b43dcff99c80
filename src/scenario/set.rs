//! Values set from outside: `organisations.auscert.desk.analysts=8`. Each becomes a text of its
//! own that overrides one value, so that it is checked like any other text.

use super::codes;
use super::gather::{Gathered, LISTS, OWN};
use super::include::{Body, Part};
use super::problem::{Problem, Problems};
use super::ron_place::Document;
use super::source::Sources;

/// The name of such a text.
pub(super) const SET: &str = "--set";

/// Adds a part for each value. `known` is what the scenario declares without them.
pub(super) fn parts(
    sets: &[(String, String)],
    known: &[(&'static str, Vec<String>)],
    sources: &mut Sources,
    problems: &mut Problems,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (path, value) in sets {
        let text = match fragment(path, value, known, problems) {
            Ok(text) => text,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let Some(source) = problems.keep(sources.shelve(SET, text.into())) else {
            continue;
        };
        if let Some(document) = Document::read(sources, source, problems) {
            let (name, body) = (SET.to_owned(), Body::Document(document));
            parts.push(Part {
                source,
                name,
                body,
                std: false,
                included_at: None,
            });
        }
    }
    parts
}

/// The ids that are declared, by list.
pub(super) fn known(gathered: &Gathered<'_>) -> Vec<(&'static str, Vec<String>)> {
    let lists = gathered.lists.iter();
    lists
        .map(|(name, list)| (*name, list.keys().cloned().collect()))
        .collect()
}

#[allow(clippy::result_large_err, reason = "made once a value set at most")]
fn fragment(
    path: &str,
    value: &str,
    known: &[(&'static str, Vec<String>)],
    problems: &Problems,
) -> Result<String, Problem> {
    let bad = |message: String| Problem::new(&codes::BAD_SET, message);
    let (section, rest) = path.split_once('.').unwrap_or((path, ""));
    let own = OWN.iter().find(|name| **name == section);
    let list = LISTS.iter().find(|(name, _)| *name == section);
    let inner = match (own, list) {
        (Some(_), _) if rest.is_empty() => written(value),
        (Some(_), _) => nested(rest, value).ok_or_else(|| bad(format!("`{path}` is no path")))?,
        (None, Some((_, key))) => {
            let ids = known.iter().find(|(name, _)| *name == section);
            let ids = ids.map_or(&[][..], |(_, ids)| ids);
            // Ids may hold dots: the longest that fits is meant.
            let begins = |id: &&String| {
                rest.strip_prefix(id.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            let Some(id) = ids.iter().filter(begins).max_by_key(|id| id.len()) else {
                let wanted = rest.split('.').next().unwrap_or(rest);
                let meant = problems.did_you_mean(wanted, ids.iter().map(String::as_str));
                return Err(bad(format!("`{path}` names nothing in `{section}`")).meant(meant));
            };
            let fields = nested(&rest[id.len() + 1..], value);
            let fields = fields.ok_or_else(|| bad(format!("`{path}` is no path")))?;
            let id = if *key == "id" {
                format!("{id:?}")
            } else {
                id.clone()
            };
            format!("[({key}: {id}, overrides: true, {}]", &fields[1..])
        }
        (None, None) => {
            let names = LISTS
                .iter()
                .map(|(name, _)| *name)
                .chain(OWN.iter().copied());
            let meant = problems.did_you_mean(section, names);
            return Err(bad(format!("`{section}` is no section of a scenario")).meant(meant));
        }
    };
    Ok(format!("({section}: {inner})"))
}

/// `a.b` and a value as `(a: (b: value))`; none when the path is none.
fn nested(path: &str, value: &str) -> Option<String> {
    let mut text = written(value);
    for name in path.rsplit('.') {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(word) || name.starts_with(|c: char| c.is_numeric())
        {
            return None;
        }
        text = format!("({name}: {text})");
    }
    Some(text)
}

/// A value as a scenario would have it: numbers, words of choice, lists and quoted text as they
/// are, anything else in quotes.
fn written(value: &str) -> String {
    let value = value.trim();
    let number = value.replace('_', "").parse::<f64>().is_ok();
    let choice = value.starts_with(|c: char| c.is_uppercase())
        && value
            .split('(')
            .next()
            .unwrap_or("")
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_');
    let bracketed = value.starts_with(['"', '[', '(', '{']);
    if number || choice || bracketed || matches!(value, "true" | "false") {
        value.to_owned()
    } else {
        format!("{value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_text_that_overrides() {
        let known = [
            ("organisations", vec!["a".to_owned(), "a.b".to_owned()]),
            ("kinds", vec!["Company".to_owned()]),
        ];
        for (path, value, expected) in [
            ("clock.endex", "+6h", Some("(clock: (endex: \"+6h\"))")),
            ("title", "a \"b\"", Some("(title: \"a \\\"b\\\"\")")),
            (
                "organisations.a.desk.analysts",
                "8",
                Some("(organisations: [(id: \"a\", overrides: true, desk: (analysts: 8))])"),
            ),
            (
                "organisations.a.b.name",
                "\"x\"",
                Some("(organisations: [(id: \"a.b\", overrides: true, name: \"x\")])"),
            ),
            (
                "kinds.Company.harm",
                "PerHour(2)",
                Some("(kinds: [(kind: Company, overrides: true, harm: PerHour(2))])"),
            ),
            ("organisations.c.name", "x", None),
            ("organisations", "x", None),
            ("organisations.a.", "x", None),
            ("organisation.a.name", "x", None),
            ("clock.a-b", "x", None),
        ] {
            let text = fragment(path, value, &known, &Problems::default());
            assert_eq!(text.as_deref().ok(), expected, "{path}");
        }
    }
}
