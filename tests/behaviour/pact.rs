//! Rules that look at one agreement: whether it is in force, and with whom.

use crate::cast::{count, org, play};
use hotwash::fact::Fact;
use hotwash::model::MessageKind;

/// To whom a CERT sends what a rule has it send, and how often a guard let another rule decide.
fn sent(state: &str, more: &str, guard: &str) -> (Vec<&'static str>, usize) {
    let (facts, names) = play(&format!(
        r#"organisations: [(id: "cert-a", overrides: true, playbook: "ours")],
        agreements: [
            (id: "mou", parties: ["cert-a", "cert-b", "police-b"], gives: [Liaison], {state}),
            (id: "other", parties: ["cert-a", "host-b"], gives: [Liaison]),
        ],
        playbooks: [(id: "ours", rules: [
            (name: "tell", on: Received(Notification),
             do: [Send(SituationReport, PartiesOf("mou"))]),
            (name: "note", on: Received(Notification), when: [{guard}], do: [Decide("noted")]),
        ])],
        injects: [{more}
            (id: "I", at: "+5m", to: "cert-a", by: "phone", kind: Notification)]"#
    ));
    let told = |id: &str| {
        let to = org(id, &names);
        let fits = |fact: &Fact| {
            matches!(fact, Fact::MessageComposed(f)
                if f.letter.kind == MessageKind::SituationReport && f.letter.to == to)
        };
        count(&facts, fits) > 0
    };
    let all = ["cert-a", "cert-b", "host-b", "police-a", "police-b"];
    let told = all.into_iter().filter(|id| told(id)).collect();
    (told, count(&facts, |fact| matches!(fact, Fact::Decided(_))))
}

#[test]
fn an_agreement_counts_while_it_is_operational_and_for_its_parties() {
    let both = vec!["cert-b", "police-b"];
    let (inside, outside) = (r#"InForce("mou")"#, r#"Not(InForce("mou"))"#);
    assert_eq!(sent("", "", inside), (both.clone(), 1));
    assert_eq!(sent("", "", outside), (both.clone(), 0));
    let signed = "state: Signed";
    assert_eq!(sent(signed, "", inside), (vec![], 0));
    assert_eq!(sent(signed, "", outside), (vec![], 1));
    let lapses = r#"(id: "L", at: "+1m", effects: [Agreement("mou", Lapsed)]),"#;
    assert_eq!(sent("", lapses, inside), (vec![], 0));
    let begins = r#"(id: "L", at: "+1m", effects: [Agreement("mou", Operational)]),"#;
    assert_eq!(sent(signed, begins, inside), (both, 1));
}
