//! Leaves out of an exercise what the standard parts declare and nothing in it mentions, so that
//! an exercise holds what it plays with and not the library.

use super::gather::{Gathered, List};
use super::source::Sources;
use super::table;
use std::collections::{BTreeMap, BTreeSet};

/// The lists of the library that only matter when something mentions them.
pub(super) const LISTS: &[&str] = &["channels", "economies", "playbooks"];
/// Kinds that every exercise has, whether mentioned or not.
const KINDS: &[&str] = &["Excon", "NationalCert", "ThreatGroup"];

/// No id is longer.
const LONGEST: usize = 64;

/// What was left out, list by list, to be suggested when something is misspelt.
pub(super) type Pruned = BTreeMap<&'static str, Vec<String>>;

/// Of what was left out, that which the scenario changes: it plays no part, but is to be right.
pub(super) type Changed<'d> = BTreeMap<&'static str, List<'d>>;

/// Leaves out what is not mentioned.
pub(super) fn prune<'d>(gathered: &mut Gathered<'d>, sources: &Sources) -> (Pruned, Changed<'d>) {
    let mut waiting: BTreeSet<(&str, String)> = BTreeSet::new();
    for name in LISTS.iter().copied().chain(["kinds"]) {
        let list = gathered.lists.get(name).into_iter().flatten();
        let std = list.filter(|(_, entry)| entry.std);
        waiting.extend(std.map(|(id, _)| (name, id.clone())));
    }
    let mut mentioned: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    let candidates: BTreeSet<String> = waiting.iter().map(|(_, id)| id.clone()).collect();
    // Spreadsheets write `E-mail` for `email`.
    let plain = candidates.iter().map(|id| (table::plain(id), id));
    let plain: BTreeMap<String, &String> = plain.collect();
    let mention = |text: &str, loose: bool, mentioned: &mut BTreeSet<String>| {
        let word = text.strip_prefix("economy:").unwrap_or(text);
        let word = word.strip_prefix("kind:").unwrap_or(word);
        if candidates.contains(word) {
            mentioned.insert(word.to_owned());
        } else if loose
            && word.len() <= LONGEST
            && let Some(id) = plain.get(&table::plain(word))
        {
            mentioned.insert((*id).clone());
        }
    };
    for (name, list) in &gathered.lists {
        for entry in list.values() {
            let optional = waiting.contains(&(name, entry.id.value.clone()));
            // Service times mention kinds of work, not things; an improvement mentions what it
            // changes where its changes are made.
            if !optional && !matches!(*name, "service" | "improvements") {
                entry
                    .value
                    .words(sources, |word, loose| mention(word, loose, &mut mentioned));
            }
        }
    }
    // What is mentioned mentions more.
    loop {
        let found: Vec<_> = waiting
            .iter()
            .filter(|(_, id)| mentioned.contains(id))
            .cloned()
            .collect();
        if found.is_empty() {
            break;
        }
        for key in found {
            let entry = gathered.lists.get(key.0).and_then(|list| list.get(&key.1));
            if let Some(entry) = entry {
                entry
                    .value
                    .words(sources, |word, loose| mention(word, loose, &mut mentioned));
            }
            waiting.remove(&key);
        }
    }
    let (mut pruned, mut changed) = (Pruned::new(), Changed::new());
    for name in LISTS {
        let Some(list) = gathered.lists.get_mut(name) else {
            continue;
        };
        let left_out: Vec<String> = list
            .keys()
            .filter(|id| waiting.contains(&(*name, (*id).clone())))
            .cloned()
            .collect();
        let removed = left_out.iter().filter_map(|id| list.remove_entry(id));
        let layered = removed.filter(|(_, entry)| entry.layers.len() > 1);
        changed.insert(*name, layered.collect());
        pruned.insert(name, left_out);
    }
    (pruned, changed)
}
