//! What stands in the form of a message that is written once more, since it reached nobody.

use super::page::serde;
use crate::journal::SeatLetter;
use crate::live::seat::SeatPage;
use crate::model::{Pap, Priority, Tlp};
use minijinja::{Value, context};

/// What a letter said, as its writer would choose it again; nothing where none is written anew.
pub(super) fn begun(letter: Option<&SeatLetter>, seat: &SeatPage) -> Value {
    let mut left: Vec<_> = letter.map_or_else(Vec::new, |letter| letter.claims.iter().collect());
    let (mut parts, mut tlp, mut pap) = (Vec::new(), None, None);
    for known in &seat.known {
        let told = left.iter().position(|claim| claim.says == known.says);
        let Some(claim) = told.map(|nth| left.remove(nth)) else {
            parts.push("");
            continue;
        };
        parts.push(claim.part);
        // What it was narrowed to then it is narrowed to again.
        let (had, label) = (Tlp::from_word(&known.tlp), Tlp::from_word(claim.tlp));
        tlp = tlp.max(label.filter(|label| Some(*label) > had));
        let (had, label) = (Pap::from_word(known.pap), Pap::from_word(claim.pap));
        pap = pap.max(label.filter(|label| Some(*label) > had));
    }
    let texts = |of: fn(&SeatLetter) -> &[String]| letter.map(of).unwrap_or_default();
    let words = |of: fn(&SeatLetter) -> &[&'static str]| letter.map(of).unwrap_or_default();
    context! {
        parts,
        tlp => tlp.map_or("", Tlp::word),
        pap => pap.map_or("", Pap::word),
        about => letter.and_then(|letter| letter.about.as_deref()).unwrap_or_default(),
        priority => letter.map_or(Priority::Normal.word(), |letter| letter.priority),
        artefacts => serde(texts(|letter| &letter.artefacts)),
        fields => serde(words(|letter| &letter.fields)),
        wants => serde(words(|letter| &letter.wants)),
    }
}
