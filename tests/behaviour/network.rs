//! Networks made of tables of agreements: what is in force changes something, each issue area in
//! its own way; what is only signed, or gives nothing, changes nothing at all.

use hotwash::engine::Engine;
use hotwash::exercise::{Change, Exercise, changed};
use hotwash::journal::Entry;
use hotwash::model::{AgreementId, IssueArea, Named as _};
use hotwash::scenario::generate::network::{self, Course};
use hotwash::scenario::{load, shelf::MemoryShelf};
use std::sync::Arc;

/// Four economies, of which two agree on one issue area.
fn exercise(area: IssueArea, state: &str) -> Exercise {
    let table = format!(
        "Title,Parties,{area},State\npact,Arden; Brel,x,{state}\nother,Corin; Dane,,\n",
        area = area.word()
    );
    let network = network::read("t.csv", table.into()).network;
    let network = network.expect("the table is good");
    let course = Course {
        threats: 6,
        injects: 45,
        ..Course::of(&network)
    };
    let text = network::scenario(&network, &course);
    let loaded = load("net.ron", &MemoryShelf::new(&[("net.ron", &text)]));
    assert_eq!(loaded.problems, [], "{text}");
    loaded.exercise.expect("it has no problem")
}

fn play(exercise: &Exercise, seed: u64) -> Vec<Entry> {
    let mut engine = Engine::new(Arc::new(exercise.clone()), seed);
    engine.run().expect("nothing goes past a limit");
    engine.into_entries()
}

/// With how many of some seeds an exercise goes another way when its agreement is changed.
fn differs(exercise: &Exercise, change: fn(AgreementId) -> Change, seeds: u64) -> usize {
    let pact = AgreementId::find("pact", &exercise.names()).expect("it is there");
    let other = changed(exercise, &[change(pact)]);
    let seeds = (1..=seeds).filter(|seed| {
        let (one, other) = (play(exercise, *seed), play(&other, *seed));
        assert!(one.len() > 1_000, "hardly anything happens");
        one != other
    });
    seeds.count()
}

#[test]
fn an_agreement_matters_where_it_is_in_force_and_gives_something() {
    for area in IssueArea::ALL {
        let found = differs(&exercise(*area, ""), Change::WithoutAgreement, 4);
        assert_eq!(found > 0, *area != IssueArea::Research, "{area}: {found}");
    }
}

#[test]
fn what_is_signed_plays_as_if_it_were_not_until_it_is_in_force() {
    for area in IssueArea::ALL {
        let signed = exercise(*area, "Signed");
        assert_eq!(differs(&signed, Change::WithoutAgreement, 2), 0, "{area}");
        let kept = differs(&signed, Change::WithAgreement, 4);
        assert_eq!(kept > 0, *area != IssueArea::Research, "{area}: {kept}");
    }
}
