//! Messages that EXCON added to the script for a later moment.

use super::{Due, Turn, acts};
use crate::action::{Action, DropPlanned, EditPlanned, HoldPlanned, PlanMessage, Send};
use crate::fact::{MessagePlanned, PlannedEdited, PlannedHeld, PlannedSettled, PlannedWaits};
use crate::journal::Causes;
use crate::model::{PlannedBecame, PlannedId, Rare, Span};

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

/// A moment of one has come: it goes out, unless it was set aside, is held, or was moved on.
pub fn due(turn: &mut Turn<'_>, planned: PlannedId, cause: u32) {
    let (now, causes) = (turn.at(), Causes::of(cause));
    let one = turn.world().plans.get(planned);
    match one.filter(|one| one.became == PlannedBecame::Waits && one.due <= now) {
        Some(one) if one.held && !one.waits => {
            turn.tell(PlannedWaits { planned }, causes);
        }
        Some(one) if !one.held => release(turn, planned, Rare(None), causes),
        _ => {}
    }
}

/// One goes out, by whose hand where it was somebody's, unless it has gone out or was set aside
/// before, or people play its sender by now.
pub fn release(turn: &mut Turn<'_>, planned: PlannedId, by: Rare<String>, causes: Causes) {
    let waits = turn.world().plans.get(planned);
    let waits = waits.filter(|one| one.became == PlannedBecame::Waits);
    let Some((letter, due)) = waits.map(|one| (one.letter.clone(), one.due)) else {
        return;
    };
    let from = letter.from;
    let speaks = from == turn.plan.excon || turn.is_simulated(from);
    let send = Action {
        by: from,
        intent: Send {
            letter: Box::new(letter),
        }
        .into(),
    };
    let sent = speaks && acts::act(turn, send, causes).is_ok();
    let off = turn.at().since(due);
    let off = Rare(Some(off).filter(|off| sent && by.0.is_some() && *off != Span::ZERO));
    let fact = PlannedSettled {
        planned,
        sent,
        controller: by,
        off,
    };
    turn.tell(fact, causes);
}

/// One is held back, or no longer: what came due meanwhile goes out by the hand that lets it go.
pub fn hold(turn: &mut Turn<'_>, hold: HoldPlanned, causes: Causes) {
    let HoldPlanned {
        planned,
        held,
        controller,
    } = hold;
    let by = controller.clone();
    let fact = PlannedHeld {
        planned,
        held,
        controller,
    };
    let seq = turn.tell(fact, causes);
    let waits = turn.world().plans.get(planned).is_some_and(|one| one.waits);
    if !held && waits {
        release(turn, planned, by, Causes::of(seq));
    }
}

/// One is changed. Where its moment is, it is due then and at no other.
pub fn edit(turn: &mut Turn<'_>, edit: EditPlanned, causes: Causes) {
    let EditPlanned {
        planned,
        due,
        text,
        to,
        channel,
        priority,
        controller,
    } = edit;
    let fact = PlannedEdited {
        planned,
        due,
        text,
        to,
        channel,
        priority,
        controller,
    };
    let seq = turn.tell(fact, causes);
    if let Some(due) = due.0 {
        turn.on(due, Due::Planned(planned), seq);
    }
}

/// One is set aside.
pub fn set_aside(turn: &mut Turn<'_>, one: DropPlanned, causes: Causes) {
    let fact = PlannedSettled {
        planned: one.planned,
        sent: false,
        controller: one.controller,
        off: Rare(None),
    };
    turn.tell(fact, causes);
}
