//! Many runs: whoever plays them, and with how many others, changes no figure; nor does a paper
//! that gives nothing.

use hotwash::campaign::{Change, Job, Outcome, Verdict, changed, compare, measures, replicate};
use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::model::{AgreementId, SimTime, Span};
use hotwash::scenario::library::SCENARIOS;
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

fn bundled(name: &str) -> Arc<Exercise> {
    let loaded = load(name, &MemoryShelf::default());
    Arc::new(loaded.exercise.expect("bundled scenarios are good"))
}

fn play(exercise: &Arc<Exercise>, seeds: Range<u64>, threads: usize) -> Vec<Outcome> {
    let found = replicate(&Job {
        exercise,
        seeds,
        threads: NonZeroUsize::new(threads).expect("somebody plays"),
        played: &|| {},
    });
    found.expect("no run goes past a limit")
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let exercise = bundled("first-drill");
    let alone = play(&exercise, 1..25, 1);
    assert_eq!(alone.len(), 24);
    for threads in [2, 3, 7] {
        assert_eq!(play(&exercise, 1..25, threads), alone, "{threads} threads");
    }
    // A range of seeds is what it is in a longer one.
    assert_eq!(play(&exercise, 9..12, 2), alone[8..11]);
    // A canary: another seed is another run.
    assert_ne!(alone[0].figures, alone[1].figures);
}

#[test]
fn a_world_used_again_plays_as_a_new_one() {
    let entries = |mut engine: Engine| {
        engine.run().expect("no limit is reached");
        (engine.entries().to_vec(), engine)
    };
    for (name, _) in SCENARIOS {
        let exercise = bundled(name);
        let new = |seed| Engine::new(Arc::clone(&exercise), seed);
        let (second, third) = (entries(new(2)).0, entries(new(3)).0);
        // After a whole run, and after one that was broken off in the middle of everything.
        let (again, engine) = entries(entries(new(1)).1.let_go().engine(2));
        assert!(again == second, "{name} differs");
        let mut broken = engine.let_go().engine(9);
        let middle = Span(exercise.clock.endex.0 / 2);
        let played = broken.run_until(SimTime::STARTEX + middle);
        played.expect("no limit is reached");
        assert!(
            entries(broken.let_go().engine(3)).0 == third,
            "{name} differs"
        );
        assert!(second != third, "{name}: two seeds play alike");
    }
}

#[test]
fn a_paper_that_gives_nothing_changes_nothing() {
    let text = r#"(format: 1, title: "Paper", include: ["std/channels"],
        clock: (startex: "2024-06-26T07:00:00Z", endex: "+4h"),
        organisations: [
            (id: "a-cert", kind: NationalCert, economy: "BE", name: "A"),
            (id: "b-cert", kind: NationalCert, economy: "JP", name: "B"),
        ],
        agreements: [(id: "paper", parties: ["a-cert", "b-cert"], effort: 100.0)],
        injects: [(id: "I-1", at: "+5m", to: "a-cert", from: "b-cert", by: "email",
            kind: InformationRequest, text: "What do you know?")])"#;
    let shelf = MemoryShelf::new(&[("paper.ron", text)]);
    let exercise = Arc::new(load("paper.ron", &shelf).exercise.expect("it is good"));
    let without = Change::WithoutAgreement(AgreementId(0));
    let variant = Arc::new(changed(&exercise, &[without]));
    for seed in 1..20 {
        let entries = |of: &Arc<Exercise>| {
            let mut engine = Engine::new(Arc::clone(of), seed);
            engine.run().expect("no limit is reached");
            engine.into_entries()
        };
        assert_eq!(entries(&exercise), entries(&variant), "seed {seed}");
    }
    let primary = measures()
        .find(|one| one.metric == "answer_time")
        .expect("it is measured");
    let runs = [&exercise, &variant].map(|one| play(one, 1..20, 2));
    let found = compare(&runs[0], &runs[1], &primary, 0.95);
    assert_eq!(found.primary.verdict, Verdict::Same);
    let told = found
        .others
        .iter()
        .filter(|one| one.verdict != Verdict::Same);
    let told = told.filter(|one| one.difference.is_some());
    let told: Vec<&str> = told.map(|one| one.measure.metric).collect();
    assert_eq!(told, ["agreement_effort"], "its cost is all that it was");
}

/// What a pact of hotline, current contacts and a form does to the outcome is small in one hour: it
/// is told from luck by two hundred pairs of runs, not by sixty.
#[test]
fn the_pact_of_the_first_drill_has_the_server_down_sooner() {
    let exercise = bundled("first-drill");
    let without = Change::WithoutAgreement(AgreementId(0));
    let variant = Arc::new(changed(&exercise, &[without]));
    let primary = measures()
        .find(|one| one.metric == "time_to_suspend")
        .expect("it is measured");
    let runs = [&exercise, &variant].map(|one| play(one, 1..201, 2));
    let found = compare(&runs[0], &runs[1], &primary, 0.95);
    assert_eq!(found.primary.verdict, Verdict::More, "{:?}", found.primary);
    let few = compare(&runs[0][..60], &runs[1][..60], &primary, 0.95);
    assert_eq!(few.primary.verdict, Verdict::NotDistinguishable);
}
