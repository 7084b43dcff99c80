//! Parameters estimated from journals are those that made them.

use hotwash::action::{Action, Open, SetPace, SwitchSeat};
use hotwash::engine::{Engine, VERSION};
use hotwash::exercise::{Exercise, Reading};
use hotwash::fit::{Of, Parameter, Sightings, What, estimate, look};
use hotwash::interop::fitted;
use hotwash::journal;
use hotwash::model::{OrgKind, Pacing, Rare, SeatState, SimTime, Span, Work};
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::ops::Range;
use std::sync::Arc;

fn exercise(name: &str, shelf: &MemoryShelf) -> Arc<Exercise> {
    let loaded = load(name, shelf);
    Arc::new(loaded.exercise.expect("it is good"))
}

/// Adds what a run shows, read back from its journal's text.
fn seen(engine: &Engine, sightings: &mut Sightings) {
    let (exercise, seed) = (engine.exercise(), engine.seed());
    let mut bytes: Vec<u8> = Vec::new();
    journal::write(&mut bytes, exercise, seed, VERSION, engine.entries()).expect("in memory");
    let recorded = journal::read(&bytes[..], VERSION).expect("undamaged");
    look(&recorded, sightings);
}

/// What runs with these seeds show.
fn fitted(exercise: &Arc<Exercise>, seeds: Range<u64>) -> Vec<Parameter> {
    let mut sightings = Sightings::default();
    for seed in seeds {
        let mut engine = Engine::new(Arc::clone(exercise), seed);
        engine.run().expect("no limit is reached");
        seen(&engine, &mut sightings);
    }
    estimate(&sightings, 0.999)
}

/// How many waits for readers a drill shows in which people sit at every seat and open their mail
/// after twenty minutes, while play runs so many thousandths as fast as they live.
fn waits(exercise: &Arc<Exercise>, speed: u32) -> usize {
    let mut engine = Engine::new(Arc::clone(exercise), 7);
    let excon = exercise.excon();
    let act = |engine: &mut Engine, by, intent| engine.submit(Action { by, intent });
    for (org, _) in exercise.players() {
        let to = SeatState::Human;
        act(&mut engine, excon, SwitchSeat { org, to }.into()).expect("EXCON may");
    }
    let pace = SetPace {
        pacing: Pacing::Timed,
        speed: Rare(Some(speed)),
        controller: "Ann".to_owned(),
    };
    act(&mut engine, excon, pace.into()).expect("EXCON may");
    let later = SimTime::STARTEX + Span::minutes(20);
    engine.run_until(later).expect("no limit is reached");
    for (org, _) in exercise.players() {
        for message in engine.seat_view(org).mailbox().unread.clone() {
            act(&mut engine, org, Open { message }.into()).expect("it lies there");
        }
    }
    engine.run().expect("no limit is reached");
    let mut sightings = Sightings::default();
    seen(&engine, &mut sightings);
    let polled = sightings.polled.values().map(Vec::len);
    let office = sightings.office.values().map(Vec::len);
    polled.chain(office).sum()
}

#[test]
fn how_soon_people_read_is_told_where_play_ran_as_they_live() {
    let exercise = exercise("comms-check", &MemoryShelf::default());
    assert!(waits(&exercise, 1_000) > 0, "people read");
    assert_eq!(waits(&exercise, 10_000), 0);
    assert_eq!(waits(&exercise, 500), 0);
}

/// The value that made it, in the unit of the estimate; none where kinds differ within.
fn truth(exercise: &Exercise, of: &Of, what: What) -> Option<f64> {
    let share = |ppm: u32| f64::from(ppm) / 1e6;
    match of {
        Of::Channel(id) => {
            let channel = exercise.channels.iter().find(|one| one.id == *id)?;
            match (what, channel.reading) {
                (What::Transit, _) => Some(channel.transit.0 as f64),
                (What::TransitSpread, _) => Some(f64::from(channel.sigma_milli) / 1e3),
                (What::Loss, _) => Some(share(channel.loss_ppm)),
                (What::Polled, Reading::Polled(every)) => Some(every.0 as f64),
                (What::OfficeHours, Reading::OfficeHours(median)) => Some(median.0 as f64),
                _ => None,
            }
        }
        Of::Work(work) => {
            let time = &exercise.service[*work as usize];
            match what {
                What::Service => Some(time.median.0 as f64),
                What::ServiceSpread => Some(f64::from(time.sigma_milli) / 1e3),
                _ => None,
            }
        }
        Of::Kind(kind) => {
            let all = exercise
                .organisations
                .iter()
                .filter(|org| org.kind == *kind);
            let mut values = all.map(|org| match what {
                What::Stale => share(org.stale_ppm),
                What::Missing => share(org.missing_ppm),
                _ => f64::from(org.background_milli_per_hour) / 1e3,
            });
            let first = values.next()?;
            values
                .all(|one| (one - first).abs() < 1e-9)
                .then_some(first)
        }
    }
}

/// A comms check and a drill: everything that made them lies in the intervals, which are narrow
/// enough to say something.
#[test]
fn what_made_a_drill_is_recovered() {
    let mut told = 0;
    for (name, seeds) in [("comms-check", 1..13), ("first-drill", 1..61)] {
        let exercise = exercise(name, &MemoryShelf::default());
        for one in fitted(&exercise, seeds) {
            let Some(truth) = truth(&exercise, &one.of, one.what) else {
                continue;
            };
            let within = one.low <= truth && truth <= one.high;
            assert!(within, "{name}: {truth} made {one:?}");
            told += usize::from(one.high < 1.5 * one.value && one.low > 0.5 * one.value);
        }
    }
    assert!(told > 20, "only {told} intervals say much");
}

/// The canary: an exercise with slower mail, and its desks, is not taken for the usual one.
#[test]
fn another_drill_is_told_apart() {
    let text = r#"(format: 1, title: "Slow", clock: (startex: "2024-06-26T07:00:00Z", endex: "+8h"),
        channels: [(id: "email", overrides: true, transit: "3m")],
        service: [(work: Triage, overrides: true, median: "20m")],
        kinds: [(kind: NationalCert, overrides: true, directory: (stale: 0.4, missing: 0.1))],
        organisations: [
            (id: "a-cert", kind: NationalCert, economy: "BE", name: "A", desk: (shift: Always)),
            (id: "b-cert", kind: NationalCert, economy: "JP", name: "B", desk: (shift: Always)),
            (id: "c-cert", kind: NationalCert, economy: "AU", name: "C", desk: (shift: Always)),
        ],
        playbooks: [(id: "std/national-cert", overrides: true, rules: [
            (name: "ask round", on: Start, do: [CommsCheck(Every(NationalCert))]),
            (name: "say yes", on: Received(CommsCheck), do: [Work(Triage, High), Answer]),
        ])])"#;
    let shelf = MemoryShelf::new(&[("slow.ron", text)]);
    let exercise = exercise("slow.ron", &shelf);
    let all = fitted(&exercise, 1..201);
    let one = |of: Of, what: What| {
        let found = all.iter().find(|one| one.of == of && one.what == what);
        found.expect("it was estimated").clone()
    };
    let mail = one(Of::Channel("email".into()), What::Transit);
    assert!(
        mail.low > 120_000.0 && mail.low < 180_000.0 && mail.high > 180_000.0,
        "{mail:?}"
    );
    let triage = one(Of::Work(Work::Triage), What::Service);
    assert!(
        triage.low > 600_000.0 && triage.high > 1_200_000.0,
        "{triage:?}"
    );
    let stale = one(Of::Kind(OrgKind::NationalCert), What::Stale);
    assert!(stale.low > 0.3 && stale.high > 0.4, "{stale:?}");
}

/// What is written can be included, and is what was estimated.
#[test]
fn the_part_that_is_written_reads_back() {
    let drill = exercise("comms-check", &MemoryShelf::default());
    let all = fitted(&drill, 1..5);
    let part = fitted::write(&all, "fit of a test", 0.999);
    let text = r#"(format: 1, title: "Fitted", include: ["part"],
        clock: (startex: "2024-06-26T07:00:00Z", endex: "+4h"),
        organisations: [
            (id: "a-cert", kind: NationalCert, economy: "BE", name: "A"),
        ])"#;
    let shelf = MemoryShelf::new(&[("fitted.ron", text), ("part.ron", &part)]);
    let loaded = load("fitted.ron", &shelf);
    let told: Vec<String> = loaded
        .problems
        .iter()
        .map(|one| one.message.clone())
        .collect();
    assert!(told.is_empty(), "{told:?}\n{part}");
    let exercise = loaded.exercise.expect("it is good");
    for one in &all {
        let Some(read) = truth(&exercise, &one.of, one.what) else {
            continue;
        };
        let near = (read - one.value).abs() <= 0.01 * one.value + 1e-3;
        assert!(near, "{read} was read of {one:?}");
    }
    let sources = exercise
        .parameters
        .iter()
        .filter_map(|one| one.source.as_deref());
    let kept = sources
        .filter(|one| one.starts_with("fit of a test"))
        .count();
    assert!(kept > 10, "{kept} sources are kept");
}
