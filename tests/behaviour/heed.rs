//! Threat groups that heed what others say and agree, or do not.

use crate::cast::{count, exercise};
use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{SimTime, Span, ThreatId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What happened in an exercise.
pub fn entries(exercise: Exercise) -> Vec<Entry> {
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine.run().expect("nothing goes past a limit");
    engine.into_entries()
}

/// In minutes after STARTEX.
pub fn minutes(at: SimTime) -> i64 {
    at.since(SimTime::STARTEX).0 / Span::minutes(1).0
}

/// Four more firms, which the gang of another economy hits an hour apart.
fn hitting(gang: &str, more: &str) -> Exercise {
    exercise(
        "",
        &format!(
            r#"organisations: [
                (id: "firm-1", kind: Company, economy: "KR"),
                (id: "firm-2", kind: Company, economy: "KR"),
                (id: "firm-3", kind: Company, economy: "KR"),
                (id: "firm-4", kind: Company, economy: "KR"),
            ],
            threats: [(id: "gang", overrides: true, {gang}
                victims: [(among: ["firm-1", "firm-2", "firm-3", "firm-4"], at: "+1h",
                    every: "1h")])],
            {more}"#
        ),
    )
}

/// When the gang hits, and when it switches, lies low and goes on.
fn course(gang: &str, more: &str) -> (Vec<i64>, Vec<(&'static str, i64)>) {
    let entries = entries(hitting(gang, more));
    let told = |entry: &Entry| Some((entry.fact()?.clone(), minutes(entry.at)));
    let (mut hits, mut turns) = (Vec::new(), Vec::new());
    for (fact, at) in entries.iter().filter_map(told) {
        match fact {
            Fact::VictimCompromised(_) => hits.push(at),
            Fact::GroupSwitched(f) => turns.push((f.to.word(), at)),
            Fact::GroupWentQuiet(_) => turns.push(("quiet", at)),
            Fact::GroupResumed(_) => turns.push(("on", at)),
            _ => {}
        }
    }
    (hits, turns)
}

/// An agreement of the two CERTs, by which each renounces this.
fn pact(terms: &str) -> String {
    format!(
        r#"agreements: [(id: "pact", parties: ["cert-a", "cert-b"],
            gives: [ContactsKeptCurrent, {terms}])],"#
    )
}

const CHANGES: &str = r#"injects: [
    (id: "I-1", at: "+90m", effects: [Agreement("pact", Suspended)]),
    (id: "I-2", at: "+210m", effects: [Agreement("pact", Operational)]),
]"#;

#[test]
fn a_group_that_heeds_lies_low_while_the_agreement_stands() {
    let pact = pact("Renounces(SupplyChain)");
    let changes = format!("{pact} {CHANGES}");
    let calm = (vec![60, 120, 180, 240], vec![]);
    let heeds = r#"sponsor: "JP", heeds: (renounced: 1.0),"#;
    for (gang, more, expected) in [
        (heeds, "", &calm),
        (r#"sponsor: "JP","#, &*pact, &calm),
        (heeds, &*pact, &(vec![], vec![("quiet", 0)])),
        // What was held is made up for at once, and what comes after the return is held again.
        (
            heeds,
            &*changes,
            &(
                vec![90, 120, 180],
                vec![("quiet", 0), ("on", 90), ("quiet", 210)],
            ),
        ),
        // Its sponsor has renounced nothing, or something else, or there is none.
        (r#"sponsor: "AU", heeds: (renounced: 1.0),"#, &*pact, &calm),
        (
            r#"sponsor: "JP", heeds: (renounced: 1.0), class: Ddos,"#,
            &*pact,
            &calm,
        ),
        ("heeds: (renounced: 1.0),", &*pact, &calm),
    ] {
        assert_eq!(&course(gang, more), expected, "{gang} {more}");
    }
}

#[test]
fn a_group_that_switches_hits_as_often_as_before() {
    let gang = r#"sponsor: "JP", heeds: (renounced: 1.0), switches_to: Ransomware,"#;
    let one = pact("Renounces(SupplyChain)");
    let (hits, turns) = course(gang, &one);
    assert_eq!(hits, [60, 120, 180, 240]);
    assert_eq!(turns, [("ransomware", 0)]);
    // It goes back to what it did when the agreement is suspended, and switches again with it.
    let (hits, turns) = course(gang, &format!("{one} {CHANGES}"));
    assert_eq!(hits, [60, 120, 180, 240]);
    let back_and_forth = [("ransomware", 0), ("supply_chain", 90), ("ransomware", 210)];
    assert_eq!(turns, back_and_forth);
    // Where all it can do is renounced, nothing is left.
    let both = pact("Renounces(SupplyChain), Renounces(Ransomware)");
    assert_eq!(course(gang, &both), (vec![], vec![("quiet", 0)]));
}

#[test]
fn sensors_see_a_group_by_what_it_does_now() {
    let seen = |class: &str, switches: &str| {
        let gang = format!(r#"sponsor: "JP", {switches}"#);
        let sensors = format!(
            r#"{} kinds: [(kind: Company, overrides: true, sensors: [(class: {class}, sees: 1.0,
                delay: "5m", gives: Full, watches: Itself)])]"#,
            pact("Renounces(SupplyChain)")
        );
        let entries = entries(hitting(&gang, &sensors));
        let facts: Vec<Fact> = (entries.iter())
            .filter_map(|entry| entry.fact().cloned())
            .collect();
        count(&facts, |fact| matches!(fact, Fact::VictimDetected(_)))
    };
    let switches = "heeds: (renounced: 1.0), switches_to: Ransomware,";
    assert_eq!(seen("SupplyChain", ""), 4);
    assert_eq!(seen("SupplyChain", switches), 0);
    assert_eq!(seen("Ransomware", switches), 4);
}

#[test]
fn what_is_not_heeded_changes_nothing() {
    let gang = r#"sponsor: "JP","#;
    let said = |terms: &str| entries(hitting(gang, &format!("{} {CHANGES}", pact(terms))));
    assert_eq!(said("Renounces(SupplyChain)"), said("Renounces(Influence)"));
}

/// Which of forty groups lie low, under these agreements.
fn quiet(share: &str, agreements: &[&str]) -> BTreeSet<ThreatId> {
    let threats = (0..40).map(|nth| {
        format!(
            r#"(id: "t{nth}", class: Espionage, sponsor: "JP", heeds: (renounced: {share}),
                victims: [(org: "firm-a", at: "+1h")])"#
        )
    });
    let agreements = agreements.iter().map(|id| {
        format!(r#"(id: "{id}", parties: ["cert-a", "cert-b"], gives: [Renounces(Espionage)])"#)
    });
    let (threats, agreements): (Vec<_>, Vec<_>) = (threats.collect(), agreements.collect());
    let more = format!(
        "threats: [{}], agreements: [{}]",
        threats.join(", "),
        agreements.join(", ")
    );
    let entries = entries(exercise("", &more));
    let low = entries.iter().filter_map(|entry| match entry.fact()? {
        Fact::GroupWentQuiet(f) => Some(f.threat),
        _ => None,
    });
    low.collect()
}

#[test]
fn each_group_and_agreement_has_its_own_luck() {
    let (one, other) = (quiet("0.5", &["mou-a"]), quiet("0.5", &["mou-b"]));
    assert_ne!(one, other);
    for some in [&one, &other] {
        assert!((10..=30).contains(&some.len()), "about half: {some:?}");
    }
    let both: BTreeSet<ThreatId> = one.union(&other).copied().collect();
    assert_eq!(quiet("0.5", &["mou-a", "mou-b"]), both);
    assert_eq!(quiet("0.0", &["mou-a"]).len(), 0);
    assert_eq!(quiet("1.0", &["mou-a"]).len(), 40);
}

/// A CERT that may attribute, and does when it is told of the gang.
const ACCUSER: &str = r#"
    playbooks: [(id: "accuser", rules: [
        (name: "accuse", on: Received(Notification), do: [Acknowledge, Attribute]),
        (name: "note", on: Attributed("gang"), do: [Decide("said")]),
    ])],"#;

/// What the gang does and what else follows when it is attributed at ninety minutes.
fn attribution(gang: &str, more: &str) -> (Vec<i64>, Vec<(&'static str, i64)>, Vec<u32>) {
    let exercise = hitting(gang, more);
    let (mut hits, mut turns, mut tension) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries(exercise) {
        let at = minutes(entry.at);
        match entry.fact() {
            Some(Fact::VictimCompromised(_)) => hits.push(at),
            Some(Fact::Attributed(_)) => turns.push(("attributed", at)),
            Some(Fact::GroupTippedOff(_)) => turns.push(("warned", at)),
            Some(Fact::GroupWentQuiet(_)) => turns.push(("quiet", at)),
            Some(Fact::GroupResumed(_)) => turns.push(("on", at)),
            Some(Fact::Decided(_)) => turns.push(("said", at)),
            Some(Fact::TensionChanged(f)) => tension.push(f.ppm),
            _ => {}
        }
    }
    (hits, turns, tension)
}

const INDICTED: &str = r#"injects: [
    (id: "I-1", at: "+90m", effects: [Attribute(by: "cert-a", threat: "gang")]),
    (id: "I-2", at: "+91m", effects: [Attribute(by: "cert-a", threat: "gang")]),
]"#;

#[test]
fn a_group_that_heeds_attribution_lies_low_for_a_while() {
    let told = vec![("attributed", 90), ("warned", 90)];
    let calm = (vec![60, 120, 180, 240], told.clone(), vec![100_000]);
    assert_eq!(attribution(r#"sponsor: "JP","#, INDICTED), calm);
    let heeds = r#"sponsor: "JP", heeds: (attributed: 1.0, lies_low: "100m"),"#;
    let mut low = told.clone();
    low.extend([("quiet", 90), ("on", 190)]);
    let dip = (vec![60, 190, 190, 240], low, vec![100_000]);
    assert_eq!(attribution(heeds, INDICTED), dip);
    // Without a sponsor, or by its own economy, nobody takes it ill.
    assert_eq!(attribution("", INDICTED).2, [0; 0]);
    assert_eq!(attribution(r#"sponsor: "KR","#, INDICTED).2, [0; 0]);
    let worse = r#"sponsor: "JP", attribution_tension: 0.4,"#;
    assert_eq!(attribution(worse, INDICTED).2, [400_000]);
}

#[test]
fn who_has_the_mandate_attributes_once_and_nobody_else_does() {
    let may = |mandates: &str| {
        let more = format!(
            r#"{ACCUSER} kinds: [(kind: NationalCert, overrides: true, playbook: "accuser",
                mandates: [{mandates}])],
            injects: [
                (id: "I-1", at: "+90m", to: "cert-a", by: "phone", kind: Notification,
                 about: "gang"),
                (id: "I-2", at: "+2h", to: "cert-a", by: "phone", kind: Notification,
                 about: "gang"),
            ]"#
        );
        let (_, turns, tension) = attribution(r#"sponsor: "JP","#, &more);
        let times = |what| turns.iter().filter(|(one, _)| *one == what).count();
        (times("attributed"), times("said"), tension.len())
    };
    assert_eq!(may("Attribute"), (1, 1, 1));
    assert_eq!(may("Publish"), (0, 0, 0));
}

#[test]
fn an_arrest_stops_its_group_and_may_quieten_others_of_its_class() {
    let others = |arrested: &str, class: &str| {
        let more = format!(
            r#"threats: [(id: "band", class: {class}, victims: [(org: "firm-a", at: "+4h")],
                heeds: (arrested: {arrested}, lies_low: "2h"))],
            operations: [(id: "lantern", against: "gang", lead: "police-a",
                parties: ["police-a", "police-b"], at: "+3h", evidence: ["gang-name"],
                warrant: "20m", warrant_spread: 0.0, suspects_in: "JP")],
            findings: [(id: "gang-name", overrides: true,
                known_to: ["police-a", "police-b"])]"#
        );
        let entries = entries(exercise("", &more));
        let stopped = |entry: &&Entry| matches!(entry.fact(), Some(Fact::GroupStopped(_)));
        assert_eq!(entries.iter().filter(stopped).count(), 1);
        let hit = |entry: &Entry| match entry.fact()? {
            Fact::VictimCompromised(f) if f.threat == ThreatId(0) => Some(minutes(entry.at)),
            _ => None,
        };
        entries.iter().filter_map(hit).collect::<Vec<_>>()
    };
    assert_eq!(others("1.0", "SupplyChain"), [300]);
    assert_eq!(others("1.0", "Ransomware"), [240]);
    assert_eq!(others("0.0", "SupplyChain"), [240]);
}
