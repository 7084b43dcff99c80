//! Speed of the kernel on two models that simulation engines are compared by: PHOLD and one desk
//! with five servers, both through the engine's agenda, draws and World.
//!
//! `cargo bench --bench kernel` measures both; `-- phold LPS POPULATION EVENTS RUNS` and
//! `-- mmc CUSTOMERS RUNS` measure one at a size.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use bevy_ecs::prelude::*;
use hotwash::kernel::{Agenda, Chance, Counted, Phase, Purpose, draw};
use hotwash::model::{SimTime, Span};
use std::collections::VecDeque;
use std::time::Instant;

/// One unit of model time, as fine as the other engines' nanoseconds.
const UNIT: i64 = 1_000_000_000;

const USAGE: &str = "usage: kernel phold LPS POPULATION EVENTS RUNS | kernel mmc CUSTOMERS RUNS";

fn main() {
    // `cargo bench` adds the flag `--bench`.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let numbers: Option<Vec<u64>> = args
        .iter()
        .skip(1)
        .map(|arg| arg.parse().ok().filter(|n| *n > 0))
        .collect();
    match (args.first().map(String::as_str), numbers.as_deref()) {
        (None, _) => {
            report_phold(1_000, 16, 2_000_000, 3);
            report_phold(100_000, 16, 1_000_000, 3);
            report_mmc(500_000, 3);
        }
        (Some("phold"), Some(&[lps, population, events, runs])) => {
            report_phold(lps, population, events, runs);
        }
        (Some("mmc"), Some(&[customers, runs])) => report_mmc(customers, runs),
        _ => {
            eprintln!("{USAGE}");
            std::process::exit(2);
        }
    }
}

/// PHOLD: so many logical processes, each with so many events at the start. An event is counted
/// by its process and causes one at a random process after 0.1 + Exp(0.9).
fn report_phold(lps: u64, population: u64, events: u64, runs: u64) {
    let mut check = 0;
    let rate = median_rate(events, runs, || {
        let seconds;
        (seconds, check) = phold(lps, population, events);
        seconds
    });
    let name = format!("hotwash phold n={lps} pop={population}");
    println!("{name:44} {rate:>12} ev/s  runs={runs} events={events} check={check:x}");
}

/// M/M/5: customers arrive at rate 4.5 and are served at rate 1 by each of five; two events a
/// customer. By theory (Erlang C) they wait 1.525 on average.
fn report_mmc(customers: u64, runs: u64) {
    let mut wait = 0.0;
    let rate = median_rate(2 * customers, runs, || {
        let seconds;
        (seconds, wait) = mmc(customers);
        seconds
    });
    println!(
        "{:44} {rate:>12} ev/s  runs={runs} meanwait={wait:.4}",
        "hotwash mmc"
    );
}

fn median_rate(events: u64, runs: u64, mut seconds: impl FnMut() -> f64) -> u64 {
    let mut rates: Vec<u64> = (0..runs)
        .map(|_| (events as f64 / seconds()) as u64)
        .collect();
    rates.sort_unstable();
    rates[rates.len() / 2]
}

// In both models the phase says what is due, and the payload is whom it is about.
/// PHOLD: an event at a process.
const HIT: Phase = Phase::World;
/// M/M/5: a customer comes.
const ARRIVE: Phase = Phase::Channel;
/// M/M/5: a customer was served.
const DEPART: Phase = Phase::Desk;

/// A logical process: events seen, and a checksum over when.
#[derive(Component, Default)]
struct Process {
    seen: u64,
    check: u64,
}

/// Seconds taken, and the checksum over all processes.
fn phold(n: u64, population: u64, events: u64) -> (f64, u64) {
    let mut world = World::new();
    let processes: Vec<Entity> = world
        .spawn_batch((0..n).map(|_| Process::default()))
        .collect();
    let mut luck = Chance::new(42).counted("phold", Purpose::of("hit"));
    let mut agenda = Agenda::new();
    let delay = |draw: &mut Counted| Span(UNIT / 10) + draw::exponential(draw, Span(UNIT / 10 * 9));
    for &process in &processes {
        for _ in 0..population {
            let at = SimTime::STARTEX + delay(&mut luck);
            agenda.push(at, HIT, process).expect("later");
        }
    }
    let mut state = world.query::<&mut Process>();
    let mut query = state.query_mut(&mut world);
    let start = Instant::now();
    for _ in 0..events {
        match agenda.pop() {
            Some((now, HIT, process)) => {
                let mut process = query.get_mut(process).expect("never despawned");
                process.seen += 1;
                process.check = process.check.wrapping_mul(31).wrapping_add(now.0 as u64);
                let next = processes[draw::below(&mut luck, n) as usize];
                agenda
                    .push(now + delay(&mut luck), HIT, next)
                    .expect("later");
            }
            other => unreachable!("{other:?} is no hit"),
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(
        query.iter().map(|process| process.seen).sum::<u64>(),
        events
    );
    (
        seconds,
        query
            .iter()
            .fold(0, |sum, process| sum.wrapping_add(process.check)),
    )
}

/// A desk of five: who is busy, who waits since when, and what became of the customers.
#[derive(Component, Default)]
struct Desk {
    busy: u32,
    line: VecDeque<SimTime>,
    arrived: u64,
    served: u64,
    waited: Span,
}

/// After how long the next of an exponential process with this rate, in tenths, comes.
fn after(luck: &mut Counted, tenths: i64) -> Span {
    draw::exponential(luck, Span(UNIT * 10 / tenths))
}

/// Seconds taken, and the mean wait.
fn mmc(customers: u64) -> (f64, f64) {
    let mut world = World::new();
    let desk = world
        .spawn(Desk {
            arrived: 1,
            ..Default::default()
        })
        .id();
    let chance = Chance::new(7);
    let mut arrivals = chance.counted("desk", Purpose::of("arrival"));
    let mut service = chance.counted("desk", Purpose::of("service"));
    let mut agenda = Agenda::new();
    let mut state = world.query::<&mut Desk>();
    let mut query = state.query_mut(&mut world);
    let start = Instant::now();
    let first = SimTime::STARTEX + after(&mut arrivals, 45);
    agenda.push(first, ARRIVE, desk).expect("later");
    while let Some((now, kind, entity)) = agenda.pop() {
        let mut desk = query.get_mut(entity).expect("never despawned");
        let starts = match kind {
            ARRIVE => {
                if desk.arrived < customers {
                    desk.arrived += 1;
                    let at = now + after(&mut arrivals, 45);
                    agenda.push(at, ARRIVE, entity).expect("later");
                }
                let free = desk.busy < 5;
                if free {
                    desk.busy += 1;
                } else {
                    desk.line.push_back(now);
                }
                free
            }
            DEPART => {
                desk.served += 1;
                let waiting = desk.line.pop_front();
                match waiting {
                    Some(since) => desk.waited = desk.waited + (now - since),
                    None => desk.busy -= 1,
                }
                waiting.is_some()
            }
            other => unreachable!("{other:?} is no part of a desk"),
        };
        if starts {
            agenda
                .push(now + after(&mut service, 10), DEPART, entity)
                .expect("later");
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let desk = query.single().expect("one desk");
    assert_eq!(desk.served, customers);
    (
        seconds,
        desk.waited.0 as f64 / UNIT as f64 / desk.served as f64,
    )
}
