//! Speed and memory of whole drills: the flagship from first to last line, and generated drills
//! that differ only in size. Each measurement runs in a process of its own, so that peak memory
//! is its own too.
//!
//! `cargo bench --bench drill` prints everything; `-- run NAME|ORGANISATIONS SECONDS` one drill.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod figures;

use figures::{asked, exercise, median, peak_kib, verdict};
use hotwash::behaviour::Plan;
use hotwash::engine::{Engine, VERSION};
use hotwash::journal::Encoder;
use hotwash::kernel::Limits;
use hotwash::metric::{Evidence, fold, readings};
use hotwash::scenario;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The program's allocator, so that what is measured is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FLAGSHIP: &str = "apcert-2023";
const SIZES: [u32; 4] = [30, 300, 3_000, 30_000];

fn main() {
    let args = asked();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => report(),
        ["run", name, seconds] => {
            let budget = Duration::from_secs_f64(seconds.parse().unwrap_or(1.0));
            println!("{}", measure(name, budget).line());
        }
        _ => {
            eprintln!("usage: drill [run NAME|ORGANISATIONS SECONDS]");
            std::process::exit(2);
        }
    }
}

/// What one process found out, medians over runs in seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    organisations: f64,
    facts: f64,
    load: f64,
    play: f64,
    fold: f64,
    read: f64,
    encode: f64,
    bytes: f64,
    /// Peak resident kibibytes after the text was read, and at the end.
    loaded_kib: f64,
    peak_kib: f64,
}

impl Found {
    fn line(&self) -> String {
        let numbers = [
            self.organisations,
            self.facts,
            self.load,
            self.play,
            self.fold,
            self.read,
            self.encode,
            self.bytes,
            self.loaded_kib,
            self.peak_kib,
        ];
        numbers.map(|number| number.to_string()).join(" ")
    }

    fn of(line: &str) -> Option<Found> {
        let numbers: Result<Vec<f64>, _> = line.split(' ').map(str::parse).collect();
        let [
            organisations,
            facts,
            load,
            play,
            fold,
            read,
            encode,
            bytes,
            loaded_kib,
            peak_kib,
        ] = numbers.ok()?.try_into().ok()?;
        Some(Found {
            organisations,
            facts,
            load,
            play,
            fold,
            read,
            encode,
            bytes,
            loaded_kib,
            peak_kib,
        })
    }

    /// Seconds to play and measure a run, nothing encoded.
    fn measured(&self) -> f64 {
        self.play + self.fold + self.read
    }
}

/// Plays, measures and encodes a drill again and again, each run with the next seed, until the
/// time is up; three runs at least.
fn measure(name: &str, budget: Duration) -> Found {
    let started = Instant::now();
    let exercise = Arc::new(exercise(name));
    let mut found = Found {
        load: started.elapsed().as_secs_f64(),
        organisations: exercise.organisations.len() as f64,
        loaded_kib: peak_kib(),
        ..Found::default()
    };
    let plan = Arc::new(Plan::of(&exercise));
    let mut runs: [Vec<f64>; 6] = Default::default();
    let started = Instant::now();
    let mut seed = 0;
    while seed < 3 || started.elapsed() < budget {
        seed += 1;
        let clock = Instant::now();
        let limits = Limits::default();
        let mut engine = Engine::with_plan(exercise.clone(), plan.clone(), seed, limits);
        engine.run().expect("no limit is reached");
        let entries = engine.into_entries();
        runs[0].push(clock.elapsed().as_secs_f64());
        let clock = Instant::now();
        let ledgers = fold(&exercise, &entries, exercise.clock.endex);
        runs[1].push(clock.elapsed().as_secs_f64());
        let clock = Instant::now();
        let read = readings(&ledgers, Evidence::Skip);
        runs[2].push(clock.elapsed().as_secs_f64());
        assert!(!read.is_empty());
        drop((read, ledgers));
        if seed == 1 {
            found.peak_kib = peak_kib();
        }
        let mut encoder = Encoder::new(&exercise, seed, VERSION);
        let clock = Instant::now();
        let bytes: usize = entries.iter().map(|entry| encoder.entry(entry).len()).sum();
        runs[3].push(clock.elapsed().as_secs_f64());
        runs[4].push(entries.len() as f64);
        runs[5].push(bytes as f64);
    }
    [
        found.play,
        found.fold,
        found.read,
        found.encode,
        found.facts,
        found.bytes,
    ] = runs.map(median);
    found
}

/// Measures in a process of its own.
fn ask(name: &str, seconds: &str) -> Found {
    let program = std::env::current_exe().expect("a program knows its name");
    let mut command = Command::new(program);
    // A run after the first finds its memory where the last one left it, at every size: the
    // allocator would otherwise give large stretches back, and the system clear them each time.
    command.env("MIMALLOC_PURGE_DELAY", "-1");
    let output = command.args(["run", name, seconds]).output();
    let output = output.expect("the program starts again");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().and_then(Found::of);
    line.unwrap_or_else(|| panic!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn report() {
    let bundled: Vec<&str> = scenario::library::SCENARIOS
        .iter()
        .map(|(name, _)| *name)
        .collect();
    println!(
        "{:<14} {:>7} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "scenario", "facts", "text ms", "play ms", "fold ms", "read ms", "encode ms", "peak MiB"
    );
    for name in &bundled {
        let found = ask(name, "3");
        row(name, &found);
        if *name == FLAGSHIP {
            targets(&found);
        }
    }
    if !bundled.contains(&FLAGSHIP) {
        println!("{FLAGSHIP} is not bundled: no targets can be shown");
    }
    println!();
    println!(
        "{:<14} {:>7} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "organisations",
        "facts",
        "text ms",
        "play ms",
        "fold ms",
        "read ms",
        "encode ms",
        "peak MiB"
    );
    let found = SIZES.map(|size| {
        let found = ask(&size.to_string(), "3");
        row(&size.to_string(), &found);
        found
    });
    println!();
    println!(
        "{:<14} {:>11} {:>8} {:>14}",
        "organisations", "ns a fact", "ratio", "KiB each, run"
    );
    let cost = |found: &Found| found.measured() / found.facts;
    for (size, one) in SIZES.iter().zip(&found) {
        let ratio = cost(one) / cost(&found[0]);
        let kib = (one.peak_kib - one.loaded_kib) / one.organisations;
        println!(
            "{size:<14} {:>11.0} {ratio:>8.2} {kib:>14.1}",
            cost(one) * 1e9
        );
    }
    let ratio = cost(&found[3]) / cost(&found[0]);
    verdict(
        "cost of a fact at 30,000, times that at 30",
        ratio,
        "at most 3, aim 2",
        ratio <= 3.0,
    );
}

fn row(name: &str, found: &Found) {
    println!(
        "{name:<14} {:>7} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>9.2} {:>9.1}",
        found.facts,
        found.load * 1e3,
        found.play * 1e3,
        found.fold * 1e3,
        found.read * 1e3,
        found.encode * 1e3,
        found.peak_kib / 1024.0,
    );
}

fn targets(found: &Found) {
    let whole = (found.measured() + found.encode) * 1e3;
    verdict(
        "  a run, measured and encoded, ms",
        whole,
        "under 20",
        whole < 20.0,
    );
    let rate = found.facts / found.measured() / 1e6;
    verdict(
        "  million facts/s, every measure",
        rate,
        "at least 1.5, aim 4",
        rate >= 1.5,
    );
    let rate = found.facts / found.encode / 1e6;
    verdict(
        "  million entries/s, encoded and hashed",
        rate,
        "at least 1",
        rate >= 1.0,
    );
}
