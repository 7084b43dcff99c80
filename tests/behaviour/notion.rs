//! What is no incident to whoever is asked, and what shared terms and training change.

use crate::cast::org;
use crate::politics::{body, told};
use hotwash::fact::Fact;
use hotwash::model::{Declined, MessageKind, Names, SimTime, Span, Work};

type Told = (Vec<(SimTime, Fact)>, Names);

/// cert-a asks host-b to take the gang's server down; Japan is otherwise than usual by `economy`,
/// host-b by `host`, and an agreement of the two gives `terms`.
fn asking(economy: &str, host: &str, terms: &str, more: &str) -> String {
    format!(
        r#"economies: [(id: "JP", overrides: true, {economy})],
        playbooks: [(id: "asker", rules: [
            (name: "ask", on: Received(Notification), do: [Send(TakedownRequest, Hoster)]),
            (name: "note", on: TurnedDown(TakedownRequest), do: [Decide("noted")]),
        ])],
        organisations: [
            (id: "cert-a", overrides: true, playbook: "asker", thorough: 1.0),
            (id: "host-b", overrides: true, {host}),
        ],
        channels: [(id: "email", overrides: true, loss: 0.0)],
        agreements: [(id: "pact", parties: ["cert-a", "host-b"], gives: [{terms}])],
        injects: [(id: "I-1", at: "+5m", to: "cert-a", by: "phone", kind: Notification,
            claims: ["c2-address"]) {more}]"#
    )
}

/// Refusals for want of an incident, questions, and when the server was taken down.
fn course((facts, names): &Told) -> (usize, usize, Option<SimTime>) {
    let host = org("host-b", names);
    let refused = |fact: &Fact| match fact {
        Fact::RequestDeclined(f) => f.why == Declined::NotAnIncident,
        _ => false,
    };
    let asked = |fact: &Fact| match fact {
        Fact::MessageSent(f) => f.from == host && f.kind == MessageKind::Clarification,
        _ => false,
    };
    let count = |fits: &dyn Fn(&Fact) -> bool| facts.iter().filter(|(_, fact)| fits(fact)).count();
    let down = facts.iter().find_map(|(at, fact)| match fact {
        Fact::HostSuspended(f) => (f.by == host).then_some(*at),
        _ => None,
    });
    (count(&refused), count(&asked), down)
}

const OTHERWISE: &str = "not_incidents: [SupplyChain]";
const PAPER: &str = "AnswerWithin(\"2h\")";

#[test]
fn what_is_no_incident_to_whoever_is_asked_is_turned_down() {
    let asked = |economy, host, terms, more| told(1, &asking(economy, host, terms, more));
    let usual = course(&asked("", "", PAPER, ""));
    assert_eq!((usual.0, usual.1), (0, 0));
    let usual = usual.2.expect("it is taken down");

    let refused = asked(OTHERWISE, "", PAPER, "");
    assert_eq!(course(&refused), (1, 0, None));
    let noted =
        |(_, fact): &(SimTime, Fact)| matches!(fact, Fact::Decided(f) if f.decision == "noted");
    assert!(refused.0.iter().any(noted), "cert-a hears of it");

    // With shared terms it is asked about and done, later; and both work for it.
    let shared = asked(OTHERWISE, "", "SharedTerms", "");
    let (no, questions, down) = course(&shared);
    assert_eq!((no, questions), (0, 1));
    assert!(down.expect("it is taken down") > usual);
    let work = |(facts, _): &Told| {
        let tickets = facts.iter();
        tickets
            .filter(|(_, fact)| matches!(fact, Fact::TicketFinished(_)))
            .count()
    };
    assert!(work(&shared) > work(&refused) + 1);

    // Paper that is suspended explains nothing.
    let suspend = r#", (id: "I-0", at: "+1m", effects: [Agreement("pact", Suspended)])"#;
    assert_eq!(
        course(&asked(OTHERWISE, "", "SharedTerms", suspend)),
        (1, 0, None)
    );
}

#[test]
fn an_organisation_may_have_a_notion_of_its_own() {
    let asked = |economy, host| course(&told(1, &asking(economy, host, PAPER, "")));
    assert!(asked(OTHERWISE, "not_incidents: []").2.is_some());
    assert_eq!(asked("", OTHERWISE), (1, 0, None));
}

#[test]
fn some_ask_first_and_act_where_they_are_told_what_harm_is_done() {
    let first = "not_incidents: [SupplyChain], asks_first: 1.0";
    let (no, questions, down) = course(&told(1, &asking(first, "", PAPER, "")));
    assert_eq!((no, questions, down.is_some()), (0, 1, true));
    let curt = asking(first, "", PAPER, "").replace("thorough: 1.0", "thorough: 0.0");
    assert_eq!(course(&told(1, &curt)), (1, 1, None));
}

#[test]
fn where_all_agree_what_an_incident_is_shared_terms_change_nothing() {
    let usual = body(&asking("", "", "Insulated", ""));
    assert_eq!(body(&asking("", "", "SharedTerms", "")), usual);
    let other = "not_incidents: [Espionage], asks_first: 1.0";
    assert_eq!(body(&asking(other, "", "SharedTerms", "")), usual);
}

#[test]
fn what_comes_with_a_request_that_is_turned_down_sets_off_nothing() {
    let passed_on = |economy: &str, terms: &str| {
        let (facts, names) = told(
            1,
            &format!(
                r#"economies: [(id: "JP", overrides: true, {economy})],
                playbooks: [(id: "keen", rules: [
                    (name: "act on it", on: Learnt(by: Message), do: [Decide("act")]),
                    (name: "answer", on: Received(InformationRequest), do: [Answer]),
                ])],
                organisations: [(id: "cert-b", overrides: true, playbook: "keen")],
                channels: [(id: "phone", overrides: true, loss: 0.0)],
                agreements: [(id: "pact", parties: ["cert-a", "cert-b"], gives: [{terms}])],
                injects: [(id: "I-1", at: "+5m", from: "cert-a", to: "cert-b", by: "phone",
                    kind: InformationRequest, claims: ["c2-address"])]"#
            ),
        );
        let cert = org("cert-b", &names);
        let learnt = |fact: &Fact| matches!(fact, Fact::ClaimLearnt(f) if f.org == cert);
        let acts = |fact: &Fact| matches!(fact, Fact::Decided(f) if f.org == cert);
        let answers = |fact: &Fact| matches!(fact, Fact::MessageAnswered(f) if f.to == cert);
        let count =
            |fits: &dyn Fn(&Fact) -> bool| facts.iter().filter(|(_, fact)| fits(fact)).count();
        (count(&learnt), count(&acts), count(&answers))
    };
    assert_eq!(passed_on("", PAPER), (1, 1, 1));
    assert_eq!(passed_on(OTHERWISE, PAPER), (1, 0, 0));
    assert_eq!(passed_on(OTHERWISE, "SharedTerms"), (1, 1, 1));
}

/// How long host-b takes to take the server down, once somebody is at it.
fn works(terms: &str, more: &str) -> Span {
    let (facts, names) = told(1, &asking("", "", terms, more));
    let host = org("host-b", &names);
    let begun = facts.iter().find_map(|(at, fact)| match fact {
        Fact::TicketStarted(f) => (f.org == host && f.work == Work::TakedownWork).then_some(*at),
        _ => None,
    });
    let done = facts.iter().find_map(|(at, fact)| match fact {
        Fact::TicketFinished(f) => (f.org == host && f.work == Work::TakedownWork).then_some(*at),
        _ => None,
    });
    done.expect("it is done").since(begun.expect("it is begun"))
}

#[test]
fn training_makes_its_work_faster_while_the_agreement_stands() {
    let usual = works("Training(Recovery, 9.0)", "");
    let near = |span: Span, other: i64| (span.0 - other).abs() <= 1;
    assert!(near(works("Training(TakedownWork, 2.0)", ""), usual.0 / 2));
    // Bad training is possible; of several the best counts.
    assert!(near(works("Training(TakedownWork, 0.5)", ""), usual.0 * 2));
    let both = "Training(TakedownWork, 1.25), Training(work: TakedownWork, factor: 2.0)";
    assert!(near(works(both, ""), usual.0 / 2));
    let suspend = r#", (id: "I-0", at: "+1m", effects: [Agreement("pact", Suspended)])"#;
    assert_eq!(works("Training(TakedownWork, 2.0)", suspend), usual);
    assert_eq!(
        body(&asking("", "", "Training(TakedownWork, 1.0)", "")),
        body(&asking("", "", "Training(Recovery, 9.0)", ""))
    );
}
