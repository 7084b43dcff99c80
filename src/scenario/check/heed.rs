//! What nobody heeds, and groups that heed what never comes.

use super::Places;
use crate::exercise::{Agreement, Exercise, Term, ThreatGroup};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of classes of activity that are renounced to no effect, and of groups that would heed
/// that, or switch, and never have a reason to.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (nth, agreement) in exercise.agreements.iter().enumerate() {
        let renounced = agreement.gives.iter().filter_map(|term| match term {
            Term::Renounces(class) => Some(*class),
            _ => None,
        });
        for class in renounced {
            let mut groups = exercise.threats.iter();
            if !groups.any(|group| may_heed(agreement, group)) {
                let message = format!("nobody heeds that `{}` renounces {class:?}", agreement.id);
                let problem = Problem::new(&codes::NOTHING_TO_DO, message)
                    .because("a group heeds that where a party is of its sponsor's economy")
                    .help("say `sponsor: \"…\", heeds: (renounced: 0.5)` of a threat");
                problems.push(problem.at(places.of("agreement", nth)));
            }
        }
    }
    for (nth, group) in exercise.threats.iter().enumerate() {
        let mut warn = |message: String, why: &str| {
            let problem = Problem::new(&codes::NOTHING_TO_DO, message).because(why);
            problems.push(problem.at(places.of("threat", nth)));
        };
        let heeds = &group.heeds;
        let mut agreements = exercise.agreements.iter();
        if heeds.renounced_ppm > 0 && !agreements.any(|agreement| may_heed(agreement, group)) {
            let message = format!("nothing is renounced that `{}` would heed", group.id);
            let why = "it takes an agreement that renounces what it does, with a party of its \
                       sponsor's economy";
            warn(message, why);
        }
        let low = heeds.attributed_ppm > 0 || heeds.arrested_ppm > 0;
        if low != (heeds.lies_low.0 > 0) {
            let message = format!("`{}` never lies low after a signal", group.id);
            let why = "it takes `lies_low`, and a share for `attributed` or `arrested`";
            warn(message, why);
        }
        if heeds.switches_to.is_some() && heeds.renounced_ppm == 0 {
            let message = format!("`{}` never switches to anything", group.id);
            warn(
                message,
                "it switches when it heeds what is renounced, and does not heed that",
            );
        }
    }
}

/// Whether a group may heed what an agreement renounces.
fn may_heed(agreement: &Agreement, group: &ThreatGroup) -> bool {
    let classes = [Some(group.class), group.heeds.switches_to];
    group.heeds.renounced_ppm > 0
        && (group.sponsor).is_some_and(|sponsor| agreement.between.contains(&sponsor))
        && classes
            .into_iter()
            .flatten()
            .any(|class| agreement.renounces(class))
}
