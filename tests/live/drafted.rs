//! Drafts as programs and pages of one seat see them.

use crate::api::Bot;
use crate::server::{Answer, Guest, Server, between};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

const DRAFTS: &str = "/api/seat/drafts";

fn kept(bot: &Bot<'_>) -> Vec<Value> {
    let said = bot.look(DRAFTS);
    assert!(said["mark"].is_string(), "{said}");
    said["drafts"].as_array().expect("drafts").clone()
}

fn page(guest: &Guest, server: &Server, form: &str) -> Answer {
    guest.page(server, &format!("/seat/draft?form={form}"))
}

/// How often the drafts of a guest's seat were touched, as its pages hear.
fn touched(guest: &Guest, server: &Server) -> u64 {
    let news: Value = serde_json::from_str(&guest.news(server)).expect("it is JSON");
    news["drafts"].as_u64().expect("a number")
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_a_page_writes_a_program_of_the_seat_sees_and_the_reverse() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut ann = server.enter("be-cert");
    let (bot, again) = (
        Bot::enter(&server, "be-cert"),
        Bot::enter(&server, "be-cert"),
    );
    let (other, apart) = (Bot::enter(&server, "jp-cert"), server.enter("jp-cert"));
    assert!(kept(&bot).is_empty(), "nothing is being written");
    let written = [
        ("draft", "write-"),
        ("to", "jp-cert"),
        ("text", "half a <b>sentence"),
        ("fields", "address"),
        ("fields", "impact"),
    ];
    assert_eq!(ann.send(&server, "/seat/draft", &written).status, 204);
    let seen = kept(&bot);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let fields = json!({
        "to": ["jp-cert"], "text": ["half a <b>sentence"], "fields": ["address", "impact"],
    });
    assert_eq!(
        (&seen[0]["form"], &seen[0]["fields"], &seen[0]["mine"]),
        (&json!("write-"), &fields, &json!(false))
    );
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.expect("it is after 1970").as_millis();
    let age = now - u128::from(seen[0]["at"].as_u64().expect("a moment"));
    assert!(age < 60_000, "{age}");
    // The reverse, and whoever is on a page hears that something was written.
    let before = touched(&ann, &server);
    let sent = json!({
        "form": "decide",
        "fields": {
            "decision": "half a thought", "n": 7, "many": ["a", "b"], "key": "x", "no": null,
        },
    });
    assert_eq!(bot.post(DRAFTS, &sent).status, 200);
    assert_eq!(touched(&ann, &server), before + 1);
    let read = page(&ann, &server, "decide");
    let read: Value = serde_json::from_str(&read.body).expect("it is JSON");
    let pairs = json!([
        ["decision", "half a thought"],
        ["many", "a"],
        ["many", "b"],
        ["n", "7"],
    ]);
    assert_eq!((&read["fields"], &read["mine"]), (&pairs, &json!(false)));
    let mine = |bot: &Bot<'_>| {
        let all = kept(bot);
        let found = all.iter().find(|one| one["form"] == "decide");
        found.expect("it is kept")["mine"] == true
    };
    assert!(mine(&bot) && !mine(&again));
    // Nobody else sees any of it, and the record holds none.
    assert!(kept(&other).is_empty());
    assert_eq!(page(&apart, &server, "decide").status, 204);
    let controller = Bot::enter(&server, "controller");
    assert_eq!(controller.post(DRAFTS, &sent).status, 404);
    let looks = [("Cookie", ann.cookie.as_str())];
    assert_eq!(server.ask("GET", DRAFTS, &looks, "").status, 200);
    let changes = [looks[0], ("Content-Type", "application/json")];
    let changed = server.ask("POST", DRAFTS, &changes, &sent.to_string());
    assert_eq!(changed.status, 403, "a cookie changes nothing");
    // With nothing in it, it is forgotten.
    let nothing = json!({ "form": "write-" });
    assert_eq!(again.post(DRAFTS, &nothing).status, 200);
    assert_eq!(page(&ann, &server, "write-").status, 204);
    let nothing = json!({ "form": "decide", "fields": {} });
    assert_eq!(bot.post(DRAFTS, &nothing).status, 200);
    assert!(kept(&bot).is_empty());
    let journal = server
        .enter("controller")
        .page(&server, "/evaluate/journal");
    assert!(journal.body.contains("\"fact\""), "{journal:?}");
    assert!(!journal.body.contains("half a"), "drafts are no record");
}

#[test]
fn a_draft_has_a_form_and_a_seat_so_many() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let bots = [(); 3].map(|()| Bot::enter(&server, "be-cert"));
    let long = "x".repeat(41);
    for bad in [
        json!({}),
        json!({ "form": "" }),
        json!({ "form": "Write", "fields": { "text": "x" } }),
        json!({ "form": "../x", "fields": { "text": "x" } }),
        json!({ "form": long, "fields": { "text": "x" } }),
        json!({ "form": 7, "fields": { "text": "x" } }),
        json!({ "form": "log", "fields": "text" }),
        json!({ "form": "log", "fields": ["text"] }),
        json!({ "form": "log", "fields": { "text": { "a": "x" } } }),
    ] {
        let answer = bots[0].post(DRAFTS, &bad);
        assert_eq!(answer.status, 400, "{bad}: {answer:?}");
        assert!(answer.body.contains("\"instead\""), "{bad}: {answer:?}");
    }
    let keep = |nth: usize, text: &str| {
        let sent = json!({ "form": format!("write-{nth}"), "fields": { "text": text } });
        bots[1 + nth % 2].post(DRAFTS, &sent)
    };
    for nth in 0..50 {
        let answer = keep(nth, "x");
        assert_eq!(answer.status, 200, "{nth}: {answer:?}");
    }
    // One more would be another's that goes; one that is there may change.
    let full = keep(50, "x");
    assert_eq!(full.status, 409, "{full:?}");
    assert!(full.body.contains("\"instead\""), "{full:?}");
    assert_eq!(kept(&bots[0]).len(), 50);
    assert_eq!(keep(0, "y").status, 200);
    let forget = json!({ "form": "write-7", "fields": { "text": null } });
    assert_eq!(bots[0].post(DRAFTS, &forget).status, 200);
    assert_eq!(keep(50, "x").status, 200);
    let forms: Vec<Value> = kept(&bots[0])
        .iter()
        .map(|one| one["form"].clone())
        .collect();
    assert!(
        forms.len() == 50 && !forms.contains(&json!("write-7")),
        "{forms:?}"
    );
}

#[test]
fn two_who_write_at_once_write_two_messages_and_see_each_other_do_it() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, mut bob) = (server.enter("be-cert"), server.enter("be-cert"));
    let other = server.enter("jp-cert");
    let signed = bob.send(&server, "/sign", &[("by", "Bob <b>")]);
    assert_eq!(signed.status, 303, "{signed:?}");
    let begun = |guest: &Guest| {
        let page = guest.page(&server, "/seat/write?to=jp-cert").body;
        between(&page, "data-draft=\"", "\"").expect("the form has a name")
    };
    let (hers, his) = (begun(&ann), begun(&bob));
    assert_ne!(hers, his, "each message is one of its own");
    for (guest, form, text) in [
        (&mut ann, &hers, "hers alone"),
        (&mut bob, &his, "his alone"),
    ] {
        let fields = [("draft", form.as_str()), ("to", "jp-cert"), ("text", text)];
        assert_eq!(guest.send(&server, "/seat/draft", &fields).status, 204);
    }
    // Whoever reloads goes on with the same one.
    let again = ann.page(&server, &format!("/seat/write?as={hers}")).body;
    assert!(again.contains(&format!("data-draft=\"{hers}\"")), "{again}");
    for (path, whole) in [
        ("/seat", true),
        ("/seat/write", true),
        ("/seat/drafts", false),
    ] {
        let page = ann.page(&server, path).body;
        assert_eq!(page.contains("<html"), whole, "{path}");
        for said in [
            "hers alone",
            "his alone",
            "yours, ",
            "by Bob &lt;b&gt;, ",
            &his,
            &hers,
        ] {
            assert!(page.contains(said), "{path}: {said}: {page}");
        }
        let elsewhere = other.page(&server, path).body;
        assert!(
            !elsewhere.contains("alone") && !elsewhere.contains("Bob"),
            "{elsewhere}"
        );
    }
    let act = [
        ("do", "send"),
        ("draft", his.as_str()),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("text", "his alone"),
    ];
    let mut controller = server.enter("controller");
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    assert_eq!(bob.send(&server, "/seat/act", &act).status, 303);
    let left = ann.page(&server, "/seat/drafts").body;
    assert!(
        left.contains("hers alone") && !left.contains("his alone"),
        "{left}"
    );
    // A name can be told to nobody but those in the seat, and no address makes a form of another.
    let journal = controller.page(&server, "/evaluate/journal").body;
    assert!(
        !journal.contains("Bob"),
        "the record holds no names of participants"
    );
    for bad in ["decide", "../x", "new-X", "write-3"] {
        let page = ann.page(&server, &format!("/seat/write?as={bad}")).body;
        assert!(!page.contains(&format!("data-draft=\"{bad}\"")), "{bad}");
    }
}

#[test]
fn a_name_is_said_in_one_seat_and_can_be_taken_back() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, bob) = (server.enter("be-cert"), server.enter("be-cert"));
    let names = |of: &Guest| {
        let news: Value = serde_json::from_str(&of.news(&server)).expect("it is JSON");
        news["names"].to_string()
    };
    for (name, cookie) in [("Ann", "-name=Ann;"), ("", "Max-Age=0")] {
        let signed = ann.send(&server, "/sign", &[("by", name)]);
        let kept = signed.header("set-cookie").unwrap_or_default().to_owned();
        assert!(kept.contains(cookie), "{name}: {kept}");
    }
    assert_eq!(names(&bob), "[]");
    // Whoever comes in somewhere else has said no name there.
    let entered = server.ask(
        "GET",
        &format!("/enter/{}", server.links["jp-cert"]),
        &[],
        "",
    );
    let forgets = |line: &str| {
        line.to_lowercase().starts_with("set-cookie: hotwash-")
            && line.contains("-name=;")
            && line.contains("Max-Age=0")
    };
    assert!(entered.head.lines().any(forgets), "{entered:?}");
    // One draft too many is refused, and none goes for it.
    for nth in 0..51 {
        let form = format!("new-{nth}");
        let fields = [("draft", form.as_str()), ("text", "x")];
        let status = ann.send(&server, "/seat/draft", &fields).status;
        assert_eq!(status, if nth < 50 { 204 } else { 409 }, "{nth}");
        if nth % 20 == 19 {
            std::thread::sleep(std::time::Duration::from_millis(1_000));
        }
    }
    assert!(
        ann.page(&server, "/seat/drafts")
            .body
            .contains("as=new-0\"")
    );
}

#[test]
fn what_is_refused_puts_no_draft_out() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (mut ann, bot) = (server.enter("be-cert"), Bot::enter(&server, "be-cert"));
    // Before STARTEX whatever a seat does is refused.
    let refused = |ann: &mut Guest, form: &str| {
        let send = [("do", "decide"), ("draft", form), ("decision", "wait")];
        let answer = ann.send(&server, "/seat/act", &send);
        assert_eq!(answer.status, 409, "{answer:?}");
        let tab = answer.body.contains("stays in this tab alone");
        let told = between(&answer.body, "data-refused=\"", "\"").expect("it says");
        (told, tab)
    };
    for nth in 0..50 {
        let told = refused(&mut ann, &format!("write-{nth}"));
        assert_eq!(told, ("409".to_owned(), false), "{nth} is kept");
        if nth % 20 == 19 {
            std::thread::sleep(std::time::Duration::from_millis(1_000));
        }
    }
    // One that is kept already can be refused again; one more finds no room, and is not said to be
    // kept.
    assert_eq!(refused(&mut ann, "write-7"), ("409".to_owned(), false));
    assert_eq!(refused(&mut ann, "decide"), ("503".to_owned(), true));
    let forms: Vec<Value> = kept(&bot).iter().map(|one| one["form"].clone()).collect();
    assert!(
        forms.len() == 50 && forms.contains(&json!("write-0")),
        "{forms:?}"
    );
    let gone = [("draft", "write-0")];
    assert_eq!(ann.send(&server, "/seat/draft", &gone).status, 204);
    assert_eq!(refused(&mut ann, "decide"), ("409".to_owned(), false));
}
