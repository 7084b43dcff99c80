//! Editions of a journal that can be given away: what one seat, or the public, was shown, others
//! under numbers instead of names, on a chain of its own. It holds no exercise and cannot be
//! replayed.
//!
//! Names and ids of organisations, economies and agreements are taken out of prose too, in any
//! case of letters, and so are addresses, paths and names of files that hold a word of one. What
//! prose gives away without naming anybody stays: read an edition before you publish it. A report
//! for the same seat calls everybody the same ([`SeatEdition`]).

use super::chain::{Head, seal};
use super::decode::Recorded;
use super::entry::Entry;
use super::header::FORMAT;
use super::mask::Masks;
use super::seat::{SeatEvent, public_stream, seat_stream_as};
use crate::exercise::Exercise;
use crate::model::record::{write_key, write_text};
use crate::model::{Names, OrgId, Tlp};
use sha2::{Digest, Sha256};

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
    let (events, masks, _) = shown(exercise, &recorded.entries, edition);
    let mut line = Vec::new();
    header(recorded, edition, &masks, &mut line);
    let mut head = seal(Head::START, &mut line);
    let mut out = line.clone();
    for event in &events {
        line.clear();
        event.write(&mut line);
        head = seal(head, &mut line);
        out.extend_from_slice(&line);
    }
    out
}

/// What somebody was shown, masked; the masks, all numbers given; the names with their tokens.
fn shown(exercise: &Exercise, entries: &[Entry], edition: For) -> (Vec<SeatEvent>, Masks, Names) {
    let mut names = exercise.names();
    let mut masks = Masks::new(exercise, edition, &mut names);
    let mut events = match edition {
        For::Seat(org) => seat_stream_as(&names, entries, org),
        For::Public => public_stream(&names, entries),
    };
    for event in &mut events {
        masks.put_on(event);
    }
    masks.settle(drawn(exercise, entries, edition, masks.len()).into_iter());
    (events, masks, names)
}

/// The order in which those get their numbers whom no event names: one that tells nothing. It is
/// drawn from the moments of all entries, which only a holder of the whole journal has: neither
/// ids nor the head hash, which every edition holds, are enough to work it out.
fn drawn(exercise: &Exercise, entries: &[Entry], edition: For, count: usize) -> Vec<usize> {
    let mut key = Sha256::new_with_prefix(b"hotwash edition");
    if let For::Seat(own) = edition {
        key.update(exercise.org(own).id.as_bytes());
    }
    for entry in entries {
        key.update(entry.at.0.to_le_bytes());
    }
    let key = key.finalize();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_cached_key(|place| {
        let place = Sha256::new_with_prefix(key).chain_update(place.to_le_bytes());
        place.finalize()
    });
    order
}

/// The edition of a run for a seat, as other texts about the run need it: they call everybody what
/// the redacted journal does.
#[derive(Clone, Debug)]
pub struct SeatEdition {
    /// What the seat was shown, masked.
    pub events: Vec<SeatEvent>,
    /// What each organisation is called.
    pub orgs: Vec<String>,
    masks: Masks,
}

impl SeatEdition {
    /// The edition for the seat of an organisation.
    #[must_use]
    pub fn of(exercise: &Exercise, entries: &[Entry], org: OrgId) -> SeatEdition {
        let (events, masks, names) = shown(exercise, entries, For::Seat(org));
        let orgs = names.orgs.iter().map(|name| masks.says(name)).collect();
        SeatEdition {
            events,
            orgs,
            masks,
        }
    }

    /// A text without the names that the edition withholds.
    #[must_use]
    pub fn says(&self, text: &str) -> String {
        self.masks.says(text)
    }
}

fn header(recorded: &Recorded, edition: For, masks: &Masks, out: &mut Vec<u8>) {
    let exercise = &recorded.exercise;
    let (whom, tlp) = match edition {
        For::Seat(org) => (format!("seat:{}", exercise.org(org).id), exercise.tlp),
        For::Public => ("public".to_owned(), Tlp::Clear),
    };
    out.extend_from_slice(format!("{{\"format\":{FORMAT}").as_bytes());
    for (key, text) in [
        ("redacted", whom.as_str()),
        ("engine", &recorded.header.engine),
        ("title", &masks.says(&exercise.title)),
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
