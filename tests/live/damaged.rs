//! What is kept and was damaged: it is recognised, never touched, and `hotwash recover` keeps what
//! is whole of it and says what it lost.

use crate::server::Server;
use hotwash::live::{Session, Store, Trouble, recover};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// So many decisions are made.
const DECISIONS: u32 = 30;
/// Inputs that are kept: a contingency is held, a seat is taken, play runs, and then the decisions.
const INPUTS: u32 = DECISIONS + 3;

/// An exercise that was played for a moment. A server that ends writes its log into the database;
/// one that is struck leaves it.
fn played(dir: &Path, struck: bool) -> PathBuf {
    let server = Server::start(dir, "first-drill");
    let (controller, seat) = (server.enter("controller"), server.enter("be-cert"));
    let (by, word) = (controller.word(&server), seat.word(&server));
    let run = [("pace", "run"), ("speed", "60")];
    let answer = controller.send_word(&server, "/control/pace", (&by, "a key of it"), &run);
    assert_eq!(answer.status, 303);
    for n in 1..=DECISIONS {
        let (key, decision) = (format!("key-number-{n}"), format!("decision number {n}."));
        let fields = [("do", "decide"), ("decision", decision.as_str())];
        let answer = seat.send_word(&server, "/seat/act", (&word, &key), &fields);
        assert_eq!(answer.status, 303, "{answer:?}");
    }
    if struck {
        server.strike();
        drop(server);
    } else {
        server.end();
    }
    dir.join("kept.hotwash")
}

fn hotwash(dir: &Path, line: &str) -> Output {
    let mut command = Command::new("timeout");
    command.arg("60").arg(env!("CARGO_BIN_EXE_hotwash"));
    command.args(line.split(' ')).current_dir(dir);
    command.output().expect("the command starts")
}

/// Every file in a directory.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = fs::read_dir(dir).expect("it can be listed");
    let paths = all.map(|entry| entry.expect("it can be listed").path());
    let files = paths.filter(|path| path.is_file());
    files
        .map(|path| (path.clone(), fs::read(path).expect("it can be read")))
        .collect()
}

/// The keys of the inputs that an exercise keeps; it must be one that can be taken up.
fn inputs(path: &Path) -> Vec<String> {
    let store = Store::open(path).unwrap_or_else(|trouble| panic!("it opens: {trouble}"));
    let inputs = store.inputs().expect("they are whole");
    Session::take_up(store).unwrap_or_else(|broken| panic!("it is taken up: {broken}"));
    inputs.into_iter().map(|(key, _)| key).collect()
}

#[test]
fn what_is_no_whole_exercise_is_recognised_and_left_as_it_is() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    let whole = fs::read(played(dir, false)).expect("it can be read");
    let kept = dir.join("other.hotwash");
    let overwritten = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at..at + 5000].fill(0xA5);
        bytes
    };
    let foreign = dir.join("foreign");
    let other = rusqlite::Connection::open(&foreign).expect("it can be written");
    other
        .execute_batch("CREATE TABLE t(x)")
        .expect("it can be written");
    drop(other);
    let foreign = fs::read(&foreign).expect("it can be read");
    for (what, bytes, said) in [
        ("empty", Vec::new(), "is empty"),
        (
            "a text",
            b"not an exercise\n".repeat(20),
            "does not begin as an exercise does",
        ),
        (
            "of somebody else",
            foreign,
            "is a database, but not of an exercise",
        ),
        ("a few bytes", whole[..60].to_vec(), "is damaged"),
        ("cut off", whole[..whole.len() / 2].to_vec(), "is damaged"),
        ("overwritten", overwritten(whole.len() / 2), "is damaged"),
        (
            "without a beginning",
            overwritten(0),
            "does not begin as an exercise does",
        ),
    ] {
        fs::write(&kept, &bytes).expect("it can be written");
        let before = files(dir);
        let output = hotwash(
            dir,
            "serve first-drill --keep other.hotwash --listen 127.0.0.1:0",
        );
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{what}: {told}");
        for part in [said, "other.hotwash", "help: ", "hotwash recover"] {
            assert!(told.contains(part), "{what}, {part}: {told}");
        }
        assert!(files(dir) == before, "{what}: it is touched");
    }
    fs::remove_file(&kept).expect("it is there");
    fs::create_dir(&kept).expect("it can be made");
    for line in [
        "serve first-drill --keep other.hotwash --listen 127.0.0.1:0",
        "recover other.hotwash --out new.hotwash",
    ] {
        let output = hotwash(dir, line);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("other.hotwash is a directory"), "{told}");
    }
}

#[test]
#[allow(
    clippy::too_many_lines,
    reason = "one story from a whole file to one that was altered"
)]
fn what_is_whole_is_kept_and_what_is_lost_is_said() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    let kept = played(dir, true);
    let before = files(dir);
    let output = hotwash(dir, "recover kept.hotwash --out new.hotwash");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let all = format!("of {0} inputs {0} are kept", INPUTS);
    assert!(
        told.contains(&all) && told.contains("It stands where it stood"),
        "{told}"
    );
    assert!(
        told.contains("Links and cookies hold") && !told.contains("LOST"),
        "{told}"
    );
    let again = hotwash(dir, "recover kept.hotwash --out new.hotwash");
    assert_eq!(
        again.status.code(),
        Some(2),
        "it is there already: {again:?}"
    );
    assert_eq!(
        hotwash(dir, "recover no --out other").status.code(),
        Some(3)
    );
    fs::rename(dir.join("new.hotwash"), dir.join("whole")).expect("it is there");
    assert!(files(dir).len() == before.len() + 1, "nothing else is left");
    for (path, bytes) in before {
        assert!(
            fs::read(&path).expect("it is there") == bytes,
            "{}",
            path.display()
        );
    }

    // One input altered, far from anything that SQLite would notice.
    let db = rusqlite::Connection::open(&kept).expect("it opens");
    let alter = "UPDATE inputs SET line = replace(line, 'number 9.', 'number 8.') WHERE n = 12";
    assert_eq!(db.execute(alter, []).expect("it is altered"), 1);
    drop(db);
    let refused = hotwash(
        dir,
        "serve first-drill --keep kept.hotwash --listen 127.0.0.1:0",
    );
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && why.contains("input 12 was altered"),
        "{why}"
    );
    let output = hotwash(dir, "recover kept.hotwash --out new.hotwash");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    for part in [
        "inputs 11 are kept",
        "input 12 was altered",
        "LOST: everything after T+",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // It goes on from there, with the same people.
    fs::rename(dir.join("new.hotwash"), &kept).expect("it is there");
    let _ = fs::remove_file(dir.join("kept.hotwash-wal"));
    let server = Server::start(dir, "first-drill");
    let controller = server.enter("controller");
    let page = controller.page(&server, "/evaluate/journal").body;
    let decided = |n: u32| page.contains(&format!("\"decision number {n}.\""));
    assert!(decided(8) && !decided(9), "eight decisions are there");
    assert_eq!(
        server.links.len(),
        1,
        "who had a link has it: {:?}",
        server.links
    );
}

#[test]
fn a_log_that_breaks_off_is_recognised_and_takes_the_links_along() {
    let dir = tempfile::tempdir().expect("a place to write");
    let dir = dir.path();
    played(dir, true);
    let log = dir.join("kept.hotwash-wal");
    let mut bytes = fs::read(&log).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&log, bytes).expect("it can be written");
    let refused = hotwash(
        dir,
        "serve first-drill --keep kept.hotwash --listen 127.0.0.1:0",
    );
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && why.contains("breaks off"),
        "{why}"
    );
    let output = hotwash(dir, "recover kept.hotwash --out new.hotwash");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        told.contains("LOST: the log") && told.contains("LOST: links"),
        "{told}"
    );
    fs::rename(dir.join("new.hotwash"), dir.join("kept.hotwash")).expect("it is there");
    fs::remove_file(log).expect("it is there");
    let server = Server::start(dir, "first-drill");
    assert!(server.links.contains_key("be-cert"), "{:?}", server.links);
    assert!(server.links.contains_key("observer"), "{:?}", server.links);
}

/// Recovers what was damaged, and holds it against what was there.
fn check(dir: &Path, damaged: &[u8], log: &[u8], all: &[String], what: &str) -> bool {
    let (from, to) = (dir.join("damaged"), dir.join("recovered"));
    fs::write(&from, damaged).expect("it can be written");
    fs::write(dir.join("damaged-wal"), log).expect("it can be written");
    let scratch = tempfile::tempdir_in(dir).expect("a place to write");
    let recovered = recover(&from, &to, scratch.path());
    assert!(
        fs::read(&from).expect("it is there") == damaged,
        "{what}: it is touched"
    );
    assert!(
        fs::read(dir.join("damaged-wal")).expect("it is there") == log,
        "{what}"
    );
    match recovered {
        Ok(told) => {
            let kept = inputs(&to);
            fs::remove_file(&to).expect("it is there");
            assert_eq!(kept.len(), told.inputs, "{what}");
            assert_eq!(kept, all[..kept.len()], "{what}: not as they were");
            assert!(
                kept.len() == all.len() || !told.is_whole(),
                "{what}: silently"
            );
            true
        }
        Err(Trouble::Damaged(why)) => {
            assert!(!why.is_empty(), "{what}");
            false
        }
        Err(other) => panic!("{what}: {other}"),
    }
}

#[test]
fn wherever_the_damage_is_what_is_recovered_opens_and_nothing_is_lost_silently() {
    let dir = tempfile::tempdir().expect("a place to write");
    for struck in [false, true] {
        let place = dir.path().join(format!("struck-{struck}"));
        fs::create_dir(&place).expect("it can be made");
        let kept = played(&place, struck);
        let whole = fs::read(&kept).expect("it can be read");
        let log = fs::read(place.join("kept.hotwash-wal")).unwrap_or_default();
        let all = inputs(&kept);
        assert_eq!(all.len() as u32, INPUTS);
        let (mut opened, mut tried) = (0, 0);
        let mut try_one = |bytes: &[u8], log: &[u8], what: &str| {
            tried += 1;
            opened += u32::from(check(&place, bytes, log, &all, what));
        };
        let target = if struck { &log } else { &whole };
        let mut with = |damaged: &[u8], what: &str| match struck {
            true => try_one(&whole, damaged, what),
            false => try_one(damaged, &log, what),
        };
        for nth in 0..24 {
            let at = target.len() * nth / 24;
            let end = (at + 300).min(target.len());
            let mut damaged = target.clone();
            damaged[at..end].fill(0x5A);
            let of = target.len();
            with(&damaged, &format!("{at} of {of} overwritten"));
            // A log that is gone altogether looks as one that was written into the database does:
            // nothing can tell that there was one.
            if !(struck && at == 0) {
                with(&target[..at], &format!("cut off at {at}"));
            }
        }
        println!("struck {struck}: {opened} of {tried} could be taken up again");
        // Without the first line, which holds the scenario and fills most of so short an exercise,
        // nothing can be played again.
        assert!(opened > tried / 4, "{opened} of {tried}");
    }
}
