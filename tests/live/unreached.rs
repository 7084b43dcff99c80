//! A message of people's that does not reach anybody: their page says so, nothing is tried by
//! itself, and one press tries again.

use crate::forms::forms;
use crate::server::{Guest, Server, between, until};
use std::path::Path;

/// The first drill, where the CERT's directory leads nowhere.
fn write_drill(dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-drill.ron");
    let text = std::fs::read_to_string(from).expect("it is text");
    let was = "name: \"CERT of Belgium\")";
    assert_eq!(text.matches(was).count(), 1);
    let becomes = "name: \"CERT of Belgium\", directory: (stale: 1.0, missing: 0.0))";
    let mut text = text.replace(was, becomes);
    let channels = "channels: [(id: \"phone\", overrides: true, bounce: 1.0)],\n    objectives: [";
    text = text.replacen("objectives: [", channels, 1);
    std::fs::write(dir.join("drill.ron"), text).expect("it can be written");
}

/// How often a seat's log tells of a try, and of a turn to another channel.
fn tries(page: &str) -> (usize, usize) {
    let log = between(page, "<ol class=\"log\">", "</ol>").expect("there is a log");
    (
        log.matches(", try ").count(),
        log.matches("turns from ").count(),
    )
}

/// The fields of the first form that tries again, and the channels that it offers.
fn offered(page: &str) -> Option<(String, Vec<String>)> {
    let form = page
        .split("<form ")
        .find(|form| form.contains("value=\"try_again\""))?;
    let form = form.split("</form>").next()?;
    let message = between(form, "name=\"message\" value=\"", "\"")?;
    let ways = form.split("<option value=\"").skip(1);
    let ways = ways.filter_map(|way| way.split('"').next());
    Some((message, ways.map(str::to_owned).collect()))
}

fn done(guest: &mut Guest, server: &Server, to: &str, fields: &[(&str, &str)]) {
    let answer = guest.send(server, to, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_was_not_reached_is_shown_and_tried_again_by_a_press_alone() {
    let dir = tempfile::tempdir().expect("a place to write");
    write_drill(dir.path());
    let server = Server::start(dir.path(), "drill.ron");
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    let human = [("seat", "be-cert"), ("to", "human")];
    done(&mut controller, &server, "/control/seat", &human);
    let run = |speed| [("pace", "run"), ("speed", speed)];
    done(&mut controller, &server, "/control/pace", &run("60"));
    let write = [
        ("do", "send"),
        ("to", "sakura-host"),
        ("channel", "phone"),
        ("kind", "information_request"),
        ("text", "Do you run it?"),
    ];
    done(&mut seat, &server, "/seat/act", &write);
    let says = "Not reached: by phone it came back.";
    let page = until("that it came back", || {
        let page = seat.page(&server, "/seat").body;
        page.contains(says).then_some(page)
    });
    let (message, ways) = offered(&page).expect("it can be tried again");
    assert_eq!(ways, ["email", "phone"], "the ways that its directory has");
    assert!(
        forms(&page)
            .iter()
            .any(|form| form.does().contains(&"try_again"))
    );
    // A quarter of an hour later nothing has been tried that nobody tried.
    let clock = || seat.page(&server, "/seat").body;
    until("a later moment", || {
        clock().contains("T+00:1").then_some(())
    });
    assert_eq!(tries(&clock()), (1, 0));
    // What leads nowhere is refused, and so is what was not written here.
    let again = |message: &str, channel: &str| {
        let fields = [
            ("do", "try_again"),
            ("message", message),
            ("channel", channel),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    for (message, channel, why) in [
        (
            message.as_str(),
            "hotline",
            "does not lead to whom it is for",
        ),
        (message.as_str(), "smoke", "no channel is named"),
        ("999", "phone", "no such message"),
    ] {
        let fields = again(message, channel);
        let fields = fields.each_ref().map(|(name, value)| (&**name, &**value));
        let answer = seat.send(&server, "/seat/act", &fields);
        assert_eq!(answer.status, 409, "{channel}: {answer:?}");
        assert!(answer.body.contains(why), "{why}: {}", answer.body);
    }
    // Whoever writes it anew finds what it said.
    let anew = format!("href=\"/seat/write?anew={message}\"");
    assert!(page.contains(&anew), "{page}");
    let begun = seat.page(&server, &format!("/seat/write?anew={message}"));
    for had in [
        ">Do you run it?</textarea>",
        "value=\"information_request\" selected",
        "value=\"sakura-host\" data-ways=\"phone email\" selected",
    ] {
        assert!(begun.body.contains(had), "{had}: {}", begun.body);
    }
    let fields = again(&message, "email");
    let fields = fields.each_ref().map(|(name, value)| (&**name, &**value));
    done(&mut seat, &server, "/seat/act", &fields);
    let page = seat.page(&server, "/seat").body;
    assert_eq!(tries(&page), (2, 1), "it turned to the other, and once");
    assert!(!page.contains(says), "it is under way again");
    // A reply is a reply still when it is written anew.
    let check = between(&page, "name=\"do\" value=\"open\"", "</form>").expect("it is unread");
    let check = between(&check, "name=\"message\" value=\"", "\"").expect("it has a number");
    done(
        &mut seat,
        &server,
        "/seat/act",
        &[("do", "open"), ("message", &check)],
    );
    let reply = [
        ("do", "send"),
        ("to", "excon"),
        ("channel", "phone"),
        ("kind", "answer"),
        ("reply_to", check.as_str()),
        ("text", "We hear you."),
    ];
    done(&mut seat, &server, "/seat/act", &reply);
    let anew = (1..9).find_map(|n| {
        let page = seat.page(&server, &format!("/seat/write?anew={n}"));
        page.body
            .contains(">We hear you.</textarea>")
            .then_some(page.body)
    });
    let anew = anew.expect("it can be begun anew");
    for had in [
        format!("name=\"reply_to\" value=\"{check}\""),
        format!("data-draft=\"write-{check}\""),
        "value=\"answer\" selected".to_owned(),
    ] {
        assert!(anew.contains(&had), "{had}: {anew}");
    }
}
