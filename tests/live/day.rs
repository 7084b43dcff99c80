//! A day in real browsers: a controller, two participants in different seats and an evaluator, from
//! STARTEX to the report, with a reload, a cut network and a server that is killed in the middle.

use crate::browser::{self, Driver, Network, Person};
use crate::server::Server;

/// What says that a draft is kept.
const KEPT: &str =
    "/^(Kept as a draft|Draft of)/.test(document.querySelector('[data-kept]').textContent)";
const DESK: (u32, u32) = (1280, 900);
/// As wide and as high as a small phone.
const PHONE: (u32, u32) = (360, 740);

/// Looks a page over on a desk and on a phone, and keeps a picture of both where one is wanted.
async fn look(person: &Person, page: &str) {
    for (name, (width, height)) in [("phone", PHONE), ("desk", DESK)] {
        person.resize(width, height).await;
        person.picture(&format!("{page}-{name}")).await;
        person.looks_over(&format!("{page} on a {name}")).await;
    }
}

async fn run(controller: &Person, speed: &str) {
    controller.fill("input[name=speed]", speed).await;
    controller.fill("#main form input[name=by]", "Ada").await;
    let asks_back = "document.querySelector('#sure-startex') !== null";
    if controller.says(asks_back).await == serde_json::json!(true) {
        controller.press("#sure-startex > summary").await;
    }
    controller.press("button[name=pace][value=run]").await;
    controller.until_said("Pause").await;
    let runs = "/running|×/.test(document.getElementById('clock-state').textContent)";
    controller.until("that it runs", runs).await;
}

/// Opens what lies unread, until nothing does.
async fn open_all(seat: &Person) {
    let unread = "document.querySelector('.mail.unread')";
    seat.until("mail, without a reload", &format!("{unread} !== null"))
        .await;
    while seat.says(&format!("{unread} !== null")).await == serde_json::json!(true) {
        // The page that the button stands on is as complete as the one that comes after it.
        seat.says("window.left = true").await;
        seat.press(".mail.unread button").await;
        seat.until(
            "the desk again",
            "!window.left && location.pathname === '/seat' && document.readyState === 'complete'",
        )
        .await;
    }
}

/// Writes to another seat, with a reload in the middle of it: the draft outlives that.
async fn write(seat: &Person, to: &str, text: &str) {
    seat.go("/seat/write").await;
    seat.choose("select[name=to]", to).await;
    seat.choose("select[name=channel]", "phone").await;
    seat.choose("select[name=kind]", "information_request")
        .await;
    seat.fill("textarea[name=text]", text).await;
    seat.until("that the draft is kept", KEPT).await;
    seat.reload().await;
    let there = format!(
        "document.querySelector('textarea[name=text]').value === {}",
        serde_json::json!(text)
    );
    seat.until("the draft after a reload", &there).await;
    let sender = "form[data-draft] p.wide button";
    seat.press(sender).await;
    seat.until("the desk again", "location.pathname === '/seat'")
        .await;
    seat.until_said(text).await;
}

#[test]
fn a_drill_is_played_in_browsers_from_startex_to_the_report() {
    if !browser::are_there() {
        return;
    }
    let dir = tempfile::tempdir().expect("a place to write");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(day(dir.path()));
}

#[allow(
    clippy::too_many_lines,
    reason = "one day from its beginning to its end"
)]
async fn day(dir: &std::path::Path) {
    let server = Server::start(dir, "first-drill");
    let driver = Driver::start();
    let mut controller = Person::new(&driver, "the controller", DESK).await;
    let mut be = Person::new(&driver, "be-cert", DESK).await;
    let mut jp = Person::new(&driver, "jp-cert", PHONE).await;
    let mut evaluator = Person::new(&driver, "the evaluator", DESK).await;
    controller.enter(&server, "controller", "/control").await;
    be.enter(&server, "be-cert", "/seat").await;
    let network = Network::to(&server);
    jp.enter_by(&network.at, &server, "jp-cert", "/seat").await;
    evaluator.enter(&server, "evaluator", "/evaluate").await;
    let mut local = Person::new(&driver, "the local controller", DESK).await;
    let home = ("local controller BE", "/local");
    local.enter(&server, home.0, home.1).await;
    let mut observer = Person::new(&driver, "the observer", DESK).await;
    observer.enter(&server, "observer", "/watch").await;
    be.until_said("The exercise has not begun").await;
    look(&be, "before").await;
    look(&controller, "control-before").await;

    run(&controller, "60").await;
    open_all(&be).await;
    open_all(&jp).await;
    run(&controller, "10").await;
    write(&be, "jp-cert", "Do you see it too?").await;
    // It comes to the other desk by itself, where it is no heading of anything else.
    open_all(&jp).await;
    jp.until_said("Do you see it too?").await;

    // The network of one browser is cut: it says so, and heals by itself.
    let lost = "document.getElementById('lost').hidden";
    network.cut(true);
    jp.until("that the connection is lost", &format!("!{lost}"))
        .await;
    write(&be, "jp-cert", "Are you there?").await;
    network.cut(false);
    jp.until("that the connection is there again", lost).await;
    open_all(&jp).await;
    jp.until_said("Are you there?").await;

    // A simulated seat is asked in words: it waits in the SIMCELL, and an evaluator is to say what
    // it tells.
    run(&controller, "60").await;
    let knows = "document.body.textContent.includes('runs the loader')";
    while be.says(knows).await != serde_json::json!(true) {
        open_all(&be).await;
    }
    run(&controller, "10").await;
    let words = "Acme Logistics runs the loader. Can you keep your logs for us?";
    write(&be, "sakura-host", words).await;
    controller.go("/control/simcell").await;
    controller.until_said(words).await;
    evaluator.until_said(words).await;

    // The server is killed while somebody writes; it goes on where it stood, paused.
    be.go("/seat/write").await;
    be.fill("textarea[name=text]", "Half a thought").await;
    be.until("that the draft is kept", KEPT).await;
    let at = server.at.clone();
    let server_at = at.clone();
    server.strike();
    drop(server);
    for person in [&controller, &be, &jp, &evaluator] {
        person
            .until("that the connection is lost", &format!("!{lost}"))
            .await;
    }
    let _server = Server::start_by(&[], dir, "first-drill", &["--listen", &at]);
    for person in [&controller, &be, &jp, &evaluator] {
        person.until("that it is there again", lost).await;
        let paused = "document.getElementById('clock-state').textContent.includes('paused')";
        person.until("that it stands paused", paused).await;
    }
    be.reload().await;
    let there = "document.querySelector('textarea[name=text]').value === 'Half a thought'";
    be.until("the draft after a crash", there).await;
    look(&be, "write").await;

    for (person, path, name) in [
        (&controller, "/control", "control"),
        (&controller, "/control/inject?inject=I-04", "inject"),
        (&controller, "/control/simcell", "simcell"),
        (&controller, "/control/expected", "expected"),
        (&controller, "/control/everything", "everything"),
        (&controller, "/control/world", "world"),
        (&local, "/local", "local"),
        (&be, "/seat", "seat"),
        (&be, "/seat/directory", "directory"),
        (&be, "/seat/playbook", "playbook"),
        (&observer, "/watch", "watch-during"),
        (&evaluator, "/evaluate/seat?seat=be-cert", "seen"),
        (&evaluator, "/evaluate/picture", "picture"),
        (&evaluator, "/evaluate/picture?part=talk", "talk"),
        (&evaluator, "/evaluate/picture?part=spread", "spread"),
        (&evaluator, "/evaluate/picture?part=load", "load"),
    ] {
        person.go(path).await;
        look(person, name).await;
    }
    judge(&evaluator).await;
    assisted(&controller, &be).await;
    turned_away(&driver, &server_at, &be).await;

    controller.go("/control").await;
    run(&controller, "10").await;
    controller.press("#sure-endex > summary").await;
    controller.press("button[name=pace][value=end]").await;
    for person in [&controller, &jp] {
        let over = "document.getElementById('clock-state').textContent.includes('ENDEX')";
        person.until("ENDEX", over).await;
    }
    after(&be, &evaluator).await;
    observer.until_said("ENDEX").await;
    look(&observer, "watch").await;
    for person in [controller, be, jp, evaluator, local, observer] {
        person.leaves().await;
    }
}

/// A playbook assists a seat: what it proposes is confirmed by one press.
async fn assisted(controller: &Person, seat: &Person) {
    controller.go("/control").await;
    let row = "form[action='/control/seat']:has(input[name=seat][value=be-cert])";
    controller
        .press(&format!("{row} button[value=assisted]"))
        .await;
    seat.go("/seat").await;
    seat.until_said("The playbook proposes").await;
    look(seat, "assisted").await;
    run(controller, "10").await;
    let count = "document.querySelectorAll('button[name=verdict][value=do]').length";
    let first = "document.querySelector('[name=step]').value";
    let step = seat.says(first).await;
    seat.press("button[name=verdict][value=do]").await;
    let settled = format!("{count} === 0 || {first} !== {step}");
    seat.until("that it is confirmed", &settled).await;
    controller.press("button[name=pace][value=pause]").await;
}

/// Whoever has no link, and whoever asks for what cannot be done, is told what they can do.
async fn turned_away(driver: &Driver, at: &str, seat: &Person) {
    let mut stranger = Person::new(driver, "a stranger", DESK).await;
    for path in ["/", "/enter/0123"] {
        stranger.visit(at, path).await;
        stranger.until_said("link").await;
        look(&stranger, "stranger").await;
    }
    stranger.leaves().await;
    seat.go("/seat").await;
    let send = "(() => { const form = document.querySelector('form[data-draft=decide]'); \
                form.querySelector('[name=do]').value = 'vanish'; \
                form.querySelector('[name=decision]').value = 'x'; form.submit(); })()";
    seat.says(send).await;
    seat.until_said("That was not done").await;
    look(seat, "refused").await;
}

/// The evaluator rates a task otherwise than the rule does.
async fn judge(evaluator: &Person) {
    evaluator.go("/evaluate").await;
    let form = "form[data-draft=judge]";
    evaluator
        .fill(&format!("{form} input[name=by]"), "Eve")
        .await;
    evaluator
        .choose(&format!("{form} select[name=task]"), "T-02a@be-cert")
        .await;
    evaluator
        .choose(&format!("{form} select[name=rating]"), "S")
        .await;
    let note = format!("{form} textarea[name=note]");
    evaluator.fill(&note, "They rang the wrong Acme.").await;
    evaluator.press(&format!("{form} button[value=rate]")).await;
    evaluator.until_said("They rang the wrong Acme.").await;
    evaluator.until_said("by rule").await;
    evaluator.go("/evaluate").await;
    look(evaluator, "evaluate").await;
}

/// The hot wash, the corrective action, the report.
async fn after(seat: &Person, evaluator: &Person) {
    seat.go("/hotwash").await;
    seat.fill("textarea[name=answer-1]", "Finding anybody at Acme.")
        .await;
    seat.press("form[data-draft=hotwash] p.wide button").await;
    seat.until(
        "the answer",
        "document.querySelector('textarea[name=answer-1]')?.value.startsWith('Finding')",
    )
    .await;
    look(seat, "hotwash").await;
    evaluator.go("/evaluate/after").await;
    for (name, text) in [
        ("title", "Keep Acme's number at hand"),
        ("owner", "be-cert"),
        ("by", "Eve"),
    ] {
        let field = format!("form[data-draft=correct] input[name={name}]");
        evaluator.fill(&field, text).await;
    }
    // A day is chosen from a calendar.
    let day = "document.querySelector('input[name=due]').value = '2027-01-31'";
    evaluator.says(day).await;
    evaluator.press("button[value=correct]").await;
    evaluator.until_said("Keep Acme's number at hand").await;
    evaluator.until_said("Finding anybody at Acme.").await;
    look(evaluator, "after").await;
    evaluator.go("/evaluate/report").await;
    for said in [
        "They rang the wrong Acme.",
        "Finding anybody at Acme.",
        "Keep Acme's number at hand",
    ] {
        evaluator.until_said(said).await;
    }
    look(evaluator, "report").await;
}
