//! Blind means blind: two exercises that differ only in what an organisation cannot know look the
//! same to it, to the byte, until it could know.

use crate::cast;
use crate::whole::bundled;
use hotwash::exercise::{Exercise, Inject, Organisation, Playbook, Trigger};
use hotwash::fact::Fact;
use hotwash::journal::{Entry, line_of, seat_stream};
use hotwash::model::{
    Audience, HostId, MILLION, OrgId, OrgKind, PlaybookId, SimTime, Span, Subject,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A run, with every entry told in words that do not depend on global numbers.
struct Run {
    entries: Vec<Entry>,
    told: Vec<String>,
}

impl Run {
    fn of(exercise: &Exercise, seed: u64) -> Run {
        let entries = cast::play(exercise, seed);
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

    /// Which entries another run tells as well.
    fn alike(&self, other: &Run) -> Vec<bool> {
        let mut theirs: BTreeMap<&str, u32> = BTreeMap::new();
        for told in &other.told {
            *theirs.entry(told).or_default() += 1;
        }
        let told = self.told.iter().map(|told| {
            let count = theirs.get_mut(told.as_str()).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        });
        told.collect()
    }

    /// Brings forward `until`, from when on each organisation could know of what differs: the
    /// first fact it sees that follows from one that differs. What differs by itself is an excuse
    /// only where nobody sees it but those who know or could know by then: an organisation that
    /// acts otherwise for no reason that reached it has peeked.
    fn excuse(&self, alike: &[bool], knows: &[SimTime], until: &mut [SimTime]) {
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        for (entry, alike) in self.entries.iter().zip(alike) {
            let audience = entry.fact().map_or(Audience::Excon, Fact::audience);
            let mut seen = (0..until.len()).filter(|org| audience.includes(OrgId::nth(*org)));
            if entry.causes.iter().any(|cause| touched.contains(&cause)) {
                touched.insert(entry.seq);
                for org in seen {
                    until[org] = until[org].min(entry.at);
                }
            } else if !alike && seen.all(|org| knows[org] <= entry.at) {
                touched.insert(entry.seq);
            }
        }
    }

    /// The same for what an organisation finds when it looks, told by anybody or not: whether it
    /// is hit itself, and whether a host answers that it has heard of.
    fn look(&self, exercise: &Exercise, alike: &[bool], until: &mut [SimTime]) {
        let mut heard: BTreeSet<(HostId, OrgId)> = BTreeSet::new();
        let mut changed: BTreeSet<HostId> = BTreeSet::new();
        for (entry, alike) in self.entries.iter().zip(alike) {
            let mut found = Vec::new();
            match entry.fact() {
                Some(Fact::VictimCompromised(f)) if !alike => found.push(f.org),
                Some(fact) => {
                    if let Some((org, host)) = hears(exercise, fact) {
                        heard.insert((host, org));
                        found.extend(changed.contains(&host).then_some(org));
                    }
                    if let Some(host) = changes(fact).filter(|_| !alike) {
                        changed.insert(host);
                        let all = heard.range((host, OrgId(0))..=(host, OrgId(u32::MAX)));
                        found.extend(all.map(|(_, org)| *org));
                    }
                }
                None => {}
            }
            for org in found {
                until[org.at()] = until[org.at()].min(entry.at);
            }
        }
    }
}

/// The host that answers from now on, or no longer.
fn changes(fact: &Fact) -> Option<HostId> {
    match fact {
        Fact::HostUp(f) => Some(f.host),
        Fact::HostSuspended(f) => Some(f.host),
        Fact::HostAbandoned(f) => Some(f.host),
        _ => None,
    }
}

/// Who hears of which host.
fn hears(exercise: &Exercise, fact: &Fact) -> Option<(OrgId, HostId)> {
    let (org, about) = match fact {
        Fact::ClaimLearnt(f) => (f.org, Subject::Finding(f.claim.finding)),
        Fact::MessageOpened(f) => (f.to, f.about?),
        _ => return None,
    };
    let points_at = match about {
        Subject::Finding(finding) => exercise.findings[finding.at()].points_at?,
        other => other,
    };
    match points_at {
        Subject::Host(host) => Some((org, host)),
        _ => None,
    }
}

/// From when on each organisation could know of what differs in two runs; those in `insiders`
/// know from the beginning.
fn could_know(exercise: &Exercise, runs: [&Run; 2], insiders: &[bool]) -> Vec<SimTime> {
    let alike = [runs[0].alike(runs[1]), runs[1].alike(runs[0])];
    let mut until = vec![SimTime::NEVER; insiders.len()];
    for (run, alike) in runs.iter().zip(&alike) {
        run.look(exercise, alike, &mut until);
    }
    loop {
        let known = until.iter().zip(insiders);
        let known = known.map(|(at, insider)| if *insider { SimTime::STARTEX } else { *at });
        let knows: Vec<SimTime> = known.collect();
        let before = until.clone();
        for (run, alike) in runs.iter().zip(&alike) {
            run.excuse(alike, &knows, &mut until);
        }
        if until == before {
            return until;
        }
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

/// Something about an exercise that no organisation but the one it happens to can know; the change
/// gives that one.
struct Secret {
    what: &'static str,
    change: fn(&mut Exercise) -> Option<OrgId>,
}

/// The last CERT: others write to it before it has written to them.
fn quiet_cert(exercise: &Exercise) -> Option<OrgId> {
    let certs = exercise
        .orgs()
        .filter(|(_, org)| org.kind == OrgKind::NationalCert);
    certs.last().map(|(id, _)| id)
}

/// The first organisation of a kind.
fn first(exercise: &Exercise, kind: OrgKind) -> Option<OrgId> {
    exercise
        .orgs()
        .find(|(_, org)| org.kind == kind)
        .map(|(id, _)| id)
}

fn busier(exercise: &mut Exercise) -> Option<OrgId> {
    let whose = first(exercise, OrgKind::Ministry).or(first(exercise, OrgKind::Company))?;
    exercise.organisations[whose.at()].background_milli_per_hour += 5_000;
    Some(whose)
}

/// All but those hit at STARTEX, who would have nothing that could be compared.
fn later_hits(exercise: &mut Exercise) -> Option<OrgId> {
    let threats = exercise.threats.iter_mut();
    let victims = threats.flat_map(|threat| &mut threat.victims);
    for victim in victims.filter(|victim| victim.at > SimTime::STARTEX) {
        victim.at += Span::minutes(7);
    }
    None
}

fn costlier(exercise: &mut Exercise) -> Option<OrgId> {
    for org in &mut exercise.organisations {
        org.harm_milli_per_hour += 1;
    }
    None
}

fn better_reserves(exercise: &mut Exercise) -> Option<OrgId> {
    for threat in &mut exercise.threats {
        threat.returns_after = Span(threat.returns_after.0 / 2);
    }
    None
}

/// The first inject that goes to one seat alone says something else, and later.
fn other_inject(exercise: &mut Exercise) -> Option<OrgId> {
    let alone = |one: &&mut Inject| one.to.len() == 1 && matches!(one.trigger, Trigger::At(_));
    let inject = exercise.injects.iter_mut().find(alone)?;
    inject.text += " Keep this to yourself.";
    if let Trigger::At(at) = &mut inject.trigger {
        *at += Span::minutes(4);
    }
    None
}

/// A police unit has known everything true from the beginning.
fn well_informed(exercise: &mut Exercise) -> Option<OrgId> {
    let whose = first(exercise, OrgKind::Police)?;
    for finding in exercise.findings.iter_mut().filter(|finding| finding.truth) {
        if let Err(place) = finding.known_to.binary_search(&whose) {
            finding.known_to.insert(place, whose);
        }
    }
    Some(whose)
}

/// A CERT trusts nobody enough to share.
fn wary(exercise: &mut Exercise) -> Option<OrgId> {
    let whose = quiet_cert(exercise)?;
    let policy = &mut exercise.organisations[whose.at()].policy;
    (policy.share_ppm, policy.full_ppm) = (MILLION + 1, MILLION + 1);
    Some(whose)
}

/// A CERT reads its mail and does nothing.
fn idle(exercise: &mut Exercise) -> Option<OrgId> {
    let whose = quiet_cert(exercise)?;
    exercise.organisations[whose.at()].playbook = PlaybookId::nth(exercise.playbooks.len());
    exercise.playbooks.push(Playbook {
        id: "zzz-idle".into(),
        rules: Vec::new(),
    });
    Some(whose)
}

const HARM: &str = "what harm is done";
const FLAGSHIP: &str = "apcert-2023";

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
        what: HARM,
        change: costlier,
    },
    Secret {
        what: "how fast the group comes back",
        change: better_reserves,
    },
    Secret {
        what: "what somebody else is told",
        change: other_inject,
    },
    Secret {
        what: "what somebody else knows",
        change: well_informed,
    },
    Secret {
        what: "whom somebody else trusts",
        change: wary,
    },
    Secret {
        what: "what somebody else would do",
        change: idle,
    },
];

/// How many bytes each organisation was shown alike in two runs, before it could know of what
/// differs.
fn compare(name: &str, secret: &Secret, exercise: &Exercise, plain: &Run, seed: u64) -> Vec<usize> {
    let mut changed = exercise.clone();
    let whose = (secret.change)(&mut changed);
    assert!(
        changed != *exercise,
        "{name}: nothing differs in {}",
        secret.what
    );
    let other = Run::of(&changed, seed);
    let orgs = exercise.organisations.len();
    // EXCON and the groups are no seats that are kept blind.
    let insider = |(org, row): (OrgId, &Organisation)| whose == Some(org) || !row.kind.plays();
    let insiders: Vec<bool> = exercise.orgs().map(insider).collect();
    let until = could_know(exercise, [plain, &other], &insiders);
    let mut compared = vec![0; orgs];
    for (org, row) in exercise.players().filter(|(org, _)| whose != Some(*org)) {
        let until = until[org.at()];
        let a = shown(exercise, &plain.entries, org, until);
        let b = shown(&changed, &other.entries, org, until);
        if a != b {
            let (a, b) = (String::from_utf8_lossy(&a), String::from_utf8_lossy(&b));
            // One stream may merely go on where the other ends.
            let end = std::iter::repeat("nothing");
            let pairs = a.lines().chain(end.clone()).zip(b.lines().chain(end));
            let pair = pairs.into_iter().find(|(a, b)| a != b);
            let (seat, what) = (&row.id, secret.what);
            panic!("{name}, seed {seed}: {seat} can tell {what} before {until}: {pair:#?}");
        }
        compared[org.at()] = a.len();
        let seat = &row.id;
        assert!(
            !a.is_empty(),
            "{name}, seed {seed}: nothing was compared of {seat}"
        );
    }
    // Harm is worked out by those who score; whatever else differs, the flagship's journal tells.
    let same = plain.told == other.told;
    let untold = secret.what == HARM;
    assert!(
        name != FLAGSHIP || same == untold,
        "{name}: {} makes no difference",
        secret.what
    );
    compared
}

/// Seeds per scenario, fixed beforehand.
const PLAYED: [(&str, &[u64]); 2] = [("first-drill", &[7, 1, 2, 3, 4]), (FLAGSHIP, &[7])];

#[test]
fn a_seat_is_shown_the_same_until_it_could_know() {
    for (name, seeds) in PLAYED {
        let exercise = bundled(name);
        let mut in_all = vec![0; exercise.organisations.len()];
        for seed in seeds {
            let plain = Run::of(&exercise, *seed);
            for secret in SECRETS {
                let compared = compare(name, secret, &exercise, &plain, *seed);
                for (all, bytes) in in_all.iter_mut().zip(compared) {
                    *all += bytes;
                }
            }
        }
        for (org, row) in exercise.players() {
            let bytes = in_all[org.at()];
            assert!(
                bytes > 1_000,
                "{name}: only {bytes} bytes were compared of {}",
                row.id
            );
        }
    }
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
