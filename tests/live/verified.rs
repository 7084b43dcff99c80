//! After ENDEX anybody can verify that the drill was not bent: what was committed to is revealed,
//! and a journal that somebody has bent since is found out, whichever way it was.

use crate::server::{Guest, Server, between, until};
use hotwash::action::Intent;
use hotwash::engine::VERSION;
use hotwash::fact::Fact;
use hotwash::journal::{self, Body, Entry, Input, Recorded};
use hotwash::live::recover;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the public page reveals after ENDEX.
struct Revealed {
    commitment: String,
    nonce: String,
    seed: String,
    scenario: String,
    head: String,
}

fn revealed(server: &Server, observer: &Guest) -> Revealed {
    let page = until("ENDEX", || {
        let page = observer.page(server, "/watch").body;
        page.contains("Nonce").then_some(page)
    });
    let named = |name: &str| {
        let from = format!("<dt>{name}</dt><dd><code>");
        between(&page, &from, "<").unwrap_or_else(|| panic!("{name} is revealed: {page}"))
    };
    Revealed {
        commitment: between(&page, "Commitment <code>", "<").expect("it is shown"),
        nonce: named("Nonce"),
        seed: named("Seed"),
        scenario: named("Scenario"),
        head: named("Head at ENDEX"),
    }
}

fn verify(journal: &Path, commitment: &str, nonce: &str, head: Option<&str>) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotwash"));
    command.arg("verify").arg(journal);
    command.args(["--commitment", commitment, "--nonce", nonce]);
    if let Some(head) = head {
        command.args(["--head", head]);
    }
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the command starts");
    let said = [stdout, stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (status.code().expect("it ends by itself"), said)
}

/// A drill in which one decision was taken, played to ENDEX and marked afterwards; its journal.
fn played(dir: &Path) -> (PathBuf, Revealed) {
    let server = Server::start(dir, "first-drill");
    let mut controller = server.enter("controller");
    let (observer, mut seat) = (server.enter("observer"), server.enter("be-cert"));
    let before = observer.page(&server, "/watch").body;
    assert!(!before.contains("Nonce"), "{before}");
    let shown = between(&before, "Commitment <code>", "<").expect("it is shown");
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let decide = [("do", "decide"), ("decision", "wait for daylight")];
    assert_eq!(seat.send(&server, "/seat/act", &decide).status, 303);
    let end = [("pace", "end")];
    assert_eq!(controller.send(&server, "/control/pace", &end).status, 303);
    let revealed = revealed(&server, &observer);
    assert_eq!(
        revealed.commitment, shown,
        "it is the same as before STARTEX"
    );
    // What evaluators mark after ENDEX changes the journal's head, and not the one that was shown.
    let marked = [("do", "observe"), ("text", "a good day"), ("by", "Ann")];
    let mut evaluator = server.enter("evaluator");
    let answer = evaluator.send(&server, "/evaluate/mark", &marked);
    assert_eq!(answer.status, 303, "{answer:?}");
    let page = observer.page(&server, "/watch").body;
    assert!(
        page.contains(&revealed.head),
        "the head that was shown stays"
    );
    let skip = [("inject", "I-04"), ("do", "skip")];
    let late = controller.send(&server, "/control/inject", &skip);
    assert!(late.status == 409 && late.body.contains("over"), "{late:?}");
    let kept = controller.page(&server, "/evaluate/journal").body;
    let path = dir.join("journal.jsonl");
    std::fs::write(&path, kept).expect("it can be written");
    (path, revealed)
}

/// The same journal with its entries bent, every hash made anew.
fn bent(of: &Path, name: &str, bend: impl Fn(&mut Vec<Entry>)) -> PathBuf {
    let kept = std::fs::read(of).expect("it was written");
    let Recorded {
        exercise,
        header,
        mut entries,
        ..
    } = journal::read(&*kept, VERSION).expect("it is whole");
    bend(&mut entries);
    let mut bytes = Vec::new();
    journal::write(&mut bytes, &exercise, header.seed, VERSION, &entries).expect("memory takes it");
    let path = of.with_file_name(name);
    std::fs::write(&path, bytes).expect("it can be written");
    path
}

/// Another decision than was taken, wherever it stands.
fn decided_otherwise(entries: &mut [Entry]) {
    let instead = || "never wait".to_owned();
    for entry in entries {
        match &mut entry.body {
            Body::Fact(Fact::Decided(fact)) => fact.decision = instead(),
            Body::Input(Input::Action(action, _)) => {
                if let Intent::Decide(decide) = &mut action.intent {
                    decide.decision = instead();
                }
            }
            _ => {}
        }
    }
}

/// A message that was opened five minutes sooner than it was.
fn opened_sooner(entries: &mut [Entry]) {
    let mut opened = entries.iter_mut();
    let opened = opened.find(|entry| matches!(entry.fact(), Some(Fact::MessageOpened(_))));
    opened.expect("somebody reads").at.0 -= 1;
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_journal_that_was_bent_is_found_out_and_what_was_kept_is_not() {
    let dir = tempfile::tempdir().expect("a place to write");
    let (kept, shown) = played(dir.path());
    let Revealed {
        commitment,
        nonce,
        seed,
        scenario,
        head,
    } = &shown;
    let told = std::fs::read_to_string(&kept).expect("it was written");
    let first = told.lines().next().expect("it has a first line");
    for revealed in [seed, scenario] {
        assert!(
            first.contains(revealed.as_str()),
            "{revealed} is the journal's"
        );
    }
    let otherwise = bent(&kept, "otherwise.jsonl", |entries| {
        decided_otherwise(entries)
    });
    let sooner = bent(&kept, "sooner.jsonl", |entries| opened_sooner(entries));
    let shorter = bent(&kept, "shorter.jsonl", |entries| {
        let decided = |entry: &Entry| matches!(entry.fact(), Some(Fact::Decided(_)));
        let at = entries.iter().position(decided).expect("it was decided");
        entries.truncate(at - 1);
    });
    let (nobody, other) = ("0".repeat(64), nonce.chars().rev().collect::<String>());
    for (what, journal, nonce, head, code, says) in [
        ("as kept", &kept, nonce, Some(head), 0, "as was shown"),
        ("no head", &kept, nonce, None, 0, "give --head"),
        (
            "another head",
            &kept,
            nonce,
            Some(&nobody),
            1,
            "shown at ENDEX",
        ),
        (
            "another nonce",
            &kept,
            &other,
            Some(head),
            1,
            "committed to",
        ),
        (
            "half a nonce",
            &kept,
            &"0".to_owned(),
            None,
            2,
            "hexadecimal",
        ),
        (
            "half a head",
            &kept,
            nonce,
            Some(&"0".to_owned()),
            2,
            "hexadecimal",
        ),
        // What people did follows from nothing: the head alone binds it.
        (
            "a decision changed",
            &otherwise,
            nonce,
            Some(head),
            1,
            "shown at ENDEX",
        ),
        (
            "and nothing shown",
            &otherwise,
            nonce,
            None,
            0,
            "give --head",
        ),
        ("cut off", &shorter, nonce, Some(head), 1, "shown at ENDEX"),
        // What follows from what people did is played again.
        ("read sooner", &sooner, nonce, None, 1, "play again"),
    ] {
        let (found, said) = verify(journal, commitment, nonce, head.map(String::as_str));
        assert_eq!(found, code, "{what}: {said}");
        assert!(said.contains(says), "{what}: {said}");
    }
}

#[test]
fn a_seed_that_was_drawn_is_nobodys_until_endex() {
    let dir = tempfile::tempdir().expect("a place to write");
    let mut server = Server::start_with(dir.path(), &["serve", "first-drill"]);
    let check = |server: &Server, sealed: bool| {
        for who in ["controller", "evaluator"] {
            let guest = server.enter(who);
            let bot = crate::api::Bot::enter(server, who);
            let journals = [
                guest.page(server, "/evaluate/journal"),
                bot.get("/api/journal"),
            ];
            for journal in &journals {
                assert_eq!(journal.status, if sealed { 409 } else { 200 }, "{who}");
                assert_eq!(
                    journal.body.contains("holds the seed"),
                    sealed,
                    "{journal:?}"
                );
            }
            for path in [
                "/api/evaluate/scorecard",
                "/api/evaluate/scorecard?edition=public",
            ] {
                let card = bot.look(path);
                let told = [&card["exercise"]["scenario_hash"], &card["journal"]["head"]];
                assert_eq!(card["seed"].is_null(), sealed, "{who}: {card}");
                let withheld = told.iter().all(|one| **one == "withheld until ENDEX");
                assert_eq!(withheld, sealed, "{who}: {card}");
            }
            for format in ["text", "md", "html"] {
                let path = format!("/evaluate/report?format={format}");
                let report = guest.page(server, &path).body;
                let said = report.matches("withheld until ENDEX").count();
                assert_eq!(said, if sealed { 3 } else { 0 }, "{who} {format}: {report}");
            }
        }
    };
    check(&server, true);
    let mut controller = server.enter("controller");
    let next = [("pace", "next")];
    assert_eq!(controller.send(&server, "/control/pace", &next).status, 303);
    check(&server, true);
    let links = server.links.clone();
    server.strike();
    drop(server);
    // It is as secret in what is recovered, and when it is served again.
    let [kept, recovered] = ["first-drill.hotwash", "recovered"].map(|name| dir.path().join(name));
    let scratch = tempfile::tempdir().expect("a place to write");
    recover(&kept, &recovered, scratch.path()).expect("it is whole");
    std::fs::rename(&recovered, &kept).expect("it can be put in its place");
    let _ = std::fs::remove_file(dir.path().join("first-drill.hotwash-wal"));
    server = Server::start_with(dir.path(), &["serve", "first-drill"]);
    server.links = links;
    check(&server, true);
    let end = [("pace", "end")];
    assert_eq!(controller.send(&server, "/control/pace", &end).status, 303);
    let observer = server.enter("observer");
    let seed = revealed(&server, &observer).seed;
    check(&server, false);
    let journal = controller.page(&server, "/evaluate/journal").body;
    assert!(journal.contains(&format!("\"seed\":\"{seed}\"")), "{seed}");
}
