//! What an open page hears over a stretch of play, and that it is the same in two worlds.

use crate::server::{Guest, Server};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Duration;

/// What was heard, in order.
#[derive(Default)]
pub struct Stretch(Mutex<Vec<Heard>>);

/// One event.
#[derive(Clone, Debug)]
struct Heard {
    /// Its id, as a number.
    id: u64,
    /// The moment of the exercise, in milliseconds.
    ms: i64,
    data: Value,
}

impl Stretch {
    /// Listens until play stands still at a moment.
    pub fn listen(&self, server: &Server, guest: &Guest, path: &str, end: &str) {
        let mut stream = TcpStream::connect(&server.at).expect("it listens");
        let limit = Some(Duration::from_secs(20));
        stream
            .set_read_timeout(limit)
            .expect("a timeout can be set");
        let (at, cookie) = (&server.at, &guest.cookie);
        let ask = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(ask.as_bytes()).expect("it can be asked");
        let mut id = None;
        for line in BufReader::new(stream).lines() {
            let line = line.expect("it is not silent");
            // Between events stand the lengths of what comes.
            if let Some(number) = line.strip_prefix("id: ") {
                id = Some(number.parse().expect("an id is a number"));
            } else if let Some(data) = line.strip_prefix("data: ") {
                let data: Value = serde_json::from_str(data).expect("it is JSON");
                let (id, clock) = (id.take().expect("it has an id"), &data["clock"]);
                let ms = clock["ms"].as_i64().expect("it says when");
                let state = clock["state"].as_str().unwrap_or_default();
                let over = clock["at"] == end && ["paused", "ENDEX"].contains(&state);
                let mut heard = self.0.lock().expect("nobody panics with it");
                heard.push(Heard { id, ms, data });
                if over {
                    return;
                }
                assert!(heard.len() < 300, "{end} never comes");
            }
        }
        panic!("the stream ends before {end}");
    }

    /// How many events came so far.
    pub fn count(&self) -> usize {
        self.0.lock().expect("nobody panics with it").len()
    }
}

/// Says that two worlds cannot be told apart by their streams, and whether anything was heard.
///
/// Events come each second of real time, so that which moments of play they tell of is chance in
/// either world. What may not differ is what is told of a moment: the number is one and the same
/// count of the exercise's time in both. So what was heard in both is put in one row by its moment,
/// and in that row nothing is counted twice or taken back, nor does one moment have two numbers. If
/// anything that happens in one world alone were counted, that world's numbers would be ahead from
/// then on. Where play stands still, at both ends, all of an event is the same.
pub fn of_one_count(who: &str, plain: &Stretch, other: &Stretch) -> bool {
    let [plain, other] = [plain, other].map(|one| one.0.lock().expect("it is whole").clone());
    let ends = |all: &[Heard]| [all[0].clone(), all[all.len() - 1].clone()].map(|one| one.data);
    assert_eq!(ends(&plain), ends(&other), "{who}");
    for world in [&plain, &other] {
        let rise = |pair: &[Heard]| pair[0].id <= pair[1].id && pair[0].ms <= pair[1].ms;
        assert!(world.windows(2).all(rise), "{who}: {world:#?}");
    }
    let rest = |one: &Heard| {
        let (mut data, id) = (one.data.clone(), one.id);
        assert_eq!(data["shown"], id, "{who}: the number is the seat's own");
        let clock = data["clock"].take();
        data["shown"].take();
        (data, clock["said"].clone(), clock["trouble"].clone())
    };
    let first = rest(&plain[0]);
    let mut row: Vec<&Heard> = plain.iter().chain(&other).collect();
    assert!(row.iter().all(|one| rest(one) == first), "{who}: {row:#?}");
    row.sort_by_key(|one| (one.ms, one.id));
    for pair in row.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let fits = if a.ms == b.ms {
            a.id == b.id
        } else {
            a.id <= b.id
        };
        assert!(fits, "{who} can tell by {a:?} and {b:?}");
    }
    plain[0].id < plain[plain.len() - 1].id
}
