//! A season in parts: what begins in a move is counted there, once, and carries over.

use hotwash::campaign::{Job, measures, season, stretches};
use hotwash::engine::Engine;
use hotwash::metric::{self, Evidence, Scope, Statistic};
use hotwash::model::SimTime;
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// Two CERTs, one asked about the other's server in each half; people change in between.
const HALVES: &str = r#"(format: 1, title: "Halves",
    clock: (startex: "2024-06-26T07:00:00Z", endex: "+8h", moves: [
        (title: "Before", at: "+0h"), (title: "After", at: "+4h", jump: "200 weeks")]),
    playbooks: [(id: "caller", rules: [
        (name: "call", on: Received(Notification), do: [Send(InformationRequest, HostCert)])])],
    kinds: [(kind: NationalCert, overrides: true, reached_by: ["phone"],
        directory: (stale: 0, missing: 0),
        contacts: [(role: "head", channels: ["phone"], tenure: "40 weeks")])],
    organisations: [
        (id: "a-cert", kind: NationalCert, economy: "BE", name: "A", playbook: "caller"),
        (id: "b-cert", kind: NationalCert, economy: "JP", name: "B"),
        (id: "b-host", kind: HostingProvider, economy: "JP", name: "H"),
        (id: "x-shop", kind: Company, economy: "BE", name: "X")],
    threats: [(id: "gang", class: Phishing, victims: [(org: "x-shop", at: "+5m")])],
    hosts: [(id: "c2", hosted_by: "b-host", threat: "gang")],
    findings: [(id: "c2-address", threat: "gang", points_at: "host:c2", tlp: Green)],
    injects: [
        (id: "I-1", at: "+10m", to: "a-cert", kind: Notification, about: "c2",
            claims: ["c2-address"]),
        (id: "I-2", at: "+5h", to: "a-cert", kind: Notification, about: "c2",
            claims: ["c2-address"])])"#;

fn exercise(text: &str) -> Arc<hotwash::exercise::Exercise> {
    let loaded = load("halves.ron", &MemoryShelf::new(&[("halves.ron", text)]));
    let told: Vec<&str> = loaded
        .problems
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    Arc::new(loaded.exercise.unwrap_or_else(|| panic!("{told:?}")))
}

#[test]
fn every_observation_is_in_one_stretch() {
    let flagship = load("apcert-2023", &MemoryShelf::default())
        .exercise
        .expect("it is good");
    for (exercise, starts) in [
        (
            exercise(HALVES),
            vec![SimTime::STARTEX, SimTime(4 * 3_600_000)],
        ),
        (
            Arc::new(flagship),
            [0, 1, 2, 3].map(|h| SimTime(h * 3_600_000)).to_vec(),
        ),
    ] {
        let mut engine = Engine::new(Arc::clone(&exercise), 3);
        engine.run().expect("no limit is reached");
        let until = exercise.clock.endex;
        let ledgers = metric::fold(&exercise, engine.entries(), until);
        let whole = metric::readings(&ledgers, Evidence::Skip);
        let parts = metric::by_stretch(&ledgers, engine.entries(), &starts);
        assert_eq!(parts.len(), starts.len());
        for about in metric::descriptions() {
            let of = |readings: &[metric::Reading]| {
                let mine = readings.iter().filter(|one| one.metric == about.id);
                let mine = mine.filter(|one| one.scope == Scope::All);
                mine.fold((0, 0.0), |sum, one| {
                    (sum.0 + one.count, sum.1 + one.total.unwrap_or(0.0))
                })
            };
            let parted = parts.iter().map(|part| of(part));
            let parted = parted.fold((0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let whole = of(&whole);
            assert_eq!(parted.0, whole.0, "{}", about.id);
            if matches!(about.statistic, Statistic::Events | Statistic::Amount) {
                assert!(
                    (parted.1 - whole.1).abs() < 1e-6 * whole.1.abs().max(1.0),
                    "{}",
                    about.id
                );
            }
        }
    }
}

/// People who left are not found at first try, and that is seen in the move it happens in.
#[test]
fn what_a_year_does_is_seen_in_the_later_move() {
    let exercise = exercise(HALVES);
    assert_eq!(stretches(&exercise).len(), 2);
    let play = |threads: usize| {
        let job = Job {
            exercise: &exercise,
            seeds: 1..41,
            threads: NonZeroUsize::new(threads).expect("somebody plays"),
            played: &|| {},
        };
        season(&job, 0.999).expect("no limit is reached")
    };
    let found = play(1);
    let nth = measures()
        .position(|one| one.metric == "contact_reach")
        .expect("it is there");
    let course = &found.courses[nth];
    let [before, after] = [0, 1].map(|part| course.stretches[part].as_ref().expect("they wrote"));
    assert!(before.mean > 0.8, "{before:?}");
    assert!(after.mean < 0.6, "{after:?}");
    let change = course.since_first[1]
        .as_ref()
        .and_then(|found| found.interval);
    assert!(change.expect("forty runs").high < 0.0, "{change:?}");
    // As many threads as you like.
    assert_eq!(format!("{:?}", play(3)), format!("{found:?}"));
    // The canary: the same without the jump is the same in both halves.
    let still = exercise_without_jump();
    let job = Job {
        exercise: &still,
        seeds: 1..41,
        threads: NonZeroUsize::MIN,
        played: &|| {},
    };
    let found = season(&job, 0.999).expect("no limit is reached");
    let change = found.courses[nth].since_first[1]
        .as_ref()
        .and_then(|found| found.interval);
    assert!(
        change.is_none_or(|of| of.low <= 0.0 && of.high >= 0.0),
        "{change:?}"
    );
}

fn exercise_without_jump() -> Arc<hotwash::exercise::Exercise> {
    exercise(&HALVES.replace(", jump: \"200 weeks\"", ""))
}
