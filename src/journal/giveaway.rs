//! Words that give an organisation away where its name does not stand in full: `kestrel` for
//! Kestrel Ledger Software, in `kestrel-update.msi` as in "Kestrel's update".

use crate::exercise::{Exercise, Organisation};
use crate::model::{Mask, MessageKind, OrgId, OrgKind, Work};
use std::collections::{BTreeMap, BTreeSet};

/// Words of names that say what somebody is, not who.
const GENERIC: &[&str] = &[
    "agency",
    "bank",
    "center",
    "central",
    "centre",
    "cert",
    "cirt",
    "cloud",
    "code",
    "company",
    "contact",
    "control",
    "csirt",
    "cyber",
    "cybercrime",
    "desk",
    "digital",
    "eastern",
    "exercise",
    "federal",
    "first",
    "global",
    "group",
    "guest",
    "guests",
    "host",
    "hosting",
    "international",
    "media",
    "ministry",
    "national",
    "network",
    "north",
    "northern",
    "office",
    "police",
    "press",
    "public",
    "regional",
    "second",
    "security",
    "server",
    "servers",
    "service",
    "services",
    "software",
    "south",
    "southern",
    "state",
    "telecom",
    "unit",
    "western",
];
/// Shorter words are in too many others.
const SHORT: usize = 5;
/// The first word of a name is its own more often than not, and may be shorter.
const FIRST: usize = 4;

/// The words of a text, folded.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Which words belong to one organisation alone.
pub(super) struct Giveaways {
    owners: BTreeMap<String, Option<OrgId>>,
    /// Words of economies' names, which are an economy's first, and words that facts are told in.
    others: BTreeSet<String>,
}

impl Giveaways {
    /// Those of an exercise.
    pub(super) fn of(exercise: &Exercise) -> Giveaways {
        let mut owners: BTreeMap<String, Option<OrgId>> = BTreeMap::new();
        for (id, org) in exercise.orgs() {
            for word in words(&org.id).chain(words(&org.name)) {
                let owner = owners.entry(word).or_insert(Some(id));
                *owner = owner.filter(|owner| *owner == id);
            }
        }
        let economies = exercise.economies.iter();
        let mut others: BTreeSet<String> =
            economies.flat_map(|economy| words(&economy.name)).collect();
        let kinds = MessageKind::ALL.iter().map(|kind| kind.word());
        let spoken = kinds.chain(Work::ALL.iter().map(|work| work.word()));
        others.extend(spoken.flat_map(words));
        Giveaways { owners, others }
    }

    fn tells(&self, word: &str, shortest: usize) -> bool {
        let own = matches!(self.owners.get(word), Some(Some(_)));
        let long = word.chars().count() >= shortest && word.chars().any(char::is_alphabetic);
        own && long && !self.others.contains(word) && !GENERIC.contains(&word)
    }

    /// Puts the words of an organisation into a mask.
    pub(super) fn hide(&self, org: &Organisation, alias: &str, mask: &mut Mask) {
        if org.kind == OrgKind::Excon {
            return;
        }
        for name in [&org.id, &org.name] {
            for (nth, word) in words(name).enumerate() {
                if self.tells(&word, if nth == 0 { FIRST } else { SHORT }) {
                    mask.add_hint(&word, alias);
                }
            }
            let joined: String = words(name).collect();
            if joined.chars().count() >= SHORT && !GENERIC.contains(&joined.as_str()) {
                mask.add_hint(&joined, alias);
            }
        }
        // The beginning of a name stands for it in prose, with its capital.
        let first = words(&org.name).next().unwrap_or_default();
        if self.tells(&first, SHORT) && org.name.starts_with(char::is_uppercase) {
            let ends = org.name.match_indices(' ').map(|(at, _)| at);
            for end in ends {
                mask.add_exact(&org.name[..end], alias);
            }
        }
    }
}
