//! Blind means blind: two exercises that differ only in what an organisation cannot know look the
//! same to it, to the byte, until it could know.

use crate::cast;
use crate::whole::bundled;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::journal::{Entry, line_of, seat_stream};
use hotwash::model::{Audience, Named, OrgId, OrgKind, SimTime, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A run, with every entry told in words that do not depend on global numbers.
struct Run {
    entries: Vec<Entry>,
    told: Vec<String>,
}

impl Run {
    fn of(exercise: &Exercise) -> Run {
        let entries = cast::play(exercise, 7);
        let names = exercise.names();
        let mut lineages: BTreeMap<(&str, u64), String> = BTreeMap::new();
        for entry in &entries {
            match entry.fact() {
                Some(Fact::MessageComposed(f)) => {
                    let key = ("message", u64::from(f.message.0));
                    lineages.insert(key, format!("{:016x}", f.lineage));
                }
                Some(Fact::TicketQueued(f)) => {
                    let key = ("ticket", u64::from(f.ticket.0));
                    lineages.insert(key, format!("{:016x}", f.lineage));
                }
                _ => {}
            }
        }
        let told = entries
            .iter()
            .map(|entry| {
                let mut line: Value =
                    serde_json::from_str(&line_of(entry, &names)).expect("lines are JSON");
                rename(&mut line, &lineages);
                line.to_string()
            })
            .collect();
        Run { entries, told }
    }

    /// From when on each organisation could know of what differs: the first fact it sees that
    /// differs itself or follows from something that does.
    fn could_know(&self, other: &Run, orgs: usize) -> Vec<SimTime> {
        let mut theirs: BTreeMap<&str, u32> = BTreeMap::new();
        for told in &other.told {
            *theirs.entry(told).or_default() += 1;
        }
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut first = vec![SimTime::NEVER; orgs];
        for (entry, told) in self.entries.iter().zip(&self.told) {
            let same = theirs.get_mut(told.as_str()).filter(|count| **count > 0);
            let follows = entry.causes.iter().any(|cause| touched.contains(&cause));
            // What an organisation sees differ by itself alone is no excuse: only what reached
            // it from somewhere that differs is.
            let reached = follows;
            if let Some(count) = same {
                *count -= 1;
            } else {
                touched.insert(entry.seq);
            }
            if reached {
                touched.insert(entry.seq);
                let audience = entry.fact().map_or(Audience::Excon, Fact::audience);
                for (nth, at) in first.iter_mut().enumerate() {
                    if audience.includes(OrgId::nth(nth)) {
                        *at = (*at).min(entry.at);
                    }
                }
            }
        }
        first
    }
}

/// Puts lineages in the place of global numbers, and leaves out numbers and causes of entries.
fn rename(value: &mut Value, lineages: &BTreeMap<(&str, u64), String>) {
    let Value::Object(fields) = value else { return };
    for gone in ["seq", "causes", "hash"] {
        fields.remove(gone);
    }
    for (key, field) in fields.iter_mut() {
        let kind = match key.as_str() {
            "message" | "by" | "reply_to" => "message",
            "ticket" => "ticket",
            "letter" => {
                rename(field, lineages);
                continue;
            }
            _ => continue,
        };
        if let Some(lineage) = field
            .as_u64()
            .and_then(|number| lineages.get(&(kind, number)))
        {
            *field = Value::String(lineage.clone());
        }
    }
}

/// The bytes a seat was shown before a moment.
fn shown(exercise: &Exercise, entries: &[Entry], org: OrgId, before: SimTime) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in seat_stream(exercise, entries, org) {
        if event.at < before {
            event.write(&mut bytes);
            bytes.push(b'\n');
        }
    }
    bytes
}

/// Something about an exercise that no organisation but those it happens to can know.
struct Secret {
    what: &'static str,
    change: fn(&mut Exercise),
}

fn busier(exercise: &mut Exercise) {
    let ministry = exercise
        .organisations
        .iter_mut()
        .find(|org| org.kind == OrgKind::Ministry);
    let company = |org: &&mut hotwash::exercise::Organisation| org.kind == OrgKind::Company;
    let org = match ministry {
        Some(org) => Some(org),
        None => exercise.organisations.iter_mut().find(company),
    };
    org.expect("somebody to be busier")
        .background_milli_per_hour += 5_000;
}

fn later_hits(exercise: &mut Exercise) {
    for victim in exercise
        .threats
        .iter_mut()
        .flat_map(|threat| &mut threat.victims)
    {
        victim.at += Span::minutes(7);
    }
}

fn costlier(exercise: &mut Exercise) {
    for org in &mut exercise.organisations {
        org.harm_milli_per_hour += 1;
    }
}

fn better_reserves(exercise: &mut Exercise) {
    for threat in &mut exercise.threats {
        threat.returns_after = Span(threat.returns_after.0 / 2);
    }
}

const SECRETS: &[Secret] = &[
    Secret {
        what: "how busy somebody else is",
        change: busier,
    },
    Secret {
        what: "when victims are hit",
        change: later_hits,
    },
    Secret {
        what: "what harm is done",
        change: costlier,
    },
    Secret {
        what: "how fast the group comes back",
        change: better_reserves,
    },
];

#[test]
fn a_seat_is_shown_the_same_until_it_could_know() {
    let mut compared = 0;
    for name in ["first-drill", "apcert-2023"] {
        let exercise = bundled(name);
        let plain = Run::of(&exercise);
        for secret in SECRETS {
            let mut changed = exercise.clone();
            (secret.change)(&mut changed);
            let other = Run::of(&changed);
            let orgs = exercise.organisations.len();
            let (ours, theirs) = (
                plain.could_know(&other, orgs),
                other.could_know(&plain, orgs),
            );
            for (org, row) in exercise.orgs().filter(|(_, org)| org.kind.plays()) {
                if row.background_milli_per_hour != changed.org(org).background_milli_per_hour {
                    continue;
                }
                let until = ours[org.at()].min(theirs[org.at()]);
                let a = shown(&exercise, &plain.entries, org, until);
                let b = shown(&changed, &other.entries, org, until);
                let seat = org.text(&exercise.names()).to_owned();
                if a != b {
                    let (a, b) = (String::from_utf8_lossy(&a), String::from_utf8_lossy(&b));
                    // One stream may merely go on where the other ends.
                    let end = std::iter::repeat("nothing");
                    let pairs = a.lines().chain(end.clone()).zip(b.lines().chain(end));
                    let pair = pairs.into_iter().find(|(a, b)| a != b);
                    panic!(
                        "{name}: {seat} can tell {} before {until}: {pair:#?}",
                        secret.what
                    );
                }
                compared += a.len();
            }
        }
    }
    assert!(compared > 100_000, "only {compared} bytes were compared");
}

/// The canary: a world that differs in what a seat does see must be told apart.
#[test]
fn a_seat_that_is_told_something_else_notices() {
    let exercise = bundled("first-drill");
    let mut changed = exercise.clone();
    for inject in &mut changed.injects {
        inject.text.push('!');
    }
    let (plain, other) = (cast::play(&exercise, 7), cast::play(&changed, 7));
    let noticed = exercise.players().filter(|(org, _)| {
        shown(&exercise, &plain, *org, SimTime::NEVER)
            != shown(&changed, &other, *org, SimTime::NEVER)
    });
    assert!(noticed.count() >= 2);
}

/// No seat is ever shown the author's ids of findings and hosts, or whether a claim is true.
#[test]
fn no_seat_is_shown_the_truth() {
    for name in ["first-drill", "apcert-2023"] {
        let exercise = bundled(name);
        let entries = cast::play(&exercise, 3);
        let ids = exercise.findings.iter().map(|finding| &finding.id);
        let ids: Vec<&String> = ids.filter(|id| id.contains('-')).collect();
        assert!(!ids.is_empty());
        for (org, row) in exercise.players() {
            let bytes = shown(&exercise, &entries, org, SimTime::NEVER);
            let text = String::from_utf8(bytes).expect("JSON is UTF-8");
            for id in &ids {
                let quoted = format!("\"{id}\"");
                assert!(!text.contains(&quoted), "{name}: {} is shown {id}", row.id);
            }
            assert!(
                !text.contains("truth"),
                "{name}: {} is shown the truth",
                row.id
            );
        }
    }
}
