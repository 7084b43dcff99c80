//! What an evaluator rated stands in every report that names tasks, with both reasons.

use super::fixture::{BCERT, small};
use super::{Edition, Format, Style, render};
use crate::scorecard::{ByRule, Rating};

const STYLE: Style = Style {
    colour: false,
    width: 80,
};

#[test]
fn both_ratings_stand_with_their_reasons_in_every_report() {
    let mut fixture = small();
    let rated = fixture.card.objectives.iter_mut();
    let mut rated = rated.flat_map(|one| one.tasks.iter_mut());
    let task = rated.find(|task| task.seat == BCERT).expect("it has one");
    task.rating = Rating::Performed;
    task.why = "they rang and we heard it".to_owned();
    task.by_rule = Some(ByRule {
        rating: Rating::Unable,
        why: "nothing in the journal does it".to_owned(),
    });
    for format in Format::ALL {
        for (edition, named) in [
            (Edition::Excon, true),
            (Edition::Team(BCERT), true),
            (Edition::Public, false),
        ] {
            let text = render(&fixture.subject(), *format, edition, STYLE);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for why in [
                "they rang and we heard it",
                "nothing in the journal does it",
            ] {
                assert_eq!(text.contains(why), named, "{format} {edition:?}: {text}");
            }
        }
    }
}
