//! Editions of a journal that can be given away: what one seat, or the public, was shown, others
//! under numbers instead of names, on a chain of its own. It holds no exercise and cannot be
//! replayed.
//!
//! Names and ids of organisations, economies and agreements are taken out of prose too, in any
//! case of letters. What prose gives away without naming anybody stays: read an edition before
//! you publish it.

use super::chain::{Head, seal};
use super::decode::Recorded;
use super::header::FORMAT;
use super::mask::Masks;
use super::seat::{public_stream, seat_stream_as};
use crate::model::record::{write_key, write_text};
use crate::model::{OrgId, Tlp};

/// Whom an edition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// One seat: all that it was shown.
    Seat(OrgId),
    /// Everybody: what was public.
    Public,
}

/// The edition of a journal for somebody.
#[must_use]
pub fn redact(recorded: &Recorded, edition: For) -> Vec<u8> {
    let exercise = &recorded.exercise;
    let mut names = exercise.names();
    let mut masks = Masks::new(exercise, edition, &mut names);
    let mut events = match edition {
        For::Seat(org) => seat_stream_as(&names, &recorded.entries, org),
        For::Public => public_stream(&names, &recorded.entries),
    };
    let mut line = Vec::new();
    header(recorded, edition, &mut line);
    let mut head = seal(Head::START, &mut line);
    let mut out = line.clone();
    for event in &mut events {
        masks.put_on(event);
        line.clear();
        event.write(&mut line);
        head = seal(head, &mut line);
        out.extend_from_slice(&line);
    }
    out
}

fn header(recorded: &Recorded, edition: For, out: &mut Vec<u8>) {
    let exercise = &recorded.exercise;
    let (whom, tlp) = match edition {
        For::Seat(org) => (format!("seat:{}", exercise.org(org).id), exercise.tlp),
        For::Public => ("public".to_owned(), Tlp::Clear),
    };
    out.extend_from_slice(format!("{{\"format\":{FORMAT}").as_bytes());
    for (key, text) in [
        ("redacted", whom.as_str()),
        ("engine", &recorded.header.engine),
        ("title", &exercise.title),
        ("mark", &exercise.mark),
        ("tlp", tlp.word()),
        ("full_head", &recorded.head.to_string()),
    ] {
        write_key(key, out);
        write_text(text, out);
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, JPCERT, KRCERT};
    use super::super::{What, read};
    use super::*;

    fn edition(whom: For) -> String {
        let recorded = read(&*sample::journal(), "1.0").expect("whole");
        String::from_utf8(redact(&recorded, whom)).expect("UTF-8")
    }

    #[test]
    fn an_edition_names_nobody_else_and_no_truth() {
        let secret = [
            "secret-", "SECRET-", "I-01", "truth", "seed", "\u{f8f0}", "mou", "Japan",
        ];
        for (whom, hidden) in [
            (For::Seat(JPCERT), vec!["krcert", "gang"]),
            (For::Seat(KRCERT), vec!["jpcert", "gang"]),
            (For::Public, vec!["krcert", "jpcert", "gang"]),
        ] {
            let text = edition(whom);
            let folded = text.to_lowercase();
            for word in &hidden {
                assert!(!folded.contains(word), "{word} in {text}");
            }
            for word in secret
                .iter()
                .filter(|word| whom == For::Public || **word != "Japan")
            {
                assert!(!text.contains(word), "{word} in {text}");
            }
            assert!(text.contains("organisation 1"), "{text}");
        }
    }

    #[test]
    fn an_edition_is_marked_and_is_no_journal() {
        for (whom, mark) in [(For::Seat(JPCERT), "seat:jpcert"), (For::Public, "public")] {
            let text = edition(whom);
            assert!(text.contains(&format!("\"redacted\":\"{mark}\"")));
            assert!(text.contains("EXERCISE EXERCISE EXERCISE"));
            let error = read(text.as_bytes(), "1.0").expect_err("no journal");
            assert_eq!(error.what, What::Redacted);
            assert!(error.reason.contains(mark) && error.whole.is_none());
        }
    }

    #[test]
    fn the_public_sees_less_than_a_seat() {
        let lines = |whom| edition(whom).lines().count();
        assert!(lines(For::Public) < lines(For::Seat(JPCERT)));
        assert!(lines(For::Public) > 2);
    }
}
