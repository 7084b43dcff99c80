//! A message that does not reach anybody, of a seat that people play: nothing goes on by itself,
//! and they can try again.

use crate::cast::{exercise, org};
use crate::live::{differs, letter, submit};
use hotwash::action::{Send, SwitchSeat, TryAgain};
use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::model::{
    ChannelId, MessageId, MessageKind, Named as _, OrgId, SeatState, SimTime, Span,
};
use std::sync::Arc;

/// Why a message does not reach anybody at its first try.
const CAUSES: &[&str] = &["stale", "missing", "lost", "lost on the phone", "not open"];

/// The cast, where `cert-a` does not reach `cert-b`, and by which channel it writes.
fn unreachable(why: &str) -> (Exercise, ChannelId) {
    let directory = match why {
        "stale" => "stale: 1.0, missing: 0.0",
        "missing" => "stale: 0.0, missing: 1.0",
        _ => "stale: 0.0, missing: 0.0",
    };
    let more = format!(
        r#"organisations: [(id: "cert-a", overrides: true, directory: ({directory})),
            (id: "cert-b", overrides: true, reached_by: ["phone", "email"])]"#
    );
    let mut exercise = exercise("", &more);
    let by = if why == "not open" {
        "hotline"
    } else {
        "phone"
    };
    let by = ChannelId::find(by, &exercise.names()).expect("it is a channel");
    for (nth, channel) in exercise.channels.iter_mut().enumerate() {
        if why == "lost" || (why == "lost on the phone" && ChannelId::nth(nth) == by) {
            channel.loss_ppm = 1_000_000;
        }
    }
    (exercise, by)
}

fn until(engine: &mut Engine, minutes: i64) {
    let at = SimTime::STARTEX + Span::minutes(minutes);
    engine.run_until(at).expect("within limits");
}

fn switch(engine: &mut Engine, org: OrgId, to: SeatState) {
    let excon = engine.exercise().excon();
    submit(engine, excon, SwitchSeat { org, to }).expect("EXCON may");
}

/// People in `cert-a` ask `cert-b` something at T+5.
fn asked(why: &str, seat: SeatState) -> (Engine, OrgId) {
    let (exercise, channel) = unreachable(why);
    let names = exercise.names();
    let (a, b) = (org("cert-a", &names), org("cert-b", &names));
    let mut engine = Engine::new(Arc::new(exercise), 3);
    switch(&mut engine, a, seat);
    until(&mut engine, 5);
    let mut question = letter(a, b, MessageKind::InformationRequest);
    question.channel = channel;
    let letter = Box::new(question);
    submit(&mut engine, a, Send { letter }).expect("anybody may write");
    (engine, a)
}

/// What a seat did so far to reach somebody: its tries by channel, and when it turned to another.
fn tries(engine: &Engine, seat: OrgId) -> Vec<String> {
    let names = engine.exercise().names();
    let told = engine.entries().iter().filter_map(|entry| {
        let (what, channel) = match entry.fact()? {
            Fact::ContactLookedUp(f) if f.from == seat => {
                (if f.entry { "finds" } else { "lacks" }, f.channel)
            }
            Fact::MessageSent(f) if f.from == seat => ("sends", f.channel),
            Fact::FallbackTaken(f) if f.from == seat => ("turns to", f.channel),
            Fact::ContactGivenUp(f) if f.from == seat => return Some("gives up".to_owned()),
            _ => return None,
        };
        Some(format!("{what} {}", channel.text(&names)))
    });
    told.collect()
}

#[test]
fn where_people_have_a_seat_nothing_is_tried_again_that_they_do_not_try() {
    for why in CAUSES {
        let once: &[&str] = match *why {
            "missing" => &["lacks phone"],
            "not open" => &["gives up"],
            _ => &["finds phone", "sends phone"],
        };
        for seat in [SeatState::Human, SeatState::Assisted] {
            let (mut engine, a) = asked(why, seat);
            engine.run().expect("within limits");
            assert_eq!(tries(&engine, a), once, "{why}, {seat}");
        }
        let (mut engine, a) = asked(why, SeatState::Simulated);
        engine.run().expect("within limits");
        assert!(tries(&engine, a).len() > once.len(), "{why}: by itself");
    }
}

#[test]
fn a_playbook_that_gets_the_seat_back_goes_on_trying() {
    for why in CAUSES {
        for seat in [SeatState::Human, SeatState::Assisted] {
            let (mut engine, a) = asked(why, seat);
            // Patience with a try that nothing comes back from has run out by then.
            until(&mut engine, 200);
            let before = tries(&engine, a).len();
            switch(&mut engine, a, SeatState::Simulated);
            engine.run().expect("within limits");
            assert!(tries(&engine, a).len() > before, "{why}, {seat}");
        }
    }
}

#[test]
fn what_was_being_looked_up_stops_when_people_take_the_seat() {
    for why in ["stale", "missing", "lost"] {
        for minutes in 5..30 {
            let (mut engine, a) = asked(why, SeatState::Simulated);
            until(&mut engine, minutes);
            switch(&mut engine, a, SeatState::Human);
            let before = tries(&engine, a);
            engine.run().expect("within limits");
            assert_eq!(tries(&engine, a), before, "{why}, taken at T+{minutes}");
        }
    }
}

/// Tries the last message that a seat wrote again, by a channel.
fn try_again(engine: &mut Engine, seat: OrgId, by: &str) -> Result<u32, String> {
    let channel = ChannelId::find(by, &engine.exercise().names()).expect("it is a channel");
    let sent = &engine.seat_view(seat).mailbox().sent;
    let message = *sent.last().expect("it wrote one");
    let tried = submit(engine, seat, TryAgain { message, channel });
    tried.map_err(|refusal| refusal.why)
}

#[test]
fn people_try_again_by_the_way_that_they_choose() {
    for (why, by, then) in [
        (
            "lost on the phone",
            "email",
            &["turns to email", "finds email", "sends email"][..],
        ),
        (
            "lost on the phone",
            "phone",
            &["finds phone", "sends phone"],
        ),
        ("stale", "phone", &["finds phone", "sends phone"]),
        ("missing", "email", &["turns to email", "lacks email"]),
        ("missing", "phone", &["lacks phone"]),
        (
            "not open",
            "phone",
            &["turns to phone", "finds phone", "sends phone"],
        ),
        ("lost", "hotline", &["gives up"]),
    ] {
        for seat in [SeatState::Human, SeatState::Assisted] {
            let (mut engine, a) = asked(why, seat);
            until(&mut engine, 60);
            let before = tries(&engine, a).len();
            try_again(&mut engine, a, by).expect("nobody was reached");
            engine.run().expect("within limits");
            let after = tries(&engine, a);
            assert_eq!(after[before..], *then, "{why}, {seat}, by {by}");
            assert_eq!(differs(&engine), None, "it replays");
            let sent = &engine.seat_view(a).mailbox().sent;
            let heard = engine.seat_view(a).message(sent[0]).expect("its own").heard;
            let reaches = ["lost on the phone email", "not open phone"];
            assert_eq!(
                heard,
                reaches.contains(&&*format!("{why} {by}")),
                "{why}, by {by}"
            );
        }
    }
}

#[test]
fn nobody_tries_again_what_was_received_or_may_not_leave_or_is_not_theirs() {
    let (mut engine, a) = asked("lost on the phone", SeatState::Human);
    until(&mut engine, 60);
    try_again(&mut engine, a, "email").expect("nobody was reached");
    engine.run().expect("within limits");
    let why = try_again(&mut engine, a, "phone").expect_err("it was acknowledged");
    assert_eq!(why, "it has been received");
    let (mut engine, a) = asked("lost", SeatState::Human);
    let names = engine.exercise().names();
    let b = org("cert-b", &names);
    let sent = engine.seat_view(a).mailbox().sent[0];
    for (by, message, channel, why) in [
        (b, sent, 0, "you have written no such message"),
        (a, MessageId(77), 0, "you have written no such message"),
        (a, sent, 99, "there is no such channel"),
    ] {
        let channel = ChannelId::nth(channel);
        let refused = submit(&mut engine, by, TryAgain { message, channel });
        assert_eq!(refused.expect_err("it is refused").why, why);
    }
    // What waits for its approver has not set out yet, and what was vetoed never does.
    let (mut exercise, phone) = unreachable("lost");
    exercise.channels[phone.at()].approval = Some(Span::minutes(10));
    let mut engine = Engine::new(Arc::new(exercise), 3);
    switch(&mut engine, a, SeatState::Human);
    let mut question = letter(a, b, MessageKind::InformationRequest);
    question.channel = phone;
    let letter = Box::new(question);
    submit(&mut engine, a, Send { letter }).expect("anybody may write");
    let why = try_again(&mut engine, a, "email").expect_err("it waits");
    assert_eq!(why, "it has not been cleared to leave");
}
