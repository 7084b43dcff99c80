//! What a political shock takes away when it suspends an agreement, and what coming back restores.

use crate::cast::org;
use crate::politics::told;
use hotwash::fact::Fact;
use hotwash::model::{ChannelId, Named, SimTime, Work};

/// What becomes of an agreement between cert-a and cert-b before they deal with each other.
const NEVER: &str = "";
const SUSPENDED: &str = r#"(id: "X", at: "+1m", effects: [Agreement("pact", Suspended)]),"#;
const RESTORED: &str = r#"(id: "X", at: "+1m", effects: [Agreement("pact", Suspended)]),
    (id: "Y", at: "+2m", effects: [Agreement("pact", Operational)]),"#;

/// cert-a asks cert-b at +10m, which does not answer.
fn asked(terms: &str, shock: &str, more: &str) -> (Vec<(SimTime, Fact)>, hotwash::model::Names) {
    told(
        1,
        &format!(
            r#"playbooks: [
                (id: "asker", rules: [(name: "ask", on: Received(Notification),
                    do: [Send(InformationRequest, HostCert)])]),
                (id: "mute", rules: [
                    (name: "read", on: Received(InformationRequest), do: [Work(Triage, High)]),
                    (name: "near", on: Received(InformationRequest), when: [FromTier(Trusted)],
                     do: [Decide("near")]),
                ]),
            ],
            organisations: [
                (id: "cert-a", overrides: true, playbook: "asker", patience: "60m"),
                (id: "cert-b", overrides: true, playbook: "mute"),
            ],
            channels: [(id: "email", overrides: true, loss: 0.0),
                (id: "hotline", overrides: true, loss: 0.0)],
            agreements: [(id: "pact", parties: ["cert-a", "cert-b"], gives: [{terms}])],
            injects: [{shock} (id: "I-1", at: "+10m", to: "cert-a", by: "phone",
                kind: Notification, claims: ["c2-address"])], {more}"#
        ),
    )
}

/// What is found under each fate of the agreement.
fn found<T>(terms: &str, look: impl Fn(&[(SimTime, Fact)], &hotwash::model::Names) -> T) -> [T; 3] {
    [NEVER, SUSPENDED, RESTORED].map(|shock| {
        let (facts, names) = asked(terms, shock, "");
        look(&facts, &names)
    })
}

#[test]
fn channels_go_and_come_back() {
    let ways = found("Channel(\"hotline\")", |facts, names| {
        let asker = org("cert-a", names);
        let by = facts.iter().find_map(|(_, fact)| match fact {
            Fact::MessageSent(f) if f.from == asker => Some(f.channel),
            _ => None,
        });
        by == ChannelId::find("hotline", names)
    });
    assert_eq!(ways, [true, false, true]);
}

#[test]
fn kept_contacts_go_and_come_back() {
    let reached = [NEVER, SUSPENDED, RESTORED].map(|shock| {
        let more = r#"kinds: [(kind: NationalCert, overrides: true, directory: (stale: 1.0))]"#;
        let (facts, names) = asked("ContactsKeptCurrent", shock, more);
        let asker = org("cert-a", &names);
        let at_once = |(_, fact): &(SimTime, Fact)| match fact {
            Fact::MessageDelivered(f) => f.from == asker && f.attempt == 1,
            _ => false,
        };
        facts.iter().any(at_once)
    });
    assert_eq!(reached, [true, false, true]);
}

#[test]
fn deadlines_go_and_come_back() {
    let missed = |facts: &[(SimTime, Fact)]| {
        facts.iter().find_map(|(at, fact)| match fact {
            Fact::DeadlineMissed(f) => Some((f.agreement.is_some(), at.0 / 60_000)),
            _ => None,
        })
    };
    let within = "AnswerWithin(\"30m\")";
    let [owed, not_owed, again] = found(within, |facts, _| missed(facts).expect("it is mute"));
    assert!(owed.0 && owed.1 < 60, "{owed:?}");
    assert!(!not_owed.0 && not_owed.1 > 180, "{not_owed:?}");
    assert_eq!(again, owed);
    // What was promised before is owed no longer either, unless it stands again by then.
    let shock = |at: &str, to: &str| {
        format!(r#"(id: "S{to}", at: "{at}", effects: [Agreement("pact", {to})]),"#)
    };
    let (facts, _) = asked(within, &shock("+20m", "Suspended"), "");
    assert_eq!(missed(&facts), Some(not_owed));
    let both = shock("+20m", "Suspended") + &shock("+25m", "Operational");
    assert_eq!(missed(&asked(within, &both, "").0), Some(owed));
}

#[test]
fn tiers_go_and_come_back() {
    let near = found("Sharing(Trusted)", |facts, _| {
        facts
            .iter()
            .any(|(_, fact)| matches!(fact, Fact::Decided(_)))
    });
    assert_eq!(near, [true, false, true]);
}

#[test]
fn liaison_goes_and_comes_back() {
    let triaged = found("Liaison", |facts, names| {
        let reader = org("cert-b", names);
        let triage = |(_, fact): &(SimTime, Fact)| match fact {
            Fact::TicketQueued(f) => f.org == reader && f.work == Work::Triage,
            _ => false,
        };
        facts.iter().any(triage)
    });
    assert_eq!(triaged, [false, true, false]);
}

#[test]
fn trust_that_was_gained_outlasts_the_tier_it_began_at() {
    let moved = |terms: &str| {
        let shock = r#"(id: "X", at: "+2h", effects: [Agreement("pact", Suspended)]),
            (id: "Y", at: "+150m", effects: [Agreement("pact", Operational)]),"#;
        let met = r#"gatherings: [(id: "agm", at: "+1h", parties: ["cert-a", "cert-b"],
            trust: 0.1)]"#;
        let (facts, names) = asked(terms, shock, met);
        let reader = org("cert-b", &names);
        let moved = facts.iter().filter_map(|(_, fact)| match fact {
            Fact::TrustChanged(f) if f.org == reader => Some((f.was_ppm, f.ppm)),
            _ => None,
        });
        moved.collect::<Vec<_>>()
    };
    assert_eq!(
        moved("Sharing(Trusted)"),
        [(750_000, 850_000), (850_000, 600_000), (600_000, 850_000)]
    );
    assert_eq!(moved("Liaison"), [(500_000, 600_000)]);
}
