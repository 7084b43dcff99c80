//! Blind means blind, over real HTTP: two worlds that differ only in what somebody cannot know give
//! them the same pages and the same streams until after ENDEX, byte for byte, with tokens replaced.

use crate::blind::plain;
use crate::secret::{self, Secret};
use crate::server::{Guest, Server, between, until};
use crate::stream::{Stretch, of_one_count};
use std::path::Path;
use std::time::Duration;

/// What the worlds differ in.
const SECRET: &Secret = &secret::VENDOR;
/// The flagship stands still after so many injects; then come the secret doings.
const STOPS: usize = 6;
/// Of these, where everything is looked at.
const LOOKED_AT: usize = 2;

/// At a stop, to somebody: what they were shown, by path.
type Told = (&'static str, String, Vec<(String, String)>);

/// All that was shown in a world, and what was heard of it meanwhile, by whom.
struct Played {
    told: Vec<Told>,
    heard: Vec<(String, Stretch)>,
}

/// A copy of the flagship; in the other world one seat alone is told something else.
fn write_world(dir: &Path, other: bool) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let to = dir.join("scenarios");
    for part in ["", "parts", "std"] {
        std::fs::create_dir_all(to.join(part)).expect("it can be made");
        for file in std::fs::read_dir(from.join(part)).expect("it is there") {
            let path = file.expect("it can be listed").path();
            if path.is_file() {
                let name = path.file_name().expect("it has a name");
                std::fs::copy(&path, to.join(part).join(name)).expect("it can be copied");
            }
        }
    }
    if other {
        let path = to.join("parts/apcert-2023-msel.ron");
        let text = std::fs::read_to_string(&path).expect("it is text");
        std::fs::write(&path, SECRET.put_into(&text)).expect("it can be written");
    }
}

/// What a seat can ask for, of its own and of others.
const SEAT: &[&str] = &[
    "/seat",
    "/seat/write",
    "/seat/write?kind=situation_report",
    "/seat/directory",
    "/seat/playbook",
    "/hotwash",
    "/watch",
    "/api/seat",
    "/api/seat/drafts",
    "/api/clock",
    "/api/public",
    // What may be there for others and is not there for this one.
    "/seat/write?reply=997",
    "/seat/draft?form=decide",
    "/local",
    "/control",
    "/control/world",
    "/control/everything?seat=kestrel-ledger",
    "/control/simcell",
    "/evaluate/seat?seat=kestrel-ledger",
    "/evaluate",
    "/evaluate/journal",
    "/api/simcell",
    "/api/journal",
];
/// What the local controller of another economy can.
const LOCAL: &[&str] = &[
    "/local",
    "/local?from=20&seats=20",
    "/control/simcell",
    "/api/simcell",
    "/watch",
    "/api/clock",
    "/api/public",
    "/control",
    "/evaluate/seat?seat=kestrel-ledger",
    "/evaluate",
    "/api/control",
];
/// What an observer can.
const OBSERVER: &[&str] = &[
    "/",
    "/watch",
    "/api/clock",
    "/api/public",
    "/seat",
    "/local",
    "/control",
    "/evaluate",
    "/evaluate/seat?seat=kestrel-ledger",
];

/// Somebody who is not to know the secret.
struct Blind {
    name: String,
    guest: Guest,
    asks: &'static [&'static str],
}

/// What is revealed to everybody after ENDEX is what a world is, and differs with it: how many
/// entries its journal has. Its hashes and the nonce are as long as tokens are.
fn without_count(text: &str) -> String {
    let mut text = text.to_owned();
    for (before, after) in [
        ("<small>after ", " entries; what evaluators mark"),
        ("\"entries\":", ","),
        ("JOURNAL\n  ", " entries · seed"),
    ] {
        if let Some((head, rest)) = text.clone().split_once(before)
            && let Some((_, tail)) = rest.split_once(after)
        {
            text = format!("{head}{before}#{after}{tail}");
        }
    }
    text
}

/// Everybody looks at so many of their pages.
fn look(server: &Server, all: &[Blind], (stop, most): (&'static str, usize), told: &mut Vec<Told>) {
    for (nth, one) in all.iter().enumerate() {
        let asks = one.asks.iter().take(most);
        // To score a whole day takes long; a third of the seats shows it.
        let asks = asks.filter(|path| nth % 3 == 0 || **path != "/hotwash");
        let pages = asks.map(|path| {
            let answer = one.guest.page(server, path);
            let text = without_count(&plain(&answer.body));
            ((*path).to_owned(), format!("{} {text}", answer.status))
        });
        told.push((stop, one.name.clone(), pages.collect()));
    }
}

/// Everybody but the owner of the secret and those who see all; few seats are played by people.
fn those_who_are_blind(server: &Server, controller: &mut Guest) -> Vec<Blind> {
    let no_seat = ["controller", "evaluator", SECRET.owner];
    let own_local = format!("local controller {}", SECRET.economy);
    let names = server.links.keys();
    let names = names.filter(|name| !no_seat.contains(&&***name) && **name != own_local);
    let all: Vec<Blind> = names
        .map(|name| Blind {
            name: name.clone(),
            guest: server.enter(name),
            asks: match name.as_str() {
                "observer" => OBSERVER,
                name if name.starts_with("local controller ") => LOCAL,
                _ => SEAT,
            },
        })
        .collect();
    // Whoever enters plays; a day of which nobody plays anything is none.
    let seats = all.iter().filter(|one| one.asks == SEAT);
    for one in seats.skip(3) {
        let given = [("seat", one.name.as_str()), ("to", "simulated")];
        let answer = controller.send(server, "/control/seat", &given);
        assert_eq!(answer.status, 303, "{answer:?}");
        // So many at once are more than people send.
        std::thread::sleep(Duration::from_millis(50));
    }
    all
}

/// Everybody listens while something happens that takes until a moment.
fn stretch(
    server: &Server,
    all: &[Blind],
    (path, end): (&str, &str),
    happens: impl FnOnce(&dyn Fn(usize)),
) -> Vec<(String, Stretch)> {
    let stretches: Vec<Stretch> = all.iter().map(|_| Stretch::default()).collect();
    std::thread::scope(|scope| {
        for (one, stretch) in all.iter().zip(&stretches) {
            scope.spawn(move || stretch.listen(server, &one.guest, path, end));
        }
        // Until everybody has heard so many things.
        let heard = |most: usize| {
            until("everybody hears it", || {
                stretches
                    .iter()
                    .all(|one| one.count() >= most)
                    .then_some(())
            });
        };
        heard(1);
        happens(&heard);
    });
    let names = all.iter().map(|one| one.name.clone());
    names.zip(stretches).collect()
}

/// Plays a world to its end, and gives what everybody but the owner of the secret was shown.
fn play(dir: &Path, other: bool) -> Played {
    write_world(dir, other);
    let server = Server::start(dir, "scenarios/apcert-2023.ron");
    let mut controller = server.enter("controller");
    let mut owner = server.enter(SECRET.owner);
    let all = those_who_are_blind(&server, &mut controller);
    let (mut told, mut heard) = (Vec::new(), Vec::new());
    for stop in 1..=STOPS {
        pace(&mut controller, &server, &[("pace", "next")]);
        until("the next inject", || {
            (state(&controller, &server) == "paused").then_some(())
        });
        if stop == LOOKED_AT {
            look(&server, &all, ("before the secret", 1), &mut told);
        }
    }
    // Some real time passes in both worlds, in which different things happen; then both come to
    // the same moment again.
    let run = [("pace", "run"), ("speed", "60")];
    let (later, end) = ("T+00:45:00", "T+04:15:00");
    heard.extend(stretch(&server, &all, ("/events", later), |hear| {
        secret_doings(&server, &mut controller, &mut owner, other);
        pace(&mut controller, &server, &run);
        hear(6);
        pace(
            &mut controller,
            &server,
            &[("pace", "until"), ("until", later)],
        );
    }));
    look(&server, &all, ("after it", usize::MAX), &mut told);
    heard.extend(stretch(&server, &all, ("/api/events", end), |hear| {
        pace(&mut controller, &server, &run);
        hear(4);
        pace(&mut controller, &server, &[("pace", "end")]);
    }));
    if other {
        let answer = [("answer-0", "that nobody found out")];
        assert_eq!(owner.send(&server, "/hotwash", &answer).status, 303);
    }
    look(&server, &all, ("after ENDEX", usize::MAX), &mut told);
    // The owner of the secret is told it, and what was planned for it alone.
    let own = owner.page(&server, "/seat").body;
    let opened = own.contains("value=\"open\"");
    assert!(opened || own.contains("it is your fault") == other, "{own}");
    assert_eq!(own.contains("strictly between us"), other, "{own}");
    let kept = controller.page(&server, "/evaluate/journal").body;
    assert_eq!(kept.contains("Between you and EXCON, much later."), other);
    Played { told, heard }
}

fn pace(controller: &mut Guest, server: &Server, fields: &[(&str, &str)]) {
    let answer = controller.send(server, "/control/pace", fields);
    assert_eq!(answer.status, 303, "{fields:?}: {answer:?}");
}

fn state(controller: &Guest, server: &Server) -> String {
    let page = controller.page(server, "/control").body;
    between(&page, "id=\"clock-state\">", "<").unwrap_or_default()
}

/// Time passes a little in both worlds; in one of them there are secret doings meanwhile.
fn secret_doings(server: &Server, controller: &mut Guest, owner: &mut Guest, other: bool) {
    let run = [("pace", "run"), ("speed", "0.1")];
    assert_eq!(controller.send(server, "/control/pace", &run).status, 303);
    if other {
        secret::owner_does(server, owner);
        SECRET.excon_does(server, controller);
    }
}

/// After ENDEX a team's measures stand beside those of everybody together, which are of all that
/// happened and differ with it: of these no figure is compared, and all of the team's own.
fn own_measures(page: &str) -> String {
    let (mut kept, mut section, mut own) = (Vec::new(), "", true);
    for line in page.lines() {
        if !line.starts_with(' ') {
            (section, own) = (line, true);
        }
        // A measure begins in the fifth column, and goes on in the seventh.
        let (mark, rest) = (line.get(..4), line.get(4..).unwrap_or_default());
        if ["    ", "  ~ "].map(Some).contains(&mark) && !rest.starts_with(' ') {
            own = rest.starts_with('…');
        } else if mark.is_some_and(|mark| mark.trim() != "") {
            own = true;
        }
        let measures = section.starts_with("HEADLINE MEASURES");
        let channels = section.starts_with("MESSAGES BY CHANNEL") && line != section;
        if !channels && (own || !measures) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// That two worlds show somebody the same.
fn same(who: &str, stop: &str, path: &str, [plain, other]: [&str; 2]) {
    if plain == other {
        return;
    }
    let lines = plain.lines().zip(other.lines());
    let differing: Vec<_> = lines.filter(|(a, b)| a != b).collect();
    panic!("{who} can tell {stop} by {path}: {differing:#?}");
}

#[test]
fn two_worlds_that_somebody_cannot_tell_apart_look_the_same_to_them() {
    let dirs = [(); 2].map(|()| tempfile::tempdir().expect("a place to write"));
    let (plain, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| play(dirs[1].path(), true));
        (
            play(dirs[0].path(), false),
            other.join().expect("it is played"),
        )
    });
    assert_eq!(plain.told.len(), other.told.len());
    let (mut bytes, mut measured, mut who) = (0, 0, [0; 3]);
    for ((stop, name, a), (_, as_well, b)) in plain.told.iter().zip(&other.told) {
        assert_eq!((name, a.len()), (as_well, b.len()));
        who[match name.as_str() {
            "observer" => 0,
            name if name.starts_with("local controller") => 1,
            _ => 2,
        }] += 1;
        for ((path, a), (_, b)) in a.iter().zip(b) {
            bytes += a.len();
            match path.as_str() {
                "/hotwash" => {
                    let own = [a, b].map(|page| own_measures(page));
                    measured += own[0].matches("  … ").count();
                    same(name, stop, path, [&own[0], &own[1]]);
                }
                _ => same(name, stop, path, [a, b]),
            }
        }
    }
    assert!(bytes > 5_000_000, "only {bytes} bytes were compared");
    assert!(measured > 0, "no team has measures of its own");
    assert!(who[0] == 3 && who[1] > 30 && who[2] > 180, "{who:?}");
    // What is heard over a stretch of play.
    let mut grew = 0;
    assert_eq!(plain.heard.len(), other.heard.len());
    for ((name, a), (as_well, b)) in plain.heard.iter().zip(&other.heard) {
        assert_eq!(name, as_well);
        grew += usize::from(of_one_count(name, a, b));
    }
    assert!(grew > 60, "only to {grew} something happens");
    // Something was to be seen: to most the last stop shows more than the first.
    let length = |told: &Told| told.2[0].1.len();
    let grew = plain.told.iter().filter(|first| {
        let mut same = plain.told.iter().rev().filter(|last| last.1 == first.1);
        first.0 == "before the secret"
            && same.next().is_some_and(|last| length(last) > length(first))
    });
    assert!(grew.count() > 60, "something happens");
}
