//! Takes names out of what somebody was shown.

use super::redact::For;
use super::seat::{SeatEvent, SeatLetter};
use crate::exercise::Exercise;
use crate::model::{Mask, Named, Names, OrgKind};
use std::collections::BTreeMap;

/// A masked thing stands in a text as its place in the list of masked things, in digits of its
/// own between these two, until it gets its number. None of these characters is a letter.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';
const DIGIT: u32 = 0xf8e0;

/// What stands in for names. Numbers are given in order of appearance, so that they do not tell
/// the place of an id in the alphabet.
#[derive(Default)]
pub(super) struct Masks {
    mask: Mask,
    /// What each masked thing is called: the word for its kind.
    whats: Vec<&'static str>,
    /// By token, what it has become.
    given: BTreeMap<String, String>,
    counts: BTreeMap<&'static str, u32>,
}

impl Masks {
    /// Masks for everything that `edition` must not name; puts their tokens into `names`.
    pub fn new(exercise: &Exercise, edition: For, names: &mut Names) -> Masks {
        let mut masks = Masks::default();
        let own = match edition {
            For::Seat(org) => Some(org),
            For::Public => None,
        };
        let home = own.and_then(|org| exercise.org(org).economy);
        for (id, org) in exercise
            .orgs()
            .filter(|(_, org)| org.kind != OrgKind::Excon)
        {
            if own == Some(id) {
                // Longer names of others may begin with it, shorter ones stand inside it.
                masks.mask.add(&org.id, &org.id);
                masks.mask.add(&org.name, &org.name);
            } else {
                let token = masks.token("organisation");
                masks.mask.add(&org.id, &token);
                masks.mask.add(&org.name, &token);
                names.orgs[id.place()] = token;
            }
        }
        for (place, economy) in exercise.economies.iter().enumerate() {
            if home.map(Named::place) != Some(place) {
                let token = masks.token("economy");
                masks.mask.add_exact(&economy.id, &token);
                masks.mask.add(&economy.name, &token);
                names.economies[place] = token;
            }
        }
        for (place, agreement) in exercise.agreements.iter().enumerate() {
            let token = masks.token("agreement");
            masks.mask.add(&agreement.id, &token);
            masks.mask.add(&agreement.title, &token);
            names.agreements[place] = token;
        }
        for (place, gathering) in exercise.gatherings.iter().enumerate() {
            let token = masks.token("gathering");
            masks.mask.add(&gathering.id, &token);
            masks.mask.add(&gathering.title, &token);
            names.gatherings[place] = token;
        }
        for (place, operation) in exercise.operations.iter().enumerate() {
            let token = masks.token("operation");
            masks.mask.add(&operation.id, &token);
            masks.mask.add(&operation.title, &token);
            names.operations[place] = token;
        }
        masks
    }

    fn token(&mut self, what: &'static str) -> String {
        let place = self.whats.len();
        self.whats.push(what);
        let digits = place.to_string().into_bytes().into_iter();
        let digits = digits.filter_map(|digit| char::from_u32(DIGIT + u32::from(digit - b'0')));
        [OPEN].into_iter().chain(digits).chain([CLOSE]).collect()
    }

    /// Masks everything that an event says.
    pub fn put_on(&mut self, event: &mut SeatEvent) {
        self.cover(&mut event.text);
        if let Some(letter) = &mut event.letter {
            let SeatLetter {
                from,
                to,
                channel,
                about,
                claims,
                artefacts,
                text,
                ..
            } = letter;
            let texts = [from, to, channel, text].into_iter();
            for text in texts.chain(about).chain(artefacts) {
                self.cover(text);
            }
            for claim in claims {
                self.cover(&mut claim.says);
                self.cover(&mut claim.source);
            }
        }
    }

    /// Replaces every name and every token in a text.
    fn cover(&mut self, text: &mut String) {
        let masked = self.mask.over(text);
        let mut out = String::with_capacity(masked.len());
        let mut rest = masked.as_str();
        while let Some((before, after)) = rest.split_once(OPEN) {
            out += before;
            let Some((token, after)) = after.split_once(CLOSE) else {
                rest = after;
                continue;
            };
            out += &self.number(token);
            rest = after;
        }
        *text = out + rest;
    }

    /// What a masked thing is called in this edition.
    fn number(&mut self, token: &str) -> String {
        if let Some(given) = self.given.get(token) {
            return given.clone();
        }
        let digits = token.chars().map(|c| u32::from(c).wrapping_sub(DIGIT));
        let place = digits.fold(0, |sum: usize, digit| {
            sum.wrapping_mul(10).wrapping_add(digit as usize)
        });
        let what = self.whats.get(place).copied().unwrap_or("somebody");
        let count = self.counts.entry(what).or_default();
        *count += 1;
        let given = match what {
            // Facts say "agreement" themselves.
            "agreement" => format!("A-{count}"),
            _ => format!("{what} {count}"),
        };
        self.given.insert(token.to_owned(), given.clone());
        given
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, JPCERT};
    use super::*;

    #[test]
    fn names_are_masked_in_prose() {
        let exercise = sample::exercise();
        let mut masks = Masks::new(&exercise, For::Seat(JPCERT), &mut exercise.names());
        for (prose, masked) in [
            (
                "Ask KrCERT/CC or KRCERT at once.",
                "Ask organisation 1 or organisation 1 at once.",
            ),
            ("(krcert)", "(organisation 1)"),
            ("krcerts and mykrcert stay", "krcerts and mykrcert stay"),
            (
                "the gang strikes JPCERT/CC",
                "organisation 2 strikes JPCERT/CC",
            ),
            ("", ""),
        ] {
            let mut text = prose.to_owned();
            masks.cover(&mut text);
            assert_eq!(text, masked);
        }
    }
}
