//! The keyboard alone: whoever has no mouse plays as well, and sees where they are.

use crate::browser::{self, Driver, Person};
use crate::server::{Guest, Server, until};
use serde_json::{Value, json};

const DESK: (u32, u32) = (1280, 900);
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// Where the focus stands: whether it is where it should be, whether it is marked, and whether any
/// of it is to be seen.
fn step(css: &str) -> String {
    let css = json!(css);
    format!(
        "(() => {{ const one = document.activeElement, style = getComputedStyle(one); \
         const box = one.getBoundingClientRect(); \
         const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2; \
         const at = document.elementFromPoint(middle(box.left, box.right, innerWidth), \
         middle(box.top, box.bottom, innerHeight)); \
         return {{ what: one.outerHTML.slice(0, 150), there: one.matches({css}), \
         main: document.getElementById('main').contains(one), \
         marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1 \
         || style.boxShadow !== 'none', \
         seen: one !== document.body && at !== null && (one.contains(at) || at.contains(one)) \
         }}; }})()"
    )
}

/// Presses Tab until the focus stands on what a selector finds; each step on the way is seen. Says
/// how many it took.
async fn tab_to(person: &Person, css: &str) -> usize {
    let mut way = Vec::new();
    for presses in 1..200 {
        person.keys(TAB).await;
        let step = person.says(&step(css)).await;
        assert_eq!(
            (&step["marked"], &step["seen"]),
            (&json!(true), &json!(true)),
            "the focus is not to be seen: {step}"
        );
        if step["there"] == json!(true) {
            return presses;
        }
        way.push(step["what"].clone());
    }
    panic!("{}: no Tab leads to {css}: {way:#?}", person.who);
}

/// Presses a key that leads to another page, and waits for that.
async fn press_on(person: &Person, key: &str, path: &str) {
    person.says("window.left = true").await;
    person.keys(key).await;
    let there = format!(
        "!window.left && location.pathname === {} && document.readyState === 'complete'",
        json!(path)
    );
    person.until("the next page", &there).await;
}

/// Somebody in a seat that has mail, in a drill that runs slowly.
async fn with_mail(server: &Server, driver: &Driver) -> (Guest, Person) {
    let mut controller = server.enter("controller");
    let mut be = Person::new(driver, "be-cert", DESK).await;
    be.enter(server, "be-cert", "/seat").await;
    let pace = |speed| [("pace", "run"), ("speed", speed)];
    for (speed, comes) in [("60", "mail"), ("1", "time")] {
        let set = controller.send(server, "/control/pace", &pace(speed));
        assert_eq!(set.status, 303, "{set:?}");
        if comes == "mail" {
            be.until("mail", "document.querySelector('.mail.unread button')")
                .await;
        }
    }
    (controller, be)
}

fn play(day: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(day);
}

#[test]
fn a_message_is_opened_and_answered_and_play_is_stopped_without_a_mouse() {
    if !browser::are_there() {
        return;
    }
    play(answered());
}

async fn answered() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let driver = Driver::start();
    let (_controller, be) = with_mail(&server, &driver).await;
    // The first step leads past what stands on every page.
    be.reload().await;
    assert_eq!(tab_to(&be, "a.skip").await, 1);
    be.keys(ENTER).await;
    be.keys(TAB).await;
    let past: Value = be.says(&step("*")).await;
    assert_eq!(past["main"], true, "the skip link skips nothing: {past}");
    tab_to(&be, ".mail.unread button").await;
    press_on(&be, ENTER, "/seat").await;
    tab_to(&be, "a.skip").await;
    be.keys(ENTER).await;
    tab_to(&be, "a.button[href^='/seat/write?reply=']").await;
    press_on(&be, ENTER, "/seat/write").await;
    let text = "We read you.";
    tab_to(&be, "textarea[name=text]").await;
    be.keys(text).await;
    // What is ticked on the way is ticked with the space bar.
    tab_to(&be, "input[name=fields]").await;
    be.keys(" ").await;
    assert_eq!(be.says("document.activeElement.checked").await, true);
    be.keys(" ").await;
    tab_to(&be, "form[data-draft] p.wide button").await;
    press_on(&be, " ", "/seat").await;
    be.until_said(text).await;
    // What stops play is near: the next after the link that skips.
    assert_eq!(tab_to(&be, "form.duff button").await, 2);
    press_on(&be, ENTER, "/seat").await;
    let stands = "document.getElementById('clock-state').textContent.includes('paused')";
    be.until("that play stands still", stands).await;
    be.leaves().await;
}

#[test]
fn a_contact_outside_is_logged_with_one_choice_one_line_and_few_keys() {
    if !browser::are_there() {
        return;
    }
    play(logged());
}

async fn logged() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let driver = Driver::start();
    let (controller, be) = with_mail(&server, &driver).await;
    let form = "form[data-draft=log]";
    let asked = format!(
        "[...document.querySelector({form:?}).elements].filter((one) => one.required).length"
    );
    assert_eq!(be.says(&asked).await, 1, "fields that must be filled in");
    for (nth, text) in ["They lost a server.", "They have it back."]
        .into_iter()
        .enumerate()
    {
        be.reload().await;
        // The way there, past what stands on every page.
        let mut keys = tab_to(&be, "a.skip").await;
        be.keys(ENTER).await;
        keys += 1 + tab_to(&be, ".log-outside > summary").await;
        if be.says("document.querySelector('.log-outside').open").await == json!(false) {
            be.keys(ENTER).await;
            keys += 1;
        }
        // Whom, by how their name begins; what was said; and that is all.
        let whom = "Saku";
        keys += tab_to(&be, &format!("{form} select[name=with]")).await;
        be.keys(whom).await;
        keys += whom.len();
        let chosen = format!("document.querySelector({:?}).value", "select[name=with]");
        assert_eq!(be.says(&chosen).await, "sakura-host");
        keys += tab_to(&be, &format!("{form} input[name=text]")).await;
        be.keys(text).await;
        press_on(&be, ENTER, "/seat").await;
        keys += 1;
        assert!(keys <= 28, "{keys} keys beside what was said");
        println!("{keys} keys beside what was said");
        be.until_said(text).await;
        // The rest is as it mostly is: they turned to somebody, just now, who answered.
        let line = "document.querySelector('#contacts + ul li').textContent";
        let line = be.says(line).await.as_str().unwrap_or_default().to_owned();
        let usual = "We to sakura-host (phone)";
        assert!(line.contains(usual) && line.contains(text), "{nth}: {line}");
        let journal = until("that it is kept", || {
            let journal = controller.page(&server, "/evaluate/journal").body;
            journal.contains(text).then_some(journal)
        });
        let kept = journal.lines().find(|line| line.contains(text));
        let kept = kept.expect("it is there");
        assert!(!kept.contains("\"answered\":false"), "{kept}");
    }
    be.leaves().await;
}

#[test]
fn enter_in_a_field_does_nothing_that_cannot_be_taken_back() {
    if !browser::are_there() {
        return;
    }
    play(entered());
}

async fn entered() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let driver = Driver::start();
    let mut controller = Person::new(&driver, "the controller", DESK).await;
    controller.enter(&server, "controller", "/control").await;
    let enter = async |path: &str, field: &str| {
        controller.go(path).await;
        controller.fill("form.row input[name=by]", "Ada").await;
        controller.press(field).await;
        controller.says("window.left = true").await;
        controller.keys(ENTER).await;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        assert_eq!(controller.says("window.left").await, true, "{field}");
        controller.go(path).await;
    };
    let clock = "document.getElementById('clock-state').textContent";
    for name in ["by", "speed"] {
        let field = format!("form[action='/control/pace'] input[name={name}]");
        enter("/control", &field).await;
        let stands = controller.says(clock).await;
        assert_eq!(stands, "before STARTEX", "{name}");
    }
    controller.press("#sure-startex > summary").await;
    controller.fill("form.row input[name=by]", "Ada").await;
    controller.press("button[name=pace][value=run]").await;
    controller.until_said("Pause").await;
    let sheet = "/control/inject?inject=I-05";
    enter(sheet, "form[action='/control/inject'].row input[name=by]").await;
    controller.until_said("scheduled").await;
    // The second step does it.
    let by = "form[action='/control/inject'].row input[name=by]";
    controller.fill(by, "Ada").await;
    controller.press("#sure-skip > summary").await;
    controller.press("#sure-skip button").await;
    controller
        .until("the MSEL", "location.pathname === '/control'")
        .await;
    controller.until_said("skipped").await;
    controller.leaves().await;
}
