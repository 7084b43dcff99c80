//! A day that people played is scored again from its journal alone, to the byte.

use crate::server::{Guest, Server, between, until};
use std::path::Path;
use std::process::Command;

fn done(guest: &mut Guest, server: &Server, to: &str, fields: &[(&str, &str)]) {
    let answer = guest.send(server, to, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
}

/// What a command about a journal prints.
fn hotwash(dir: &Path, arguments: &[&str]) -> String {
    let command = Command::new(env!("CARGO_BIN_EXE_hotwash"))
        .current_dir(dir)
        .args(arguments)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&command.stderr).into_owned();
    assert!(command.status.success(), "{arguments:?}: {said}");
    assert_eq!(said, "", "{arguments:?}");
    String::from_utf8(command.stdout).expect("it is text")
}

/// Compares each report of the evaluators' page with what is scored from the journal beside it.
fn compare(dir: &Path, server: &Server, evaluator: &Guest, name: &str) {
    let journal = evaluator.page(server, "/evaluate/journal");
    assert_eq!(journal.status, 200);
    std::fs::write(dir.join(name), &journal.body).expect("it can be written");
    for edition in ["excon", "team:be-cert", "team:jp-cert", "public"] {
        for format in ["json", "csv", "md", "html", "text"] {
            let path = format!("/evaluate/report?format={format}&edition={edition}");
            let live = evaluator.page(server, &path);
            assert_eq!(live.status, 200, "{path}");
            let score = ["score", name, "--format", format, "--edition", edition];
            let again = hotwash(dir, &score);
            let mut lines = live.body.lines().zip(again.lines());
            let differing = lines.find(|(a, b)| a != b);
            assert!(
                live.body == again,
                "{name} {edition} {format}: {differing:?}"
            );
        }
    }
    // And what was done in it comes to the same run when it is played again.
    hotwash(dir, &["replay", name]);
}

#[test]
fn a_recorded_day_is_scored_to_the_byte_as_it_was_live() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut evaluator, mut seat) = (server.enter("evaluator"), server.enter("be-cert"));
    let run = [("pace", "run"), ("speed", "60"), ("by", "Ann")];
    done(&mut controller, &server, "/control/pace", &run);
    // Played for a while, with a change of pace and what nobody had written before.
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    until("the strange invoice", || {
        let page = seat.page(&server, "/seat").body;
        if let Some(number) = between(&page, unread, "\"") {
            let open = [("do", "open"), ("message", number.as_str())];
            done(&mut seat, &server, "/seat/act", &open);
        }
        page.contains("A partner saw the attached file")
            .then_some(())
    });
    let tell = [
        ("do", "send"),
        ("to", "acme"),
        ("channel", "phone"),
        ("kind", "notification"),
        ("claim", "0:full"),
        (
            "text",
            "Somebody runs a loader at your place: “invoice.pdf.exe”, <b>now</b>.",
        ),
    ];
    done(&mut seat, &server, "/seat/act", &tell);
    let analyse = [("do", "analyse"), ("artefact", "0")];
    done(&mut seat, &server, "/seat/act", &analyse);
    let mark = [
        ("do", "done"),
        ("by", "Eve"),
        ("task", "T-02a@be-cert"),
        ("at", ""),
        ("note", "by phone, at once"),
    ];
    done(&mut evaluator, &server, "/evaluate/mark", &mark);
    let end = [("pace", "end"), ("by", "Ann")];
    done(&mut controller, &server, "/control/pace", &end);
    until("ENDEX", || {
        let page = controller.page(&server, "/control").body;
        page.contains("id=\"clock-state\">ENDEX").then_some(())
    });
    compare(dir.path(), &server, &evaluator, "at-endex.jsonl");
    // What is said after ENDEX is a part of it.
    let rate = [
        ("do", "rate"),
        ("by", "Eve"),
        ("task", "T-02a@be-cert"),
        ("rating", "S"),
        ("note", "to the wrong person"),
    ];
    done(&mut evaluator, &server, "/evaluate/mark", &rate);
    let correct = [
        ("do", "correct"),
        ("by", "Eve"),
        ("title", "Keep Acme's number at hand"),
        ("task", "T-02a"),
        ("owner", "be-cert"),
        ("due", "2027-01-31"),
        ("change", "organisations.be-cert.directory.missing=0"),
    ];
    done(&mut evaluator, &server, "/evaluate/mark", &correct);
    let answers = [("answer-0", "we reached them"), ("answer-1", "at night")];
    done(&mut seat, &server, "/hotwash", &answers);
    compare(dir.path(), &server, &evaluator, "evaluated.jsonl");
    let last = evaluator.page(&server, "/evaluate/report?format=json").body;
    let last: serde_json::Value = serde_json::from_str(&last).expect("it is JSON");
    assert_eq!(last["hot_wash"].as_array().map(Vec::len), Some(2));
}
