//! Whatever can be wanted has a form: of a seat that may do everything, and of those around it.

use crate::forms::forms;
use crate::server::{Guest, Server, between, until};
use hotwash::action::Intent;
use std::collections::BTreeSet;
use std::path::Path;

/// What is no form of a seat's: who wants it, where it is sent to, and the word of its button;
/// empty where there is no choice.
const AROUND: &[(&str, &str, &str)] = &[
    ("release_inject", "/control/inject", "release"),
    ("skip_inject", "/control/inject", "skip"),
    ("hold_inject", "/control/inject", "hold"),
    ("hold_inject", "/control/inject", "let_go"),
    ("edit_inject", "/control/inject", "edit"),
    ("drop_planned", "/control/inject", "drop"),
    ("release_planned", "/control/inject", "release"),
    ("hold_planned", "/control/inject", "hold"),
    ("edit_planned", "/control/inject", "edit"),
    ("plan_message", "/control/add", ""),
    ("switch_seat", "/control/seat", ""),
    ("set_pace", "/control/pace", ""),
    ("observe", "/evaluate/mark", "observe"),
    ("observe_task", "/evaluate/mark", "done"),
    ("override_rating", "/evaluate/mark", "rate"),
    ("plan_correction", "/evaluate/mark", "correct"),
    ("strike_correction", "/evaluate/mark", "strike"),
    ("confirm_mention", "/evaluate/mention", "full"),
    ("confirm_mention", "/evaluate/mention", "part"),
    ("answer_hot_wash", "/hotwash", ""),
];

/// The first drill, where one CERT may do everything, runs what is to be suspended, is hit itself
/// and leads an operation.
fn write_drill(dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-drill.ron");
    let mut text = std::fs::read_to_string(from).expect("it is text");
    for (was, becomes) in [
        (
            "name: \"CERT of Belgium\")",
            "name: \"CERT of Belgium\", \
             mandates: [TakeDown, Arrest, Block, Publish, Declassify, Attribute, PreserveEvidence],\
             policy: (classifies: 1.0), \
             sensors: [(class: Ransomware, sees: 1.0, delay: \"1m\", watches: Itself)])",
        ),
        (
            "hosted_by: \"sakura-host\"),\n        (id: \"shop\"",
            "hosted_by: \"be-cert\"),\n        (id: \"shop\"",
        ),
        (
            "victims: [",
            "victims: [(org: \"be-cert\", at: \"+2m\", stage: \"delivery\"), ",
        ),
        (
            "    objectives: [",
            "    operations: [(id: \"raid\", title: \"Raid\", against: \"paper-tiger\", \
             lead: \"be-cert\", parties: [\"be-cert\"], at: \"+50m\", evidence: [], \
             hosts: [\"c2\"], warrant: \"104 weeks\")],\n    objectives: [",
        ),
    ] {
        assert_eq!(text.matches(was).count(), 1, "{was}");
        text = text.replace(was, becomes);
    }
    std::fs::write(dir.join("drill.ron"), text).expect("it can be written");
}

/// What forms there are: where each is sent to, and what it does.
type Offered = BTreeSet<(String, String)>;

/// The forms of a page.
fn offered(guest: &Guest, server: &Server, path: &str) -> Offered {
    let page = guest.page(server, path);
    assert_eq!(page.status, 200, "{path}: {page:?}");
    of_page(&page.body)
}

fn of_page(page: &str) -> Offered {
    let mut all = BTreeSet::new();
    for form in forms(page) {
        let does: Vec<String> = form.does().into_iter().map(str::to_owned).collect();
        match does.is_empty() {
            true => all.extend([(form.to, String::new())]),
            false => all.extend(does.into_iter().map(|does| (form.to.clone(), does))),
        }
    }
    all
}

fn done(guest: &mut Guest, server: &Server, to: &str, fields: &[(&str, &str)]) {
    let answer = guest.send(server, to, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
}

/// Presses what stands on a seat's page for the first thing of a kind.
fn press(seat: &mut Guest, server: &Server, (does, names): (&str, &str), all: &mut Offered) {
    let page = seat.page(server, "/seat").body;
    all.extend(of_page(&page));
    for form in forms(&page) {
        let about = form.fields.iter().find(|field| field.name == names);
        if let Some(about) = about.filter(|_| form.does().contains(&does)) {
            let about = about.value.as_deref().unwrap_or_default();
            // What the playbook was quicker with is done as well.
            seat.send(server, "/seat/act", &[("do", does), (names, about)]);
            return;
        }
    }
}

#[test]
#[allow(
    clippy::too_many_lines,
    reason = "one story in which everything can be wanted once"
)]
fn whatever_can_be_wanted_has_a_form_that_asks_for_it() {
    let dir = tempfile::tempdir().expect("a place to write");
    write_drill(dir.path());
    let server = Server::start(dir.path(), "drill.ron");
    let mut controller = server.enter("controller");
    let (mut seat, mut other) = (server.enter("be-cert"), server.enter("jp-cert"));
    let mut evaluator = server.enter("evaluator");
    let mut all = BTreeSet::new();
    all.extend(offered(&controller, &server, "/control"));
    let fast = [("pace", "run"), ("speed", "60")];
    done(&mut controller, &server, "/control/pace", &fast);
    // What the others want of the seat, and what EXCON plans.
    let add = |kind: &'static str, at: &'static str| {
        [
            ("to", "be-cert"),
            ("channel", "email"),
            ("kind", kind),
            ("priority", "normal"),
            ("at", at),
            ("text", "Leave it up."),
        ]
    };
    done(
        &mut controller,
        &server,
        "/control/add",
        &add("deconfliction", ""),
    );
    done(
        &mut controller,
        &server,
        "/control/add",
        &add("notification", "+58m"),
    );
    done(
        &mut controller,
        &server,
        "/control/inject",
        &[("do", "hold"), ("inject", "I-05")],
    );
    let log = [
        ("do", "log_contact"),
        ("with", "be-cert"),
        ("turned", "out"),
        ("means", "phone"),
    ];
    done(&mut other, &server, "/seat/act", &log);
    let wanted =
        |all: &Offered, word: &str| all.contains(&("/seat/act".to_owned(), word.to_owned()));
    until("an unread message", || {
        all.extend(offered(&seat, &server, "/seat"));
        wanted(&all, "open").then_some(())
    });
    let mut told = false;
    let seats: BTreeSet<&str> = (Intent::WORDS.iter().copied())
        .filter(|word| AROUND.iter().all(|(around, ..)| around != word))
        .collect();
    // As play goes on all of it can be wanted once, of a seat that does what it can.
    let mut left: Vec<&str> = Vec::new();
    for _ in 0..400 {
        for path in ["/seat", "/seat/write", "/seat/directory", "/seat/playbook"] {
            all.extend(offered(&seat, &server, path));
        }
        left = seats
            .iter()
            .copied()
            .filter(|word| !wanted(&all, word))
            .collect();
        if left.is_empty() || left == ["answer_step"] {
            break;
        }
        press(&mut seat, &server, ("open", "message"), &mut all);
        press(&mut seat, &server, ("analyse", "artefact"), &mut all);
        press(&mut seat, &server, ("contain", "case"), &mut all);
        let knows = seat
            .page(&server, "/seat")
            .body
            .contains("Acme Logistics runs the loader");
        if !told && knows {
            told = true;
            let write = [
                ("do", "send"),
                ("to", "jp-cert"),
                ("channel", "email"),
                ("kind", "notification"),
                ("text", "Acme Logistics has it."),
            ];
            done(&mut seat, &server, "/seat/act", &write);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(left, ["answer_step"], "nothing asks for {left:?}");
    // Where a playbook assists, it proposes.
    let assisted = [("seat", "be-cert"), ("to", "assisted")];
    done(&mut controller, &server, "/control/seat", &assisted);
    until("a proposal", || {
        press(&mut seat, &server, ("open", "message"), &mut all);
        all.extend(offered(&seat, &server, "/seat/playbook"));
        wanted(&all, "answer_step").then_some(())
    });
    // Those around it.
    for path in [
        "/control",
        "/control?from=20",
        "/control/inject?inject=I-05",
    ] {
        all.extend(offered(&controller, &server, path));
    }
    for path in ["/evaluate", "/evaluate/after"] {
        all.extend(offered(&evaluator, &server, path));
    }
    done(
        &mut controller,
        &server,
        "/control/pace",
        &[("pace", "end")],
    );
    until("ENDEX", || {
        all.extend(offered(&seat, &server, "/hotwash"));
        let page = controller.page(&server, "/control").body;
        page.contains("id=\"clock-state\">ENDEX").then_some(())
    });
    all.extend(offered(&seat, &server, "/hotwash"));
    let correct = [
        ("do", "correct"),
        ("title", "More hands at night"),
        ("owner", "Ben"),
        ("due", "2027-03-31"),
        ("by", "Eve"),
    ];
    done(&mut evaluator, &server, "/evaluate/mark", &correct);
    all.extend(offered(&evaluator, &server, "/evaluate/after"));
    for word in Intent::WORDS {
        let around: Vec<_> = AROUND
            .iter()
            .filter(|(around, ..)| around == word)
            .collect();
        let seats = ("/seat/act".to_owned(), (*word).to_owned());
        let there = match around.is_empty() {
            true => all.contains(&seats),
            false => (around.iter())
                .all(|(_, to, does)| all.contains(&((*to).to_owned(), (*does).to_owned()))),
        };
        assert!(there, "nothing asks for {word}: {all:?}");
    }
    // And what a form of a seat asks for can be wanted.
    for (to, does) in &all {
        let known = Intent::WORDS.contains(&does.as_str());
        assert!(
            to != "/seat/act" || known,
            "{does} is nothing that can be wanted"
        );
    }
    let page = seat.page(&server, "/seat").body;
    assert!(
        between(&page, "id=\"operations\"", "<h2").is_some(),
        "it leads an operation"
    );
}
