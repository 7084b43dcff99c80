//! An improvement plan: nothing happens by it until it is carried out; then what its changes bring
//! about, for better or worse.

use crate::cast::changed;
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use std::sync::Arc;

/// A request that cert-a answers in its own time.
const ASKED: &str = r#"
    tasks: [(id: "T", inject: "I-1", each: "cert-a", does: Answered(InformationRequest),
        target: "30m", limit: "1h", objective: "O")],
    objectives: [(id: "O")],
    injects: [(id: "I-1", at: "+5m", to: "cert-a", from: "cert-b", by: "phone",
        kind: InformationRequest, about: "gang", claims: ["c2-address"])],
"#;

/// One improvement that helps, one that hurts, one that changes a thing of no account.
const PLAN: &str = r#"
    improvements: [
        (id: "faster", corrects: "T", owner: "cert-a", due: "90 days",
         changes: {"organisations.cert-a.desk.skill": 4.0}),
        (id: "slower", corrects: "T", owner: "cert-a",
         changes: {"organisations.cert-a.desk.skill": 0.25}),
        (id: "elsewhere", corrects: ["T"], owner: "cert-b",
         changes: {"organisations.police-b.desk.skill": 4.0}),
    ],
"#;

fn body(more: &str, sets: &[(&str, &str)], improve: &[&str]) -> Vec<Entry> {
    let sets: Vec<_> = sets
        .iter()
        .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
        .collect();
    let improve: Vec<_> = improve.iter().map(|id| (*id).to_owned()).collect();
    let mut engine = Engine::new(Arc::new(changed("", more, &sets, &improve)), 7);
    engine.run().expect("nothing goes past a limit");
    engine.into_entries()
}

/// When cert-b had its answer, in milliseconds from STARTEX.
fn answered(entries: &[Entry]) -> i64 {
    let answer = |entry: &&Entry| matches!(entry.fact(), Some(Fact::MessageAnswered(_)));
    entries.iter().find(answer).expect("it is answered").at.0
}

#[test]
fn a_plan_that_is_not_carried_out_changes_nothing() {
    let plain = body(ASKED, &[], &[]);
    let with_plan = format!("{ASKED}{PLAN}");
    assert!(body(&with_plan, &[], &[]) == plain);
    // Nor does one that changes what plays no part.
    assert!(body(&with_plan, &[], &["elsewhere"]) == plain);
}

#[test]
fn what_is_carried_out_helps_or_hurts_as_its_changes_do() {
    let with_plan = format!("{ASKED}{PLAN}");
    let plain = answered(&body(ASKED, &[], &[]));
    let faster = body(&with_plan, &[], &["faster"]);
    assert!(answered(&faster) < plain);
    assert!(answered(&body(&with_plan, &[], &["slower"])) > plain);
    let set = [("organisations.cert-a.desk.skill", "4.0")];
    assert!(body(ASKED, &set, &[]) == faster, "as `--set` has it");
}
