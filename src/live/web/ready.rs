//! Whether everybody is there: what the controller checks before STARTEX.

use super::House;
use crate::live::board::InjectState;
use crate::live::desk::View;
use crate::live::pass::Role;
use crate::live::store::Pass;
use crate::model::InjectId;
use minijinja::{Value, context};

/// How many came in by a link of a role, for a seat where it has one.
fn came_in(passes: &[Pass], role: Role, seat: &str) -> usize {
    let theirs = passes.iter().filter(|pass| {
        // An evaluator of some seats is one all the same.
        let fits = pass.seat == seat || role == Role::Evaluator;
        pass.kind != "link" && !pass.revoked && pass.role == role.word() && fits
    });
    theirs.count()
}

/// Who has come in, each with the number of browsers, and who is missing, each with what is missing
/// then; seats first.
pub(super) fn people(house: &House) -> Value {
    let passes = house.passes.read().unwrap_or_else(|held| held.into_inner());
    let mut all: Vec<(Role, &str, &str, String)> = Vec::new();
    for (_, org) in house.exercise.players() {
        all.push((Role::Participant, &org.id, &org.name, String::new()));
    }
    for economy in house.exercise.with_local_controllers() {
        let economy = &house.exercise.economies[economy.at()];
        let (role, id) = (Role::LocalController, economy.id.as_str());
        all.push((role, id, &economy.name, text!("ready-no-local")));
    }
    for (role, without) in [
        (Role::Evaluator, text!("ready-no-evaluator")),
        (Role::Observer, text!("ready-no-observer")),
    ] {
        all.push((role, "", role.word(), without));
    }
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    for (role, seat, name, without) in all {
        match came_in(&passes.0, role, seat) {
            0 => missing.push((name.to_owned(), without)),
            came => there.push((name.to_owned(), came)),
        }
    }
    context! { there, missing }
}

/// How many contingencies wait for the controller.
pub(super) fn held(view: &View<'_>) -> usize {
    let injects = 0..view.engine.exercise().injects.len();
    let held = injects.filter(|nth| view.inject(InjectId::nth(*nth)).state == InjectState::Held);
    held.count()
}
