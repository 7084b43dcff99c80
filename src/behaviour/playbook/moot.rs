//! Whether a step would do nothing any more, so that nobody need be asked for it.

use super::super::{Turn, request, warding};
use super::{Run, step};
use crate::exercise::Step;
use crate::model::{Blocks, Cases, Placed, Progress};

/// Whether a step of a run would do nothing any more.
pub fn is_moot(turn: &Turn<'_>, run: &Run, step: &Step) -> bool {
    let message = run.cue.message;
    let has_come =
        |so_far: Progress| message.is_none_or(|message| turn.message(message).progress >= so_far);
    match step {
        Step::Acknowledge => has_come(Progress::Acknowledged),
        Step::Answer | Step::Close => has_come(Progress::Answered),
        Step::Clarify(_) => message.is_none_or(|one| request::missing(turn, one).is_empty()),
        Step::Suspend => host_is_gone(turn, run),
        Step::Block => host_is_gone(turn, run) || is_blocked(turn, run),
        Step::Analyse => {
            let view = turn.view(run.org);
            let mut artefacts = run.cue.artefacts.iter();
            !artefacts.any(|id| view.artefact(*id) == Some(false))
        }
        Step::Apply => warding::next(turn, run.org, step::applicable(run)).is_none(),
        Step::Contain => cases(turn, run).all(|contained| contained.0),
        Step::Recover => cases(turn, run).all(|recovered| recovered.1),
        _ => false,
    }
}

fn host_is_gone(turn: &Turn<'_>, run: &Run) -> bool {
    let host = run.cue.host(turn);
    host.is_some_and(|host| !turn.view(run.org).host_answers(host))
}

fn is_blocked(turn: &Turn<'_>, run: &Run) -> bool {
    let (host, home) = (run.cue.host(turn), turn.org(run.org).economy);
    host.zip(home).is_some_and(|(host, home)| {
        let blocks = &host.get::<Blocks>(turn.world()).0;
        blocks.contains_key(&home)
    })
}

/// Of each case of its own, whether it is contained and whether all is recovered.
fn cases<'t>(turn: &'t Turn<'_>, run: &Run) -> impl Iterator<Item = (bool, bool)> + use<'t> {
    let cases = &run.org.get::<Cases>(turn.world()).0;
    cases
        .values()
        .map(|case| (case.contained_at.is_some(), case.recovered_at.is_some()))
}
