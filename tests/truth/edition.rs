//! What is given away of a run names nobody whom its reader is not to know, in every edition of
//! every seat of the flagship.

use crate::cast;
use crate::whole::bundled;
use hotwash::engine;
use hotwash::exercise::Exercise;
use hotwash::journal::{For, Head, Header, Recorded, redact};
use hotwash::model::{Named, OrgId, OrgKind};
use serde_json::Value;
use std::collections::BTreeSet;

/// Words that are of one name and of nothing else that is said in the flagship.
const OWN_WORDS: &[(&str, &str)] = &[
    ("kestrel", "kestrel-ledger"),
    ("stackyard", "stackyard"),
    ("pelita", "pelita-freight"),
    ("cicada", "gilded-cicada"),
    ("banksia", "banksia-freight"),
    ("lanternworks", "lanternworks"),
];

/// Every text in a line of JSON.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(all) => {
            let told = all.iter().filter(|(key, _)| key.as_str() != "hash");
            told.for_each(|(_, one)| texts(one, into));
        }
        _ => {}
    }
}

/// The words of a text with their neighbours: whether it holds this name as words of its own.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn check(exercise: &Exercise, own: Option<OrgId>, lines: &str) {
    let mut told = BTreeSet::new();
    for line in lines.lines() {
        let mut all = Vec::new();
        texts(&serde_json::from_str(line).expect("JSON"), &mut all);
        told.extend(all);
    }
    let reader = own.map_or("the public", |own| exercise.org(own).id.as_str());
    for text in &told {
        let folded = text.to_lowercase();
        for (id, org) in exercise.orgs().filter(|(id, _)| own != Some(*id)) {
            if org.kind != OrgKind::Excon {
                for name in [&org.id, &org.name] {
                    let named = holds(&folded, &name.to_lowercase());
                    assert!(!named, "{reader} reads {name} ({id:?}) in {text}");
                }
            }
        }
        for (word, of) in OWN_WORDS {
            assert!(
                *of == reader || !folded.contains(word),
                "{reader} reads {word} in {text}"
            );
        }
        let home = own.and_then(|own| exercise.org(own).economy);
        for (place, economy) in exercise.economies.iter().enumerate() {
            let stays = home.map(Named::place) == Some(place);
            assert!(
                stays || !holds(text, &economy.name),
                "{reader} reads {text}"
            );
            assert!(stays || !holds(text, &economy.id), "{reader} reads {text}");
        }
        for part in text.split("organisation ").skip(1) {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
            let mut rest = rest.chars();
            let joined = matches!(rest.next(), Some('.' | '/' | '@' | '_'))
                && rest.next().is_some_and(char::is_alphanumeric);
            assert!(!joined, "{reader} reads half an address in {text}");
        }
        assert!(!text.contains("jumps 0s"), "{text}");
    }
}

#[test]
fn no_edition_of_the_flagship_names_anybody_else() {
    let exercise = bundled("apcert-2023");
    let recorded = Recorded {
        header: Header::new(&exercise, 1, engine::VERSION),
        entries: cast::play(&exercise, 1),
        head: Head::START,
        exercise,
    };
    let seats = recorded.exercise.orgs().map(|(id, _)| Some(id));
    for own in seats.chain([None]) {
        let edition = redact(&recorded, own.map_or(For::Public, For::Seat));
        let lines = String::from_utf8(edition).expect("UTF-8");
        check(&recorded.exercise, own, &lines);
    }
}
