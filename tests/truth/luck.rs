//! Nobody's luck depends on anybody else: what is taken out of an exercise changes no draw of
//! what stays.

use crate::cast;
use crate::whole::bundled;
use hotwash::exercise::{Exercise, Playbook};
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{Named, OrgKind, PlaybookId, SimTime};
use std::collections::BTreeMap;

/// The facts of a run as text, without the organisation `without` and without global numbers:
/// lineages stand for messages and tickets.
fn told(exercise: &Exercise, entries: &[Entry], without: &str) -> Vec<(SimTime, String)> {
    let names = exercise.names();
    let mut lineages = BTreeMap::new();
    let mut told = Vec::new();
    for entry in entries {
        let Some(fact) = entry.fact() else { continue };
        let text = match fact {
            Fact::MessageComposed(f) => {
                lineages.insert(f.message.0, f.lineage);
                let (from, to) = (f.letter.from.text(&names), f.letter.to.text(&names));
                format!("composed {:x} {} {from} to {to}", f.lineage, f.letter.kind)
            }
            Fact::MessageDelivered(f) => format!("delivered {:x}", lineages[&f.message.0]),
            Fact::MessageOpened(f) => format!("opened {:x}", lineages[&f.message.0]),
            Fact::TicketQueued(f) if f.org.text(&names) != without => {
                format!("queued {} {:x}", f.org.text(&names), f.lineage)
            }
            Fact::TicketFinished(f) if f.org.text(&names) != without => {
                format!("finished {} {}", f.org.text(&names), f.work)
            }
            Fact::ClaimLearnt(f) if f.org.text(&names) != without => {
                format!(
                    "{} learns {}",
                    f.org.text(&names),
                    f.claim.finding.text(&names)
                )
            }
            _ => continue,
        };
        told.push((entry.at, text));
    }
    told.sort();
    told
}

#[test]
fn an_organisation_that_nobody_talks_to_changes_nothing_for_the_others() {
    for (name, seeds) in [("first-drill", 10), ("apcert-2023", 2)] {
        let exercise = bundled(name);
        // Both are added, one before and one after everybody else in the order of ids.
        for id in ["aaa-bystander", "zzz-bystander"] {
            let mut more = exercise.clone();
            // Of a kind that takes no messages, and with nothing to do but everyday work.
            let mut org = cast::org(id, OrgKind::ThreatGroup);
            org.playbook = PlaybookId::nth(more.playbooks.len());
            more.playbooks.push(Playbook {
                id: "zzz-idle".into(),
                rules: Vec::new(),
            });
            org.economy = None;
            org.reached_by.clear();
            org.contacts.clear();
            org.background_milli_per_hour = 20_000;
            add_last(&mut more, org);
            for seed in 0..seeds {
                let a = told(&exercise, &cast::play(&exercise, seed), id);
                let b = told(&more, &cast::play(&more, seed), id);
                assert!(a.len() > 20, "{name}: hardly anything is compared");
                let differs = a.iter().zip(&b).find(|(a, b)| a != b);
                assert_eq!(
                    (a.len(), differs),
                    (b.len(), None),
                    "{name}, {id}, seed {seed}"
                );
            }
        }
    }
}

/// Adds an organisation at the end of the table, whatever its id, so that no index moves.
fn add_last(exercise: &mut Exercise, org: hotwash::exercise::Organisation) {
    exercise.organisations.push(org);
}

#[test]
fn the_same_seed_plays_the_same_and_another_does_not() {
    let exercise = bundled("first-drill");
    let (a, b) = (cast::play(&exercise, 5), cast::play(&exercise, 5));
    assert!(a == b, "the same seed");
    assert!(
        a != cast::play(&exercise, 6),
        "another seed must show, or the comparison is blind"
    );
}

/// How long each draw of a run came out, by what it was about: service times of tickets and
/// transit times of tries, by lineage.
fn drawn(entries: &[Entry]) -> BTreeMap<(u64, u32), i64> {
    let (mut messages, mut tickets) = (Vec::new(), Vec::new());
    let (mut sent, mut started) = (BTreeMap::new(), BTreeMap::new());
    let mut drawn = BTreeMap::new();
    for entry in entries {
        match entry.fact() {
            Some(Fact::MessageComposed(f)) => messages.push(f.lineage),
            Some(Fact::TicketQueued(f)) => tickets.push(f.lineage),
            Some(Fact::MessageSent(f)) => drop(sent.insert((f.message, f.attempt), entry.at)),
            Some(Fact::MessageDelivered(f)) => {
                let took = entry.at.since(sent[&(f.message, f.attempt)]);
                drawn.insert((messages[f.message.at()], f.attempt), took.0);
            }
            Some(Fact::TicketStarted(f)) => drop(started.insert(f.ticket, entry.at)),
            Some(Fact::TicketFinished(f)) => {
                drawn.insert(
                    (tickets[f.ticket.at()], 0),
                    entry.at.since(started[&f.ticket]).0,
                );
            }
            _ => {}
        }
    }
    drawn
}

#[test]
fn a_clarification_round_less_changes_no_other_draw() {
    let mut exercise = bundled("first-drill");
    for org in &mut exercise.organisations {
        org.thorough_ppm = 300_000;
    }
    let mut fewer = exercise.clone();
    for org in &mut fewer.organisations {
        org.needs.clear();
    }
    let (mut gone, mut common) = (0, 0);
    for seed in 0..40 {
        let (a, b) = (cast::play(&exercise, seed), cast::play(&fewer, seed));
        let (a, b) = (drawn(&a), drawn(&b));
        gone += a.keys().filter(|key| !b.contains_key(key)).count();
        for (key, took) in &a {
            if let Some(other) = b.get(key) {
                assert_eq!(took, other, "seed {seed}: the luck of {key:x?} changed");
                common += 1;
            }
        }
    }
    assert!(
        gone > 10 && common > 500,
        "{gone} draws taken out, {common} compared"
    );
}
