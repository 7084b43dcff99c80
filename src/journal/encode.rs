//! Writes a journal: one reused buffer, a line at a time.

use super::chain::{Head, seal};
use super::entry::{Body, Entry, Input};
use super::header::Header;
use crate::action::Refusal;
use crate::exercise::Exercise;
use crate::model::Names;
use crate::model::record::{write_integer, write_key, write_text};
use std::io;

/// Writes a journal line by line, as a live exercise needs it.
pub struct Encoder {
    names: Names,
    head: Head,
    line: Vec<u8>,
}

impl Encoder {
    /// Begins a journal; [`Encoder::line`] then holds its first line.
    #[must_use]
    pub fn new(exercise: &Exercise, seed: u64, engine: &str) -> Encoder {
        let mut line = Vec::new();
        Header::new(exercise, seed, engine).write(exercise, &mut line);
        let head = seal(Head::START, &mut line);
        Encoder {
            names: exercise.names(),
            head,
            line,
        }
    }

    /// Goes on where a journal that ends in `head` stopped.
    #[must_use]
    pub fn resume(exercise: &Exercise, head: Head) -> Encoder {
        Encoder {
            names: exercise.names(),
            head,
            line: Vec::new(),
        }
    }

    /// Encodes one entry; returns its line, line feed included.
    pub fn entry(&mut self, entry: &Entry) -> &[u8] {
        self.line.clear();
        write_entry(entry, &self.names, &mut self.line);
        self.head = seal(self.head, &mut self.line);
        &self.line
    }

    /// The line encoded last.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// The head so far.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }
}

/// Writes a whole journal and returns its head.
///
/// # Errors
/// When `out` does.
pub fn write(
    out: &mut impl io::Write,
    exercise: &Exercise,
    seed: u64,
    engine: &str,
    entries: &[Entry],
) -> io::Result<Head> {
    let mut encoder = Encoder::new(exercise, seed, engine);
    out.write_all(encoder.line())?;
    for entry in entries {
        out.write_all(encoder.entry(entry))?;
    }
    out.flush()?;
    Ok(encoder.head())
}

/// An entry as a line of a journal shows it, without its hash.
#[must_use]
pub fn line_of(entry: &Entry, names: &Names) -> String {
    let mut line = Vec::new();
    write_entry(entry, names, &mut line);
    String::from_utf8(line).expect("names and texts are UTF-8, and so is JSON of them")
}

/// Appends the text of an entry's line, from `{` to `}`.
pub(super) fn write_entry(entry: &Entry, names: &Names, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"seq\":");
    write_integer(i64::from(entry.seq), out);
    write_key("at", out);
    write_integer(entry.at.0, out);
    match &entry.body {
        Body::Fact(fact) => {
            write_word("fact", fact.kind().word(), out);
            fact.write_fields(names, out);
        }
        Body::Input(Input::TimeReached) => write_word("input", "time_reached", out),
        Body::Input(Input::Action(action, refusal)) => {
            write_word("input", "action", out);
            write_key("by", out);
            crate::model::record::Field::write(&action.by, names, out);
            write_word("intent", action.intent.word(), out);
            action.intent.write_fields(names, out);
            write_key("refused", out);
            write_refusal(refusal.as_deref(), out);
        }
    }
    write_key("causes", out);
    for (nth, cause) in entry.causes.iter().enumerate() {
        out.push(if nth == 0 { b'[' } else { b',' });
        write_integer(i64::from(cause), out);
    }
    if out.last() == Some(&b':') {
        out.push(b'[');
    }
    out.extend_from_slice(b"]}");
}

/// Words of closed vocabularies need no escapes.
fn write_word(key: &str, word: &str, out: &mut Vec<u8>) {
    write_key(key, out);
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

fn write_refusal(refusal: Option<&Refusal>, out: &mut Vec<u8>) {
    let Some(refusal) = refusal else {
        out.extend_from_slice(b"null");
        return;
    };
    out.extend_from_slice(b"{\"why\":");
    write_text(&refusal.why, out);
    write_key("instead", out);
    write_text(&refusal.instead, out);
    out.push(b'}');
}
