//! What a first view weighs: the page of each role with its style and its script, at the end of a
//! drill of many seats.

use crate::server::{Server, until};

/// Bytes of a first view at most.
const MOST: usize = 100_000;

#[test]
fn a_first_view_is_light_in_a_drill_of_many_seats() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "apcert-2023");
    let mut controller = server.enter("controller");
    let (seat, evaluator) = (server.enter("auscert"), server.enter("evaluator"));
    let (local, observer) = (
        server.enter("local controller AU"),
        server.enter("observer"),
    );
    let around: usize = ["/style.css", "/live.js"]
        .map(|path| controller.page(&server, path).body.len())
        .iter()
        .sum();
    let weigh = |when: &str, controller: &crate::server::Guest| {
        for (guest, path) in [
            (controller, "/control"),
            (controller, "/control/simcell"),
            (controller, "/control/expected"),
            (&local, "/local"),
            (&seat, "/seat"),
            (&seat, "/seat/write"),
            (&seat, "/seat/directory"),
            (&seat, "/seat/playbook"),
            (&evaluator, "/evaluate"),
            (&evaluator, "/evaluate?seat=auscert"),
            (&observer, "/watch"),
        ] {
            let page = guest.page(&server, path);
            assert_eq!(page.status, 200, "{path}");
            let weight = page.body.len() + around;
            assert!(weight < MOST, "{path} weighs {weight} bytes {when}");
        }
    };
    weigh("before STARTEX", &controller);
    for pace in [&[("pace", "run"), ("speed", "60")][..], &[("pace", "end")]] {
        assert_eq!(controller.send(&server, "/control/pace", pace).status, 303);
    }
    until("ENDEX", || {
        let clock = controller.page(&server, "/watch").body;
        clock.contains("id=\"clock-state\">ENDEX").then_some(())
    });
    weigh("at ENDEX", &controller);
}
