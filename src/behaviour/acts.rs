//! What an allowed action sets in motion. Whoever is behind it, the same happens.

use super::desk::Job;
use super::{
    Turn, analysis, assist, comms_check, contact, delivery, desk, escalation, heed, intrusion,
    mention, msel, operation, outside, planned, reading, release, request, takedown, warding,
};
use crate::action::{Action, Decide, Intent, Refusal, SetPace};
use crate::fact::{
    ArtefactAnswered, CorrectionPlanned, CorrectionStruck, Decided, Fact, HotWashAnswered,
    MessageAnswered, MessageClosed, Observed, PaceSet, Published, RatingOverridden, SeatSwitched,
    TaskObserved,
};
use crate::journal::Causes;
use crate::model::{ArtefactId, Letter, MessageId, OrgId, Priority, Subject, Work};

/// Checks an action and carries it out.
///
/// # Errors
/// The refusal, when the World does not allow it; nothing has happened then.
pub fn act(turn: &mut Turn<'_>, action: Action, causes: Causes) -> Result<(), Refusal> {
    action.check(turn.at(), turn.world())?;
    carry_out(turn, action, causes);
    Ok(())
}

/// Carries out an action that has been checked.
#[allow(clippy::too_many_lines, reason = "an arm for each intent")]
pub fn carry_out(turn: &mut Turn<'_>, action: Action, causes: Causes) {
    let by = action.by;
    match action.intent {
        Intent::Send(send) => sent(turn, *send.letter, causes),
        Intent::TryAgain(one) => contact::again(turn, one.message, one.channel, causes),
        Intent::Open(open) => reading::open(turn, open.message, causes),
        Intent::Acknowledge(one) => reading::acknowledge(turn, one.message, causes),
        Intent::Close(close) => closed(turn, close.message, causes),
        Intent::Decline(no) => reading::decline(turn, no.message, no.why, causes),
        Intent::Suspend(one) => takedown::suspend(turn, by, one.host, one.message, causes),
        Intent::Block(one) => takedown::block(turn, by, one.host, one.message, causes),
        Intent::Contain(one) => intrusion::contain(turn, one.threat, by, causes),
        Intent::Recover(one) => intrusion::recover(turn, one.threat, by, causes),
        Intent::Analyse(one) => analyse(turn, by, one.artefact, causes),
        Intent::Apply(one) => warding::begin(turn, by, one.finding, causes),
        Intent::Escalate(one) => escalation::escalate(turn, by, one.about, None, causes),
        Intent::Release(one) => {
            if let Some(cause) = causes.last() {
                release::begin(turn, by, one.finding, cause);
            }
        }
        Intent::Publish(one) => {
            turn.tell(
                Published {
                    by: Some(by),
                    claims: one.claims,
                    text: one.text,
                },
                causes,
            );
        }
        Intent::Attribute(one) => heed::attribute(turn, by, one.threat, causes),
        Intent::Decide(one) => decided(turn, by, one, causes),
        Intent::CommsCheck(one) => comms_check::call(turn, by, &one.of, causes),
        Intent::Hold(one) => operation::hold(turn, by, one.message, causes),
        Intent::SeekWarrant(one) => operation::apply(turn, one.operation, by, causes),
        Intent::Strike(one) => operation::strike(turn, one.operation, causes),
        Intent::ReleaseInject(one) => msel::let_out(turn, one.inject, one.controller, causes),
        Intent::HoldInject(one) => msel::hold(turn, one, causes),
        Intent::PlanMessage(one) => planned::add(turn, one, causes),
        Intent::DropPlanned(one) => planned::set_aside(turn, one, causes),
        Intent::ReleasePlanned(one) => planned::release(turn, one.planned, one.controller, causes),
        Intent::HoldPlanned(one) => planned::hold(turn, one, causes),
        Intent::EditPlanned(one) => planned::edit(turn, one, causes),
        Intent::EditInject(one) => msel::edit(turn, one, causes),
        Intent::SkipInject(one) => msel::skip(turn, one.inject, one.controller, causes),
        Intent::LogContact(one) => outside::logged(turn, by, one, causes),
        Intent::ConfirmContact(one) => outside::confirmed(turn, by, one.contact, causes),
        Intent::DenyContact(one) => outside::denied(turn, by, one.contact, causes),
        Intent::AnswerArtefact(one) => {
            let (artefact, answer) = (one.artefact, one.answer);
            let org = by;
            turn.tell(
                ArtefactAnswered {
                    org,
                    artefact,
                    answer,
                },
                causes,
            );
        }
        Intent::AnswerStep(one) => assist::answered(turn, one.proposal, one.verdict, causes),
        Intent::ConfirmMention(one) => mention::confirm(turn, one, causes),
        Intent::SetPace(one) => {
            let SetPace {
                pacing,
                speed,
                controller,
            } = one;
            turn.tell(
                PaceSet {
                    pacing,
                    speed,
                    controller,
                },
                causes,
            );
        }
        Intent::SwitchSeat(one) => {
            turn.tell(
                SeatSwitched {
                    org: one.org,
                    to: one.to,
                },
                causes,
            );
        }
        Intent::ObserveTask(_)
        | Intent::OverrideRating(_)
        | Intent::Observe(_)
        | Intent::AnswerHotWash(_)
        | Intent::PlanCorrection(_)
        | Intent::StrikeCorrection(_) => noted(turn, action, causes),
    }
}

/// What is written down beside play, and changes nothing in it.
fn noted(turn: &mut Turn<'_>, action: Action, causes: Causes) {
    let by = action.by;
    let fact: Fact = match action.intent {
        Intent::ObserveTask(one) => TaskObserved {
            task: one.task,
            org: one.org,
            done: one.done,
            note: one.note,
            evaluator: one.evaluator,
        }
        .into(),
        Intent::OverrideRating(one) => RatingOverridden {
            task: one.task,
            org: one.org,
            rating: one.rating,
            reason: one.reason,
            evaluator: one.evaluator,
        }
        .into(),
        Intent::Observe(one) => Observed {
            org: one.org,
            message: one.message,
            moment: one.moment,
            text: one.text,
            evaluator: one.evaluator,
        }
        .into(),
        Intent::AnswerHotWash(one) => HotWashAnswered {
            org: by,
            question: one.question,
            answer: one.answer,
        }
        .into(),
        Intent::PlanCorrection(one) => CorrectionPlanned {
            title: one.title,
            corrects: one.corrects,
            owner: one.owner,
            due: one.due,
            change: one.change,
            evaluator: one.evaluator,
        }
        .into(),
        Intent::StrikeCorrection(one) => CorrectionStruck {
            correction: one.correction,
            evaluator: one.evaluator,
        }
        .into(),
        _ => return,
    };
    turn.tell(fact, causes);
}

fn decided(turn: &mut Turn<'_>, org: OrgId, one: Decide, causes: Causes) {
    let decided = Decided {
        org,
        about: one.about,
        decision: one.decision,
        reason: one.reason,
        confidence: one.confidence,
    };
    turn.tell(decided, causes);
}

/// A recipient puts a message away.
fn closed(turn: &mut Turn<'_>, message: MessageId, causes: Causes) {
    let (from, to, _) = delivery::parties(turn, message);
    turn.tell(MessageClosed { message, from, to }, causes);
}

/// A message is composed; an answer settles what it replies to.
fn sent(turn: &mut Turn<'_>, letter: Letter, causes: Causes) {
    let (reply_to, kind) = (letter.reply_to, letter.kind);
    let by = delivery::compose(turn, letter, causes);
    if let Some(message) = reply_to.filter(|of| kind.settles(turn.message(*of).letter.kind)) {
        let (from, to, _) = delivery::parties(turn, message);
        turn.tell(
            MessageAnswered {
                message,
                from,
                to,
                by,
            },
            causes,
        );
    }
}

/// Analysis is desk work, also for people: they submit the work, the desk takes the time.
fn analyse(turn: &mut Turn<'_>, org: OrgId, artefact: ArtefactId, causes: Causes) {
    let root = turn.plan.subject(Subject::Artefact(artefact));
    let job = Job {
        org,
        work: Work::Analysis,
        priority: Priority::High,
        message: None,
        root,
        run: None,
        artefact: Some(artefact),
    };
    let ticket = desk::queue(turn, &job, causes);
    turn.state.analyses.insert(ticket, artefact);
}

/// A piece of work was finished: whatever waited for it goes on.
pub fn finished(turn: &mut Turn<'_>, ticket: crate::model::TicketId, org: OrgId, seq: u32) {
    if let Some(artefact) = turn.state.analyses.remove(&ticket) {
        analysis::done(turn, org, artefact, Causes::of(seq));
    }
    if let Some(finding) = turn.state.applications.remove(&ticket) {
        warding::applied(turn, org, finding, Causes::of(seq));
    }
    super::learning::reviewed(turn, ticket, org, seq);
    request::gathered(turn, ticket, seq);
    operation::drawn_up(turn, ticket, org, seq);
}
