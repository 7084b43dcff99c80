//! Whether everybody is there: what the controller checks before STARTEX.

use super::House;
use crate::live::board::InjectState;
use crate::live::desk::View;
use crate::live::pass::Role;
use crate::live::store::Pass;
use crate::model::InjectId;

/// How many came in by a link of a role, for a seat where it has one.
fn came_in(passes: &[Pass], role: Role, seat: &str) -> usize {
    let theirs = passes.iter().filter(|pass| {
        pass.kind != "link" && !pass.revoked && pass.role == role.word() && pass.seat == seat
    });
    theirs.count()
}

/// Whose links were opened by how many; seats first.
pub(super) fn people(house: &House) -> Vec<(String, String, usize)> {
    let passes = house.passes.read().unwrap_or_else(|held| held.into_inner());
    let seats = house.exercise.players().map(|(_, org)| {
        let came = came_in(&passes.0, Role::Participant, &org.id);
        (org.name.clone(), "its playbook plays".to_owned(), came)
    });
    let mut all: Vec<(String, String, usize)> = seats.collect();
    for (role, without) in [
        (Role::Evaluator, "nobody notes what no message shows"),
        (Role::Observer, "nothing is on the projector"),
    ] {
        let came = came_in(&passes.0, role, "");
        all.push((role.word().to_owned(), without.to_owned(), came));
    }
    all
}

/// How many contingencies wait for the controller.
pub(super) fn held(view: &View<'_>) -> usize {
    let injects = 0..view.engine.exercise().injects.len();
    let held = injects.filter(|nth| view.inject(InjectId::nth(*nth)).state == InjectState::Held);
    held.count()
}
