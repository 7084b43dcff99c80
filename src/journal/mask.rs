//! Takes names out of what somebody was shown.

use super::giveaway::Giveaways;
use super::redact::For;
use super::seat::{SeatEvent, SeatLetter};
use crate::exercise::Exercise;
use crate::model::{
    AgreementId, EconomyId, GatheringId, Mask, Named, Names, OperationId, OrgId, OrgKind,
};
use std::collections::BTreeMap;

/// A masked thing stands in a text as its place in the list of masked things, in digits of its
/// own between these two, until it gets its number. None of these characters is a letter.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';
const DIGIT: u32 = 0xf8e0;

/// Something with names that an edition may withhold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// An organisation.
    Org(OrgId),
    /// An economy.
    Economy(EconomyId),
    /// An agreement.
    Agreement(AgreementId),
    /// A gathering.
    Gathering(GatheringId),
    /// An operation.
    Operation(OperationId),
}

/// What takes the names of an exercise out of texts. `call` says what a thing is called instead;
/// what it gives no other name keeps its own.
pub fn mask(exercise: &Exercise, mut call: impl FnMut(Hidden) -> Option<String>) -> Mask {
    let mut mask = Mask::default();
    let giveaways = Giveaways::of(exercise);
    for (id, org) in exercise.orgs() {
        if let Some(alias) = call(Hidden::Org(id)) {
            mask.add(&org.id, &alias);
            mask.add(&org.name, &alias);
            giveaways.hide(org, &alias, &mut mask);
        } else {
            // Longer names of others may begin with it, shorter ones stand inside it.
            mask.add(&org.id, &org.id);
            mask.add(&org.name, &org.name);
        }
    }
    for (place, economy) in exercise.economies.iter().enumerate() {
        if let Some(alias) = call(Hidden::Economy(EconomyId::nth(place))) {
            mask.add_exact(&economy.id, &alias);
            mask.add(&economy.name, &alias);
            mask.add_end(&economy.id, &alias);
        }
    }
    let mut both = |alias: Option<String>, id: &str, title: &str| {
        if let Some(alias) = alias {
            mask.add(id, &alias);
            mask.add(title, &alias);
        }
    };
    for (place, one) in exercise.agreements.iter().enumerate() {
        let alias = call(Hidden::Agreement(AgreementId::nth(place)));
        both(alias, &one.id, &one.title);
    }
    for (place, one) in exercise.gatherings.iter().enumerate() {
        let alias = call(Hidden::Gathering(GatheringId::nth(place)));
        both(alias, &one.id, &one.title);
    }
    for (place, one) in exercise.operations.iter().enumerate() {
        let alias = call(Hidden::Operation(OperationId::nth(place)));
        both(alias, &one.id, &one.title);
    }
    mask
}

/// What stands in for names. Numbers are given in order of appearance, so that they do not tell
/// the place of an id in the alphabet.
#[derive(Clone, Debug, Default)]
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
        let whats = &mut masks.whats;
        masks.mask = mask(exercise, |hidden| {
            let (what, name) = match hidden {
                Hidden::Org(id) if own == Some(id) => return None,
                Hidden::Economy(id) if home == Some(id) => return None,
                Hidden::Org(id) => {
                    let what = match exercise.org(id).kind {
                        OrgKind::Excon => EXCON,
                        OrgKind::ThreatGroup => "threat group",
                        _ => "organisation",
                    };
                    (what, &mut names.orgs[id.place()])
                }
                Hidden::Economy(id) => ("economy", &mut names.economies[id.place()]),
                Hidden::Agreement(id) => ("agreement", &mut names.agreements[id.place()]),
                Hidden::Gathering(id) => ("gathering", &mut names.gatherings[id.place()]),
                Hidden::Operation(id) => ("operation", &mut names.operations[id.place()]),
            };
            *name = token(whats, what);
            Some(name.clone())
        });
        masks
    }

    /// Gives everything that has none yet a number, in this order of the list of masked things.
    pub fn settle(&mut self, order: impl Iterator<Item = usize>) {
        for place in order {
            self.number(&digits(place));
        }
    }

    /// How many things are masked.
    pub fn len(&self) -> usize {
        self.whats.len()
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
    pub fn cover(&mut self, text: &mut String) {
        let masked = self.mask.over(text);
        *text = replaced(&masked, |token| self.number(token));
    }

    /// A text as the edition puts it, when all numbers are given.
    pub fn says(&self, text: &str) -> String {
        replaced(&self.mask.over(text), |token| {
            let given = self.given.get(token).cloned();
            given.unwrap_or_else(|| "somebody".to_owned())
        })
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
        if what == EXCON {
            return EXCON.to_owned();
        }
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

/// What EXCON is called in every edition.
const EXCON: &str = "EXCON";

/// Adds something to the list of masked things: what stands for it in texts.
fn token(whats: &mut Vec<&'static str>, what: &'static str) -> String {
    let place = whats.len();
    whats.push(what);
    format!("{OPEN}{}{CLOSE}", digits(place))
}

/// The place of a masked thing in digits that no author writes.
fn digits(place: usize) -> String {
    let digits = place.to_string().into_bytes().into_iter();
    digits
        .filter_map(|digit| char::from_u32(DIGIT + u32::from(digit - b'0')))
        .collect()
}

/// A text with something else for each token.
fn replaced(masked: &str, mut number: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(masked.len());
    let mut rest = masked;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out += before;
        let Some((token, after)) = after.split_once(CLOSE) else {
            rest = after;
            continue;
        };
        out += &number(token);
        rest = after;
    }
    out + rest
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
                "threat group 1 strikes JPCERT/CC",
            ),
            (
                "from krcert.example/x, ask excon",
                "from [withheld: names organisation 1], ask EXCON",
            ),
            ("", ""),
        ] {
            let mut text = prose.to_owned();
            masks.cover(&mut text);
            assert_eq!(text, masked);
        }
    }
}
