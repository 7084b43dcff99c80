//! What is acknowledged was synced to disk before: shown in the system calls of a real server.

use crate::server::{Guest, Server, required};
use std::collections::BTreeMap;
use std::process::Command;

/// What a line of a trace says: which process, which call, the file or socket it is for, and the
/// rest of it. One that was interrupted counts where it came back.
struct Call {
    name: String,
    on: String,
    rest: String,
}

/// The calls of a trace in the order in which they came back. A write counts where it began, for
/// then its bytes may be on their way.
fn calls(trace: &str) -> Vec<Call> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        let Some((process, said)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let said = said.trim_start();
        let whole = if let Some(start) = said.strip_suffix("<unfinished ...>") {
            if !is_sent(start) {
                begun.insert(process, start.to_owned());
                continue;
            }
            start.to_owned()
        } else if let Some((_, end)) = said.split_once("resumed>") {
            let Some(start) = begun.remove(process) else {
                continue;
            };
            start + end
        } else {
            said.to_owned()
        };
        let Some((name, rest)) = whole.split_once('(') else {
            continue;
        };
        let on = rest.split([',', ')']).next().unwrap_or_default();
        calls.push(Call {
            name: name.to_owned(),
            on: on.to_owned(),
            rest: rest.to_owned(),
        });
    }
    calls
}

fn is_sent(call: &str) -> bool {
    let name = call.split('(').next().unwrap_or_default();
    ["write", "writev", "sendto", "sendmsg"].contains(&name) && call.contains("HTTP/1.1 ")
}

/// Whether each action, told by a text in its form, was read, then that text was written to the
/// log, then that was synced, and only then acknowledged on its own socket.
fn check(trace: &str, actions: &[String]) -> Result<(), String> {
    let calls = calls(trace);
    for action in actions {
        let is_read = |call: &&Call| {
            ["read", "recvfrom", "recvmsg", "readv"].contains(&call.name.as_str())
                && call.rest.contains(action.as_str())
        };
        let mut after = calls.iter();
        let socket = match after.find(is_read) {
            Some(read) => &read.on,
            None => return Err(format!("{action} was never read")),
        };
        let answered =
            |call: &Call| call.on == *socket && is_sent(&format!("{}({}", call.name, call.rest));
        let (mut written, mut synced, mut told) = (false, false, false);
        for call in after {
            let on_log = call.on.contains("-wal>");
            match call.name.as_str() {
                "pwrite64" | "write" if on_log => written |= call.rest.contains(action),
                "fdatasync" | "fsync" if on_log && written => synced |= call.rest.ends_with("= 0"),
                _ if answered(call) => {
                    if !call.rest.contains("HTTP/1.1 303") {
                        return Err(format!("{action} was not acknowledged: {}", call.rest));
                    }
                    told = true;
                    break;
                }
                _ => {}
            }
        }
        match (told, synced) {
            (true, true) => {}
            (true, false) => return Err(format!("{action} was acknowledged before it was synced")),
            (false, _) => return Err(format!("{action} was never answered")),
        }
    }
    Ok(())
}

#[test]
fn a_trace_in_which_an_answer_comes_before_the_sync_is_found() {
    let read = r#"7  recvfrom(12<socket:[1]>, "POST /seat/act … act-1.", 900, 0, NULL, NULL) = 99"#;
    let write = r#"9  pwrite64(5</d/k-wal>, "… act-1. …", 4096, 32) = 4096"#;
    let another = r#"9  pwrite64(5</d/k-wal>, "… act-2. …", 4096, 32) = 4096"#;
    let sync = "9  fdatasync(5</d/k-wal>) = 0";
    let begun = "9  fdatasync(5</d/k-wal> <unfinished ...>";
    let back = "9  <... fdatasync resumed>) = 0";
    let failed = "9  fdatasync(5</d/k-wal>) = -1 EIO (Input/output error)";
    let other = "9  fdatasync(6</d/k>) = 0";
    let tell = r#"7  sendto(12<socket:[1]>, "HTTP/1.1 303 See Other", 22, 0, NULL, 0) = 22"#;
    let begun_to_tell =
        r#"7  sendto(12<socket:[1]>, "HTTP/1.1 303 See Other", 22 <unfinished ...>"#;
    let elsewhere = r#"7  sendto(13<socket:[2]>, "HTTP/1.1 303 See Other", 22, 0, NULL, 0) = 22"#;
    for (lines, right) in [
        (vec![read, write, sync, tell], true),
        (vec![read, write, begun, elsewhere, back, tell], true),
        (vec![read, write, tell, sync], false),
        (vec![read, write, begun, tell, back], false),
        (vec![read, write, begun, begun_to_tell, back], false),
        (vec![sync, read, write, tell], false),
        (vec![read, sync, write, tell], false),
        (vec![read, another, sync, tell], false),
        (vec![read, write, failed, tell], false),
        (vec![read, write, other, tell], false),
        (vec![read, write, sync, elsewhere], false),
        (vec![write, sync, tell], false),
    ] {
        let trace = lines.join("\n");
        let checked = check(&trace, &["act-1.".to_owned()]);
        assert_eq!(checked.is_ok(), right, "{trace}: {checked:?}");
    }
}

#[test]
fn each_acknowledgement_follows_its_sync() {
    if !required("strace", || {
        Command::new("strace").arg("-V").output().is_ok()
    }) {
        return;
    }
    let dir = tempfile::tempdir().expect("a place to write");
    // The server is the process itself, and who traces it is another.
    let calls =
        "trace=read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync";
    let by = [
        "strace", "-D", "-f", "-y", "-s", "4096", "-o", "trace", "-e", calls,
    ];
    let server = Server::start_by(&by, dir.path(), "first-drill", &[]);
    let controller = server.enter("controller");
    let seats = [server.enter("be-cert"), server.enter("jp-cert")];
    let word = controller.word(&server);
    let run = [("pace", "run"), ("speed", "60")];
    let answer = controller.send_word(&server, "/control/pace", (&word, "a key of it"), &run);
    assert_eq!(answer.status, 303);
    // Two people at once, so that one's sync may fall between another's action and its answer.
    let play = |(nth, seat): (usize, &Guest)| {
        let word = seat.word(&server);
        let actions = (0..15).map(|n| format!("act-{nth}-{n}."));
        let actions: Vec<String> = actions.collect();
        for action in &actions {
            let fields = [("do", "decide"), ("decision", action.as_str())];
            let key = format!("key-of-{action}");
            let answer = seat.send_word(&server, "/seat/act", (&word, &key), &fields);
            assert_eq!(answer.status, 303, "{answer:?}");
        }
        actions
    };
    let actions: Vec<String> = std::thread::scope(|scope| {
        let play = &play;
        let both = seats.iter().enumerate();
        let both: Vec<_> = both.map(|one| scope.spawn(move || play(one))).collect();
        both.into_iter()
            .flat_map(|one| one.join().expect("they play"))
            .collect()
    });
    server.end();
    let trace = std::fs::read(dir.path().join("trace")).expect("there is a trace");
    let trace = String::from_utf8_lossy(&trace);
    if let Err(why) = check(&trace, &actions) {
        panic!("{why}");
    }
}
