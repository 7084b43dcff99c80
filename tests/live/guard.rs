//! Letting nobody in: each way that should not work, tried.

use crate::server::{Guest, Server, form};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

#[test]
#[allow(clippy::too_many_lines, reason = "two tables of doors")]
fn nobody_comes_in_by_a_wrong_door() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let seat = server.enter("be-cert");
    let controller = server.enter("controller");
    let observer = server.enter("observer");
    let right = seat.word(&server);
    let wrong = "/enter/0000000000000000000000000000000000000000000000000000000000000000";
    for (who, path, status) in [
        (None, "/", 401),
        (None, "/seat", 404),
        (None, "/control", 404),
        (None, "/evaluate/journal", 404),
        (None, "/events", 404),
        (None, wrong, 404),
        (None, "/enter/../control", 404),
        (None, "/../../etc/passwd", 404),
        (None, "/%2e%2e/%2e%2e/etc/passwd", 404),
        (Some(&seat), "/control", 404),
        (Some(&seat), "/evaluate", 404),
        (Some(&seat), "/evaluate/report", 404),
        (Some(&seat), "/evaluate/journal", 404),
        (Some(&seat), "/nothing", 404),
        (Some(&seat), "/seat", 200),
        (Some(&seat), "/seat/write?reply=999&to=%3Cscript%3E", 200),
        (Some(&observer), "/seat", 404),
        (Some(&observer), "/watch", 200),
        (Some(&controller), "/seat", 404),
        (Some(&controller), "/control", 200),
    ] {
        let answer = match who {
            Some(guest) => guest.page(&server, path),
            None => server.ask("GET", path, &[], ""),
        };
        assert_eq!(answer.status, status, "{path}: {answer:?}");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'"),
            "{path}: {}",
            answer.head
        );
        assert!(!policy.contains("script-src 'unsafe"), "{path}: {policy}");
        // With "no-referrer" a browser says of our own forms that they come from nowhere.
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert!(!answer.body.contains("<script>"), "{path}: {}", answer.body);
    }
    // A cookie that was changed by a letter opens nothing.
    let mut forged = seat.clone();
    forged.cookie.pop();
    forged
        .cookie
        .push(if seat.cookie.ends_with('0') { '1' } else { '0' });
    assert_eq!(forged.page(&server, "/seat").status, 404);

    let own = format!("http://{}", server.at);
    let long = "x".repeat(300 << 10);
    let decide = |word: &str, decision: &str| {
        form(
            [
                ("word", word),
                ("key", "a-key-of-ours"),
                ("do", "decide"),
                ("decision", decision),
            ]
            .iter(),
        )
    };
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    let cookie = ("Cookie", seat.cookie.as_str());
    for (what, head, body, status) in [
        (
            "from another site",
            vec![cookie, kind, ("Origin", "http://evil.example")],
            decide(&right, "x"),
            403,
        ),
        (
            "from nowhere",
            vec![cookie, kind, ("Origin", "null")],
            decide(&right, "x"),
            403,
        ),
        (
            "said to be of another site",
            vec![cookie, kind, ("Sec-Fetch-Site", "cross-site")],
            decide(&right, "x"),
            403,
        ),
        (
            "without a cookie",
            vec![kind, ("Origin", &own)],
            decide(&right, "x"),
            403,
        ),
        (
            "without a word",
            vec![cookie, kind, ("Origin", &own)],
            decide("", "x"),
            403,
        ),
        (
            "with another's word",
            vec![cookie, kind],
            decide(&controller.word(&server), "x"),
            403,
        ),
        (
            "too long",
            vec![cookie, kind, ("Origin", &own)],
            decide(&right, &long),
            413,
        ),
        (
            "as JSON",
            vec![cookie, ("Content-Type", "application/json")],
            "{\"do\":\"decide\"}".to_owned(),
            403,
        ),
        (
            "in order, and too early",
            vec![cookie, kind, ("Origin", &own)],
            decide(&right, "x"),
            409,
        ),
    ] {
        let answer = server.ask("POST", "/seat/act", &head, &body);
        assert_eq!(answer.status, status, "{what}: {answer:?}");
    }
}

/// A stream of events that a page has open, from which something has come.
fn open_stream(server: &Server, guest: &Guest) -> TcpStream {
    let mut stream = TcpStream::connect(&server.at).expect("it listens");
    let wait = Some(Duration::from_secs(10));
    stream.set_read_timeout(wait).expect("a timeout can be set");
    let (at, cookie) = (&server.at, &guest.cookie);
    // A connection that is kept for another request would outlast the stream.
    let ask = format!(
        "GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(ask.as_bytes()).expect("it is sent");
    let mut some = [0; 64];
    assert!(stream.read(&mut some).expect("something comes") > 0);
    stream
}

#[test]
fn a_link_that_was_taken_back_opens_nothing() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let seat = server.enter("be-cert");
    assert_eq!(seat.page(&server, "/seat").status, 200);
    // Whoever only looks what a link is like comes in by none, and takes no seat.
    let looked = server.ask("HEAD", &format!("/enter/{}", server.links["acme"]), &[], "");
    assert!(looked.header("set-cookie").is_none(), "{looked:?}");
    let seats = controller.page(&server, "/control").body;
    let acme = crate::server::between(&seats, "<small>acme</small>", "</tr>").expect("a row");
    assert!(acme.contains("value=\"simulated\" aria-pressed"), "{acme}");
    let mut stream = open_stream(&server, &seat);
    let again = [("role", "participant"), ("seat", "be-cert")];
    let answer = controller.send(&server, "/control/link", &again);
    let new = crate::server::between(&answer.body, "enter&#x2f;", "<").expect("a link is shown");
    assert_eq!(
        seat.page(&server, "/seat").status,
        404,
        "who came by the old one is out"
    );
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("what was open ends");
    let old = format!("/enter/{}", server.links["be-cert"]);
    assert_eq!(server.ask("GET", &old, &[], "").status, 404);
    assert_eq!(
        server.ask("GET", &format!("/enter/{new}"), &[], "").status,
        200
    );
    // Another seat's people stay.
    assert_eq!(controller.page(&server, "/control").status, 200);
}
