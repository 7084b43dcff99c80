//! What a first view weighs: the page of each role with its style and its script, at the end of a
//! drill of many seats.

use crate::server::{Guest, Server, until};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Bytes of a first view at most.
const MOST: usize = 100_000;

/// How many bytes come for a page that a browser asks for, and whether they are compressed.
fn carried(guest: &Guest, server: &Server, path: &str) -> (usize, bool) {
    let (at, cookie) = (&server.at, &guest.cookie);
    let mut stream = TcpStream::connect(at).expect("it listens");
    let ask = format!(
        "GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\
         Accept-Encoding: gzip, deflate, br\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(ask.as_bytes()).expect("it is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("it is answered");
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
    (bytes.len(), head.contains("content-encoding: gzip"))
}

#[test]
fn a_first_view_is_light_in_a_drill_of_many_seats() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "apcert-2023");
    let mut controller = server.enter("controller");
    let (seat, evaluator) = (server.enter("auscert"), server.enter("evaluator"));
    let (local, observer) = (
        server.enter("local controller AU"),
        server.enter("observer"),
    );
    let around: usize = ["/style.css", "/live.js"]
        .map(|path| controller.page(&server, path).body.len())
        .iter()
        .sum();
    let weigh = |when: &str, controller: &crate::server::Guest| {
        for (guest, path) in [
            (controller, "/control"),
            (controller, "/control/simcell"),
            (controller, "/control/expected"),
            (&local, "/local"),
            (&seat, "/seat"),
            (&seat, "/seat/write"),
            (&seat, "/seat/directory"),
            (&seat, "/seat/playbook"),
            (&evaluator, "/evaluate"),
            (&evaluator, "/evaluate?seat=auscert"),
            (&observer, "/watch"),
        ] {
            let page = guest.page(&server, path);
            assert_eq!(page.status, 200, "{path}");
            let weight = page.body.len() + around;
            assert!(weight < MOST, "{path} weighs {weight} bytes {when}");
        }
    };
    weigh("before STARTEX", &controller);
    for pace in [&[("pace", "run"), ("speed", "60")][..], &[("pace", "end")]] {
        assert_eq!(controller.send(&server, "/control/pace", pace).status, 303);
    }
    until("ENDEX", || {
        let clock = controller.page(&server, "/watch").body;
        clock.contains("id=\"clock-state\">ENDEX").then_some(())
    });
    weigh("at ENDEX", &controller);
    // What is drawn of many lanes is long, and light on its way.
    let (style, _) = carried(&evaluator, &server, "/style.css");
    let (script, _) = carried(&evaluator, &server, "/live.js");
    for part in ["timeline", "talk", "spread", "load"] {
        let path = format!("/evaluate/picture?part={part}");
        let (weight, compressed) = carried(&evaluator, &server, &path);
        let weight = weight + style + script;
        assert!(compressed && weight < MOST, "{path} weighs {weight} bytes");
    }
    let told = evaluator.news(&server);
    assert!(
        told.contains("\"clock\""),
        "events go out as they happen: {told}"
    );
}
