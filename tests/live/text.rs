//! All that people write is text when it is shown: what looks like script is written into every
//! field of every form, and every page is read afterwards.

use crate::server::{Guest, Server, between, until};

/// Breaks out of a text, of an attribute in either quotes, and of a script.
const SCRIPT: &str =
    "\"'></textarea></script><script>alert(7)</script><img src=x onerror=alert(7)>";

/// Every field of every form on a page: where it is sent to, and the names of its fields.
fn forms(page: &str) -> Vec<(String, Vec<String>)> {
    let forms = page.split("<form ").skip(1);
    let forms = forms.filter_map(|form| form.split_once("</form>").map(|(form, _)| form));
    forms
        .map(|form| {
            let to = between(form, "action=\"", "\"").expect("it is sent somewhere");
            let names = form.split(" name=\"").skip(1);
            let names = names.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
            (to, names.collect())
        })
        .collect()
}

/// Sends each form of a page once for each of its fields, with script in that one and what was
/// asked for in the others, and says how many were sent.
fn attack(guest: &mut Guest, server: &Server, page: &str, right: &[(&str, &str)]) -> usize {
    let mut all = forms(page);
    all.sort();
    all.dedup();
    all.retain(|(to, _)| !["/leave", "/no-duff"].contains(&to.as_str()));
    let mut sent = 0;
    for (to, names) in all {
        for bad in names
            .iter()
            .filter(|name| !["word", "key"].contains(&name.as_str()))
        {
            let mut fields: Vec<(&str, &str)> = vec![(bad, SCRIPT)];
            fields.extend(right.iter().filter(|(name, _)| name != bad));
            let answer = guest.send(server, &to, &fields);
            assert!(
                answer.status != 0 && answer.status < 500,
                "{to} {bad}: {answer:?}"
            );
            assert_text(&format!("{to} {bad}"), &answer.body);
            sent += 1;
        }
        // So many at once are more than people send.
        std::thread::sleep(std::time::Duration::from_millis(60 * names.len() as u64));
    }
    sent
}

fn assert_text(what: &str, page: &str) {
    for bad in [
        "<script>alert",
        "<img src=x",
        "\"'>",
        "</textarea></script>",
    ] {
        assert!(!page.contains(bad), "{what} holds {bad}: {page}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "every field, then every page")]
fn what_people_write_is_text_wherever_it_is_shown() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut seat, other) = (server.enter("be-cert"), server.enter("jp-cert"));
    let (evaluator, observer) = (server.enter("evaluator"), server.enter("observer"));
    let run = [("pace", "run"), ("speed", "60"), ("by", SCRIPT)];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let unread = until("a message", || {
        let page = seat.page(&server, "/seat").body;
        page.contains("value=\"open\"").then_some(page)
    });
    let number = between(&unread, "name=\"message\" value=\"", "\"").expect("it has a number");
    assert_eq!(
        controller
            .send(&server, "/control/pace", &[("pace", "pause")])
            .status,
        303
    );
    let slow = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(controller.send(&server, "/control/pace", &slow).status, 303);

    // What a form would send but for the one field.
    let write = [
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "information_request"),
        ("do", "send"),
        ("text", SCRIPT),
    ];
    let mut sent = attack(&mut seat, &server, &unread, &[("message", &number)]);
    assert_eq!(
        seat.send(
            &server,
            "/seat/act",
            &[("do", "open"), ("message", &number)]
        )
        .status,
        303
    );
    let opened = seat.page(&server, "/seat").body;
    let decide = [("do", "decide"), ("decision", SCRIPT), ("reason", SCRIPT)];
    assert_eq!(seat.send(&server, "/seat/act", &decide).status, 303);
    sent += attack(
        &mut seat,
        &server,
        &opened,
        &[("message", &number), ("decision", "x")],
    );
    let writing = seat.page(&server, "/seat/write").body;
    assert_eq!(seat.send(&server, "/seat/act", &write).status, 303);
    sent += attack(&mut seat, &server, &writing, &write);
    for channel in ["chat", "phone", "email"] {
        let by: Vec<_> = write
            .iter()
            .filter(|(name, _)| *name != "channel")
            .copied()
            .collect();
        let by: Vec<_> = by.into_iter().chain([("channel", channel)]).collect();
        seat.send(&server, "/seat/act", &by);
    }
    let control = controller.page(&server, "/control").body;
    let right = [
        ("speed", "0.1"),
        ("pace", "run"),
        ("by", SCRIPT),
        ("role", "observer"),
    ];
    sent += attack(&mut controller, &server, &control, &right);
    assert!(sent > 40, "{sent} fields were tried");
    // The attack took back passes and changed seats; what was sent takes some time to come.
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    std::thread::sleep(std::time::Duration::from_secs(3));
    let escaped = "&lt;script&gt;alert(7)";
    let mut shown = Vec::new();
    for (who, guest, paths) in [
        (
            "controller",
            &controller,
            &["/control", "/evaluate", "/evaluate/report", "/watch"][..],
        ),
        ("seat", &seat, &["/seat", "/seat/write", "/watch"]),
        ("other seat", &other, &["/seat", "/seat/write"]),
        ("evaluator", &evaluator, &["/evaluate", "/evaluate/report"]),
        ("observer", &observer, &["/watch"]),
    ] {
        for path in paths {
            let page = guest.page(&server, path);
            assert_text(&format!("{who} {path}"), &page.body);
            if page.body.contains(escaped) {
                shown.push(format!("{who} {path}"));
            }
        }
    }
    // It was shown at all, or nothing was tried.
    for page in ["controller /control", "seat /seat"] {
        assert!(shown.iter().any(|one| one == page), "{page}: {shown:?}");
    }
    // What is asked for in an address is text as well.
    let asked = form_urlencoded::byte_serialize(SCRIPT.as_bytes()).collect::<String>();
    for name in ["to", "kind", "reply", "sent"] {
        for path in ["/seat/write", "/seat"] {
            let page = seat.page(&server, &format!("{path}?{name}={asked}"));
            assert_text(&format!("{path} {name}"), &page.body);
        }
    }
    let nowhere = seat.page(&server, &format!("/{asked}"));
    assert_text("nowhere", &nowhere.body);
    let nobody = server.ask("GET", &format!("/enter/{asked}"), &[], "");
    assert_text("enter", &nobody.body);
    // The journal holds it as it was written, and is never a page.
    let journal = evaluator.page(&server, "/evaluate/journal");
    assert_eq!(journal.header("content-type"), Some("application/jsonl"));
    assert!(
        journal
            .header("content-disposition")
            .is_some_and(|how| how.starts_with("attachment"))
    );
    assert!(journal.body.contains("<script>alert(7)"), "it holds it");
}
