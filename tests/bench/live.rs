//! How a live exercise holds under load, over real HTTP and event streams: a server of its own, as
//! somebody starts it, and as many people as there are seats.
//!
//! `cargo bench --bench live` plays 100 seats with 2,000 injects and then 1,000 with 28,000, each
//! with people who act at 25, 50, 100, 200 and 400 actions a second in all. Other sizes are named
//! behind it: `cargo bench --bench live -- 100x2000`.
#![allow(
    clippy::disallowed_methods,
    reason = "people are outside, where time passes"
)]

#[path = "live/line.rs"]
mod line;
#[path = "live/seat.rs"]
mod seat;

use line::{Line, field};
use seat::Seat;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Actions a second, one after the other.
const RATES: [u32; 5] = [25, 50, 100, 200, 400];
/// How long each rate is held.
const HOLD: Duration = Duration::from_secs(12);
/// Connections that people share for what they send.
const LINES: usize = 48;
/// One action in so many is told to another seat.
const TOLD: u32 = 10;
/// How often an open page hears, which is no fault of the server's.
const TICK: f64 = 1_000.0;

/// What is aimed at: milliseconds, and MB.
const ACKNOWLEDGED: f64 = 100.0;
const SEEN: f64 = 500.0;
const SHOWN: f64 = 300.0;
const MEMORY: f64 = 500.0;

fn main() {
    let named: Vec<(usize, usize)> = std::env::args().filter_map(|text| size(&text)).collect();
    let sizes = match named.is_empty() {
        true => vec![(100, 2_000), (1_000, 28_000)],
        false => named,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("threads are to be had");
    for (seats, injects) in sizes {
        runtime.block_on(load(seats, injects));
    }
}

/// `100x2000`.
fn size(text: &str) -> Option<(usize, usize)> {
    let (seats, injects) = text.split_once('x')?;
    Some((seats.parse().ok()?, injects.parse().ok()?))
}

/// A server, and the secrets of its links.
struct Server {
    child: Child,
    at: String,
    links: BTreeMap<String, String>,
}

impl Server {
    fn start(dir: &Path, seats: usize, injects: usize) -> Server {
        let hotwash = env!("CARGO_BIN_EXE_hotwash");
        let (seats, injects) = (seats.to_string(), injects.to_string());
        let made = Command::new(hotwash)
            .current_dir(dir)
            .args(["generate", "--organisations", &seats, "--injects", &injects])
            .args(["--hours", "8", "--degree", "1", "--out", "drill.ron"])
            .status();
        assert!(made.expect("the command starts").success());
        let mut child = Command::new(hotwash)
            .current_dir(dir)
            .args([
                "serve",
                "drill.ron",
                "--seed",
                "7",
                "--listen",
                "127.0.0.1:0",
            ])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let (mut links, mut at) = (BTreeMap::new(), String::new());
        loop {
            let mut line = String::new();
            assert!(out.read_line(&mut line).expect("it says something") > 0);
            let Some((who, link)) = line.split_once("http://") else {
                continue;
            };
            match link.trim().split_once("/enter/") {
                Some((host, token)) => {
                    links.insert(who.trim().to_owned(), token.to_owned());
                    host.clone_into(&mut at);
                }
                None => break,
            }
        }
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Server { child, at, links }
    }

    /// Memory it has, and the most that it has had, in MB.
    fn memory(&self) -> (f64, f64) {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            kib.map_or(0.0, |kib: f64| kib / 1_000.0)
        };
        (of("VmRSS:"), of("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn enter(line: &mut Line, link: &str) -> String {
    let body = format!("{{\"link\":\"{link}\"}}");
    let (status, said) = line.ask("POST", "/api/enter", "", &body).await;
    assert_eq!(status, 200, "{said}");
    let token = field(&said, "\"token\":\"").expect("a token");
    format!("Authorization: Bearer {token}\r\n")
}

async fn load(seats: usize, injects: usize) {
    let dir = tempfile::tempdir().expect("a place to write");
    let began = Instant::now();
    let server = Server::start(dir.path(), seats, injects);
    println!(
        "{seats} seats, {injects} injects: served after {:.1?}",
        began.elapsed()
    );
    let mut line = Line::to(&server.at).await;
    let controller = enter(&mut line, &server.links["controller"]).await;
    let others = ["controller", "evaluator", "observer"];
    let links = server.links.iter();
    let seat = |who: &str| !others.contains(&who) && !who.starts_with("local controller");
    let links: Vec<_> = links.filter(|(who, _)| seat(who)).collect();
    let mut people = Vec::new();
    for (id, link) in links {
        let bearer = enter(&mut line, link).await;
        people.push(Arc::new(Seat::sit(&server.at, id, bearer)));
    }
    println!(
        "everybody is in after {:.1?}: {} seats",
        began.elapsed(),
        people.len()
    );
    let run = "{\"pace\":\"run\",\"speed\":10}";
    let (status, said) = line
        .ask("POST", "/api/control/pace", &controller, run)
        .await;
    assert_eq!(status, 200, "{said}");
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!(
        "{:>8} {:>8} | {:>8} {:>8} {:>8} | {:>8} {:>8} | {:>8} {:>8} | {:>8} {:>8} | {:>6}",
        "asked/s",
        "done/s",
        "ack p50",
        "p99",
        "most",
        "seen p50",
        "p99",
        "told p50",
        "p99",
        "MSEL",
        "most",
        "MB"
    );
    let cookie = cookie(&mut line, &server.links["controller"]).await;
    let mut held = true;
    for rate in RATES {
        held &= at_rate(&server, &people, rate, &cookie).await;
    }
    let (now, most) = server.memory();
    let verdict = |holds: bool| if holds { "holds" } else { "is missed" };
    println!(
        "memory of the server: {now:.0} MB, at most {most:.0} MB (aim {MEMORY} MB: {})",
        verdict(most < MEMORY)
    );
    println!(
        "at 200 actions/s: acknowledged within {ACKNOWLEDGED} ms, seen within {SEEN} ms beyond the \
         tick (99 of 100), the MSEL within {SHOWN} ms: {}\n",
        verdict(held)
    );
}

/// A cookie for the controller's page.
async fn cookie(line: &mut Line, link: &str) -> String {
    let (status, said) = line.ask("GET", &format!("/enter/{link}"), "", "").await;
    assert_eq!(status, 200, "{said}");
    let cookie = field(&said, "set-cookie: ").expect("a cookie");
    let cookie = cookie.split(';').next().unwrap_or_default();
    format!("Cookie: {cookie}\r\n")
}

/// Has people act at a rate for a while, and says how it was. Whether it is as aimed at, where
/// something is aimed at.
async fn at_rate(server: &Server, people: &[Arc<Seat>], rate: u32, cookie: &str) -> bool {
    let began = Instant::now();
    let total = rate * u32::try_from(HOLD.as_secs()).unwrap_or(1);
    let lines = (0..LINES).map(|nth| {
        let mine: Vec<u32> = (0..total).skip(nth).step_by(LINES).collect();
        let (people, at) = (people.to_vec(), server.at.clone());
        tokio::spawn(async move {
            let mut line = Line::to(&at).await;
            let mut took = Vec::new();
            for n in mine {
                let due = began + Duration::from_secs_f64(f64::from(n) / f64::from(rate));
                tokio::time::sleep_until(due.into()).await;
                // Seats act in turn, in an order that is not that of their ids.
                let seat = &people[(n as usize * 7_919) % people.len()];
                let key = format!("{rate}-{n}");
                // One in ten is told to somebody else, who looks at their page anew.
                if n % TOLD == 0 {
                    let other = &people[(n as usize * 7_919 + 1) % people.len()];
                    seat.call(&mut line, &key, other).await;
                } else {
                    seat.decide(&mut line, &key).await;
                }
                // From when it was due: whoever waits for a connection waits for the server.
                took.push(due.elapsed().as_secs_f64() * 1_000.0);
            }
            took
        })
    });
    let lines: Vec<_> = lines.collect();
    let pages = tokio::spawn(shown_first(server.at.clone(), cookie.to_owned(), began));
    let mut acknowledged = Vec::new();
    for line in lines {
        acknowledged.extend(line.await.expect("people act to the end"));
    }
    let done = acknowledged.len() as f64 / began.elapsed().as_secs_f64();
    let mut pages = pages.await.expect("the page is asked for to the end");
    // What was done last is seen at the tick after.
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let (mut seen, mut told, unseen) = gathered(people);
    for all in [&mut acknowledged, &mut pages, &mut seen, &mut told] {
        all.sort_by(f64::total_cmp);
    }
    let (ack, shown) = (share(&acknowledged, 0.99), share(&pages, 1.0));
    let late = share(&seen, 0.99);
    let heard = share(&told, 0.99);
    println!(
        "{rate:>8} {done:>8.0} | {:>8.1} {ack:>8.1} {:>8.1} | {:>8.0} {late:>8.0} | {:>8.0} \
         {heard:>8.0} | {:>8.1} {shown:>8.1} | {:>6.0}{}",
        share(&acknowledged, 0.5),
        share(&acknowledged, 1.0),
        share(&seen, 0.5),
        share(&told, 0.5),
        share(&pages, 0.5),
        server.memory().0,
        if unseen > 0 {
            format!("  {unseen} not seen")
        } else {
            String::new()
        }
    );
    rate != 200
        || (ack < ACKNOWLEDGED
            && late < TICK + SEEN
            && heard < TICK + SEEN
            && shown < SHOWN
            && unseen == 0)
}

/// How long the controller's page takes to be shown first, in milliseconds, as long as it is held.
async fn shown_first(at: String, cookie: String, began: Instant) -> Vec<f64> {
    let mut took = Vec::new();
    while began.elapsed() < HOLD {
        let asked = Instant::now();
        // First shown: on a connection that is new, as a browser's.
        let mut line = Line::to(&at).await;
        let (status, _) = line.ask("GET", "/control", &cookie, "").await;
        assert_eq!(status, 200);
        took.push(asked.elapsed().as_secs_f64() * 1_000.0);
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    took
}

/// What people saw of their own, what others told them, and how much of either never came.
fn gathered(people: &[Arc<Seat>]) -> (Vec<f64>, Vec<f64>, usize) {
    let (mut seen, mut told, mut unseen) = (Vec::new(), Vec::new(), 0);
    for seat in people {
        let (of_this, missed) = seat.seen();
        seen.extend(of_this);
        unseen += missed;
        let (of_others, missed) = seat.told();
        told.extend(of_others);
        unseen += missed;
    }
    (seen, told, unseen)
}

/// The value below which a share of all lies.
fn share(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted
        .get(at.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}
