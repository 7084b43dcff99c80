//! Request fields: what a form costs and saves, and what is passed on with a request.

use crate::cast::{count, exercise, org};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::line_of;
use hotwash::model::{MessageKind, SimTime, Span, Work};
use std::sync::Arc;

const SEEDS: u64 = 40;

/// What came of a request to have a server suspended.
#[derive(Default)]
struct Outcome {
    /// Minutes until it was, on average over those runs in which it was.
    minutes: i64,
    suspended: usize,
    rounds: usize,
    /// Pieces of work of whoever asks.
    pieces: usize,
    body: Vec<String>,
}

/// Plays a CERT that asks a provider abroad, over many seeds.
fn play(thorough: &str, needs: &str, gives: &str) -> Outcome {
    let text = format!(
        r#"organisations: [
            (id: "cert-a", overrides: true, thorough: {thorough}, playbook: "asks"),
            (id: "host-b", overrides: true, needs: [{needs}], reached_by: ["email"]),
        ],
        playbooks: [(id: "asks", rules: [
            (name: "ask", on: Received(Notification), do: [Send(TakedownRequest, Hoster)])])],
        agreements: [(id: "form", parties: ["cert-a", "host-b"], gives: [{gives}])],
        injects: [(id: "I", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            about: "host:c2", claims: ["c2-address"])]"#
    );
    let mut all = Outcome::default();
    for seed in 0..SEEDS {
        let exercise = exercise("", &text);
        let names = exercise.names();
        let asker = org("cert-a", &names);
        let mut engine = Engine::new(Arc::new(exercise), seed);
        engine.run().expect("nothing goes past a limit");
        for entry in engine.entries() {
            all.body.push(line_of(entry, &names));
            match entry.fact() {
                Some(Fact::HostSuspended(_)) => {
                    all.suspended += 1;
                    all.minutes += entry.at.since(SimTime::STARTEX).0 / Span::minutes(1).0;
                }
                Some(Fact::TicketQueued(f)) if f.org == asker && f.message.is_some() => {
                    assert_eq!(f.work, Work::Coordination);
                    all.pieces += 1;
                }
                Some(Fact::MessageComposed(f)) if f.letter.kind == MessageKind::Clarification => {
                    all.rounds += 1;
                }
                _ => {}
            }
        }
    }
    all.minutes /= i64::try_from(all.suspended.max(1)).expect("few");
    all
}

#[test]
fn a_form_that_asks_for_what_is_needed_wins_and_one_that_asks_for_more_loses() {
    let needs = "Timestamps, Evidence";
    let none = play("0.5", needs, "");
    let fitting = play("0.5", needs, "Form([Timestamps, Evidence])");
    let idle = play(
        "0.5",
        needs,
        "Form([Address, Impact, LegalBasis, CallBack])",
    );
    assert!(none.rounds > 10, "{}", none.rounds);
    assert_eq!(fitting.rounds, 0);
    assert_eq!(
        idle.rounds, none.rounds,
        "what it leaves out is still asked for"
    );
    assert!(
        fitting.minutes < none.minutes,
        "{} {}",
        fitting.minutes,
        none.minutes
    );
    assert!(
        idle.minutes > none.minutes + 5,
        "{} {}",
        idle.minutes,
        none.minutes
    );
    let nothing = play("0.5", "", "");
    let for_nothing = play("0.5", "", "Form([Timestamps, Evidence])");
    assert_eq!((nothing.rounds, for_nothing.rounds), (0, 0));
    assert!(for_nothing.minutes > nothing.minutes);
}

#[test]
fn a_form_takes_one_piece_of_work_as_long_as_the_fields_it_lacks() {
    let one = play("0.0", "", "Form([Impact])");
    let four = play("0.0", "", "Form([Address, Impact, LegalBasis, CallBack])");
    let none = play("0.0", "", "");
    assert_eq!(none.pieces, 0);
    assert_eq!(one.pieces as u64, SEEDS);
    assert_eq!(four.pieces as u64, SEEDS);
    let (one, four) = (one.minutes - none.minutes, four.minutes - none.minutes);
    assert!(one > 0 && four > 3 * one && four < 5 * one, "{one} {four}");
}

#[test]
fn a_form_with_fields_that_every_sender_has_costs_nothing() {
    let without = play("1.0", "Timestamps", "");
    let with = play(
        "1.0",
        "Timestamps",
        "Form([Timestamps, Evidence, CallBack])",
    );
    assert_eq!(without.suspended as u64, SEEDS);
    assert!(without.body == with.body);
}

/// How often a provider asks a CERT back that passes a request on, and how often it suspends. The
/// CERT itself notes nothing.
fn passed_on(kind: &str, from: &str, clarify: &str) -> (usize, usize) {
    let text = format!(
        r#"organisations: [
            (id: "cert-a", overrides: true, thorough: 0.5, playbook: "asks"),
            (id: "cert-b", overrides: true, thorough: 0.0, needs: [Timestamps, Evidence],
             playbook: "passes-on"),
            (id: "host-b", overrides: true, needs: [Timestamps, Evidence]),
        ],
        playbooks: [
            (id: "asks", rules: [
                (name: "ask", on: Received(Notification), do: [Send(TakedownRequest, HostCert)])]),
            (id: "passes-on", rules: [
                (name: "pass on", on: Received({kind}), do: [{clarify}
                 Send(TakedownRequest, Hoster)])]),
        ],
        injects: [(id: "I", at: "+5m", {from} by: "phone", about: "host:c2",
            claims: ["c2-address"])]"#
    );
    let (mut rounds, mut suspended) = (0, 0);
    for seed in 0..SEEDS {
        let exercise = exercise("", &text);
        let names = exercise.names();
        let asks = org("host-b", &names);
        let mut engine = Engine::new(Arc::new(exercise), seed);
        engine.run().expect("nothing goes past a limit");
        let facts: Vec<Fact> = engine
            .entries()
            .iter()
            .filter_map(|one| one.fact().cloned())
            .collect();
        rounds += count(&facts, |fact| {
            matches!(fact, Fact::MessageComposed(f)
                if f.letter.kind == MessageKind::Clarification && f.letter.from == asks)
        });
        suspended += count(&facts, |fact| matches!(fact, Fact::HostSuspended(_)));
    }
    (rounds, suspended)
}

#[test]
fn whoever_passes_a_request_on_passes_on_the_fields_it_was_given() {
    let all = SEEDS as usize;
    // With the request itself.
    let given = r#"to: "cert-b", from: "cert-a", kind: TakedownRequest,"#;
    assert_eq!(passed_on("TakedownRequest", given, ""), (0, all));
    // By asking back for them.
    let asked = r#"to: "cert-a", kind: Notification,"#;
    let (rounds, learnt) = passed_on("TakedownRequest", asked, "Clarify(2),");
    assert!(rounds == 0 && learnt > all * 9 / 10, "{rounds} {learnt}");
    // A request without them brings no more than was in it.
    let (rounds, suspended) = passed_on("TakedownRequest", asked, "");
    assert!(rounds > 0 && suspended < learnt, "{rounds} {suspended}");
    // What is no request gives no fields.
    let word = r#"to: "cert-b", kind: Notification,"#;
    let (rounds, suspended) = passed_on("Notification", word, "");
    assert!(rounds >= all && suspended == 0, "{rounds} {suspended}");
}
