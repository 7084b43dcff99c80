//! Reads a journal back. Damage is named with its line; what is whole before it stays readable.

use super::chain::{Head, unseal};
use super::damage::{Damaged, What};
use super::encode::write_entry;
use super::entry::{Body, Entry, Input};
use super::header::{self, Header, Misfit};
use super::parse::entry_of;
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::model::Names;
use serde_json::Value;
use std::io::{BufRead, Read as _};

/// Bytes that the first line may have: room for an exercise of some 100,000 organisations.
pub const HEADER_LIMIT: u64 = 512 << 20;
/// Bytes that any other line may have.
pub const LINE_LIMIT: u64 = 1 << 20;

/// A journal as it was read.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What the first line says.
    pub header: Header,
    /// The exercise that was played.
    pub exercise: Exercise,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// The hash of the last line.
    pub head: Head,
}

impl Recorded {
    /// Whether it goes to an end: ENDEX, or a moment that was reached with everything due by it
    /// played. A record that does not has lost whole lines, or its run was broken off.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let reached = |entry: &Entry| entry.body == Body::Input(Input::TimeReached);
        let ended = |entry: &Entry| matches!(entry.fact(), Some(Fact::ExerciseEnded(_)));
        self.entries.last().is_some_and(reached) || self.entries.iter().rev().any(ended)
    }
}

type Trouble = (What, String);

fn trouble<T>(what: What, reason: impl Into<String>) -> Result<T, Trouble> {
    Err((what, reason.into()))
}

/// Reads a journal; `engine` is the version that reads it.
///
/// # Errors
/// Names the first damaged line; what is whole before it comes with the error.
pub fn read(mut input: impl BufRead, engine: &str) -> Result<Recorded, Damaged> {
    let mut line = Vec::new();
    let mut recorded = match read_header(&mut input, &mut line, engine) {
        Ok(recorded) => recorded,
        Err((what, reason)) => {
            return Err(Damaged {
                whole: None,
                line: 1,
                what,
                reason,
            });
        }
    };
    let names = recorded.exercise.names();
    loop {
        match read_entry(&mut input, &mut line, &recorded, &names, engine) {
            Ok(None) => return Ok(recorded),
            Ok(Some((entry, head))) => {
                recorded.entries.push(entry);
                recorded.head = head;
            }
            Err((what, reason)) => {
                return Err(Damaged {
                    line: recorded.entries.len() + 2,
                    whole: Some(Box::new(recorded)),
                    what,
                    reason,
                });
            }
        }
    }
}

/// Reads one line without its line feed; `false` at the end of the input.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> Result<bool, Trouble> {
    line.clear();
    let read = input.by_ref().take(limit + 1).read_until(b'\n', line);
    if let Err(error) = read {
        return trouble(What::Unreadable, format!("cannot be read: {error}"));
    }
    if line.is_empty() {
        return Ok(false);
    }
    if line.pop_if(|last| *last == b'\n').is_some() {
        return Ok(true);
    }
    if line.len() as u64 > limit {
        return trouble(What::TooLong, format!("is longer than {limit} bytes"));
    }
    trouble(What::Truncated, "is cut off: the file ends within it")
}

/// A line that would be right without a CR at its end was whole before something turned its end.
fn check_line_end(before: Head, line: &[u8]) -> Result<(), Trouble> {
    let Some(rest) = line.strip_suffix(b"\r") else {
        return Ok(());
    };
    match unseal(before, &mut rest.to_vec()) {
        Some((_, true)) => trouble(
            What::LineEnds,
            "ends in CR LF, and was written with LF alone",
        ),
        _ => Ok(()),
    }
}

fn read_header(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    engine: &str,
) -> Result<Recorded, Trouble> {
    const NOT: &str = "this is not a Hotwash journal";
    // A file of another kind need not have a line feed: look before reading megabytes of it.
    let start = input.fill_buf().unwrap_or_default();
    if !start.is_empty() && !start.starts_with(b"{\"format\":") {
        return trouble(What::NotAJournal, NOT);
    }
    if !read_line(input, line, HEADER_LIMIT)? {
        return trouble(What::NotAJournal, "the file is empty");
    }
    check_line_end(Head::START, line)?;
    let Some((head, right)) = unseal(Head::START, line) else {
        return trouble(
            What::NotAJournal,
            format!("{NOT}: no hash ends its first line"),
        );
    };
    if !right {
        return trouble(What::Altered, "its text does not match its hash");
    }
    let Ok(text) = std::str::from_utf8(line) else {
        return trouble(
            What::NotAJournal,
            format!("{NOT}: its first line is not UTF-8"),
        );
    };
    match header::read(text, engine) {
        Ok((header, exercise)) => Ok(Recorded {
            header,
            exercise,
            entries: Vec::new(),
            head,
        }),
        Err(Misfit::NotAJournal(why)) => trouble(What::NotAJournal, format!("{NOT}: {why}")),
        Err(Misfit::Altered(why)) => trouble(What::Altered, why),
        Err(Misfit::OtherFormat(found)) => trouble(
            What::OtherFormat,
            format!(
                "journal format {found}; this version reads {}",
                header::FORMAT
            ),
        ),
        Err(Misfit::Redacted(edition)) => trouble(
            What::Redacted,
            format!(
                "this is a redacted edition ({edition}): it holds no exercise and cannot be \
                 replayed; ask EXCON for the full journal"
            ),
        ),
        Err(Misfit::OtherEngine(other, why)) => trouble(
            What::OtherEngine,
            format!("written by engine {other}, this is {engine}: {why}"),
        ),
    }
}

fn read_entry(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    so_far: &Recorded,
    names: &Names,
    engine: &str,
) -> Result<Option<(Entry, Head)>, Trouble> {
    if !read_line(input, line, LINE_LIMIT)? {
        return Ok(None);
    }
    check_line_end(so_far.head, line)?;
    let Some((head, right)) = unseal(so_far.head, line) else {
        return trouble(What::Altered, "its end is not a hash");
    };
    let value = std::str::from_utf8(line)
        .ok()
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    let due = so_far.entries.len() as u64;
    let found = value.as_ref().and_then(|value| value.get("seq")?.as_u64());
    match found {
        Some(found) if found != due => {
            let reason = format!("holds entry {found} where entry {due} is due");
            return trouble(What::OutOfOrder, reason);
        }
        _ if !right => return trouble(What::Altered, "its text does not match its hash"),
        _ => {}
    }
    let other = |reason: String| {
        if so_far.header.engine == engine {
            (What::Altered, reason)
        } else {
            let writer = &so_far.header.engine;
            let reason = format!("written by engine {writer}, this is {engine}: {reason}");
            (What::OtherEngine, reason)
        }
    };
    let Some(value) = value else {
        return Err(other("is not JSON".to_owned()));
    };
    let entry = entry_of(&value, names).map_err(|error| other(error.to_string()))?;
    check(&entry, so_far).map_err(|reason| other(reason.to_owned()))?;
    let mut again = Vec::with_capacity(line.len());
    write_entry(&entry, names, &mut again);
    if again != *line {
        return Err(other("is not as a journal writes it".to_owned()));
    }
    Ok(Some((entry, head)))
}

/// What must hold between an entry and those before it.
fn check(entry: &Entry, so_far: &Recorded) -> Result<(), &'static str> {
    if entry.causes.iter().any(|cause| cause >= entry.seq) {
        return Err("names a cause that comes after it");
    }
    if so_far.entries.last().is_some_and(|last| last.at > entry.at) {
        return Err("is earlier than the entry before it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, journal};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = journal();
        let recorded = read(&*bytes, "1.0").expect("the journal is whole");
        assert_eq!(recorded.exercise, sample::exercise());
        assert_eq!(recorded.entries, sample::entries());
        assert_eq!(recorded.header.seed, 7);
        assert_eq!(
            recorded.header.scenario_hash,
            super::super::scenario_hash(&recorded.exercise)
        );
        assert!(bytes.ends_with(format!("{}\"}}\n", recorded.head).as_bytes()));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_are_damage_not_panic(bytes: Vec<u8>) {
            prop_assert!(read(&*bytes, "1.0").is_err());
        }

        #[test]
        fn a_mutated_journal_is_damage_not_panic(at: prop::sample::Index, to: u8) {
            let mut bytes = journal();
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            prop_assert!(read(&*bytes, "1.0").is_err());
        }

        #[test]
        fn a_journal_cut_anywhere_keeps_its_whole_lines(at: prop::sample::Index) {
            let bytes = journal();
            let cut = &bytes[..at.index(bytes.len())];
            let whole = cut.iter().filter(|b| **b == b'\n').count();
            let kept = match read(cut, "1.0") {
                Ok(recorded) => recorded.entries.len() + 1,
                Err(damaged) => damaged.whole.map_or(0, |whole| whole.entries.len() + 1),
            };
            prop_assert_eq!(kept, whole);
        }
    }
}
