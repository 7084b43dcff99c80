//! A server that is killed at any moment goes on where it stood: nothing acknowledged is lost, and
//! nothing counts twice.

use crate::server::{Guest, Server, between};
use hotwash::engine::{Engine, VERSION};
use hotwash::journal;
use hotwash::kernel::mix;
use hotwash::live::{Batch, Paced, Reached, Session, Store};
use hotwash::model::SimTime;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How often it is killed: more with HOTWASH_KILLS.
fn kills() -> u64 {
    let asked = std::env::var("HOTWASH_KILLS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(6)
}

/// What the moments of the kills are drawn from: another each time, and printed, so that a run can
/// be had again with HOTWASH_KILL_SEED.
fn seed() -> u64 {
    let asked = std::env::var("HOTWASH_KILL_SEED").ok();
    let now = || {
        let since = std::time::UNIX_EPOCH.elapsed();
        since.map_or(1, |since| u64::from(since.subsec_nanos()))
    };
    asked.and_then(|text| text.parse().ok()).unwrap_or_else(now)
}

/// People who play the seat together, each with a cookie of their own.
const PEOPLE: usize = 8;

/// Sends decision number `n`, under its own key, until there is an answer to it.
fn decide(guest: &Guest, server: &Server, word: &str, n: u64) -> u16 {
    let decision = format!("decision number {n}.");
    let fields = [("do", "decide"), ("decision", decision.as_str())];
    let key = format!("key-number-{n}");
    loop {
        let answer = guest.send_word(server, "/seat/act", (word, &key), &fields);
        if answer.status != 429 {
            return answer.status;
        }
        // Nobody may send faster than people do.
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// All people send, each the next number that nobody has sent, until one is not taken or there is
/// none. Says what was acknowledged.
fn all_send(
    people: &[(Guest, String)],
    server: &Server,
    next: impl Fn() -> Option<u64> + Sync,
) -> Vec<u64> {
    let send = |(guest, word): &(Guest, String)| {
        let numbers = std::iter::from_fn(&next);
        let taken = numbers.take_while(|n| decide(guest, server, word, *n) == 303);
        taken.collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = people.iter().map(|one| scope.spawn(|| send(one))).collect();
        let all = all.into_iter();
        all.flat_map(|one| one.join().expect("people play until the end"))
            .collect()
    })
}

/// How often each decision stands in a journal as an input.
fn counted(kept: &str) -> BTreeMap<u64, u32> {
    let mut counted = BTreeMap::new();
    for line in kept.lines().filter(|line| line.contains("\"input\"")) {
        let n = between(line, "\"decision\":\"decision number ", ".\"");
        if let Some(n) = n.and_then(|n| n.parse().ok()) {
            *counted.entry(n).or_insert(0) += 1;
        }
    }
    counted
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut server = Server::start(dir.path(), "first-drill");
    let people: Vec<(Guest, String)> = (0..PEOPLE)
        .map(|_| server.enter("be-cert"))
        .map(|guest| (guest.clone(), guest.word(&server)))
        .collect();
    let (sent, mut acknowledged) = (AtomicU64::new(0), Vec::new());
    let (begun, seed) = (Instant::now(), seed());
    println!("kills at moments drawn from HOTWASH_KILL_SEED={seed}");
    let mut restarts = Vec::new();
    for round in 0..kills() {
        // After each start the controller has a new link, and the seat's cookies still hold.
        let mut controller = server.enter("controller");
        let run = [("pace", "run"), ("speed", "2")];
        assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
        // A kill comes before anybody is heard, in the midst of it, or later than a tick.
        let moment = Duration::from_millis(mix(seed, round) % 440);
        let done = std::thread::scope(|scope| {
            let (people, at, sent) = (&people, &server, &sent);
            let next = || Some(1 + sent.fetch_add(1, Ordering::Relaxed));
            let busy = scope.spawn(move || all_send(people, at, next));
            std::thread::sleep(moment);
            server.strike();
            busy.join().expect("the seat plays until the end")
        });
        acknowledged.extend(done);
        let killed = Instant::now();
        server = Server::start(dir.path(), "first-drill");
        restarts.push(killed.elapsed());
        let page = people[0].0.page(&server, "/watch");
        assert_eq!(page.status, 200, "{page:?}");
        let state = between(&page.body, "id=\"clock-state\">", "<");
        assert_eq!(
            state.as_deref(),
            Some("paused"),
            "it stands still after a restart"
        );
    }
    let mut controller = server.enter("controller");
    let journal = |controller: &Guest| controller.page(&server, "/evaluate/journal").body;
    let kept = counted(&journal(&controller));
    assert!(!acknowledged.is_empty());
    for one in &acknowledged {
        assert_eq!(kept.get(one), Some(&1), "decision {one} was acknowledged");
    }
    // Whoever did not hear sends again, with the same key; it counts once. So does what was heard.
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let all = sent.into_inner();
    let again = AtomicU64::new(0);
    let next = || Some(1 + again.fetch_add(1, Ordering::Relaxed)).filter(|n| *n <= all);
    let taken = all_send(&people, &server, next);
    assert_eq!(taken.len() as u64, all, "all are taken again");
    let kept = journal(&controller);
    let whole = journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    let exercise = Arc::new(whole.exercise);
    let again = Engine::replay(exercise, whole.header.seed, &whole.entries).expect("within limits");
    assert!(
        again.entries() == whole.entries,
        "played again it is the same"
    );
    let once: BTreeMap<u64, u32> = (1..=all).map(|n| (n, 1)).collect();
    assert!(counted(&kept) == once, "each counts once");
    println!(
        "{} kills, {all} decisions, {} acknowledged before; {:.1} s in all, a restart at first \
         {:.2} s and at last {:.2} s",
        restarts.len(),
        acknowledged.len(),
        begun.elapsed().as_secs_f64(),
        restarts[0].as_secs_f64(),
        restarts[restarts.len() - 1].as_secs_f64(),
    );
}

#[test]
fn a_kill_between_startex_and_its_first_moment_is_one_like_any_other() {
    let dir = tempfile::tempdir().expect("a place to write");
    let path = dir.path().join("kept.hotwash");
    let loaded = hotwash::scenario::load(
        "first-drill",
        &hotwash::scenario::shelf::MemoryShelf::default(),
    );
    let exercise = loaded.exercise.expect("the bundled drill is good");
    let encoder = journal::Encoder::new(&exercise, 7, VERSION);
    let mut store = Store::create(&path, encoder.line(), &[7; 32], false).expect("it is new");
    let at = SimTime::STARTEX;
    let paced = Paced {
        at,
        real: 0,
        pace: "real time".to_owned(),
        by: "Ann".to_owned(),
    };
    let reached = Reached {
        at,
        entries: 0,
        head: encoder.head(),
    };
    let batch = Batch {
        paces: vec![paced],
        reached: Some(reached),
        ..Batch::default()
    };
    store.commit(&batch).expect("it is kept");
    drop(store);
    let store = Store::open(&path).expect("it is there");
    let taken_up = Session::take_up(store);
    taken_up.unwrap_or_else(|broken| panic!("it goes on: {broken}"));
}
