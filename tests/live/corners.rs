//! Pages that people seldom come to, and what any page says when something is wrong: they can be
//! read as well as the others, on a phone and at a desk, by day and in the dark.

use crate::browser::{self, Driver, Network, Person};
use crate::dark::{control, name, play_a_while};
use crate::full;
use crate::server::{Server, between, until};
use serde_json::json;

const DESK: (u32, u32) = (1280, 900);
/// As wide and as high as a small phone.
const PHONE: (u32, u32) = (360, 740);
const LOST: &str = "!document.getElementById('lost').hidden";
const TROUBLE: &str = "!document.getElementById('trouble').hidden";

/// Looks over the page as it stands. How wide it is has nothing to do with its colours, so that
/// each is looked at once.
async fn look(person: &Person, page: &str) {
    for (on, (width, height), colours) in [("phone", PHONE, "light"), ("desk", DESK, "dark")] {
        person.resize(width, height).await;
        person.likes_it(colours).await;
        person.picture(&format!("corner-{}-{on}", name(page))).await;
        person
            .looks_over(&format!("{page}, {colours}, on a {on}"))
            .await;
    }
}

#[test]
fn what_people_seldom_see_can_be_read_as_well() {
    if !browser::are_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(corners());
}

async fn corners() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = full::start(dir.path());
    let mut guest = server.enter("controller");
    play_a_while(&server, &mut guest);
    let added = [
        ("to", "be-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "normal"),
        ("text", "Later."),
        ("at", "+55m"),
    ];
    assert_eq!(guest.send(&server, "/control/add", &added).status, 303);
    let driver = Driver::start();
    let network = Network::to(&server);
    let mut seat = Person::new(&driver, "be-cert", DESK).await;
    seat.enter_by(&network.at, &server, "be-cert", "/seat")
        .await;
    let mut excon = Person::new(&driver, "the controller", DESK).await;
    excon.enter(&server, "controller", "/control").await;

    for (person, path, says) in [
        (&seat, "/hotwash", "It begins after ENDEX"),
        (
            &seat,
            "/seat/write?kind=situation_report",
            "Situation report",
        ),
        (&excon, "/control/inject?inject=I-02", "It calls for"),
        (&excon, "/control/inject?inject=I-04", "It goes out unless"),
        (
            &excon,
            "/control/inject?planned=0",
            "What it tells and brings",
        ),
        (&excon, "/control/nothing", "There is nothing here"),
        (&excon, "/control/link", "That was not done"),
        (
            &excon,
            "/evaluate/report?edition=team:be-cert",
            "edition for",
        ),
        (&excon, "/evaluate/report?edition=public", "public edition"),
    ] {
        person.go(path).await;
        person.until_said(says).await;
        look(person, path).await;
    }
    reply(&seat).await;
    link(&excon).await;
    simcell(&server, &excon).await;
    wrong(&server, &network, &seat, &excon).await;
    for person in [seat, excon] {
        person.leaves().await;
    }
}

/// Whoever has scrolled down still reads a notice from its first word on: nothing lies over it.
async fn stays_in_sight(person: &Person, id: &str) {
    let script = format!(
        "(() => {{ scrollTo(0, 500); const range = document.createRange(); \
         const one = document.getElementById({}); range.selectNodeContents(one); \
         const box = [...range.getClientRects()].find((box) => box.width > 0); \
         const at = document.elementFromPoint(box.left + 4, box.top + 2); \
         return [scrollY > 400, one.contains(at), at?.outerHTML.slice(0, 120)]; }})()",
        json!(id)
    );
    for (width, height) in [PHONE, DESK] {
        person.resize(width, height).await;
        let seen = person.says(&script).await;
        let fine = seen[0] == true && seen[1] == true;
        assert!(fine, "{}: {id} at a width of {width}: {seen}", person.who);
    }
}

/// A message is answered.
async fn reply(seat: &Person) {
    seat.go("/seat").await;
    seat.press("a.button[href^='/seat/write?reply=']").await;
    seat.until_said("Reply to message").await;
    look(seat, "reply").await;
}

/// A new link is given out, which the page shows once.
async fn link(excon: &Person) {
    excon.go("/control").await;
    let form = "form.row[action='/control/link']:has(select:not([multiple]))";
    excon
        .choose(&format!("{form} select[name=who]"), "observer:")
        .await;
    excon.press(&format!("{form} .sure > summary")).await;
    excon.press(&format!("{form} .sure button")).await;
    excon.until_said("/enter/").await;
    look(excon, "link").await;
}

/// A question is taken, and somebody else takes it over while it is worked on.
async fn simcell(server: &Server, excon: &Person) {
    let mut other = server.enter("controller");
    control(server, &mut other, &[("pace", "run"), ("speed", "60")]);
    until("a question", || {
        let page = other.page(server, "/control/simcell").body;
        page.contains("value=\"take\"").then_some(())
    });
    control(server, &mut other, &[("pace", "pause")]);
    excon.go("/control/simcell").await;
    excon.press("article button[value=take]").await;
    let answer = "article textarea[name=text]";
    excon
        .until(
            "that it is theirs",
            &format!("document.querySelector({answer:?})"),
        )
        .await;
    look(excon, "simcell-mine").await;
    // Where somebody writes the page is not renewed.
    excon.press(answer).await;
    let page = other.page(server, "/control/simcell").body;
    let message = between(&page, "name=\"message\" value=\"", "\"").expect("a question");
    let over = [("do", "take_over"), ("message", &message), ("by", "Ann")];
    let taken = other.send(server, "/control/simcell", &over);
    assert_eq!(taken.status, 303, "{taken:?}");
    excon.press("article button[value=settle]").await;
    excon.until_said("That was not done").await;
    assert_eq!(excon.says("document.body.dataset.refused").await, "409");
    look(excon, "refused-409").await;
    excon.go("/control/simcell").await;
    excon.until_said("Ann").await;
    excon.press("article details > summary").await;
    look(excon, "simcell-theirs").await;
}

/// Something real has happened; nothing can be kept; the connection is lost.
async fn wrong(server: &Server, network: &Network, seat: &Person, excon: &Person) {
    seat.go("/seat").await;
    seat.press("form.duff button").await;
    for (person, path) in [
        (seat, "/seat"),
        (excon, "/control"),
        (excon, "/evaluate/report"),
    ] {
        person.go(path).await;
        person.until_said("NO DUFF").await;
        look(person, &format!("no-duff-{path}")).await;
    }
    stays_in_sight(excon, "said").await;
    let mut guest = server.enter("controller");
    control(server, &mut guest, &[("pace", "run"), ("speed", "2")]);
    full::room(server, "4096");
    for (person, page) in [(seat, "trouble"), (excon, "trouble-report")] {
        person.until("that nothing can be kept", TROUBLE).await;
        look(person, page).await;
    }
    stays_in_sight(seat, "trouble").await;
    excon.go("/control").await;
    excon.until_said("That was not done").await;
    look(excon, "nothing-kept").await;
    full::room(server, "unlimited");
    until("room", || {
        let page = guest.page(server, "/control");
        (page.status == 200).then_some(())
    });
    seat.go("/seat").await;
    network.cut(true);
    seat.until("that the connection is lost", LOST).await;
    look(seat, "lost").await;
    stays_in_sight(seat, "lost").await;
    network.cut(false);
    seat.until("that it is there again", &format!("!({LOST})"))
        .await;
    assert_eq!(seat.says(TROUBLE).await, json!(false));
}
