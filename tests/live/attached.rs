//! What a message brings along is a download, of a type that no browser shows, for the seat that
//! holds it alone.

use crate::server::{Guest, Server, between, until};

const DOOR: &str = "/seat/artefact?n=0";

/// Has a seat open what lies unread, until it holds the file.
fn open_until_held(seat: &mut Guest, server: &Server) {
    let unread = "value=\"open\"><input type=\"hidden\" name=\"message\" value=\"";
    until("the file", || {
        let page = seat.page(server, "/seat").body;
        if let Some(number) = between(&page, unread, "\"") {
            let open = [("do", "open"), ("message", number.as_str())];
            assert_eq!(seat.send(server, "/seat/act", &open).status, 303);
        }
        page.contains(DOOR).then_some(())
    });
}

#[test]
fn a_file_is_downloaded_by_the_seat_that_holds_it_and_by_no_other() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let mut controller = server.enter("controller");
    let (mut seat, other) = (server.enter("be-cert"), server.enter("jp-cert"));
    for guest in [&seat, &other, &controller] {
        assert_eq!(guest.page(&server, DOOR).status, 404, "nobody holds it yet");
    }
    let run = [("pace", "run"), ("speed", "60")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    open_until_held(&mut seat, &server);
    let file = seat.page(&server, DOOR);
    assert_eq!(file.status, 200, "{file:?}");
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        (
            "content-disposition",
            "attachment; filename=\"invoice.pdf.exe.txt\"",
        ),
    ] {
        assert_eq!(file.header(name), Some(value), "{file:?}");
    }
    assert!(
        file.body.starts_with("EXERCISE EXERCISE EXERCISE\n"),
        "{file:?}"
    );
    assert!(file.body.contains("Host: 203.0.113.7"), "{file:?}");
    for (guest, path) in [
        (&other, DOOR),
        (&controller, DOOR),
        (&seat, "/seat/artefact?n=1"),
        (&seat, "/seat/artefact?n=-1"),
        (&seat, "/seat/artefact?n=../../etc/passwd"),
        (&seat, "/seat/artefact"),
    ] {
        assert_eq!(guest.page(&server, path).status, 404, "{path}");
    }
    // A message carries so many at most.
    let send = [
        ("do", "send"),
        ("to", "jp-cert"),
        ("channel", "email"),
        ("kind", "notification"),
        ("text", "see the file"),
    ];
    for (files, status) in [(21, 409), (1, 303)] {
        let attach = std::iter::repeat_n(("attach", "0"), files);
        let fields: Vec<_> = send.iter().copied().chain(attach).collect();
        let answer = seat.send(&server, "/seat/act", &fields);
        assert_eq!(answer.status, status, "{files}: {answer:?}");
        assert_eq!(
            answer.body.contains("at most 20"),
            status == 409,
            "{answer:?}"
        );
    }
}
