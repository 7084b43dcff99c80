//! A small cast, and plays of it from text to journal.

use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::model::{Named, Names, OrgId};
use hotwash::scenario::{load_improved, shelf::MemoryShelf};
use std::sync::Arc;

/// A CERT and a company in one economy; a CERT, a provider and a police unit in another. Nobody
/// has anything else to do, every directory is right, and desks never wait.
const CAST: &str = r#"(
    format: 1,
    kinds: [
        (kind: NationalCert, overrides: true, desk: (background: PerHour(0.0)),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: [],
         policy: (classifies: 0.0, careless: 0.0)),
        (kind: HostingProvider, overrides: true, desk: (background: PerHour(0.0)),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: []),
        (kind: Company, overrides: true, desk: (background: PerHour(0.0), shift: Always),
         directory: (stale: 0.0, missing: 0.0), sensors: []),
        (kind: Police, overrides: true, desk: (background: PerHour(0.0), shift: Always),
         directory: (stale: 0.0, missing: 0.0), sensors: [], needs: []),
    ],
    organisations: [
        (id: "cert-a", kind: NationalCert, economy: "KR"),
        (id: "firm-a", kind: Company, economy: "KR"),
        (id: "cert-b", kind: NationalCert, economy: "JP"),
        (id: "host-b", kind: HostingProvider, economy: "JP"),
        (id: "police-a", kind: Police, economy: "KR"),
        (id: "police-b", kind: Police, economy: "JP"),
    ],
    threats: [(id: "gang", class: SupplyChain, victims: [(org: "firm-a", at: "+1m")])],
    hosts: [(id: "c2", threat: "gang", hosted_by: "host-b"), (id: "shop", hosted_by: "host-b")],
    findings: [
        (id: "c2-address", kind: Address, threat: "gang", points_at: "host:c2",
         tlp: Green, pap: Green),
        (id: "gang-name", kind: Name, threat: "gang", tlp: Green, pap: Green),
    ],
    falsehoods: [(id: "rumour", kind: Address, threat: "gang", points_at: "host:shop",
        tlp: Green, pap: Green)],
)"#;

/// Plays the cast with more of a scenario, and gives what happened.
pub fn play(more: &str) -> (Vec<Fact>, Names) {
    play_moves("", more)
}

/// The same in moves.
pub fn play_moves(moves: &str, more: &str) -> (Vec<Fact>, Names) {
    let exercise = exercise(moves, more);
    let names = exercise.names();
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine.run().expect("nothing goes past a limit");
    let facts = engine.into_entries().into_iter();
    (
        facts.filter_map(|entry| entry.fact().cloned()).collect(),
        names,
    )
}

/// The cast with more of a scenario, in moves.
pub fn exercise(moves: &str, more: &str) -> Exercise {
    changed(moves, more, &[], &[])
}

/// The same with values set from outside, and improvements of its plan carried out.
pub fn changed(moves: &str, more: &str, sets: &[(String, String)], improve: &[String]) -> Exercise {
    let text = format!(
        r#"(format: 1, title: "Small", include: ["cast.ron"],
            clock: (startex: "2024-06-26T09:00:00Z", endex: "+8h", moves: [{moves}]), {more})"#
    );
    let shelf = MemoryShelf::new(&[("small.ron", &text), ("cast.ron", CAST)]);
    let loaded = load_improved("small.ron", &shelf, sets, improve);
    let problems: Vec<_> = loaded.problems.iter().map(|one| &one.message).collect();
    loaded
        .exercise
        .unwrap_or_else(|| panic!("the scenario is good: {problems:?}"))
}

pub fn org(id: &str, names: &Names) -> OrgId {
    OrgId::find(id, names).expect("it is in the cast")
}

pub fn count(facts: &[Fact], fits: impl Fn(&Fact) -> bool) -> usize {
    facts.iter().filter(|fact| fits(fact)).count()
}
