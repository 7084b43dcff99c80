//! What each agreement is worth among others: what is shared out adds up, and agreements that have
//! nothing to do with each other are worth what leaving them out takes away.

use hotwash::campaign::{Coalitions, Group, Measure, Method, Value, measures, value};
use hotwash::exercise::Exercise;
use hotwash::model::AgreementId;
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::num::NonZeroUsize;

/// Two pairs of teams that know nothing of each other, each with an agreement of its own, and a
/// third agreement that gives one pair the same again.
const PAIRS: &str = r#"(format: 1, title: "Pairs",
    clock: (startex: "2024-06-26T07:00:00Z", endex: "+8h"),
    kinds: [(kind: NationalCert, overrides: true, directory: (stale: 0.5, missing: 0.3))],
    organisations: [
        (id: "a-cert", kind: NationalCert, economy: "BE", name: "A", playbook: "asks"),
        (id: "b-cert", kind: NationalCert, economy: "JP", name: "B"),
        (id: "c-cert", kind: NationalCert, economy: "AU", name: "C", playbook: "asks-too"),
        (id: "d-cert", kind: NationalCert, economy: "KR", name: "D"),
    ],
    playbooks: [
        (id: "asks", extends: "std/national-cert", rules: [(name: "ask", on: Received(Notification),
            do: [Send(InformationRequest, These(["b-cert"]), High)])]),
        (id: "asks-too", extends: "asks", rules: [(name: "ask", on: Received(Notification),
            do: [Send(InformationRequest, These(["d-cert"]), High)])]),
    ],
    agreements: [
        (id: "ab", parties: ["a-cert", "b-cert"], gives: [Channel("hotline"), ContactsKeptCurrent],
         effort: 100),
        (id: "cd", parties: ["c-cert", "d-cert"], gives: [Channel("hotline"), ContactsKeptCurrent],
         effort: 50),
        (id: "cd-again", parties: ["c-cert", "d-cert"],
         gives: [Channel("hotline"), ContactsKeptCurrent], effort: 50),
    ],
    injects: [
        (id: "I-1", at: "+5m", to: ["a-cert", "c-cert"], by: "email", text: "Who knows more?"),
    ])"#;

fn exercise() -> Exercise {
    let shelf = MemoryShelf::new(&[("pairs.ron", PAIRS)]);
    load("pairs.ron", &shelf).exercise.expect("it is good")
}

fn played(exercise: &Exercise, agreements: &[u32], method: Method, primary: &Measure) -> Value {
    let groups: Vec<Group> = agreements
        .iter()
        .map(|id| Group {
            name: exercise.agreements[*id as usize].id.clone(),
            agreements: vec![AgreementId(*id)],
        })
        .collect();
    let coalitions = Coalitions::of(groups.len(), method);
    let how = (1..31, NonZeroUsize::MIN);
    value(exercise, &groups, &coalitions, primary, how, &|| {}, 0.95).expect("no limit is reached")
}

fn measure(id: &str) -> Measure {
    measures()
        .find(|one| one.metric == id)
        .expect("it is measured")
}

fn worth(of: &Value, name: &str) -> f64 {
    let worth = of
        .worths
        .iter()
        .find(|one| one.group.name == name)
        .expect("it was valued");
    worth
        .comparison
        .primary
        .difference
        .as_ref()
        .expect("it was observed")
        .mean
}

#[test]
fn agreements_that_have_nothing_to_do_with_each_other_are_worth_the_same_either_way() {
    let exercise = exercise();
    for id in ["tries", "effort_total", "agreement_effort"] {
        let primary = measure(id);
        let out = played(&exercise, &[0, 1], Method::LeaveOneOut, &primary);
        let shared = played(&exercise, &[0, 1], Method::Shapley(24), &primary);
        for name in ["ab", "cd"] {
            let (one, other) = (worth(&out, name), worth(&shared, name));
            assert!((one - other).abs() < 1e-9, "{id} of {name}: {one} {other}");
        }
    }
    let upkeep = played(
        &exercise,
        &[0, 1],
        Method::LeaveOneOut,
        &measure("agreement_effort"),
    );
    let size = |name: &str| upkeep.worths.iter().find(|one| one.group.name == name);
    assert_eq!(size("ab").map(|one| one.upkeep), Some(200.0));
    assert!(
        worth(&upkeep, "ab") > worth(&upkeep, "cd"),
        "the dearer comes first"
    );
    assert_eq!(upkeep.worths[0].group.name, "ab");
}

#[test]
fn what_is_shared_out_is_all_less_none_with_every_seed() {
    let exercise = exercise();
    for (id, orders) in [("tries", 24), ("tries", 4), ("time_to_reach", 24)] {
        let shared = played(&exercise, &[0, 1, 2], Method::Shapley(orders), &measure(id));
        let sum: f64 = ["ab", "cd", "cd-again"]
            .iter()
            .map(|name| worth(&shared, name))
            .sum();
        let together = shared.together.as_ref().expect("it was observed");
        assert!(
            (sum - together.mean).abs() < 1e-9,
            "{id}: {sum} {together:?}"
        );
        // A canary: together they do something.
        assert!(together.mean.abs() > 1e-6, "{id}");
    }
}

#[test]
fn what_two_give_is_shared_between_them_and_lost_when_one_is_left_out() {
    let exercise = exercise();
    let primary = measure("time_to_reach");
    let out = played(&exercise, &[0, 1, 2], Method::LeaveOneOut, &primary);
    assert_eq!((worth(&out, "cd"), worth(&out, "cd-again")), (0.0, 0.0));
    let shared = played(&exercise, &[0, 1, 2], Method::Shapley(24), &primary);
    let (one, other) = (worth(&shared, "cd"), worth(&shared, "cd-again"));
    assert!((one - other).abs() < 1e-9 && one != 0.0, "{one} {other}");
}
