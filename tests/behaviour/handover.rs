//! A seat changes hands: what is under way stops with its playbook, and what lies open is taken up
//! by it again.

use crate::cast::{exercise, org};
use crate::live::letter;
use hotwash::action::{Action, Close, Decide, Intent, LogContact, Open, Send, SwitchSeat};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{
    Claim, FindingId, Means, MessageKind, Named as _, OrgId, Rare, SeatState, SimTime, Span,
    Subject, Turned, Work,
};
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::sync::Arc;

pub fn drill(seed: u64) -> (Engine, OrgId) {
    let loaded = load("first-drill", &MemoryShelf::default());
    let exercise = Arc::new(loaded.exercise.expect("it is good"));
    let cert = org("be-cert", &exercise.names());
    (Engine::new(exercise, seed), cert)
}

pub fn act(engine: &mut Engine, by: OrgId, intent: Intent) {
    engine.submit(Action { by, intent }).expect("it is allowed");
}

pub fn switch(engine: &mut Engine, org: OrgId, to: SeatState) {
    let excon = engine.exercise().excon();
    act(engine, excon, SwitchSeat { org, to }.into());
}

pub fn until(engine: &mut Engine, minutes: i64) {
    let at = SimTime::STARTEX + Span::minutes(minutes);
    engine.run_until(at).expect("within limits");
}

/// What a seat does, in words that tell who must be behind it.
fn does(entry: &Entry, seat: OrgId) -> Option<&'static str> {
    match entry.fact()? {
        Fact::MessageOpened(f) if f.to == seat => Some("reads"),
        Fact::MessageAcknowledged(f) if f.to == seat => Some("acknowledges"),
        Fact::MessageComposed(f) if f.letter.from == seat => Some("writes"),
        Fact::TicketQueued(f) if f.org == seat && f.work == Work::Background => Some("is busy"),
        Fact::TicketQueued(f) if f.org == seat => Some("sets about"),
        Fact::TicketStarted(f) if f.org == seat => Some("works"),
        Fact::HostSuspended(f) if f.by == seat => Some("suspends"),
        Fact::ArtefactAnalysed(f) if f.org == seat => Some("analyses"),
        _ => None,
    }
}

pub fn done(engine: &Engine, from: usize, seat: OrgId) -> Vec<&'static str> {
    let entries = engine.entries().iter().skip(from);
    entries.filter_map(|entry| does(entry, seat)).collect()
}

#[test]
fn where_people_take_a_seat_nothing_is_done_there_that_they_do_not_do() {
    for seed in 1..20 {
        // Mail waits, work is under way, or both, whenever they come.
        for minutes in [0, 8, 9, 11, 13, 16, 20, 30] {
            let (mut engine, cert) = drill(seed);
            until(&mut engine, minutes);
            switch(&mut engine, cert, SeatState::Human);
            let from = engine.entries().len();
            engine.run().expect("within limits");
            let none: Vec<&str> = Vec::new();
            assert_eq!(
                done(&engine, from, cert),
                none,
                "seed {seed}, from T+{minutes}"
            );
        }
    }
}

#[test]
fn a_playbook_that_gets_a_seat_back_reads_and_takes_up_what_lies_open() {
    let (mut busy, mut seeds) = (0, 0);
    for seed in 1..20 {
        for opened in [false, true] {
            let (mut engine, cert) = drill(seed);
            switch(&mut engine, cert, SeatState::Human);
            until(&mut engine, 15);
            let unread = engine.seat_view(cert).mailbox().unread.clone();
            assert!(!unread.is_empty(), "seed {seed}: nobody has read it");
            let lay = unread.clone();
            if opened {
                for message in unread {
                    act(&mut engine, cert, Open { message }.into());
                }
            }
            switch(&mut engine, cert, SeatState::Simulated);
            let from = engine.entries().len();
            engine.run().expect("within limits");
            let done = done(&engine, from, cert);
            let left = &engine.seat_view(cert).mailbox().unread;
            assert!(!left.iter().any(|one| lay.contains(one)), "seed {seed}");
            seeds += 1;
            busy += usize::from(done.contains(&"sets about") && done.contains(&"works"));
        }
    }
    assert_eq!(busy, seeds, "it sets about what lay open, read or unread");
}

#[test]
fn a_playbook_that_never_lost_its_seat_begins_nothing_anew() {
    let (mut once, cert) = drill(7);
    until(&mut once, 20);
    let (mut twice, _) = drill(7);
    until(&mut twice, 20);
    switch(&mut twice, cert, SeatState::Simulated);
    once.run().expect("within limits");
    twice.run().expect("within limits");
    assert_eq!(done(&once, 0, cert), done(&twice, 0, cert));
}

/// Two findings that come to `cert-a`, one by a message and one by itself, and its playbook, which
/// passes on what it learns.
const PASSES_ON: &str = r#"
    playbooks: [(id: "relay", rules: [
        (name: "pass on", on: Learnt(), when: [FirstTime], do: [Share(These(["police-b"]))]),
    ])],
    organisations: [(id: "cert-a", overrides: true, playbook: "relay",
        sensors: [(class: SupplyChain, sees: 1.0, delay: "1m", watches: Constituency)])],
    findings: [(id: "gang-name", overrides: true, obtainable: "+2m")],
    injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Advisory,
        claims: ["c2-address"])]"#;

/// What people do about what they learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Nothing,
    Tell,
    TellByPhone,
    Decide,
    Close,
}

/// Which of the two findings the playbook passes on once it has its seat back.
fn passed_on(does: About, to: SeatState) -> Vec<String> {
    let exercise = exercise("", PASSES_ON);
    let names = exercise.names();
    let find = |id: &str| FindingId::find(id, &names).expect("there is one");
    let (cert, other) = (org("cert-a", &names), org("cert-b", &names));
    let mut engine = Engine::new(Arc::new(exercise), 1);
    switch(&mut engine, cert, SeatState::Human);
    until(&mut engine, 60);
    let message = engine.seat_view(cert).mailbox().unread[0];
    act(&mut engine, cert, Open { message }.into());
    let known = |engine: &Engine| -> Vec<Claim> {
        let all = [find("c2-address"), find("gang-name")].into_iter();
        let all = all.filter_map(|id| engine.seat_view(cert).knows(id));
        all.map(|known| known.claim.clone()).collect()
    };
    let claims = known(&engine);
    assert_eq!(claims.len(), 2, "both are known");
    let about = Some(Subject::Finding(find("gang-name")));
    let mut told = letter(cert, other, MessageKind::Advisory);
    told.claims = claims.clone();
    match does {
        About::Nothing => {}
        About::Tell => act(
            &mut engine,
            cert,
            Send {
                letter: Box::new(told),
            }
            .into(),
        ),
        About::TellByPhone => {
            let call = LogContact {
                with: other,
                turned: Turned::Out,
                means: Means::Phone,
                held: None,
                answered: true,
                about: None,
                claims,
                text: "told them".into(),
            };
            act(&mut engine, cert, call.into());
        }
        About::Decide => {
            let kept = Decide {
                decision: "keep it for now".into(),
                reason: String::new(),
                about,
                confidence: Rare(None),
            };
            act(&mut engine, cert, kept.into());
        }
        About::Close => act(&mut engine, cert, Close { message }.into()),
    }
    let from = engine.entries().len();
    switch(&mut engine, cert, to);
    engine.run().expect("within limits");
    let shared = engine.entries()[from..].iter().filter_map(|entry| {
        let Some(Fact::MessageComposed(f)) = entry.fact() else {
            return None;
        };
        let claim = f.letter.claims.first().filter(|_| f.letter.from == cert)?;
        Some(claim.finding.text(&names).to_owned())
    });
    let mut shared: Vec<String> = shared.collect();
    shared.sort_unstable();
    shared
}

#[test]
fn a_playbook_takes_up_what_people_learnt_and_did_nothing_about() {
    let simulated = SeatState::Simulated;
    for (does, to, expected) in [
        (About::Nothing, simulated, &["c2-address", "gang-name"][..]),
        (About::Tell, simulated, &[]),
        (About::TellByPhone, simulated, &[]),
        (About::Decide, simulated, &["c2-address"]),
        (About::Close, simulated, &["gang-name"]),
        // Where it assists, it asks first.
        (About::Nothing, SeatState::Assisted, &[]),
    ] {
        assert_eq!(passed_on(does, to), expected, "{does:?}, {to:?}");
    }
}
