//! Who needs whose approval, what counts as an incident where, and agreements that change it.

use crate::cast::{exercise, org};
use crate::live::{letter, submit};
use hotwash::action::{ConfirmMention, Send};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{MessageKind, Names, Part, SimTime, Span};
use std::sync::Arc;

/// What happened and when, in one run of the cast with more of a scenario.
pub fn told(seed: u64, more: &str) -> (Vec<(SimTime, Fact)>, Names) {
    let exercise = exercise("", more);
    let names = exercise.names();
    let mut engine = Engine::new(Arc::new(exercise), seed);
    engine.run().expect("nothing goes past a limit");
    let entries = engine.into_entries().into_iter();
    let facts = entries.filter_map(|entry| Some((entry.at, entry.fact()?.clone())));
    (facts.collect(), names)
}

/// All that happened, to be compared.
pub fn body(more: &str) -> Vec<(SimTime, Fact)> {
    told(1, more).0
}

/// cert-a, of this approval and with these terms between it and cert-b, asks cert-b under this
/// tension between their economies. Whether it was stopped, and after how long it could leave.
fn cleared(approval: &str, terms: &str, tension: &str, more: &str) -> (usize, Option<Span>) {
    let (facts, names) = told(3, &asking(approval, terms, tension, more));
    let asker = org("cert-a", &names);
    let composed = facts.iter().find_map(|(at, fact)| match fact {
        Fact::MessageComposed(f) if f.letter.from == asker => Some((*at, f.message)),
        _ => None,
    });
    let (wrote, message) = composed.expect("it asks");
    let left = facts.iter().find_map(|(at, fact)| match fact {
        Fact::MessageSent(f) if f.message == message => Some(at.since(wrote)),
        _ => None,
    });
    let stopped =
        |(_, fact): &&(SimTime, Fact)| matches!(fact, Fact::MessageVetoed(f) if f.from == asker);
    (facts.iter().filter(stopped).count(), left)
}

fn asking(approval: &str, terms: &str, tension: &str, more: &str) -> String {
    format!(
        r#"economies: [(id: "KR", overrides: true, tension: {{"JP": {tension}}})],
        playbooks: [(id: "asker", rules: [
            (name: "ask", on: Received(Notification), do: [Send(InformationRequest, HostCert)]),
        ])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "asker", approval: {approval}),
            (id: "min-a", kind: Ministry, economy: "KR", desk: (background: PerHour(0.0),
             analysts: 1, shift: Shifts([(from: "20:00", to: "23:00", analysts: 1)]))),
        ],
        service: [(work: Coordination, overrides: true, spread: 0.0)],
        agreements: [(id: "pact", parties: ["cert-a", "cert-b"], gives: [{terms}])],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"])], {more}"#
    )
}

#[test]
fn who_is_insulated_needs_no_approval_however_tense_it_is() {
    let paper = "AnswerWithin(\"2h\")";
    assert_eq!(cleared("Politics", paper, "1.0", ""), (1, None));
    assert_eq!(cleared("Own", paper, "1.0", ""), (0, Some(Span::ZERO)));
    assert_eq!(
        cleared("Politics", "Insulated", "1.0", ""),
        (0, Some(Span::ZERO))
    );
    // An agreement insulates while it is operational.
    let suspended = r#"injects: [
        (id: "I-0", at: "+1m", effects: [Agreement("pact", Suspended)]),
        (id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"])],"#;
    let text = asking("Politics", "Insulated", "1.0", "");
    let at = text.find("injects").expect("it has some");
    let (facts, _) = told(3, &format!("{}{suspended}", &text[..at]));
    assert!(
        facts
            .iter()
            .any(|(_, fact)| matches!(fact, Fact::MessageVetoed(_)))
    );
}

#[test]
fn without_tension_insulation_changes_nothing() {
    let paper = "AnswerWithin(\"2h\")";
    let calm = body(&asking("Politics", paper, "0.0", ""));
    assert_eq!(calm, body(&asking("Own", paper, "0.0", "")));
    assert_eq!(
        body(&asking("Politics", "Insulated", "0.0", "")),
        body(&asking("Own", "Insulated", "0.0", ""))
    );
}

#[test]
fn a_named_approver_clears_at_its_desk_and_in_its_hours() {
    let paper = "AnswerWithin(\"2h\")";
    // The exercise begins at 18:00 in Seoul; the ministry comes on duty at 20:00.
    let hours = |left: Option<Span>| left.map(|span| span.0 / Span::hours(1).0);
    let by = "By(\"min-a\")";
    let (stopped, left) = cleared(by, paper, "0.0", "");
    assert_eq!((stopped, hours(left)), (0, Some(2)), "{left:?}");
    // Under tension it may stop it; an agreement takes it off that desk.
    assert_eq!(cleared(by, paper, "1.0", ""), (1, None));
    assert_eq!(cleared(by, "Insulated", "1.0", ""), (0, Some(Span::ZERO)));
    // What stays at home, and what is for the approver itself, needs nobody's clearance.
    for (approval, to, waits) in [
        (by, "Ours(Police)", false),
        (by, "Ours(Ministry)", false),
        (by, "HostCert", true),
        ("By(\"cert-b\")", "HostCert", false),
    ] {
        let text = asking(approval, paper, "0.0", "").replace(", HostCert)", &format!(", {to})"));
        let (facts, names) = told(3, &text);
        let asker = org("cert-a", &names);
        let waited = facts.iter().find_map(|(_, fact)| match fact {
            Fact::MessageApproved(f) if f.from == asker => Some(f.waited),
            _ => None,
        });
        assert_eq!(waited, Some(waits), "{approval} {to}");
    }
}

#[test]
fn messages_to_clear_queue_at_the_approvers_desk() {
    let left = |playbooks: &str, ministry: &str| {
        let text = asking("By(\"min-a\")", "AnswerWithin(\"2h\")", "0.0", "")
            .replace("kind: Ministry,", &format!("kind: Ministry, {ministry}"))
            .replace("playbooks: [", &format!("playbooks: [{playbooks}"));
        let (facts, names) = told(3, &text);
        let asker = org("cert-a", &names);
        let sent = |(at, fact): &(SimTime, Fact)| match fact {
            Fact::MessageSent(f) if f.from == asker => Some(*at),
            _ => None,
        };
        facts.iter().find_map(sent).expect("it leaves")
    };
    let drill = r#"(id: "drill", rules: [
        (name: "work", on: Start, do: [Work(LegalReview, Urgent)]),
    ]),"#;
    let (alone, queued) = (left("", ""), left(drill, "playbook: \"drill\","));
    assert!(queued > alone, "{queued} and {alone}");
}

#[test]
fn insulation_lets_leaks_through_where_the_partner_shelters_the_group() {
    let leaks = |terms: &str, sponsor: &str| {
        let leaked = |seed: u64| {
            let (facts, _) = told(
                seed,
                &format!(
                    r#"economies: [(id: "KR", overrides: true, tension: {{"JP": 0.9}})],
                    playbooks: [(id: "sharer", rules: [
                        (name: "share", on: Received(Notification), do: [
                            Share(Every(NationalCert), Trigger)]),
                    ])],
                    threats: [(id: "gang", overrides: true, {sponsor})],
                    organisations: [(id: "cert-a", overrides: true, playbook: "sharer")],
                    agreements: [(id: "pact", parties: ["cert-a", "cert-b"], gives: [{terms}])],
                    injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone",
                        kind: Notification, claims: ["c2-address"])]"#
                ),
            );
            let leaked = facts.iter().find_map(|(at, fact)| match fact {
                Fact::ClaimLeaked(_) => Some(at.0),
                _ => None,
            });
            leaked.unwrap_or(i64::MAX)
        };
        (1..=20).map(leaked).collect::<Vec<_>>()
    };
    let paper = "AnswerWithin(\"2h\")";
    let sponsored = "sponsor: \"JP\"";
    let (cleared, insulated) = (leaks(paper, sponsored), leaks("Insulated", sponsored));
    // Never later, and in some runs sooner or only then.
    assert!(
        insulated
            .iter()
            .zip(&cleared)
            .all(|(with, without)| with <= without)
    );
    let sooner = insulated
        .iter()
        .zip(&cleared)
        .filter(|(with, without)| with < without);
    assert!(sooner.count() > 5, "{insulated:?} and {cleared:?}");
    // Where nobody shelters the group nothing leaks, insulated or not.
    assert_eq!(leaks("Insulated", ""), [i64::MAX; 20]);
}

#[test]
fn what_a_stopped_message_tells_nobody_has_read() {
    let text = asking("Politics", "AnswerWithin(\"2h\")", "1.0", "");
    let exercise = exercise("", &text);
    let names = exercise.names();
    let [a, b, excon] = ["cert-a", "cert-b", "excon"].map(|id| org(id, &names));
    let mut engine = Engine::new(Arc::new(exercise), 3);
    let at = SimTime::STARTEX + Span::minutes(30);
    engine.run_until(at).expect("nothing goes past a limit");
    let known = engine.seat_view(a).knowledge().iter().next();
    let finding = known.expect("it was told").0;
    let mut letter = letter(a, b, MessageKind::Notification);
    letter.text = "told in words".to_owned();
    let letter = Box::new(letter);
    submit(&mut engine, a, Send { letter }).expect("anybody may write");
    let written = engine
        .entries()
        .iter()
        .rev()
        .find_map(|entry| match entry.fact() {
            Some(Fact::MessageComposed(f)) => Some(f.message),
            _ => None,
        });
    let message = written.expect("it is written");
    engine.run().expect("nothing goes past a limit");
    let mut facts = engine.entries().iter().filter_map(|entry| entry.fact());
    let stopped = |fact: &Fact| matches!(fact, Fact::MessageVetoed(f) if f.message == message);
    assert!(facts.any(stopped), "it is stopped");
    let confirm = ConfirmMention {
        message,
        finding,
        part: Part::Partial,
        evaluator: "Ann".to_owned(),
    };
    submit(&mut engine, excon, confirm).expect("it tells so");
    assert!(engine.seat_view(b).knows(finding).is_none());
}
