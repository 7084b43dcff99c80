//! TLP 2.0 as one table: who may be given what somebody else labelled, at every hop, whatever
//! label it is passed on with. Playbooks and the metric are held to the same table.

use crate::cast;
use hotwash::action::{Action, Intent, Publish, Send};
use hotwash::engine::Engine;
use hotwash::exercise::{Exercise, Finding, Pattern, Playbook, Rule, Step, What, Who};
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::metric::{self, Scope};
use hotwash::model::{
    ChannelId, Claim, DataCategory, FieldSet, FindingId, FindingKind, LearntBy, Letter,
    MessageKind, Named, Onward, OrgId, OrgKind, Pap, Part, PlaybookId, Priority, SimTime, Span,
    Tlp, Withheld,
};
use std::sync::Arc;

/// Recipients, as the one who passes something on sees them. Media print what they are given,
/// also where it serves them; nobody named stands for a publication.
const RECIPIENTS: [(Option<&str>, Onward); 6] = [
    (Some("source"), Onward::Source),
    (Some("client"), Onward::Client),
    (Some("peer"), Onward::Community),
    (Some("press"), Onward::Public),
    (Some("house-press"), Onward::Public),
    (None, Onward::Public),
];

/// TLP 2.0 (FIRST, August 2022): RED goes to nobody further, AMBER+STRICT stays in the
/// organisation, AMBER goes to its clients as well, GREEN to the community but to no public
/// channel, CLEAR to anybody. The source is told nothing that it may not know. Somebody inside the
/// organisation is no recipient of a message here, so that its column is held to the label alone.
#[rustfmt::skip]
const TABLE: [(Tlp, [(Onward, bool); 5]); 5] = {
    use Onward::{Client, Community, Inside, Public, Source};
    [
        (Tlp::Clear,
         [(Source, true), (Inside, true), (Client, true), (Community, true), (Public, true)]),
        (Tlp::Green,
         [(Source, true), (Inside, true), (Client, true), (Community, true), (Public, false)]),
        (Tlp::Amber,
         [(Source, true), (Inside, true), (Client, true), (Community, false), (Public, false)]),
        (Tlp::AmberStrict,
         [(Source, true), (Inside, true), (Client, false), (Community, false), (Public, false)]),
        (Tlp::Red,
         [(Source, true), (Inside, false), (Client, false), (Community, false), (Public, false)]),
    ]
};

fn may(received: Tlp, next: Onward) -> bool {
    let row = TABLE.iter().find(|(label, _)| *label == received);
    let (_, row) = row.expect("every label has its row");
    row.contains(&(next, true))
}

/// Who passes it on: the one who had it from its source, or the one who had it from that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hop {
    First,
    Second,
}

/// A source, two CERTs that serve the same two clients, a police unit and two newsrooms.
fn exercise() -> Exercise {
    let mut exercise = cast::empty(1);
    for (id, kind) in [
        ("client", OrgKind::Company),
        ("first", OrgKind::NationalCert),
        ("house-press", OrgKind::Media),
        ("peer", OrgKind::Police),
        ("press", OrgKind::Media),
        ("second", OrgKind::NationalCert),
        ("source", OrgKind::NationalCert),
    ] {
        cast::add(&mut exercise, cast::org(id, kind));
    }
    let [client, first, press, second, source] =
        ["client", "first", "house-press", "second", "source"].map(|id| org(&exercise, id));
    for cert in [first, second] {
        let row = &mut exercise.organisations[cert.at()];
        row.constituency = vec![client, press];
        row.mandates = vec![hotwash::model::Mandate::Publish];
    }
    exercise.findings.push(Finding {
        id: "finding".into(),
        says: "something".into(),
        kind: FindingKind::Name,
        truth: true,
        threat: None,
        points_at: None,
        half_life: Span::hours(1),
        obtainable: None,
        // What its source may give to whom it likes.
        tlp: Some(Tlp::Red),
        pap: Pap::Clear,
        data: DataCategory::Technical,
        wards_ppm: 0,
        known_to: vec![source],
        needed_by: Vec::new(),
    });
    exercise
}

fn org(exercise: &Exercise, id: &str) -> OrgId {
    OrgId::find(id, &exercise.names()).expect("it takes part")
}

/// Something passed on under a label: to an organisation, or published.
struct Passing<'a> {
    from: &'a str,
    to: Option<&'a str>,
    label: Tlp,
}

fn pass_on(engine: &mut Engine, passing: &Passing<'_>) {
    let exercise = Arc::clone(engine.exercise());
    let by = org(&exercise, passing.from);
    let claims = vec![Claim {
        finding: FindingId(0),
        part: Part::Full,
        tlp: passing.label,
        pap: Pap::Clear,
        source: org(&exercise, "source"),
    }];
    let text = String::new();
    let intent: Intent = match passing.to {
        None => Publish { claims, text }.into(),
        Some(to) => {
            let letter = Box::new(Letter {
                from: by,
                to: org(&exercise, to),
                kind: MessageKind::Indicators,
                channel: ChannelId(0),
                about: None,
                claims,
                artefacts: Vec::new(),
                fields: FieldSet::default(),
                wants: FieldSet::default(),
                reply_to: None,
                inject: None,
                priority: Priority::Normal,
                text,
            });
            Send { letter }.into()
        }
    };
    engine
        .submit(Action { by, intent })
        .expect("it knows what it says");
    let later = engine.now() + Span::minutes(10);
    engine.run_until(later).expect("within limits");
}

/// Plays until the one who is to pass it on has it under a label; before the second hop, the
/// first has widened or narrowed what the source had given it as RED.
fn received(exercise: Exercise, hop: Hop, label: Tlp) -> Engine {
    let mut engine = Engine::new(Arc::new(exercise), 1);
    engine.run_until(SimTime::STARTEX).expect("within limits");
    let given = if hop == Hop::First { label } else { Tlp::Red };
    let (from, to) = ("source", Some("first"));
    pass_on(
        &mut engine,
        &Passing {
            from,
            to,
            label: given,
        },
    );
    if hop == Hop::Second {
        let (from, to) = ("first", Some("second"));
        pass_on(&mut engine, &Passing { from, to, label });
    }
    engine
}

fn passer(hop: Hop) -> &'static str {
    match hop {
        Hop::First => "first",
        Hop::Second => "second",
    }
}

/// Breaches of the protocol that the metric counts for an organisation.
fn breaches(exercise: &Exercise, entries: &[Entry], id: &str) -> u32 {
    let scope = Scope::Org(org(exercise, id));
    let readings = metric::read(exercise, entries, exercise.clock.endex);
    let ours = readings
        .iter()
        .filter(|one| one.metric == "tlp_breaches" && one.scope == scope);
    ours.map(|one| one.count).sum()
}

#[test]
fn labels_allow_what_the_table_says() {
    for (label, row) in TABLE {
        for (next, allowed) in row {
            assert_eq!(label.allows(next), allowed, "{label} to {next:?}");
        }
    }
}

#[test]
fn whatever_label_it_is_passed_on_with_the_one_it_came_under_is_judged() {
    for hop in [Hop::First, Hop::Second] {
        for (label, _) in TABLE {
            for (passed, _) in TABLE {
                for (to, next) in RECIPIENTS {
                    let exercise = exercise();
                    let mut engine = received(exercise.clone(), hop, label);
                    let from = passer(hop);
                    pass_on(
                        &mut engine,
                        &Passing {
                            from,
                            to,
                            label: passed,
                        },
                    );
                    let found = breaches(&exercise, engine.entries(), from);
                    let case = format!("{hop:?} hop: {label} as {passed} to {to:?}");
                    assert_eq!(found, u32::from(!may(label, next)), "{case}");
                    // The source is never in breach of its own label; whoever passes on what it
                    // was given as RED is.
                    assert_eq!(breaches(&exercise, engine.entries(), "source"), 0, "{case}");
                    if hop == Hop::Second {
                        assert_eq!(breaches(&exercise, engine.entries(), "first"), 1, "{case}");
                    }
                }
            }
        }
    }
}

/// The exercise with a playbook for whoever passes things on.
fn passing_on(hop: Hop, to: Option<&str>) -> Exercise {
    let mut exercise = exercise();
    let step = match to {
        Some(to) => {
            let to = Who::These(vec![org(&exercise, to)]);
            Step::Share(to, What::Trigger, None)
        }
        None => Step::Publish(String::new()),
    };
    exercise.playbooks.push(Playbook {
        id: "passes-on".into(),
        rules: vec![Rule {
            name: "pass on".into(),
            on: Pattern::Learnt(None, Some(LearntBy::Message)),
            when: Vec::new(),
            steps: vec![step],
        }],
    });
    let whose = org(&exercise, passer(hop));
    exercise.organisations[whose.at()].playbook = PlaybookId(1);
    exercise
}

#[test]
fn playbooks_pass_on_what_the_table_allows_and_withhold_the_rest() {
    for hop in [Hop::First, Hop::Second] {
        for (label, _) in TABLE {
            for (to, next) in RECIPIENTS {
                let exercise = passing_on(hop, to);
                let by = org(&exercise, passer(hop));
                let engine = received(exercise.clone(), hop, label);
                let (mut given, mut withheld) = (0, 0);
                for fact in engine.entries().iter().filter_map(Entry::fact) {
                    match fact {
                        Fact::MessageComposed(f) if f.letter.from == by => given += 1,
                        Fact::Published(f) if f.by == Some(by) => given += f.claims.len(),
                        Fact::SharingWithheld(f) if f.org == by && f.why == Withheld::Tlp => {
                            withheld += 1;
                        }
                        _ => {}
                    }
                }
                // The source is not sent what came from it; a statement goes out without what it
                // may not say.
                let expected = match (next, to) {
                    (Onward::Source, _) => (0, 0),
                    (_, None) => (usize::from(may(label, next)), 0),
                    _ if may(label, next) => (1, 0),
                    _ => (0, 1),
                };
                let case = format!("{hop:?} hop: {label} to {to:?}");
                assert_eq!((given, withheld), expected, "{case}");
                assert_eq!(
                    breaches(&exercise, engine.entries(), passer(hop)),
                    0,
                    "{case}"
                );
            }
        }
    }
}
