//! What people who share a role, a seat or a link do to each other: keys of one are nothing to
//! another, nobody has more of the server by more ways in, and a link that is given out anew leaves
//! nobody inside by the old one.

use crate::api::Bot;
use crate::server::{Server, until};
use serde_json::json;
use std::net::TcpStream;

#[test]
fn one_key_of_two_people_is_two_keys() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let say = json!({ "key": "the-first", "do": "chat", "text": "ready" });
    for who in ["local controller BE", "local controller JP"] {
        let bot = Bot::enter(&server, who);
        for _ in 0..2 {
            assert_eq!(bot.post("/api/say", &say).status, 200);
        }
        let said = bot.look("/api/say");
        let said = said["said"].as_array().expect("a list");
        assert_eq!(said.len(), 1, "{who}: {said:?}");
        let other = json!({ "key": "the-first", "do": "chat", "text": "steady" });
        assert_eq!(bot.post("/api/say", &other).status, 409, "{who}");
    }
}

#[test]
fn more_ways_in_are_no_more_of_the_server() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let bots: Vec<Bot<'_>> = (0..30).map(|_| Bot::enter(&server, "be-cert")).collect();
    let mut taken = 0;
    let begun = std::time::Instant::now();
    for nth in 0..40 {
        for (who, bot) in bots.iter().enumerate() {
            let draft =
                json!({ "form": format!("write-{who}"), "fields": { "text": nth.to_string() } });
            let status = bot.post("/api/seat/drafts", &draft).status;
            assert!([200, 429].contains(&status), "{status}");
            taken += u32::from(status == 200);
        }
    }
    let most = 400 + 100 * u32::try_from(begun.elapsed().as_secs() + 1).expect("little");
    assert!(
        taken < 1_200 && taken <= most,
        "{taken} of 1,200 in {:?}",
        begun.elapsed()
    );
    // Another seat is as free as ever.
    let other = Bot::enter(&server, "jp-cert");
    let draft = json!({ "form": "write-1", "fields": { "text": "mine" } });
    assert_eq!(other.post("/api/seat/drafts", &draft).status, 200);
}

#[test]
fn a_text_has_an_end() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (bot, mut seat) = (Bot::enter(&server, "be-cert"), server.enter("be-cert"));
    for (length, line, long) in [
        (20_000, "é", false),
        (20_001, "é", true),
        (10_000, "x\r\n", false),
        (10_001, "x\r\n", true),
    ] {
        let text = line.repeat(length);
        let fields = [
            ("do", "decide"),
            ("decision", "x"),
            ("reason", text.as_str()),
        ];
        let page = seat.send(&server, "/seat/act", &fields).status;
        let body = json!({
            "key": format!("a text of {length} {line}"), "do": "decide", "decision": "x",
            "reason": text,
        });
        let door = bot.post("/api/seat/act", &body).status;
        let draft = json!({ "form": "decide", "fields": { "reason": text } });
        let draft = bot.post("/api/seat/drafts", &draft).status;
        // Before STARTEX a decision is refused, once it is read.
        let read = if long {
            [413, 413, 413]
        } else {
            [409, 409, 200]
        };
        assert_eq!([page, door, draft], read, "{length}");
    }
}

#[test]
fn who_comes_in_while_their_link_is_taken_back_is_not_in() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let controller = Bot::enter(&server, "controller");
    let (mut link, mut tried) = (server.links["be-cert"].clone(), 0);
    for _ in 0..12 {
        let (tokens, new) = std::thread::scope(|scope| {
            let comers: Vec<_> = (0..6)
                .map(|_| scope.spawn(|| Bot::try_enter(&server, &link)))
                .collect();
            let ask = json!({ "role": "participant", "seat": "be-cert" });
            let given = controller.post("/api/control/link", &ask);
            assert_eq!(given.status, 200, "{given:?}");
            let given = crate::api::said(&given);
            let new = given["link"].as_str().expect("a link").to_owned();
            let new = new.rsplit('/').next().expect("a token").to_owned();
            let tokens = comers
                .into_iter()
                .filter_map(|one| one.join().expect("it ends"));
            (tokens.collect::<Vec<_>>(), new)
        });
        for bot in tokens {
            tried += 1;
            assert_eq!(bot.get("/api/seat").status, 404, "an old link holds");
        }
        link = new;
    }
    println!("{tried} came in by a link that was taken back");
    let bot = Bot::try_enter(&server, &link).expect("the new link opens");
    assert_eq!(bot.get("/api/seat").status, 200);
}

#[test]
fn nobody_listens_with_more_streams_than_a_browser_has() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let seat = server.enter("be-cert");
    let open = || {
        use std::io::{BufRead as _, BufReader, Write as _};
        let mut stream = TcpStream::connect(&server.at).expect("it listens");
        let (at, cookie) = (&server.at, &seat.cookie);
        let ask = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(ask.as_bytes()).expect("it is asked");
        let mut line = String::new();
        let mut stream = BufReader::new(stream);
        stream.read_line(&mut line).expect("it is answered");
        (line.trim().to_owned(), stream)
    };
    let mut held: Vec<_> = (0..12).map(|_| open()).collect();
    assert!(held.iter().all(|(line, _)| line.ends_with("200 OK")));
    assert!(open().0.contains("429"), "one is too many");
    held.truncate(6);
    until("room again", || open().0.ends_with("200 OK").then_some(()));
}

#[test]
fn of_two_links_at_once_one_holds() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let bots = [(); 2].map(|()| Bot::enter(&server, "controller"));
    for round in 0..8 {
        let given = std::thread::scope(|scope| {
            let given = bots.each_ref().map(|bot| {
                scope.spawn(move || {
                    let ask = json!({ "role": "participant", "seat": "jp-cert" });
                    let given = crate::api::said(&bot.post("/api/control/link", &ask));
                    let link = given["link"].as_str().expect("a link");
                    link.rsplit('/').next().expect("a token").to_owned()
                })
            });
            given.map(|one| one.join().expect("it ends"))
        });
        let open = given
            .iter()
            .filter(|link| Bot::try_enter(&server, link).is_some());
        assert_eq!(open.count(), 1, "{round}");
    }
}

#[test]
fn two_exercises_on_one_host_put_nobody_of_each_other_out() {
    let dirs = [(); 2].map(|()| tempfile::tempdir().expect("a place to write"));
    let servers = dirs
        .each_ref()
        .map(|dir| Server::start(dir.path(), "first-drill"));
    let seats = servers.each_ref().map(|server| server.enter("be-cert"));
    // A browser tells hosts apart and not their ports, and brings all that it has of one.
    let [one, other] = seats.each_ref().map(|seat| seat.cookie.split_once('='));
    let names = [one, other].map(|cookie| cookie.expect("a name and a value").0);
    assert_ne!(names[0], names[1]);
    let both = format!("{}; {}", seats[0].cookie, seats[1].cookie);
    for server in &servers {
        let page = server.ask("GET", "/seat", &[("Cookie", &both)], "");
        assert_eq!(page.status, 200, "{page:?}");
    }
}
