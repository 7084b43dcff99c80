//! Pages as whoever likes them dark has them, and the clock on a wall.

use crate::browser::{self, Driver, Person};
use crate::server::{Guest, Server, between, until};
use serde_json::json;

const DESK: (u32, u32) = (1280, 900);
/// As wide and as high as a small phone.
const PHONE: (u32, u32) = (360, 740);

async fn look(person: &Person, page: &str) {
    for (name, (width, height)) in [("phone", PHONE), ("desk", DESK)] {
        person.resize(width, height).await;
        person.picture(&format!("dark-{page}-{name}")).await;
        person
            .looks_over(&format!("{page}, dark, on a {name}"))
            .await;
    }
}

pub fn control(server: &Server, controller: &mut Guest, pace: &[(&str, &str)]) {
    let set = controller.send(server, "/control/pace", pace);
    assert_eq!(set.status, 303, "{set:?}");
}

/// Has a seat read its mail until it knows something, and do a little of all that there is to do.
pub fn play_a_while(server: &Server, controller: &mut Guest) {
    let mut be = server.enter("be-cert");
    server.enter("jp-cert");
    control(server, controller, &[("pace", "run"), ("speed", "60")]);
    until("what it learns", || {
        let page = be.page(server, "/seat").body;
        let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
        if let Some(number) = between(&page, before, "\"") {
            be.send(server, "/seat/act", &[("do", "open"), ("message", &number)]);
        }
        page.contains("runs the loader").then_some(())
    });
    control(server, controller, &[("pace", "run"), ("speed", "1")]);
    let phone = ("channel", "phone");
    let asks = ("kind", "information_request");
    for fields in [
        &[
            ("do", "decide"),
            ("decision", "Look closer."),
            ("reason", "It is early."),
        ][..],
        &[
            ("do", "send"),
            ("to", "jp-cert"),
            phone,
            asks,
            ("text", "Do you see it?"),
        ],
        &[
            ("do", "send"),
            ("to", "sakura-host"),
            phone,
            asks,
            ("text", "Is Acme Logistics well?"),
        ],
        &[
            ("do", "log_contact"),
            ("with", "sakura-host"),
            ("turned", "out"),
            ("means", "phone"),
            ("answered", "yes"),
            ("text", "They look."),
        ],
    ] {
        let answer = be.send(server, "/seat/act", fields);
        assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
    }
    control(server, controller, &[("pace", "pause")]);
    let all = [
        ("do", "announce"),
        ("by", "Con"),
        ("text", "Lunch is at noon."),
    ];
    assert_eq!(controller.send(server, "/say", &all).status, 303);
}

#[test]
fn dark_pages_are_as_easy_to_read_as_light_ones() {
    if !browser::are_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(dark());
}

async fn dark() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let driver = Driver::start();
    play_a_while(&server, &mut controller);
    for (link, home, pages) in [
        (
            "be-cert",
            "/seat",
            &["seat", "seat/write", "seat/playbook", "seat/directory"][..],
        ),
        (
            "controller",
            "/control",
            &[
                "control",
                "control/simcell",
                "control/world",
                "control/expected",
                "control/everything",
            ],
        ),
        ("local controller BE", "/local", &["local"]),
        (
            "evaluator",
            "/evaluate",
            &[
                "evaluate",
                "evaluate/picture",
                "evaluate/picture?part=talk",
                "evaluate/seat?seat=be-cert",
            ],
        ),
        ("observer", "/watch", &["watch"]),
    ] {
        let mut person = Person::new(&driver, link, DESK).await;
        person.likes_it_dark().await;
        person.enter(&server, link, home).await;
        is_dark(&person).await;
        for page in pages {
            person.go(&format!("/{page}")).await;
            look(&person, &name(page)).await;
        }
        if home == "/watch" {
            on_the_wall(&person).await;
        }
        person.leaves().await;
    }
    let mut stranger = Person::new(&driver, "a stranger", DESK).await;
    stranger.likes_it_dark().await;
    stranger.visit(&server.at, "/").await;
    is_dark(&stranger).await;
    look(&stranger, "stranger").await;
    stranger.leaves().await;

    control(&server, &mut controller, &[("pace", "end")]);
    let mut evaluator = Person::new(&driver, "the evaluator", DESK).await;
    evaluator.likes_it_dark().await;
    evaluator.enter(&server, "evaluator", "/evaluate").await;
    let over = "document.getElementById('clock-state').textContent.includes('ENDEX')";
    evaluator.until("ENDEX", over).await;
    for page in ["evaluate/report", "evaluate/after", "watch"] {
        evaluator.go(&format!("/{page}")).await;
        is_dark(&evaluator).await;
        look(&evaluator, &format!("over-{}", name(page))).await;
    }
    evaluator.leaves().await;
}

/// What a picture of a page is called.
pub fn name(page: &str) -> String {
    page.replace(['/', '?', '='], "-")
}

async fn is_dark(person: &Person) {
    let paper = "getComputedStyle(document.body).backgroundColor";
    assert_eq!(person.says(paper).await, "rgb(20, 23, 28)");
}

/// The page that hangs on a wall is read from across the room: its clock is a good part of it, and
/// so is what was said to everybody.
async fn on_the_wall(person: &Person) {
    for (name, (width, height), least) in [
        ("a wall", DESK, 90),
        ("a large wall", (1920, 1080), 130),
        ("a phone", PHONE, 40),
    ] {
        person.resize(width, height).await;
        let size = "parseFloat(getComputedStyle(document.getElementById('clock-at')).fontSize)";
        let size = person.says(size).await.as_f64().expect("a number");
        assert!(size >= f64::from(least), "{size} pixels on {name}");
        for what in ["#said", "main ol"] {
            let size = format!(
                "parseFloat(getComputedStyle(document.querySelector({})).fontSize)",
                json!(what)
            );
            let size = person.says(&size).await.as_f64().expect("a number");
            assert!(
                size * 5.0 >= f64::from(least),
                "{what}: {size} pixels on {name}"
            );
        }
        person.looks_over(&format!("/watch on {name}")).await;
        person.picture(&format!("dark-wall-{width}")).await;
    }
}
