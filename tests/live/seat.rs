//! What a participant's pages do: contacts outside, drafts and presence, requests and forms.

use crate::server::{Guest, Server, between, until};
use hotwash::engine::{Engine, VERSION};
use hotwash::journal;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

fn run(server: &Server, controller: &mut Guest, speed: &str) {
    let run = [("pace", "run"), ("speed", speed)];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
}

fn act(server: &Server, seat: &mut Guest, fields: &[(&str, &str)]) {
    let answer = seat.send(server, "/seat/act", fields);
    assert_eq!(answer.status, 303, "{fields:?}: {}", answer.body);
}

/// The number of the first message that waits to be opened.
fn unread(server: &Server, seat: &Guest) -> String {
    let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    until("a message", || {
        between(&seat.page(server, "/seat").body, before, "\"")
    })
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_call_is_logged_by_one_and_confirmed_by_the_other() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut a, mut b) = (server.enter("be-cert"), server.enter("acme"));
    for seat in ["be-cert", "acme"] {
        let human = [("seat", seat), ("to", "human")];
        assert_eq!(
            controller.send(&server, "/control/seat", &human).status,
            303
        );
    }
    run(&server, &mut controller, "60");
    // The phone rings at eight minutes: whoever opens it knows that Acme was hit.
    until("what can be told", || {
        let number = unread(&server, &a);
        act(&server, &mut a, &[("do", "open"), ("message", &number)]);
        a.page(&server, "/seat")
            .body
            .contains("Acme Logistics runs the loader")
            .then_some(())
    });
    run(&server, &mut controller, "1");
    let ahead = [
        ("with", "acme"),
        ("turned", "out"),
        ("means", "phone"),
        ("ago", "-5"),
    ];
    let log = [("do", "log_contact")]
        .iter()
        .chain(&ahead)
        .copied()
        .collect::<Vec<_>>();
    let refused = a.send(&server, "/seat/act", &log);
    assert!(
        refused.status == 409 && refused.body.contains("whole minutes"),
        "{}",
        refused.body
    );
    let told = [
        ("do", "log_contact"),
        ("with", "acme"),
        ("turned", "out"),
        ("means", "phone"),
        ("ago", ""),
        ("answered", "yes"),
        ("claim", "0:full"),
        ("text", "told their director to look for the loader"),
    ];
    act(&server, &mut a, &told);
    let simulated = [
        ("do", "log_contact"),
        ("with", "be-police"),
        ("turned", "in"),
        ("means", "in_person"),
        ("text", "they came by"),
    ];
    act(&server, &mut a, &simulated);
    let page = a.page(&server, "/seat").body;
    assert_eq!(page.matches("logged, not confirmed").count(), 2, "{page}");
    let theirs = b.page(&server, "/seat").body;
    assert!(
        theirs.contains("Was it so?") && theirs.contains("told their director"),
        "{theirs}"
    );
    let claim = between(&theirs, " says: ", ".").expect("what they say");
    assert!(
        claim.starts_with("they reached out to you (phone, T+") && !claim.contains("nobody"),
        "{claim}"
    );
    let row = "<th scope=\"row\">Acme Logistics runs the loader";
    assert!(!theirs.contains(row), "it counts for nothing yet");
    act(
        &server,
        &mut b,
        &[("do", "confirm_contact"), ("contact", "0")],
    );
    assert!(
        b.page(&server, "/seat").body.contains(row),
        "what was told is known"
    );
    // EXCON answers where a playbook plays, and not where people do.
    let all = controller.page(&server, "/control").body;
    assert!(
        all.contains("they came by") && all.matches("It was so").count() == 1,
        "{all}"
    );
    let deny = [("contact", "1"), ("do", "deny")];
    assert_eq!(
        controller.send(&server, "/control/contact", &deny).status,
        303
    );
    let page = a.page(&server, "/seat").body;
    assert!(
        page.contains(">confirmed<") && page.contains(">denied<"),
        "{page}"
    );

    // The record plays again to the same bytes.
    let kept = controller.page(&server, "/evaluate/journal").body;
    let recorded = journal::read(kept.as_bytes(), VERSION).expect("the journal is whole");
    let (exercise, seed) = (Arc::new(recorded.exercise), recorded.header.seed);
    let again = Engine::replay(Arc::clone(&exercise), seed, &recorded.entries);
    let mut bytes = Vec::new();
    let again = again.expect("no limit is reached");
    journal::write(&mut bytes, &exercise, seed, VERSION, again.entries()).expect("memory");
    assert!(bytes == kept.as_bytes(), "it plays again otherwise");
    assert!(kept.contains("\"fact\":\"contact_confirmed\""), "{kept}");
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_is_being_written_is_kept_for_the_seat() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, bob) = (server.enter("be-cert"), server.enter("be-cert"));
    let mut other = server.enter("jp-cert");
    assert_ne!(ann.cookie, bob.cookie);
    let path = "/seat/draft?form=write-";
    assert_eq!(
        ann.page(&server, path).status,
        204,
        "nothing is being written"
    );
    let draft = [
        ("draft", "write-"),
        ("to", "jp-cert"),
        ("text", "half a <b>sentence"),
        ("fields", "address"),
        ("fields", "impact"),
    ];
    assert_eq!(ann.send(&server, "/seat/draft", &draft).status, 204);
    let read = |guest: &Guest, server: &Server| {
        let answer = guest.page(server, path);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        serde_json::from_str::<serde_json::Value>(&answer.body).expect("it is JSON")
    };
    let (own, shared) = (read(&ann, &server), read(&bob, &server));
    assert_eq!(
        (&own["mine"], &shared["mine"]),
        (&true.into(), &false.into())
    );
    assert_eq!(own["fields"], shared["fields"]);
    let fields = own["fields"].to_string();
    assert!(
        fields.contains("half a <b>sentence") && fields.contains("impact"),
        "{fields}"
    );
    assert!(
        !fields.contains("word") && !fields.contains("\"key\""),
        "{fields}"
    );
    // Another seat has no such draft, nor has anybody without the word of a page of ours.
    assert_eq!(other.page(&server, path).status, 204);
    let forged = ann.send_word(&server, "/seat/draft", ("no", "key-key-key"), &draft);
    assert_eq!(forged.status, 403);
    for bad in ["", "../x", "UP"] {
        assert_eq!(
            ann.send(&server, "/seat/draft", &[("draft", bad)]).status,
            400,
            "{bad}"
        );
    }
    let theirs = [("draft", "write-"), ("text", "ours")];
    assert_eq!(other.send(&server, "/seat/draft", &theirs).status, 204);
    // It outlives the server.
    server.strike();
    drop(server);
    let server = Server::start(dir.path(), "first-drill");
    assert_eq!(read(&ann, &server)["fields"], own["fields"]);
    // What is refused is still there, as it was sent; what is sent is gone.
    let send = |text: &'static str| {
        [
            ("do", "send"),
            ("draft", "write-"),
            ("to", "jp-cert"),
            ("channel", "email"),
            ("kind", "advisory"),
            ("reply_to", ""),
            ("text", text),
        ]
    };
    assert_eq!(
        ann.send(&server, "/seat/act", &send("too early")).status,
        409
    );
    assert!(
        read(&ann, &server)["fields"]
            .to_string()
            .contains("too early")
    );
    let mut controller = server.enter("controller");
    run(&server, &mut controller, "1");
    act(&server, &mut ann, &send("now"));
    assert_eq!(ann.page(&server, path).status, 204);
    assert_eq!(
        other.page(&server, path).status,
        200,
        "another seat's is another"
    );
    let kept = controller.page(&server, "/evaluate/journal").body;
    assert!(!kept.contains("half a"), "drafts are no part of the record");
}

/// The events of a stream that is opened now.
fn events(
    server: &Server,
    guest: &Guest,
    last: Option<&str>,
) -> impl Iterator<Item = (String, String)> + use<> {
    let mut stream = TcpStream::connect(&server.at).expect("it listens");
    let limit = Some(Duration::from_secs(20));
    stream
        .set_read_timeout(limit)
        .expect("a timeout can be set");
    let last = last.map_or_else(String::new, |id| format!("Last-Event-ID: {id}\r\n"));
    let (at, cookie) = (&server.at, &guest.cookie);
    let ask = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n{last}\r\n");
    stream.write_all(ask.as_bytes()).expect("it can be asked");
    let mut id = String::new();
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    lines.filter_map(move |line| {
        if let Some(number) = line.strip_prefix("id: ").or(line.strip_prefix("id:")) {
            number.clone_into(&mut id);
        }
        let data = line.strip_prefix("data: ").or(line.strip_prefix("data:"))?;
        Some((id.clone(), data.to_owned()))
    })
}

fn heard(event: &(String, String), name: &str) -> u64 {
    let news: serde_json::Value = serde_json::from_str(&event.1).expect("it is JSON");
    news[name].as_u64().expect("a number")
}

#[test]
fn a_seat_hears_who_else_is_there_and_goes_on_where_it_lost_the_stream() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (ann, mut bob) = (server.enter("be-cert"), server.enter("be-cert"));
    let elsewhere = server.enter("jp-cert");
    let mut stream = events(&server, &ann, None);
    let first = stream.next().expect("it comes each second");
    assert_eq!(heard(&first, "others"), 0);
    let mut theirs = events(&server, &bob, None);
    let mut apart = events(&server, &elsewhere, None);
    assert_eq!(heard(&theirs.next().expect("it comes"), "others"), 1);
    assert_eq!(heard(&apart.next().expect("it comes"), "others"), 0);
    let met = stream
        .by_ref()
        .take(5)
        .find(|event| heard(event, "others") == 1);
    assert!(met.is_some(), "nobody said that somebody came");
    // A draft of one is told to the other.
    let draft = [("draft", "decide"), ("decision", "wait")];
    assert_eq!(bob.send(&server, "/seat/draft", &draft).status, 204);
    let drafted = stream
        .by_ref()
        .take(5)
        .find(|event| heard(event, "drafts") == 1);
    assert!(drafted.is_some(), "nobody said that something was written");
    drop(theirs);
    let gone = stream
        .by_ref()
        .take(10)
        .find(|event| heard(event, "others") == 0);
    assert!(gone.is_some(), "nobody said that somebody went");
    drop(stream);
    // What comes while nobody listens is counted on by the number of the next event.
    let mut controller = server.enter("controller");
    run(&server, &mut controller, "60");
    unread(&server, &ann);
    let again = events(&server, &ann, Some(&first.0))
        .next()
        .expect("it comes");
    let (before, after): (u64, u64) = (first.0.parse().unwrap_or(9), again.0.parse().unwrap_or(0));
    assert!(after > before, "{before} {after}");
    assert_eq!(after, heard(&again, "shown"));
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn a_page_shows_what_is_owed_and_what_may_be_done() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut cert, acme) = (server.enter("be-cert"), server.enter("acme"));
    let human = [("seat", "be-cert"), ("to", "human")];
    assert_eq!(
        controller.send(&server, "/control/seat", &human).status,
        303
    );
    run(&server, &mut controller, "60");
    let owed = |page: &str| between(page, "id=\"owed\"", "</section>").expect("it is there");
    let asked = |page: &str| between(page, "id=\"asked\"", "</section>").expect("it is there");
    assert!(owed(&cert.page(&server, "/seat").body).contains("Nothing that was opened"));
    let check = unread(&server, &cert);
    act(&server, &mut cert, &[("do", "open"), ("message", &check)]);
    let page = cert.page(&server, "/seat").body;
    assert!(owed(&page).contains("Comms check") && owed(&page).contains("no time was agreed"));
    // What is asked of a partner is due as agreed: half an hour.
    let ask = [
        ("do", "send"),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "information_request"),
        ("text", "what do you know of this?"),
        ("reply_to", ""),
    ];
    act(&server, &mut cert, &ask);
    until("that it left", || {
        let page = cert.page(&server, "/seat").body;
        let open = asked(&page);
        (open.contains("Information request") && open.contains("agreed") && open.contains("left"))
            .then_some(())
    });
    // The playbook is ticked by what the seat does.
    let book = cert.page(&server, "/seat/playbook").body;
    let rule = between(&book, "When a comms check comes", "</details>").expect("it has that rule");
    assert!(
        rule.contains("applied 1 time") && rule.contains("not done"),
        "{rule}"
    );
    let answer = [
        ("do", "send"),
        ("to", "excon"),
        ("channel", "email"),
        ("kind", "answer"),
        ("reply_to", check.as_str()),
        ("text", "here we are"),
    ];
    act(&server, &mut cert, &answer);
    let page = cert.page(&server, "/seat").body;
    assert!(
        owed(&page).contains("Nothing that was opened"),
        "{}",
        owed(&page)
    );
    let book = cert.page(&server, "/seat/playbook").body;
    let rule = between(&book, "When a comms check comes", "</details>").expect("it has that rule");
    assert!(rule.contains("aria-label=\"done\""), "{rule}");
    // Replies stand with what they reply to.
    let thread = between(&page, "class=\"thread\"", "</details>").expect("there is one");
    let both = between(&page, "here we are", "</article>").is_some();
    assert!(both && thread.contains("message"), "{thread}");
    // A decision has a reason and a confidence of its own.
    let decide = [
        ("do", "decide"),
        ("decision", "tell the ministry"),
        ("reason", "the law says so"),
        ("confidence", "moderate"),
    ];
    act(&server, &mut cert, &decide);
    let page = cert.page(&server, "/seat").body;
    assert!(page.contains("(moderate confidence)") && page.contains("Because the law says so"));
    let unsure = cert.send(
        &server,
        "/seat/act",
        &[("do", "decide"), ("decision", "x"), ("confidence", "87%")],
    );
    assert!(
        unsure.status == 409 && unsure.body.contains("choose one"),
        "{}",
        unsure.body
    );
    // A report is begun for the seat with what it knows and does.
    let report = cert.page(&server, "/seat/write?kind=situation_report").body;
    for part in [
        "Situation at",
        "tell the ministry",
        "information request, jp-cert",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    // The directory: a partner by the hotline that their agreement gives, nobody else by it.
    let directory = cert.page(&server, "/seat/directory").body;
    assert!(
        directory.contains("/seat/write?to=jp-cert&amp;channel=hotline"),
        "{directory}"
    );
    assert!(
        !directory.contains("to=sakura-host&amp;channel=hotline"),
        "{directory}"
    );
    // A company has no mandate to publish, and no form for it; who tries is told why.
    let mut acme = acme;
    let page = acme.page(&server, "/seat").body;
    assert!(
        !page.contains("value=\"publish\"") && !page.contains("value=\"suspend\""),
        "{page}"
    );
    assert!(
        cert.page(&server, "/seat")
            .body
            .contains("value=\"publish\"")
    );
    let refused = acme.send(
        &server,
        "/seat/act",
        &[("do", "publish"), ("text", "all is well")],
    );
    let says = ["no mandate to publish", "ask an organisation that has"];
    assert!(refused.status == 409 && says.iter().all(|one| refused.body.contains(one)));
}
