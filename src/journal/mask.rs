//! Takes names out of what somebody was shown.

use super::redact::For;
use super::seat::{SeatEvent, SeatLetter};
use crate::exercise::Exercise;
use crate::model::{Named, Names, OrgKind};
use std::collections::BTreeMap;

/// Marks a masked thing in a text until it gets its number; no author's text holds these.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';

/// What stands in for names. Numbers are given in order of appearance, so that they do not tell
/// the place of an id in the alphabet.
pub(super) struct Masks {
    /// Folded first word of a name to the names that begin with it, longest first, and their
    /// tokens.
    spoken: BTreeMap<String, Vec<(String, String)>>,
    /// What a token has become.
    given: BTreeMap<String, String>,
    /// How many of a kind have been given.
    counts: BTreeMap<String, u32>,
}

impl Masks {
    /// Masks for everything that `edition` must not name; puts their tokens into `names`.
    pub fn new(exercise: &Exercise, edition: For, names: &mut Names) -> Masks {
        let mut masks = Masks {
            spoken: BTreeMap::new(),
            given: BTreeMap::new(),
            counts: BTreeMap::new(),
        };
        let own = match edition {
            For::Seat(org) => Some(org),
            For::Public => None,
        };
        let home = own.and_then(|org| exercise.org(org).economy);
        for (id, org) in exercise.orgs() {
            if own != Some(id) && org.kind != OrgKind::Excon {
                let token = masks.add("organisation", id.place(), &[&org.id, &org.name]);
                names.orgs[id.place()] = token;
            }
        }
        for (place, economy) in exercise.economies.iter().enumerate() {
            if home.map(Named::place) != Some(place) {
                let token = masks.add("economy", place, &[&economy.id, &economy.name]);
                names.economies[place] = token;
            }
        }
        for (place, agreement) in exercise.agreements.iter().enumerate() {
            let token = masks.add("agreement", place, &[&agreement.id, &agreement.title]);
            names.agreements[place] = token;
        }
        for list in masks.spoken.values_mut() {
            list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        masks
    }

    fn add(&mut self, what: &str, place: usize, said: &[&str]) -> String {
        let token = format!("{OPEN}{what} {place}{CLOSE}");
        for name in said {
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            let first = name.split(|c: char| !c.is_alphanumeric()).next();
            if let Some(first) = first.filter(|first| !first.is_empty()) {
                let list = self.spoken.entry(fold(first)).or_default();
                list.push((name.to_owned(), token.clone()));
            }
        }
        token
    }

    /// Masks everything that an event says.
    pub fn put_on(&mut self, event: &mut SeatEvent) {
        self.mask(&mut event.text);
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
            for text in [from, to, channel, text]
                .into_iter()
                .chain(about)
                .chain(artefacts)
            {
                self.mask(text);
            }
            for claim in claims {
                self.mask(&mut claim.says);
                self.mask(&mut claim.source);
            }
        }
    }

    /// Replaces every token and every name in a text.
    fn mask(&mut self, text: &mut String) {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut in_word = false;
        while let Some(c) = rest.chars().next() {
            if c == OPEN {
                let end = rest
                    .find(CLOSE)
                    .map_or(rest.len(), |at| at + CLOSE.len_utf8());
                masked += &self.give(&rest[..end].to_owned());
                rest = &rest[end..];
                continue;
            }
            if !in_word && let Some((length, token)) = self.named_at(rest) {
                masked += &self.give(&token);
                rest = &rest[length..];
                continue;
            }
            in_word = c.is_alphanumeric();
            masked.push(c);
            rest = &rest[c.len_utf8()..];
        }
        *text = masked;
    }

    /// The name that a text begins with: its length in the text, and its token.
    fn named_at(&self, text: &str) -> Option<(usize, String)> {
        let end = text
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len());
        let list = self.spoken.get(&fold(&text[..end]))?;
        list.iter().find_map(|(name, token)| {
            let length = prefix(text, name)?;
            let ends = !text[length..].starts_with(char::is_alphanumeric);
            ends.then(|| (length, token.clone()))
        })
    }

    fn give(&mut self, token: &String) -> String {
        if let Some(given) = self.given.get(token) {
            return given.clone();
        }
        let what = token
            .trim_matches([OPEN, CLOSE])
            .split(' ')
            .next()
            .unwrap_or_default();
        let count = self.counts.entry(what.to_owned()).or_default();
        *count += 1;
        let given = match what {
            // Facts say "agreement" themselves.
            "agreement" => format!("A-{count}"),
            _ => format!("{what} {count}"),
        };
        self.given.insert(token.clone(), given.clone());
        given
    }
}

fn fold(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// How many bytes of `text` are `name`, whatever the case of letters.
fn prefix(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.chars();
    for wanted in name.chars() {
        let found = chars.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - chars.as_str().len())
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
            masks.mask(&mut text);
            assert_eq!(text, masked);
        }
    }
}
