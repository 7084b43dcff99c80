//! Organisations that nobody can reach.

use super::{Places, able::Able};
use crate::exercise::Exercise;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// Warns of organisations that take part and to whom no channel is open.
pub(super) fn check(
    exercise: &Exercise,
    able: &Able<'_>,
    places: &Places,
    problems: &mut Problems,
) {
    for (id, org) in exercise.players().filter(|(id, _)| !able.ways.lead_to(*id)) {
        let message = format!("nobody can reach organisation `{}`", org.id);
        let reason = if org.reached_by.is_empty() {
            "it is reached by no channel"
        } else {
            "all its channels are for parties of agreements that give them, and it is in none that \
             is operational at any time"
        };
        let problem = Problem::new(&codes::UNREACHABLE, message).because(reason);
        problems.push(problem.at(places.of("organisation", id.at())));
    }
}
