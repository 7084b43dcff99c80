//! What may be done when: before STARTEX, while play stands still, after ENDEX.

use crate::action::{Action, Intent, Refusal};
use crate::engine;
use crate::exercise::Exercise;
use crate::model::{OrgKind, SimTime};

/// Where an exercise stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whether STARTEX was.
    pub started: bool,
    /// Whether ENDEX was.
    pub over: bool,
    /// Whether play stands still.
    pub paused: bool,
    /// The moment.
    pub now: SimTime,
    /// How many messages whoever acts has sent.
    pub sent: usize,
}

/// Whoever has sent so many messages sends no more: far below where the engine stops play, since
/// nobody may end the day for others.
const SENT_AT_MOST: usize = 50_000;

fn refuse(why: String, instead: String) -> Result<(), Refusal> {
    Err(Refusal { why, instead })
}

/// Before STARTEX EXCON alone prepares; while play stands still EXCON alone acts; evaluators judge
/// from STARTEX on, and after ENDEX too; the hot wash is after ENDEX.
///
/// # Errors
/// Says why not now, and when.
pub fn allowed(exercise: &Exercise, at: &Standing, action: &Action) -> Result<(), Refusal> {
    let mut orgs = exercise.orgs();
    let excon = orgs.any(|(id, org)| id == action.by && org.kind == OrgKind::Excon);
    let prepares = excon && engine::prepares(&action.intent);
    if !at.started && !prepares {
        return refuse(text!("allowed-not-begun"), text!("allowed-wait-startex"));
    }
    match &action.intent {
        Intent::Send(_) | Intent::PlanMessage(_) if at.sent >= SENT_AT_MOST => {
            refuse(text!("allowed-sent-too-many"), text!("allowed-write-less"))
        }
        Intent::ObserveTask(one) if one.done > at.now => {
            refuse(text!("allowed-moment-ahead"), text!("allowed-give-moment"))
        }
        Intent::EditInject(one) if one.due.is_some_and(|due| due < at.now) => {
            refuse(text!("allowed-moment-past"), text!("allowed-give-later"))
        }
        Intent::Observe(_)
        | Intent::ObserveTask(_)
        | Intent::OverrideRating(_)
        | Intent::ConfirmMention(_) => Ok(()),
        Intent::AnswerHotWash(_) | Intent::PlanCorrection(_) | Intent::StrikeCorrection(_) => {
            match at.over {
                true => Ok(()),
                false => refuse(text!("allowed-still-runs"), text!("allowed-wait-endex")),
            }
        }
        _ if at.over => refuse(text!("allowed-is-over"), text!("allowed-say-in-hotwash")),
        _ if at.paused && !excon => refuse(text!("allowed-is-paused"), text!("allowed-send-again")),
        _ => Ok(()),
    }
}
