//! All that people write is text wherever it is shown: every form of everybody is filled in with
//! what looks like script, and every page of everybody is read before ENDEX and after.

use crate::programs::programs;
use crate::server::{Guest, Server, between, until};
use crate::text::{Attack, SCRIPT};
use std::collections::BTreeSet;

/// Every page, by who looks at it.
const PAGES: &[(&str, &[&str])] = &[
    (
        "controller",
        &[
            "/control",
            "/control/inject?inject=I-02",
            "/control/inject?inject=I-05",
            "/control/inject?planned=1",
            "/control/everything",
            "/control/everything?what=messages",
            "/control/everything?what=inputs",
            "/control/everything?what=injects",
            "/control/everything?seat=be-cert",
            "/control/world",
            "/control/expected",
            "/control/simcell",
            "/evaluate",
            "/evaluate/seat?seat=be-cert",
            "/evaluate/after",
            "/evaluate/picture",
            "/evaluate/report",
            "/watch",
        ],
    ),
    (
        "local controller JP",
        &[
            "/local",
            "/control/simcell",
            "/evaluate/seat?seat=jp-cert",
            "/watch",
        ],
    ),
    ("be-cert", SEAT),
    ("be-police", SEAT),
    ("jp-cert", SEAT),
    (
        "evaluator",
        &[
            "/evaluate",
            "/evaluate?seat=be-cert",
            "/evaluate/seat?seat=be-cert",
            "/evaluate/seat?seat=be-police",
            "/evaluate/after",
            "/evaluate/report",
            "/evaluate/report?edition=team:be-cert",
            "/evaluate/report?edition=team:be-police",
            "/evaluate/report?edition=public",
            "/watch",
        ],
    ),
    ("observer", &["/watch"]),
];
const SEAT: &[&str] = &[
    "/seat",
    "/seat/drafts",
    "/seat/write",
    "/seat/write?kind=situation_report",
    "/seat/directory",
    "/seat/playbook",
    "/hotwash",
    "/watch",
];
/// Where nothing is shown that people write, or not as a page.
const NO_PAGE: [&str; 9] = [
    "/",
    "/enter/{token}",
    "/events",
    "/seat/artefact",
    "/seat/draft",
    "/evaluate/journal",
    "/style.css",
    "/live.js",
    "/favicon.ico",
];
/// What people see what they wrote on, before ENDEX and after.
const SHOWN: &[&str] = &[
    "controller /control",
    "controller /control/everything",
    "controller /control/everything?what=messages",
    "controller /control/everything?what=injects",
    "controller /control/simcell",
    "controller /evaluate",
    "controller /evaluate/seat?seat=be-cert",
    "local controller JP /local",
    "local controller JP /control/simcell",
    "be-cert /seat",
    "be-police /seat",
    "jp-cert /seat",
    "evaluator /evaluate",
    "evaluator /evaluate/seat?seat=be-police",
    "evaluator /evaluate/report",
    "observer /watch",
];
/// And after ENDEX alone.
const SHOWN_AFTER: &[&str] = &[
    "be-cert /hotwash",
    "evaluator /evaluate/after",
    "evaluator /evaluate/report?edition=team:be-cert",
];

/// The pages, or the forms, that the server has: what is routed by a word, `get(` or `post(`.
fn routes(word: &str) -> BTreeSet<String> {
    let list = include_str!("../../src/live/web/mod.rs")
        .split(".route(\"")
        .skip(1);
    let list = list.filter_map(|rest| rest.split_once('"'));
    let list = list.map(|(path, rest)| (path, rest.split(".route(").next().unwrap_or_default()));
    let fits = list.filter(|(_, by)| by.contains(word));
    fits.map(|(path, _)| path.to_owned()).collect()
}

fn run(controller: &mut Guest, server: &Server, fields: &[(&str, &str)]) {
    let answer = controller.send(server, "/control/pace", fields);
    assert_eq!(answer.status, 303, "{answer:?}");
}

fn done(guest: &mut Guest, server: &Server, to: &str, fields: &[(&str, &str)]) {
    let answer = guest.send(server, to, fields);
    assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
}

/// Opens all that lies unread in a seat's inbox, and says which that was.
fn open_all(seat: &mut Guest, server: &Server) -> Vec<String> {
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    let page = seat.page(server, "/seat").body;
    let numbers = page.split(unread).skip(1);
    let numbers = numbers.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    let numbers: Vec<String> = numbers.collect();
    for number in &numbers {
        let open = [("do", "open"), ("message", number.as_str())];
        seat.send(server, "/seat/act", &open);
    }
    numbers
}

/// Reads every page of everybody.
fn read_all(attack: &mut Attack<'_>, server: &Server, who: impl Fn(&str) -> Guest) {
    let mut pages: BTreeSet<&str> = BTreeSet::new();
    for (role, paths) in PAGES {
        let guest = who(role);
        for path in *paths {
            let page = attack.look(role, &guest, path).body;
            pages.extend(path.split('?').next());
            if *path == "/evaluate/picture" {
                let parts: Vec<&str> = page.split("/evaluate/picture?part=").skip(1).collect();
                assert!(parts.len() > 2, "{page}");
                for part in parts.iter().filter_map(|rest| rest.split('"').next()) {
                    attack.look(role, &guest, &format!("/evaluate/picture?part={part}"));
                }
            }
        }
    }
    let pages = pages.into_iter().map(str::to_owned).collect();
    let routed = routes("get(");
    let left: Vec<&String> = routed.difference(&pages).collect();
    assert!(routed.len() > 20, "{routed:?}");
    assert!(
        left.iter().all(|path| NO_PAGE.contains(&path.as_str())),
        "nobody looks at {left:?}"
    );
    // What is not a page says so.
    for (role, path, kind) in [
        ("evaluator", "/evaluate/journal", "application/jsonl"),
        (
            "evaluator",
            "/evaluate/report?format=json",
            "application/json",
        ),
        (
            "evaluator",
            "/evaluate/report?format=csv",
            "text/csv; charset=utf-8",
        ),
        (
            "evaluator",
            "/evaluate/report?format=md",
            "text/markdown; charset=utf-8",
        ),
        (
            "evaluator",
            "/evaluate/report?format=text",
            "text/plain; charset=utf-8",
        ),
    ] {
        let answer = who(role).page(server, path);
        let header = |name| answer.header(name).unwrap_or_default();
        assert_eq!(header("content-type"), kind, "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        let kept = header("content-disposition");
        assert!(kept.starts_with("attachment"), "{path}: {kept}");
    }
    let journal = who("evaluator").page(server, "/evaluate/journal").body;
    assert!(
        journal.contains("<script>alert(7)"),
        "it holds it as it was written"
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "every form, then every page")]
fn what_anybody_writes_anywhere_is_text_wherever_it_is_shown() {
    let dir = tempfile::tempdir().expect("a place to write");
    let may = "organisations.be-cert.mandates=[Publish, Declassify, Attribute, Block]";
    let server = Server::start_by(&[], dir.path(), "first-drill", &["--set", may]);
    let mut controller = server.enter("controller");
    let (mut seat, mut police) = (server.enter("be-cert"), server.enter("be-police"));
    let (evaluator, observer) = (server.enter("evaluator"), server.enter("observer"));
    let mut local = server.enter("local controller JP");
    let mut attack = Attack::new(&server);
    // By then the strange file has come, and what is known of Acme.
    let later = [("pace", "until"), ("until", "+15m"), ("by", SCRIPT)];
    run(&mut controller, &server, &later);
    until("a quarter of an hour", || {
        let page = controller.page(&server, "/control").body;
        page.contains("id=\"clock-at\">T+00:15:00").then_some(())
    });
    let (slow, fast) = (
        [("pace", "run"), ("speed", "0.1")],
        [("pace", "run"), ("speed", "60")],
    );
    run(&mut controller, &server, &slow);

    // What a form would send but for the one field.
    let right = [
        ("to", "be-police"),
        ("channel", "email"),
        ("kind", "information_request"),
        ("with", "be-police"),
        ("ago", ""),
        ("why", "not_understood"),
    ];
    assert!(open_all(&mut seat, &server).len() > 1);
    let told = format!("Acme Logistics runs it. {SCRIPT}");
    for (to, channel, kind) in [
        ("be-police", "email", "notification"),
        ("jp-cert", "phone", "information_request"),
        ("sakura-host", "phone", "information_request"),
    ] {
        let write = [
            ("do", "send"),
            ("to", to),
            ("channel", channel),
            ("kind", kind),
        ];
        let write: Vec<_> = write.into_iter().chain([("text", told.as_str())]).collect();
        done(&mut seat, &server, "/seat/act", &write);
    }
    // What a playbook's seat cannot say was so is for EXCON to say.
    let log = [
        ("do", "log_contact"),
        ("with", "jp-cert"),
        ("turned", "out"),
        ("means", "phone"),
        ("text", SCRIPT),
    ];
    done(&mut seat, &server, "/seat/act", &log);
    let reply = seat.page(&server, "/seat").body;
    let reply = between(&reply, "/seat/write?reply=", "\"").expect("something can be answered");
    for path in [
        "/seat/write",
        &format!("/seat/write?reply={reply}"),
        "/seat",
    ] {
        attack.page("be-cert", &seat, path, &right);
    }
    run(&mut controller, &server, &fast);
    until("what was written", || {
        let mail = police.page(&server, "/seat").body;
        let asked = controller.page(&server, "/control/simcell").body;
        let questions = asked.matches("name=\"message\"").count();
        (mail.contains("value=\"open\"") && questions > 1).then_some(())
    });
    run(&mut controller, &server, &slow);
    open_all(&mut police, &server);
    let right = [
        ("to", "be-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("with", "be-cert"),
        ("ago", ""),
        ("why", "not_understood"),
    ];
    attack.page("be-police", &police, "/seat", &right);

    // Those who are not in a seat; a question is taken before it can be answered.
    let right = [
        ("speed", "0.1"),
        ("to", "be-cert"),
        ("at", ""),
        ("message", ""),
        ("until", "+50m"),
    ];
    let planned = [
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("priority", "normal"),
        ("at", "+55m"),
        ("text", SCRIPT),
        ("by", SCRIPT),
    ];
    done(&mut controller, &server, "/control/add", &planned);
    done(&mut local, &server, "/control/add", &planned);
    attack.page("controller", &controller, "/control", &right);
    let sheet = "/control/inject?inject=I-05";
    let right_there = [
        ("to", "be-cert"),
        ("channel", "email"),
        ("priority", "normal"),
        ("at", ""),
    ];
    attack.page("controller", &controller, sheet, &right_there);
    let own = [
        ("to", "jp-cert"),
        ("channel", "email"),
        ("priority", "normal"),
        ("at", ""),
    ];
    attack.page("controller", &controller, "/control/inject?planned=1", &own);
    let asked = "/control/simcell";
    attack.page("controller", &controller, asked, &right[..1]);
    attack.page("controller", &controller, asked, &right[..1]);
    let right = [("to", "jp-cert"), ("at", "")];
    attack.page("local", &local, "/local", &right);
    attack.page("local", &local, asked, &right);
    attack.page("local", &local, asked, &right);
    let mention = attack.look("evaluator", &evaluator, "/evaluate").body;
    assert!(
        mention.contains("action=\"/evaluate/mention\""),
        "{mention}"
    );
    attack.page(
        "evaluator",
        &evaluator,
        "/evaluate",
        &[("at", ""), ("message", "")],
    );
    programs(&server);

    // Whoever signed is known by that name on their pages, from a cookie.
    let signed = controller.send(&server, "/sign", &[("by", SCRIPT)]);
    let name = signed
        .header("set-cookie")
        .and_then(|set| set.split(';').next());
    controller.cookie += &format!("; {}", name.expect("it is kept"));
    run(&mut controller, &server, &fast);
    until("an answer", || {
        let mail = seat.page(&server, "/seat").body;
        mail.contains("value=\"open\"").then_some(())
    });
    run(&mut controller, &server, &slow);
    open_all(&mut seat, &server);
    open_all(&mut police, &server);
    // From now on people play it, and read what was written to it.
    let mut other = server.enter("jp-cert");
    open_all(&mut other, &server);
    let who = |role: &str| match role {
        "controller" => controller.clone(),
        "be-cert" => seat.clone(),
        "be-police" => police.clone(),
        "jp-cert" => other.clone(),
        "evaluator" => evaluator.clone(),
        "observer" => observer.clone(),
        _ => local.clone(),
    };
    read_all(&mut attack, &server, who);
    for page in SHOWN {
        assert!(attack.shown.contains(*page), "{page}: {:?}", attack.shown);
    }

    run(&mut controller.clone(), &server, &[("pace", "end")]);
    until("ENDEX", || {
        let page = controller.page(&server, "/control").body;
        page.contains("id=\"clock-state\">ENDEX").then_some(())
    });
    attack.page("be-cert", &seat, "/hotwash", &[]);
    let right = [("due", "2027-01-31"), ("change", "")];
    attack.page("evaluator", &evaluator, "/evaluate/after", &right);
    // What was agreed on can be taken back.
    attack.page("evaluator", &evaluator, "/evaluate/after", &right);
    attack.shown.clear();
    read_all(&mut attack, &server, who);
    for page in SHOWN.iter().chain(SHOWN_AFTER) {
        assert!(attack.shown.contains(*page), "{page}: {:?}", attack.shown);
    }
    // Every form was tried, and what people write was taken as they wrote it.
    let left: Vec<String> = (routes("post(").difference(&attack.to)).cloned().collect();
    assert_eq!(left, ["/leave", "/no-duff"]);
    let missing = DONE.iter().filter(|form| !attack.done.contains(**form));
    let missing = missing.map(|form| (form, attack.refused.get(*form)));
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(attack.sent > 250, "{} were sent", attack.sent);
}

/// What was done, with script in it.
const DONE: &[&str] = &[
    "/control/add",
    "/control/inject edit",
    "/control/pace",
    "/control/simcell answer",
    "/control/simcell take",
    "/evaluate/mark correct",
    "/evaluate/mark done",
    "/evaluate/mark observe",
    "/evaluate/mark rate",
    "/evaluate/mark strike",
    "/evaluate/mention full",
    "/hotwash",
    "/say announce",
    "/say chat",
    "/seat/act answer_artefact",
    "/seat/act decide",
    "/seat/act log_contact",
    "/seat/act publish",
    "/seat/act send",
    "/sign",
];
