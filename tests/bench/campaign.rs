//! Speed and memory of campaigns: setting up a run, one thread beside two, many runs of the
//! flagship and of a network of 116 economies. What takes much memory runs in a process of its own.
//!
//! `cargo bench --bench campaign` prints everything; `-- run NAME RUNS THREADS` one campaign.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod figures;

use figures::{asked, exercise, median, peak_kib, verdict};
use hotwash::behaviour::Plan;
use hotwash::campaign::{Job, replicate};
use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::kernel::Limits;
use std::num::NonZeroUsize;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

/// The program's allocator, so that what is measured is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FLAGSHIP: &str = "apcert-2023";
/// Times that each of one and two threads play their turn.
const ROUNDS: u64 = 9;
/// Runs of a turn.
const TURN: u64 = 300;

fn main() {
    let args = asked();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => report(),
        ["run", name, runs, threads] => {
            let number = |text: &str| text.parse().expect("a whole number");
            let exercise = Arc::new(exercise(name));
            let threads = usize::try_from(number(threads)).expect("not so many");
            println!(
                "{} {}",
                campaign(&exercise, 1, number(runs), threads),
                peak_kib()
            );
        }
        _ => {
            eprintln!("usage: campaign [run NAME RUNS THREADS]");
            std::process::exit(2);
        }
    }
}

/// Plays so many runs and gives how long that took, in seconds.
fn campaign(exercise: &Arc<Exercise>, first: u64, runs: u64, threads: usize) -> f64 {
    let clock = Instant::now();
    let job = Job {
        exercise,
        seeds: first..first + runs,
        threads: NonZeroUsize::new(threads).expect("a thread at least"),
        played: &|| {},
    };
    let outcomes = replicate(&job).expect("no limit is reached");
    assert_eq!(outcomes.len() as u64, runs);
    clock.elapsed().as_secs_f64()
}

/// The same in a process of its own: seconds, and the most memory in mebibytes.
fn ask(name: &str, runs: u64, threads: usize) -> (f64, f64) {
    let program = std::env::current_exe().expect("a program knows its name");
    let words = ["run", name, &runs.to_string(), &threads.to_string()].map(str::to_owned);
    let output = Command::new(program).args(words).output();
    let text = output.expect("the program starts again").stdout;
    let text = String::from_utf8_lossy(&text);
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    match [numbers.next(), numbers.next()] {
        [Some(Ok(seconds)), Some(Ok(kib))] => (seconds, kib / 1024.0),
        _ => panic!("{name} says {text:?}"),
    }
}

fn report() {
    let exercise = Arc::new(exercise(FLAGSHIP));
    set_up(&exercise);
    threads(&exercise);
    let (few, little) = ask(FLAGSHIP, 1_000, 2);
    let (many, much) = ask(FLAGSHIP, 10_000, 2);
    println!("the flagship 1,000 times on two threads: {few:.1} s, at most {little:.0} MiB");
    verdict(
        "the flagship 10,000 times, s",
        many,
        "under 180",
        many < 180.0,
    );
    let grows = (much - little) / 9.0;
    verdict(
        "  MiB more for each 1,000 runs more",
        grows,
        "at most 4",
        grows <= 4.0,
    );
    let (world, memory) = ask("world", 1_000, 2);
    verdict(
        "116 economies, 1,000 times, s",
        world,
        "under 300",
        world < 300.0,
    );
    println!("  at most {memory:.0} MiB");
}

/// How long it takes until a run can begin, and to let go of one that is over.
fn set_up(exercise: &Arc<Exercise>) {
    let plan = Arc::new(Plan::of(exercise));
    let (mut new, mut again, mut over) = (Vec::new(), Vec::new(), Vec::new());
    let micros = |clock: Instant| clock.elapsed().as_secs_f64() * 1e6;
    for seed in 0..200 {
        let clock = Instant::now();
        let (exercise, plan) = (Arc::clone(exercise), Arc::clone(&plan));
        let mut engine = Engine::with_plan(exercise, plan, seed, Limits::default());
        new.push(micros(clock));
        engine.run().expect("no limit is reached");
        let clock = Instant::now();
        let room = engine.let_go();
        over.push(micros(clock));
        let clock = Instant::now();
        let engine = room.engine(seed + 1_000);
        again.push(micros(clock));
        assert_eq!(engine.entries().len(), 0);
    }
    let [new, over, again] = [new, over, again].map(median);
    println!("a run set up with a World of its own, us: {new:.0}");
    println!("a run that is over let go of, us: {over:.0}");
    verdict(
        "a run set up on the World of the last, us",
        again,
        "under 100",
        again < 100.0,
    );
}

/// One thread and two take turns, so that what else the machine does falls on both.
fn threads(exercise: &Arc<Exercise>) {
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let one = campaign(exercise, 1 + round * TURN, TURN, 1);
        let two = campaign(exercise, 1 + round * TURN, TURN, 2);
        ratios.push(one / two);
    }
    let ratio = median(ratios);
    verdict(
        "two threads, times as fast as one",
        ratio,
        "at least 1.85",
        ratio >= 1.85,
    );
}
