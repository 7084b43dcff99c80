//! A live exercise that begins within a recorded run: it stands paused where it was forked, and
//! whoever opens a link plays on.

use crate::server::{Server, between, until};
use hotwash::engine::{Engine, VERSION, past};
use hotwash::journal::{self, Body};
use hotwash::model::{SimTime, Span};
use std::process::Command;
use std::sync::Arc;

#[test]
fn a_fork_is_served_from_where_it_stands() {
    let dir = tempfile::tempdir().expect("a place to write");
    let call = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hotwash"));
        let output = command.current_dir(dir.path()).args(args).output();
        let output = output.expect("the command starts");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), told)
    };
    call(&["run", "first-drill", "--seed", "7", "--out", "out"]);
    let recorded = std::fs::read(dir.path().join("out/journal.jsonl")).expect("written");
    let recorded = journal::read(&*recorded, VERSION).expect("it is whole");
    for (at, minutes) in [("0s", 0), ("+15m", 15)] {
        let keep = format!("kept-{minutes}.hotwash");
        let fork = ["fork", "out/journal.jsonl", "--at", at, "--live", &keep];
        let seat = ["--seat", "jp-cert=human"];
        let (code, told) = call(&[&fork[..], &seat].concat());
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains("jp-cert: people play it."), "{told}");
        let (code, _) = call(&fork);
        assert_eq!(code, Some(3), "what is there is not written over");
        let moment = SimTime::STARTEX + Span::minutes(minutes);
        let before = past(&recorded.entries, moment);
        // Served twice: a restart finds it as it stood.
        for _ in 0..2 {
            let server = Server::start_with(dir.path(), &["serve", "--keep", &keep]);
            let controller = server.enter("controller");
            let page = controller.page(&server, "/control").body;
            let state = between(&page, "id=\"clock-state\">", "<");
            assert_eq!(state.as_deref(), Some("paused"), "{page}");
            assert!(page.contains("forked from"), "{page}");
            let kept = controller.page(&server, "/evaluate/journal").body;
            let kept = journal::read(kept.as_bytes(), VERSION).expect("it is whole");
            assert_eq!(&kept.entries[..before.len()], before);
            let switch = &kept.entries[before.len()];
            assert!(matches!(switch.body, Body::Input(_)), "{switch:?}");
            assert!(kept.entries.iter().all(|entry| entry.at <= moment));
        }
        let server = Server::start_with(dir.path(), &["serve", "--keep", &keep]);
        let mut controller = server.enter("controller");
        assert_eq!(
            controller
                .send(&server, "/control/pace", &[("pace", "end")])
                .status,
            303
        );
        let kept = until("ENDEX", || {
            let page = controller.page(&server, "/control").body;
            let over = page.contains("id=\"clock-state\">ENDEX");
            over.then(|| controller.page(&server, "/evaluate/journal").body)
        });
        let kept = journal::read(kept.as_bytes(), VERSION).expect("it is whole");
        let (exercise, seed) = (Arc::new(kept.exercise), kept.header.seed);
        let again = Engine::replay(exercise, seed, &kept.entries).expect("no limit is reached");
        assert_eq!(again.entries(), kept.entries);
    }
}

/// A served exercise holds its contingencies, and EXCON held a main inject: a fork that nobody
/// controls has all of it go out, and what only the fork needs.
#[test]
fn excon_does_in_a_fork_of_a_served_exercise_what_it_did() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let watcher = controller.clone();
    let mut send = |path: &str, fields: &[(&str, &str)]| {
        let answer = controller.send(&server, path, fields);
        assert_eq!(answer.status, 303, "{fields:?}: {}", answer.body);
    };
    let stands = |shown: &str| {
        until(shown, || {
            let page = watcher.page(&server, "/control").body;
            let clock = between(&page, "id=\"clock-at\">", "<")?;
            let state = between(&page, "id=\"clock-state\">", "<")?;
            (clock == shown && ["paused", "ENDEX"].contains(&&*state)).then_some(())
        });
    };
    send("/control/inject", &[("inject", "I-05"), ("do", "hold")]);
    send("/control/pace", &[("pace", "until"), ("until", "+35m")]);
    stands("T+00:35:00");
    send("/control/inject", &[("inject", "I-05"), ("do", "release")]);
    send("/control/pace", &[("pace", "end")]);
    stands("T+01:00:00");
    let report = watcher.page(&server, "/evaluate/report").body;
    assert!(report.contains("How EXCON ran the script"), "{report}");
    assert!(report.contains("5m late"), "{report}");
    let team = watcher.page(&server, "/evaluate/report?edition=team:be-cert");
    assert_eq!(team.status, 200);
    assert!(!team.body.contains("ran the script"), "{}", team.body);
    let journal = watcher.page(&server, "/evaluate/journal").body;
    std::fs::write(dir.path().join("was.jsonl"), journal).expect("written");
    let call = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hotwash"));
        let output = command.current_dir(dir.path()).args(args).output();
        let output = output.expect("the command starts");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{told}");
        told
    };
    let fork = ["fork", "was.jsonl", "--at", "5m", "--out", "fork"];
    let told = call(&[&fork[..], &["--seat", "be-cert=human"]].concat());
    for said in [
        "1 to the script played again",
        "I-05 The press asks: released, 5m late",
        "The fork lets inject I-04 go at T+00:40:00",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let replayed = call(&["replay", "fork/journal.jsonl"]);
    assert!(replayed.contains("every entry is the same"), "{replayed}");
}
