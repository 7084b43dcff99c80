//! Blind means blind, over real HTTP: what belongs to others is not there, and nobody learns by
//! trying what they may not know.

use crate::server::{Server, between, until};

/// A text without what is random in it: words and keys of forms, the commitment.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        out += if run.len() >= 32 { "#" } else { &run };
        run.clear();
        out.push(c);
    }
    out
}

/// What belongs to another seat answers as what is not there at all.
#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn what_is_another_seats_is_not_there() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut a, mut b) = (server.enter("be-cert"), server.enter("jp-cert"));
    let police = server.enter("be-police");
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    let number = until("a message", || {
        between(&a.page(&server, "/seat").body, unread, "\"")
    });
    let slow = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(controller.send(&server, "/control/pace", &slow).status, 303);
    let log = [
        ("do", "log_contact"),
        ("with", "jp-cert"),
        ("turned", "out"),
        ("means", "phone"),
        ("text", "a word between the two of us"),
        ("draft", "log"),
    ];
    assert_eq!(a.send(&server, "/seat/act", &log).status, 303);
    let draft = [("draft", "report"), ("text", "half a report")];
    assert_eq!(a.send(&server, "/seat/draft", &draft).status, 204);
    assert_eq!(a.page(&server, "/seat/draft?form=report").status, 200);
    assert!(
        b.page(&server, "/seat")
            .body
            .contains("between the two of us")
    );
    assert!(
        !police
            .page(&server, "/seat")
            .body
            .contains("between the two of us")
    );

    let mut police = police;
    for (what, theirs, nobodys) in [
        ("open", ("message", number.as_str()), ("message", "4000000")),
        (
            "close",
            ("message", number.as_str()),
            ("message", "4000000"),
        ),
        ("confirm_contact", ("contact", "0"), ("contact", "4000000")),
        ("deny_contact", ("contact", "0"), ("contact", "4000000")),
        ("analyse", ("artefact", "0"), ("artefact", "4000000")),
        ("suspend", ("finding", "0"), ("finding", "4000000")),
        ("seek_warrant", ("operation", "0"), ("operation", "4000000")),
    ] {
        let theirs = police.send(&server, "/seat/act", &[("do", what), theirs]);
        let nobodys = police.send(&server, "/seat/act", &[("do", what), nobodys]);
        let (a, b) = (main_of(&theirs.body), main_of(&nobodys.body));
        assert_eq!(
            (theirs.status, nobodys.status),
            (409, 409),
            "{what}: {}",
            theirs.body
        );
        assert_eq!(a, b, "{what}");
    }
    // A threat group is nobody that one writes to, and whether something known is true is not for
    // those to try who may not speak of it.
    for (what, theirs, nobodys) in [
        ("send", ("to", "paper-tiger"), ("to", "nobody-at-all")),
        (
            "log_contact",
            ("with", "paper-tiger"),
            ("with", "nobody-at-all"),
        ),
        ("attribute", ("finding", "0"), ("finding", "4000000")),
    ] {
        let theirs = police.send(&server, "/seat/act", &[("do", what), theirs]);
        let nobodys = police.send(&server, "/seat/act", &[("do", what), nobodys]);
        assert_eq!((theirs.status, nobodys.status), (409, 409), "{what}");
        assert_eq!(main_of(&theirs.body), main_of(&nobodys.body), "{what}");
    }
    for (theirs, nobodys) in [
        ("/seat/draft?form=report", "/seat/draft?form=write-77"),
        ("/seat/write?reply=1", "/seat/write?reply=4000000"),
    ] {
        let (a, b) = (police.page(&server, theirs), police.page(&server, nobodys));
        assert_eq!(
            (a.status, main_of(&a.body)),
            (b.status, main_of(&b.body)),
            "{theirs}"
        );
    }
    // The other side says that it was so.
    let yes = [("do", "confirm_contact"), ("contact", "0")];
    assert_eq!(b.send(&server, "/seat/act", &yes).status, 303);
}

#[test]
fn whoever_may_say_who_is_behind_something_learns_nothing_by_saying_it() {
    let dir = tempfile::tempdir().expect("a place to write");
    let serve = [
        "serve",
        "first-drill",
        "--set",
        "organisations.jp-cert.mandates=[Publish, Attribute]",
        "--seed",
        "7",
    ];
    let server = Server::start_with(dir.path(), &serve);
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("jp-cert"));
    let human = [("seat", "jp-cert"), ("to", "human")];
    assert_eq!(
        controller.send(&server, "/control/seat", &human).status,
        303
    );
    let later = [("pace", "until"), ("until", "+30m")];
    assert_eq!(
        controller.send(&server, "/control/pace", &later).status,
        303
    );
    until("half an hour", || {
        let page = controller.page(&server, "/control").body;
        page.contains("T+00:30:00").then_some(())
    });
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let before = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    while let Some(n) = between(&seat.page(&server, "/seat").body, before, "\"") {
        let open = [("do", "open"), ("message", n.as_str())];
        assert_eq!(seat.send(&server, "/seat/act", &open).status, 303);
    }
    // The one thing that it knows is false, and is about no group at all.
    let page = seat.page(&server, "/seat").body;
    assert!(page.contains("The malware calls 198.51.100.20"), "{page}");
    let name = [("do", "attribute"), ("finding", "0")];
    let answer = seat.send(&server, "/seat/act", &name);
    assert_eq!(answer.status, 303, "{answer:?}");
    let public = server.enter("observer").page(&server, "/watch").body;
    assert!(
        public.contains("jp-cert says in public who is behind the incident"),
        "{public}"
    );
}

/// What a page says, without its frame.
fn main_of(page: &str) -> String {
    let main = between(page, "<main", "</main>").unwrap_or_default();
    plain(&main)
}
