//! Messages that EXCON added to the script for a later moment.

use super::{Due, Turn, acts};
use crate::action::{Action, PlanMessage, Send};
use crate::fact::{MessagePlanned, PlannedSettled};
use crate::journal::Causes;
use crate::model::{PlannedBecame, PlannedId, Rare};

/// One is added.
pub fn add(turn: &mut Turn<'_>, one: PlanMessage, causes: Causes) {
    let planned = turn.world().plans.next();
    let due = one.due;
    let fact = MessagePlanned {
        planned,
        due,
        letter: one.letter,
        controller: one.controller,
    };
    let seq = turn.tell(fact, causes);
    turn.on(due, Due::Planned(planned), seq);
}

/// The moment of one has come: it goes out, unless it was set aside, or people play its sender by
/// now.
pub fn due(turn: &mut Turn<'_>, planned: PlannedId, cause: u32) {
    let waits = turn.world().plans.get(planned);
    let waits = waits.filter(|one| one.became == PlannedBecame::Waits);
    let Some(letter) = waits.map(|one| one.letter.clone()) else {
        return;
    };
    let (by, causes) = (letter.from, Causes::of(cause));
    let speaks = by == turn.plan.excon || turn.is_simulated(by);
    let send = Action {
        by,
        intent: Send {
            letter: Box::new(letter),
        }
        .into(),
    };
    let sent = speaks && acts::act(turn, send, causes).is_ok();
    settle(turn, planned, sent, Rare(None), causes);
}

/// One went out or was set aside, by whom where somebody did it.
pub fn settle(
    turn: &mut Turn<'_>,
    planned: PlannedId,
    sent: bool,
    controller: Rare<String>,
    causes: Causes,
) {
    let fact = PlannedSettled {
        planned,
        sent,
        controller,
    };
    turn.tell(fact, causes);
}
