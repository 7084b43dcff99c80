//! Paper: every sheet of what is printed says that it is of an exercise, and how far it may go.

use crate::browser::{self, Driver, Person};
use crate::server::{Server, required, until};
use std::path::Path;
use std::process::Command;

const DESK: (u32, u32) = (1280, 900);
/// What a seat answers in the hot wash, at length.
const ANSWER: &str = "Nobody at Acme answered, and nobody said so to us.";
/// The mark and the label beside it, as the page has them on top.
const MARK: &str = "[...document.querySelectorAll('.mark > *')].map((one) => one.textContent) \
                    .join(' ')";

/// What can read what was printed: with Debian's `poppler-utils`.
fn can_be_read() -> bool {
    required("pdftotext", || {
        Command::new("pdftotext").arg("-v").output().is_ok()
    })
}

/// What stands on each sheet of the page that somebody looks at, once it is printed.
async fn sheets(person: &Person, dir: &Path) -> Vec<String> {
    let file = dir.join("printed.pdf");
    std::fs::write(&file, person.prints().await).expect("it is written");
    let mut command = Command::new("pdftotext");
    let read = command.arg("-layout").arg(&file).arg("-").output();
    let read = read.expect("it starts");
    assert!(read.status.success(), "{read:?}");
    let text = String::from_utf8(read.stdout).expect("it is UTF-8");
    // Each sheet ends with a form feed.
    let sheets = text.trim_end_matches('\u{c}').split('\u{c}');
    sheets.map(str::to_owned).collect()
}

/// Which sheets do not begin with the mark. A message has one of its own, further down.
fn unmarked(sheets: &[String], mark: &str) -> Vec<usize> {
    let first = |sheet: &String| {
        let line = sheet.lines().find(|line| !line.trim().is_empty());
        let words = line.unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    };
    let bare = (1..).zip(sheets).filter(|(_, sheet)| first(sheet) != mark);
    bare.map(|(nth, _)| nth).collect()
}

/// Plays a drill to its end: a seat has mail, EXCON said something, and there is much to say
/// afterwards.
fn play(server: &Server) {
    let (mut controller, mut be) = (server.enter("controller"), server.enter("be-cert"));
    server.enter("jp-cert");
    let said = [
        ("do", "announce"),
        ("by", "Con"),
        ("text", "Lunch is late."),
    ];
    let end = [("pace", "end")];
    for (door, fields) in [("/say", &said[..]), ("/control/pace", &end)] {
        let done = controller.send(server, door, fields);
        assert_eq!(done.status, 303, "{done:?}");
    }
    until("ENDEX", || {
        let page = be.page(server, "/hotwash").body;
        page.contains("name=\"answer-1\"").then_some(())
    });
    let mail = be.page(server, "/seat").body;
    assert!(mail.contains("class=\"mail"), "there is no mail");
    let much = format!("{ANSWER}\n").repeat(70);
    let answers = [("answer-0", much.as_str()), ("answer-1", &much)];
    let given = be.send(server, "/hotwash", &answers);
    assert_eq!(given.status, 303, "{given:?}");
}

#[test]
fn every_sheet_of_what_is_printed_is_marked() {
    if !browser::are_there() || !can_be_read() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("it starts").block_on(printed());
}

async fn printed() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    play(&server);
    let driver = Driver::start();
    // Each with how many sheets it takes at least: the first is seldom what goes wrong.
    for (link, home, pages) in [
        (
            "be-cert",
            "/seat",
            &[("/seat", 3), ("/hotwash", 4), ("/seat/playbook", 2)][..],
        ),
        (
            "controller",
            "/control",
            &[
                ("/control", 3),
                ("/control/everything", 2),
                ("/control/world", 1),
                ("/evaluate", 2),
                ("/evaluate/seat?seat=be-cert", 3),
                ("/evaluate/picture?part=load", 1),
                ("/evaluate/after", 2),
                ("/evaluate/report?edition=team:be-cert", 3),
                ("/evaluate/report", 5),
            ],
        ),
        ("observer", "/watch", &[("/watch", 1)]),
    ] {
        let mut person = Person::new(&driver, link, DESK).await;
        person.enter(&server, link, home).await;
        for (page, least) in pages {
            person.go(page).await;
            let mark = person.says(MARK).await;
            let mark = mark.as_str().unwrap_or_default();
            assert!(
                mark.starts_with("EXERCISE ") && mark.contains(" TLP:"),
                "{page}: {mark}"
            );
            let sheets = sheets(&person, dir.path()).await;
            assert!(sheets.len() >= *least, "{page}: {} sheets", sheets.len());
            if *page == "/hotwash" {
                answered(&sheets);
            }
            let bare = unmarked(&sheets, mark);
            let first = bare.first().map(|nth| &sheets[nth - 1]);
            assert!(bare.is_empty(), "{page}: sheets {bare:?}: {first:?}");
        }
        if home == "/control" {
            canary(&person, dir.path()).await;
        }
        person.leaves().await;
    }
}

/// The seat's own answers are printed, each line once, below the questions that were answered.
fn answered(sheets: &[String]) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = words(&sheets.join("\n"));
    assert_eq!(all.matches(ANSWER).count(), 2 * 70, "{all}");
    for question in ["What went well", "What was hardest"] {
        assert!(all.contains(question), "{question}: {all}");
    }
    for of_the_form in ["What did you lack to act sooner?", "Give these answers"] {
        assert!(!all.contains(of_the_form), "{of_the_form}: {all}");
    }
}

/// What is printed without its mark, or with one on its first sheet alone, is found.
async fn canary(person: &Person, dir: &Path) {
    let mark = person.says(MARK).await;
    let mark = mark.as_str().unwrap_or_default();
    for (style, marked) in [("block", 1), ("none", 0)] {
        let rule = format!(".mark {{ display: {style} !important; }}");
        let rule = serde_json::json!(rule);
        let injected = format!("document.styleSheets[0].insertRule({rule})");
        person.says(&injected).await;
        let sheets = sheets(person, dir).await;
        let bare: Vec<usize> = (1..=sheets.len()).skip(marked).collect();
        assert_eq!(unmarked(&sheets, mark), bare, "{style}");
        // The two rules are not to meet.
        person.says("document.styleSheets[0].deleteRule(0)").await;
    }
}
