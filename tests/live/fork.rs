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
