//! Open pages and their stream of news: one for all tabs of a browser, asked for again where it was
//! refused, and no longer where nobody is there any more; and what is written while the network is
//! gone.

use crate::browser::{self, Driver, Network, Person};
use crate::server::{Guest, Server};
use serde_json::json;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

const DESK: (u32, u32) = (1280, 900);
const LOST: &str = "!document.getElementById('lost').hidden";
const HEARS: &str = "document.getElementById('lost').hidden";
const KEPT: &str =
    "/^(Kept as a draft|Draft of)/.test(document.querySelector('[data-kept]').textContent)";

fn play(day: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(day);
}

fn run(server: &Server, controller: &mut Guest) {
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
}

fn write(server: &Server, from: &mut Guest, text: &str) {
    let fields = [
        ("do", "send"),
        ("to", "be-cert"),
        ("channel", "phone"),
        ("kind", "notification"),
        ("text", text),
    ];
    let answer = from.send(server, "/seat/act", &fields);
    assert_eq!(answer.status, 303, "{answer:?}");
}

/// Waits until the pages that hold a stream are as they should be.
async fn until_streams(network: &Network, what: &str, fits: impl Fn(&[String]) -> bool) {
    for _ in 0..600 {
        if fits(&network.streams()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} never came: {:?}", network.streams());
}

#[test]
fn one_tab_listens_for_all_and_another_goes_on_when_it_is_closed() {
    if !browser::are_there() {
        return;
    }
    // A browser has locks where it trusts how it came to the page: by TLS, or on its own machine.
    for (host, locks) in [
        ("127.0.0.1", true),
        ("localhost", true),
        ("drill.example", false),
    ] {
        play(two_tabs(host, locks));
    }
}

async fn two_tabs(host: &str, locks: bool) {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut controller, mut jp) = (server.enter("controller"), server.enter("jp-cert"));
    let driver = Driver::start();
    let network = Network::to(&server);
    let (_, port) = network.at.split_once(':').expect("it has a port");
    let at = format!("{host}:{port}");
    let named = ["--host-resolver-rules=MAP drill.example 127.0.0.1"];
    let mut be = Person::with(&driver, host, DESK, &named).await;
    be.enter_by(&at, &server, "be-cert", "/seat").await;
    assert_eq!(be.says("navigator.locks !== undefined").await, locks);

    be.go("/seat?tab=one").await;
    let only = |tab: &'static str| move |open: &[String]| open == [tab];
    until_streams(&network, "a stream", only("seat?tab=one")).await;
    let one = be.tab().await;
    let two = be.open_tab().await;
    be.go("/seat?tab=two").await;
    run(&server, &mut controller);
    for tab in [&two, &one] {
        be.turn_to(tab).await;
        be.until("mail by itself", "document.querySelector('.mail')")
            .await;
    }
    let settled = |open: &[String]| open.len() == 1;
    until_streams(&network, "one stream", settled).await;

    // Nobody hears anything for a while, so that each tab may take it that it is alone.
    network.tear(true);
    for tab in [&one, &two] {
        be.turn_to(tab).await;
        be.until("that the connection is lost", LOST).await;
    }
    network.tear(false);
    for tab in [&two, &one] {
        be.turn_to(tab).await;
        be.until("that it hears again", HEARS).await;
    }
    until_streams(&network, "one stream again", settled).await;

    let first = network.streams() == ["seat?tab=one"];
    let (listens, other) = if first { (&one, &two) } else { (&two, &one) };
    let (own, others) = match first {
        true => ("seat?tab=one", "seat?tab=two"),
        false => ("seat?tab=two", "seat?tab=one"),
    };
    assert_eq!(network.streams(), [own]);
    be.turn_to(listens).await;
    be.close_tab(other).await;
    until_streams(&network, "that the other listens", only(others)).await;
    let count = "document.querySelectorAll('.mail').length";
    let before = be.says(count).await;
    write(&server, &mut jp, "Are you still there?");
    be.until("more mail", &format!("{count} > {before}")).await;
    be.until("that it hears", HEARS).await;
    be.leaves().await;
}

#[test]
fn a_stream_that_finds_no_room_is_asked_for_until_there_is_some() {
    if !browser::are_there() {
        return;
    }
    play(no_room());
}

async fn no_room() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start_by(&[], dir.path(), "first-drill", &["--connections", "12"]);
    let controller = server.enter("controller");
    let driver = Driver::start();
    let network = Network::to(&server);
    let mut be = Person::new(&driver, "be-cert", DESK).await;
    be.enter_by(&network.at, &server, "be-cert", "/seat").await;
    until_streams(&network, "a stream", |open| open.len() == 1).await;
    network.tear(true);
    // Others take every place, and each that comes free.
    let (at, cookie) = (&server.at, &controller.cookie);
    let ask = format!("GET /events HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
    let mut held = Vec::new();
    let mut take = || {
        let mut stream = TcpStream::connect(at).expect("it listens");
        let _ = stream.write_all(ask.as_bytes());
        held.push(stream);
    };
    (0..16).for_each(|_| take());
    network.tear(false);
    // More than once: it is asked for again.
    for nth in 0.. {
        take();
        if network.refused() > 1 {
            break;
        }
        assert!(nth < 1_200, "its stream is never refused");
        // It came in before all places were taken.
        if nth % 40 == 39 && network.streams().len() == 1 {
            network.tear(true);
            network.tear(false);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    be.until("that the connection is lost", LOST).await;
    drop(held);
    be.until("that it is there again", HEARS).await;
    until_streams(&network, "a stream again", |open| open.len() == 1).await;
    be.leaves().await;
}

#[test]
fn whose_link_was_taken_back_is_told_so_in_each_tab_and_asks_no_more() {
    if !browser::are_there() {
        return;
    }
    play(taken_back());
}

async fn taken_back() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let driver = Driver::start();
    let network = Network::to(&server);
    let mut be = Person::new(&driver, "be-cert", DESK).await;
    be.enter_by(&network.at, &server, "be-cert", "/seat").await;
    let first = be.tab().await;
    let second = be.open_tab().await;
    be.go("/seat/directory").await;
    until_streams(&network, "a stream", |open| open.len() == 1).await;
    let theirs = [("role", "participant"), ("seat", "be-cert")];
    let given = controller.send(&server, "/control/link", &theirs);
    assert_eq!(given.status, 200, "{given:?}");
    for tab in [&first, &second] {
        be.turn_to(tab).await;
        be.until_said("Your link no longer works").await;
        assert_eq!(be.says("document.body.dataset.role").await, "nobody");
    }
    // Each asked once more, and was told.
    assert_eq!((network.streams().len(), network.refused()), (0, 2));
    be.leaves().await;
}

#[test]
fn what_is_written_while_the_network_is_gone_is_not_lost() {
    if !browser::are_there() {
        return;
    }
    play(written_apart());
}

fn stands(text: &str) -> String {
    let text = json!(text);
    format!("document.querySelector('textarea[name=text]')?.value === {text}")
}

/// Types while nothing goes through.
async fn type_apart(person: &Person, network: &Network, text: &str) {
    network.tear(true);
    person.fill("textarea[name=text]", text).await;
    person.until_said("Not kept yet").await;
}

#[allow(clippy::too_many_lines, reason = "one story")]
async fn written_apart() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let driver = Driver::start();
    let network = Network::to(&server);
    let mut ann = Person::new(&driver, "ann", DESK).await;
    let mut bob = Person::new(&driver, "bob", DESK).await;
    ann.enter_by(&network.at, &server, "be-cert", "/seat").await;
    bob.enter(&server, "be-cert", "/seat").await;
    ann.go("/seat/write").await;
    let path = ann.says("location.pathname + location.search").await;
    let path = path.as_str().expect("it is a text").to_owned();
    bob.go(&path).await;

    // Nothing comes through for a while.
    network.cut(true);
    ann.fill("textarea[name=text]", "Half a").await;
    ann.until("that the connection is lost", LOST).await;
    network.cut(false);
    bob.until("what Ann wrote", &stands("Half a")).await;

    // It is gone, and comes back: what was typed is kept, and whoever shares the seat sees it.
    type_apart(&ann, &network, "One").await;
    assert_eq!(bob.says(&stands("One")).await, false);
    network.tear(false);
    ann.until("that it is kept", KEPT).await;
    bob.until("what Ann wrote", &stands("One")).await;
    assert_eq!(ann.says("sessionStorage.length").await, 0);

    // The page is left before: it is there on the next, and is kept then.
    type_apart(&ann, &network, "One, two").await;
    ann.says("location.replace('about:blank')").await;
    ann.until("another page", "location.href === 'about:blank'")
        .await;
    assert_eq!(bob.says(&stands("One")).await, true);
    network.tear(false);
    ann.go(&path).await;
    ann.until("what was not kept", &stands("One, two")).await;
    bob.until("what Ann wrote", &stands("One, two")).await;

    // Somebody else went on meanwhile: the last who wrote wins, as ever.
    type_apart(&ann, &network, "Three").await;
    ann.says("location.replace('about:blank')").await;
    ann.until("another page", "location.href === 'about:blank'")
        .await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    bob.fill("textarea[name=text]", "Four").await;
    let by_bob = "/^Kept|by you/.test(document.querySelector('[data-kept]').textContent)";
    bob.until("that it is kept", by_bob).await;
    network.tear(false);
    ann.go(&path).await;
    ann.until("what Bob wrote", &stands("Four")).await;
    bob.go("/seat").await;

    // It is sent, and never comes: whoever goes back finds it.
    ann.choose("select[name=to]", "jp-cert").await;
    type_apart(&ann, &network, "Five").await;
    ann.says("document.querySelector('form[data-draft]').requestSubmit()")
        .await;
    ann.until("that it cannot be sent", "!document.querySelector('form')")
        .await;
    network.tear(false);
    ann.back().await;
    ann.until("what was not sent", &stands("Five")).await;
    ann.until("that it is kept", KEPT).await;

    // The same, and other pages are opened before that one.
    type_apart(&ann, &network, "Six").await;
    ann.says("document.querySelector('form[data-draft]').requestSubmit()")
        .await;
    ann.until("that it cannot be sent", "!document.querySelector('form')")
        .await;
    network.tear(false);
    ann.go("/seat").await;
    ann.go(&path).await;
    ann.until("what was not sent", &stands("Six")).await;
    bob.go(&path).await;
    bob.until("what Ann wrote", &stands("Six")).await;

    // It is refused, and somebody else throws it away: it does not come back by itself.
    ann.says("document.querySelector('form[data-draft]').requestSubmit()")
        .await;
    ann.until_said("That was not done").await;
    bob.go("/seat").await;
    bob.press("#drafts .sure > summary").await;
    bob.press("#drafts .sure button").await;
    let none = "!document.querySelector('#drafts li')";
    bob.until("that it is gone", none).await;
    ann.go(&path).await;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(ann.says(&stands("")).await, true);
    assert_eq!(bob.says(none).await, true);
    for person in [ann, bob] {
        person.leaves().await;
    }
}
