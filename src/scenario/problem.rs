//! What is wrong with a text, as data: a code, a place, a reason and a way out.

use super::codes::Code;
use super::source::Place;
use std::cell::Cell;

/// Past this many errors, and past this many warnings, the rest are only counted; past this many
/// errors no more values are read.
pub const MAX_PROBLEMS: usize = 1_000;
/// Past this many problems nothing is looked up to be suggested, so that a text that is wrong
/// everywhere is still answered at once.
const MAX_SUGGESTED: usize = 100;
/// How many candidates are compared with what was written, over all problems together.
const MAX_COMPARED: usize = 300_000;
/// Longer words are not compared with candidates.
const MAX_WORD: usize = 64;

/// Whether a scenario with this problem can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but probably not as meant.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code, which `hotwash explain` explains.
    pub code: &'static Code,
    /// Where; `None` when it is about no text in particular.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Why that is wrong.
    pub reason: Option<String>,
    /// A way out: "did you mean …".
    pub help: Option<String>,
    /// Other places that have to do with it, and what they have to do with it.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    /// A problem with no place yet.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>) -> Problem {
        Problem {
            code,
            place: None,
            message: message.into(),
            reason: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// The same problem with its place.
    #[must_use]
    pub fn at(self, place: impl Into<Option<Place>>) -> Problem {
        Problem {
            place: place.into(),
            ..self
        }
    }

    /// The same problem with its reason.
    #[must_use]
    pub fn because(self, reason: impl Into<String>) -> Problem {
        Problem {
            reason: Some(reason.into()),
            ..self
        }
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Problem {
        Problem {
            help: Some(help.into()),
            ..self
        }
    }

    /// The same problem; when there is a word that was probably meant, says so.
    #[must_use]
    pub fn meant(self, word: Option<&str>) -> Problem {
        match word {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }

    /// The same problem with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, place: Option<Place>, what: impl Into<String>) -> Problem {
        self.related.extend(place.map(|place| (place, what.into())));
        self
    }

    /// Whether it is an error or a warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// The problems found so far, at most [`MAX_PROBLEMS`] errors and as many warnings kept.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    errors: usize,
    warnings: usize,
    dropped: usize,
    compared: Cell<usize>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        let of_its_kind = match problem.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *of_its_kind += 1;
        if *of_its_kind <= MAX_PROBLEMS {
            self.list.push(problem);
        } else {
            self.dropped += 1;
        }
    }

    /// Keeps the value, or adds the problem.
    pub fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// How many errors there are, counting those not kept.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether there are so many errors that nothing more needs to be read.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.errors >= MAX_PROBLEMS
    }

    /// How many problems were counted but not kept.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The problems kept, in the order found.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// The problems kept, in the order of their places; those without one first.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| problem.place);
        self.list
    }

    /// As [`did_you_mean`], unless there are so many problems already that nobody would read it.
    #[must_use]
    pub fn did_you_mean<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        if self.list.len() >= MAX_SUGGESTED {
            return None;
        }
        let room = MAX_COMPARED.saturating_sub(self.compared.get());
        let mut compared = 0;
        let candidates = candidates.into_iter().take(room).inspect(|_| compared += 1);
        let meant = did_you_mean(word, candidates);
        self.compared.set(self.compared.get() + compared);
        meant
    }
}

/// The candidate that `word` was probably meant to be: the same but for case and separators, or
/// within one edit for every three characters (Damerau–Levenshtein), or a long beginning or end of
/// it. Of those that are as near, the one of the nearest length.
#[must_use]
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let plain = plain(word);
    let length = plain.chars().count();
    if length == 0 || length > MAX_WORD {
        return None;
    }
    let allowed = (length / 3).max(1);
    let mut best: Option<((usize, usize), &str)> = None;
    for candidate in candidates {
        if candidate.len() > 4 * MAX_WORD {
            continue;
        }
        let other = self::plain(candidate);
        let longer = other.chars().count().abs_diff(length);
        let begins = other.starts_with(&plain) || plain.starts_with(&other);
        let ends = other.len() >= 4 && plain.ends_with(&other);
        let distance = if length >= 4 && (begins || ends) {
            1
        } else if longer > allowed {
            continue;
        } else {
            strsim::damerau_levenshtein(&plain, &other)
        };
        let far = (distance, longer);
        if distance <= allowed && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> String {
    let kept = word.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.take(MAX_WORD + 1)
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::codes;

    #[test]
    fn what_was_meant_is_found_and_nothing_else() {
        let known = [
            "organisations",
            "organisation",
            "id",
            "kind",
            "economy",
            "std/channels",
            "at",
            "attach",
            "phone",
        ];
        for (word, expected) in [
            ("organizations", Some("organisations")),
            ("organisatoin", Some("organisation")),
            ("Economy", Some("economy")),
            ("econ", Some("economy")),
            ("ecoonmy", Some("economy")),
            ("std/chanels", Some("std/channels")),
            ("di", Some("id")),
            ("attachments", Some("attach")),
            ("telephone", Some("phone")),
            ("weight", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(did_you_mean(word, known), expected, "{word}");
        }
        assert_eq!(did_you_mean(&"y".repeat(100_000), known), None);
    }

    #[test]
    fn problems_past_the_limit_are_counted() {
        let mut problems = Problems::default();
        for _ in 0..MAX_PROBLEMS + 5 {
            problems.push(Problem::new(&codes::NOT_UTF8, "x"));
        }
        assert_eq!(problems.list().len(), MAX_PROBLEMS);
        assert_eq!(
            (problems.errors(), problems.dropped()),
            (MAX_PROBLEMS + 5, 5)
        );
        assert_eq!(problems.did_you_mean("kindd", ["kind"]), None);
    }

    #[test]
    fn warnings_leave_room_for_errors() {
        let mut problems = Problems::default();
        for _ in 0..MAX_PROBLEMS + 5 {
            problems.push(Problem::new(&codes::NEVER_FIRES, "x"));
        }
        assert!(!problems.is_full());
        problems.push(Problem::new(&codes::NOT_UTF8, "x"));
        assert_eq!(problems.list().len(), MAX_PROBLEMS + 1);
        assert_eq!((problems.errors(), problems.dropped()), (1, 5));
    }
}
