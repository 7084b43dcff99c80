//! What is taken away or put in force, as people write it: `agreement:ID`, `mandate:ORG/MANDATE`.

use super::codes;
use super::problem::{Problem, did_you_mean};
use crate::exercise::{Change, Exercise};
use crate::model::{Named, Names, OrgId};

/// At most this many names are listed.
const LISTED: usize = 30;

/// What is taken away: `agreement:ID` or `mandate:ORG/MANDATE`.
///
/// # Errors
/// A problem without a place: nothing is named so, or the organisation holds no such mandate.
#[allow(clippy::result_large_err, reason = "made once an instrument at most")]
pub fn without(text: &str, exercise: &Exercise) -> Result<Change, Problem> {
    match text.split_once(':') {
        Some(("agreement", id)) => Ok(Change::WithoutAgreement(named(id, &exercise.names())?)),
        Some(("mandate", said)) => {
            let (org, word) = said.split_once('/').unwrap_or((said, ""));
            let id: OrgId = named(org, &exercise.names())?;
            let held = &exercise.org(id).mandates;
            let found = held.iter().find(|one| one.word() == word);
            let found = found.map(|mandate| Change::WithoutMandate(id, *mandate));
            found.ok_or_else(|| {
                let message = format!("`{org}` holds no mandate `{word}`");
                Problem::new(&codes::BAD_INSTRUMENT, message).help(match held.as_slice() {
                    [] => "it holds none".to_owned(),
                    held => listed(held.iter().map(|one| one.word())),
                })
            })
        }
        _ => Err(unreadable(text)
            .help("write agreement:ID or mandate:ORG/MANDATE, such as mandate:acme/take_down")),
    }
}

/// What is put in force: `agreement:ID`.
///
/// # Errors
/// A problem without a place: nothing is named so.
#[allow(clippy::result_large_err, reason = "made once an instrument at most")]
pub fn with(text: &str, exercise: &Exercise) -> Result<Change, Problem> {
    match text.split_once(':') {
        Some(("agreement", id)) => Ok(Change::WithAgreement(named(id, &exercise.names())?)),
        _ => Err(unreadable(text).help("write agreement:ID")),
    }
}

fn unreadable(text: &str) -> Problem {
    let text = super::cx::short(text);
    Problem::new(&codes::BAD_INSTRUMENT, format!("`{text}` names nothing"))
}

#[allow(clippy::result_large_err, reason = "made once an instrument at most")]
fn named<T: Named>(id: &str, names: &Names) -> Result<T, Problem> {
    T::find(id, names).ok_or_else(|| {
        let known = T::table(names).iter().map(String::as_str);
        let message = format!("there is no {} `{}`", T::WHAT, super::cx::short(id));
        let problem = Problem::new(&codes::UNKNOWN_ID, message);
        match did_you_mean(id, known.clone()) {
            Some(meant) => problem.meant(Some(meant)),
            None => problem.help(listed(known)),
        }
    })
}

/// What may be said, as far as it fits.
fn listed<'a>(known: impl Iterator<Item = &'a str> + Clone) -> String {
    let more = known.clone().count().saturating_sub(LISTED);
    let shown: Vec<&str> = known.take(LISTED).collect();
    match (shown.is_empty(), more) {
        (true, _) => "there is none".to_owned(),
        (_, 0) => format!("one of {}", shown.join(", ")),
        (_, more) => format!("one of {} and {more} more", shown.join(", ")),
    }
}
