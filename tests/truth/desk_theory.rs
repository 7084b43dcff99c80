//! One isolated desk against queueing theory: Erlang C, Little, Pollaczek–Khinchine; and what
//! must hold on every sample path.

use crate::cast;
use hotwash::exercise::{Exercise, Law, ServiceTime};
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{OrgKind, SimTime, Span};

/// One desk of `servers` analysts, fed `per_hour` everyday tickets, each with this service time.
fn desk(servers: u16, per_hour: f64, service: ServiceTime, hours: i64) -> Exercise {
    let mut exercise = cast::empty(hours);
    let mut org = cast::org("desk", OrgKind::NationalCert);
    org.duty = vec![(SimTime::STARTEX, servers)];
    org.background_milli_per_hour = (per_hour * 1000.0).round() as u32;
    org.background_service = Some(service);
    cast::add(&mut exercise, org);
    exercise
}

/// When each ticket was queued, started and finished, in seconds.
fn tickets(entries: &[Entry]) -> Vec<(f64, Option<f64>, Option<f64>)> {
    let mut tickets: Vec<(f64, Option<f64>, Option<f64>)> = Vec::new();
    for entry in entries {
        let at = entry.at.0 as f64 / 1000.0;
        match entry.fact() {
            Some(Fact::TicketQueued(_)) => tickets.push((at, None, None)),
            Some(Fact::TicketStarted(f)) => tickets[f.ticket.at()].1 = Some(at),
            Some(Fact::TicketFinished(f)) => tickets[f.ticket.at()].2 = Some(at),
            _ => {}
        }
    }
    tickets
}

/// Mean wait in seconds of the tickets that were started, by run.
fn mean_waits(exercise: &Exercise, seeds: std::ops::Range<u64>) -> Vec<f64> {
    seeds
        .map(|seed| {
            let waits: Vec<f64> = tickets(&cast::play(exercise, seed))
                .iter()
                .filter_map(|(queued, started, _)| Some((*started)? - queued))
                .collect();
            waits.iter().sum::<f64>() / waits.len() as f64
        })
        .collect()
}

/// Checks that the mean over runs lies within 99.9% of `expected`: 3.65 standard errors with
/// thirty runs (Student's t, 29 degrees of freedom), and that the bound is tight enough to mean
/// something.
fn check_mean(what: &str, runs: &[f64], expected: f64) {
    check_within(what, runs, expected, 0.2);
}

/// The same, with the share of `expected` that the bound must stay below.
fn check_within(what: &str, runs: &[f64], expected: f64, tight: f64) {
    let n = runs.len() as f64;
    let mean = runs.iter().sum::<f64>() / n;
    let variance = runs.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    let bound = 3.66 * (variance / n).sqrt();
    assert!(
        (mean - expected).abs() < bound,
        "{what}: {mean} ± {bound}, expected {expected}"
    );
    assert!(
        bound < tight * expected,
        "{what}: ± {bound} of {expected} says nothing"
    );
}

/// Mean wait of M/G/1 (Pollaczek–Khinchine), in seconds.
fn pollaczek_khinchine(per_second: f64, mean: f64, second_moment: f64) -> f64 {
    per_second * second_moment / (2.0 * (1.0 - per_second * mean))
}

#[test]
fn one_server_with_lognormal_service_waits_as_pollaczek_and_khinchine_say() {
    for (median_min, sigma_milli, load) in [(10, 500, 0.6), (10, 800, 0.5), (20, 300, 0.7)] {
        let median = f64::from(median_min) * 60.0;
        let sigma = f64::from(sigma_milli) / 1000.0;
        let mean = median * libm::exp(sigma * sigma / 2.0);
        let second = median * median * libm::exp(2.0 * sigma * sigma);
        let per_second = load / mean;
        let service = ServiceTime {
            median: Span::minutes(i64::from(median_min)),
            sigma_milli: sigma_milli as u32,
            law: Law::Lognormal,
        };
        let exercise = desk(1, per_second * 3600.0, service, 2_000);
        let rounded = f64::from(exercise.organisations[0].background_milli_per_hour) / 3.6e6;
        let expected = pollaczek_khinchine(rounded, mean, second);
        check_mean(
            &format!("load {load}"),
            &mean_waits(&exercise, 0..30),
            expected,
        );
    }
}

/// Mean wait of M/M/c by Erlang's C formula, in seconds.
fn erlang_c(servers: u32, per_second: f64, mean: f64) -> f64 {
    let offered = per_second * mean;
    let load = offered / f64::from(servers);
    let mut term = 1.0;
    let mut sum = 0.0;
    for n in 0..servers {
        sum += term;
        term *= offered / f64::from(n + 1);
    }
    let waits = term / (1.0 - load);
    waits / (sum + waits) * mean / (f64::from(servers) * (1.0 - load))
}

#[test]
fn several_servers_wait_as_erlang_says() {
    assert!(
        (erlang_c(1, 0.5, 1.0) - 1.0).abs() < 1e-12,
        "M/M/1 at one half waits one service"
    );
    for (servers, load) in [(1, 0.5), (2, 0.7), (5, 0.8), (10, 0.85)] {
        let mean = 900.0;
        let per_second = load * f64::from(servers) / mean;
        let median = Span((mean * std::f64::consts::LN_2 * 1000.0).round() as i64);
        let service = ServiceTime {
            median,
            sigma_milli: 0,
            law: Law::Exponential,
        };
        let exercise = desk(servers as u16, per_second * 3600.0, service, 1_500);
        let rounded = f64::from(exercise.organisations[0].background_milli_per_hour) / 3.6e6;
        let expected = erlang_c(servers, rounded, mean);
        check_mean(
            &format!("{servers} at {load}"),
            &mean_waits(&exercise, 0..30),
            expected,
        );
    }
}

/// Little's law with what was asked for on one side and what was seen on the other: the number in
/// the system, averaged over time, against the arrival rate that the author wrote times the mean
/// stay that was measured. Each run is one sample, since tickets of one run are not independent;
/// the first hundred hours are dropped, because the desk begins empty, and the last fifty only let
/// those stay to their end who came before.
#[test]
fn the_line_is_as_long_as_little_says() {
    let service = ServiceTime {
        median: Span::minutes(10),
        sigma_milli: 500,
        law: Law::Lognormal,
    };
    let (from, to, hours) = (100.0 * 3600.0, 950.0 * 3600.0, 1_000);
    let exercise = desk(3, 12.0, service, hours);
    let nominal = f64::from(exercise.organisations[0].background_milli_per_hour) / 3.6e6;
    let within = |at: f64| at.clamp(from, to);
    let ratios: Vec<f64> = (0..30)
        .map(|seed| {
            let entries = cast::play(&exercise, seed);
            let (mut area, mut in_system, mut last) = (0.0, 0.0, from);
            for entry in &entries {
                let change = match entry.fact() {
                    Some(Fact::TicketQueued(_)) => 1.0,
                    Some(Fact::TicketFinished(_)) => -1.0,
                    _ => continue,
                };
                let at = within(entry.at.0 as f64 / 1000.0);
                area += in_system * (at - last);
                (last, in_system) = (at, in_system + change);
            }
            area += in_system * (to - last);
            let stays: Vec<f64> = tickets(&entries)
                .iter()
                .filter(|(queued, ..)| (from..to).contains(queued))
                .map(|(queued, _, finished)| finished.expect("fifty hours suffice") - queued)
                .collect();
            let stay = stays.iter().sum::<f64>() / stays.len() as f64;
            area / (to - from) / (nominal * stay)
        })
        .collect();
    check_within("number in the system over rate × stay", &ratios, 1.0, 0.01);
}

#[test]
fn more_analysts_never_make_a_ticket_wait_longer() {
    let service = ServiceTime {
        median: Span::minutes(20),
        sigma_milli: 900,
        law: Law::Lognormal,
    };
    for seed in 0..20 {
        let waits = |servers| {
            tickets(&cast::play(&desk(servers, 5.0, service, 200), seed))
                .iter()
                .map(|(queued, started, _)| started.map(|started| started - queued))
                .collect::<Vec<_>>()
        };
        let (few, many) = (waits(2), waits(3));
        assert_eq!(few.len(), many.len(), "the same tickets arrive");
        for (nth, (few, many)) in few.iter().zip(&many).enumerate() {
            if let Some(few) = few {
                let many = many.expect("what two analysts started, three have started");
                assert!(
                    many <= few + 1e-9,
                    "seed {seed}, ticket {nth}: {many} > {few}"
                );
            }
        }
    }
}
