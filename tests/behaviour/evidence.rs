//! Evidence: what a court takes for a warrant, and how it gets there.

use crate::cast::{count, org, play};
use hotwash::fact::Fact;

/// An operation of both police units, whose courts want to see the name of the gang as evidence,
/// and a channel between them that carries evidence. Gives who holds it as evidence, then who has
/// a warrant.
fn court(operation: &str, more: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let (facts, names) = play(&format!(
        r#"channels: [(id: "court", transit: "5m", spread: 0.0, reading: AroundTheClock,
            ceiling: Red, evidence: true)],
        kinds: [(kind: Police, overrides: true, reached_by: ["email", "phone", "court"])],
        operations: [(id: "lantern", against: "gang", lead: "police-a", parties: "police-b",
            at: "+7h", evidence: ["gang-name"], warrant: "20m", {operation})], {more}"#
    ));
    let police = ["police-a", "police-b"];
    let secured = police.into_iter().filter(|id| {
        let id = org(id, &names);
        count(
            &facts,
            |fact| matches!(fact, Fact::EvidenceSecured(f) if f.org == id),
        ) > 0
    });
    let warranted = police.into_iter().filter(|id| {
        let id = org(id, &names);
        count(
            &facts,
            |fact| matches!(fact, Fact::WarrantObtained(f) if f.org == id),
        ) > 0
    });
    (secured.collect(), warranted.collect())
}

const STRICT: &str = "admits: Evidence";

fn known_to(who: &str) -> String {
    format!(r#"findings: [(id: "gang-name", overrides: true, known_to: [{who}])]"#)
}

/// What one police unit passes on when the exercise starts, and by what.
fn passes(steps: &str, mandates: &str) -> String {
    format!(
        r#"{}, playbooks: [(id: "passes", extends: "std/police", rules: [
            (name: "pass it on", on: Learnt(), do: [{steps}])])],
        organisations: [(id: "police-a", overrides: true, playbook: "passes",
            mandates: [{mandates}], trusts: [(of: "police-b", tier: Inner)])]"#,
        known_to("\"police-a\"")
    )
}

const KEEPS: &str = "Arrest, PreserveEvidence";
const BY_COURT: &str = r#"Share(with: These(["police-b"]), over: Evidence)"#;

#[test]
fn what_is_known_first_hand_is_evidence_to_whoever_may_preserve_it() {
    let both = known_to(r#""police-a", "police-b""#);
    let (all, none): (Vec<&str>, Vec<&str>) = (vec!["police-a", "police-b"], vec![]);
    assert_eq!(court(STRICT, &both), (all.clone(), all.clone()));
    let without = format!(
        r#"{both}, organisations: [
            (id: "police-a", overrides: true, mandates: [Arrest, TakeDown]),
            (id: "police-b", overrides: true, mandates: [Arrest, TakeDown])]"#
    );
    assert_eq!(court(STRICT, &without), (none.clone(), none.clone()));
    // Where the court takes anything, nobody asks what is evidence.
    assert_eq!(court("", &without), (none, all));
}

#[test]
fn an_inject_brings_evidence_by_a_channel_that_carries_it() {
    let tells = |by: &str| {
        format!(
            r#"injects: [(id: "I-1", at: "+10m", to: ["police-a", "police-b"], by: "{by}",
                claims: ["gang-name"])]"#
        )
    };
    let all = vec!["police-a", "police-b"];
    assert_eq!(court(STRICT, &tells("court")), (all.clone(), all.clone()));
    assert_eq!(court(STRICT, &tells("phone")), (vec![], vec![]));
    assert_eq!(court("", &tells("phone")), (vec![], all));
    // One court may be less strict than the other.
    let one = r#"admits: Evidence, needs: [(org: "police-b", admits: Anything)]"#;
    assert_eq!(court(one, &tells("phone")), (vec![], vec!["police-b"]));
    let in_part = r#"injects: [(id: "I-1", at: "+10m", to: "police-a", by: "court",
        claims: [(finding: "gang-name", part: Partial)])]"#;
    assert_eq!(court(STRICT, in_part), (vec![], vec![]));
}

#[test]
fn a_chain_of_custody_holds_as_long_as_nobody_breaks_it() {
    let all = vec!["police-a", "police-b"];
    let first = vec!["police-a"];
    let held = court(STRICT, &passes(BY_COURT, KEEPS));
    assert_eq!(held, (all.clone(), all.clone()));
    // By mail it is known as well, and known only.
    let by_mail = r#"Share(These(["police-b"]))"#;
    assert_eq!(
        court(STRICT, &passes(by_mail, KEEPS)),
        (first.clone(), first.clone())
    );
    assert_eq!(court("", &passes(by_mail, KEEPS)), (vec![], all.clone()));
    // What its sender did not preserve no channel turns into evidence.
    assert_eq!(court(STRICT, &passes(BY_COURT, "Arrest")), (vec![], vec![]));
    // Nor what is sent without all of it.
    let stranger = passes(BY_COURT, KEEPS).replace("tier: Inner", "tier: Known");
    assert_eq!(court(STRICT, &stranger), (first.clone(), first));
}

#[test]
fn a_later_copy_mends_the_chain() {
    let later = r#"(id: "I-2", at: "+2h", to: "police-b", by: "court", claims: ["gang-name"])"#;
    let mail = r#"(id: "I-1", at: "+10m", to: "police-b", by: "phone", claims: ["gang-name"])"#;
    let told = |injects: &str| format!("injects: [{injects}]");
    assert_eq!(court(STRICT, &told(mail)), (vec![], vec![]));
    let mended = court(STRICT, &told(&format!("{mail}, {later}")));
    assert_eq!(mended, (vec!["police-b"], vec!["police-b"]));
}

/// The standard playbooks of the police get there by legal assistance.
#[test]
fn police_ask_for_evidence_by_a_way_that_carries_it() {
    let asks = format!(
        r#"{}, organisations: [(id: "police-b", overrides: true,
            trusts: [(of: "police-a", tier: Inner)])],
        injects: [(id: "I-1", at: "+10m", to: "police-a", by: "phone", kind: Notification,
            about: "finding:c2-address", claims: ["c2-address"])]"#,
        known_to(r#""police-b""#)
    );
    let all = vec!["police-a", "police-b"];
    assert_eq!(court(STRICT, &asks), (all.clone(), all));
    // Without such a way between them it is asked for by mail, and nothing comes of it.
    let by_mail = asks.replace(
        r#"(id: "police-b", overrides: true,"#,
        r#"(id: "police-b", overrides: true, reached_by: ["email", "phone"],"#,
    );
    let held = vec!["police-b"];
    assert_eq!(court(STRICT, &by_mail), (held.clone(), held));
}

/// Where no court asks for evidence, it is all the same what carries it and who preserves it.
#[test]
fn nothing_changes_where_no_court_asks_for_evidence() {
    let played = |carries: bool, mandates: &str| {
        let scenario = format!(
            r#"channels: [(id: "court", transit: "5m", reading: AroundTheClock,
                evidence: {carries})],
            operations: [(id: "lantern", against: "gang", lead: "police-a",
                parties: "police-b", at: "+7h", evidence: ["gang-name"])],
            organisations: [(id: "police-a", overrides: true, mandates: [{mandates}])],
            injects: [(id: "I-1", at: "+10m", to: ["police-a", "police-b"], by: "court",
                claims: ["gang-name"])]"#
        );
        play(&scenario).0
    };
    let (with, without) = (played(true, KEEPS), played(false, "Arrest"));
    assert!(with == without, "the same happens");
    assert!(count(&with, |fact| matches!(fact, Fact::WarrantObtained(_))) == 2);
}

/// A company's tip lets the police know, and gives them nothing for a court.
#[test]
fn intelligence_is_no_evidence() {
    let feed = |admits: &str| {
        court(
            admits,
            &format!(
                r#"{}, playbooks: [(id: "feeds", extends: "std/company", rules: [
                    (name: "feed", on: Learnt(),
                        do: [Share(with: Ours(Police), over: Evidence)])])],
                organisations: [(id: "firm-a", overrides: true, playbook: "feeds",
                    trusts: [(of: "police-a", tier: Inner)])]"#,
                known_to(r#""firm-a""#)
            ),
        )
    };
    assert_eq!(feed(""), (vec![], vec!["police-a"]));
    assert_eq!(feed(STRICT), (vec![], vec![]));
}
