//! How the world behaves: one file a habit. A behaviour reads the World, draws, and tells facts;
//! it knows nothing of the journal's format or of metrics.

pub mod acts;
mod analysis;
mod approval;
mod assist;
mod comms_check;
mod contact;
mod custody;
mod delivery;
mod desk;
mod directory;
mod displacement;
mod due;
mod escalation;
mod foresight;
mod gathering;
mod handover;
mod heed;
mod intrusion;
mod learning;
mod mention;
mod msel;
mod notion;
mod operation;
mod outside;
mod plan;
mod planned;
mod playbook;
mod press;
mod reading;
mod release;
mod request;
mod rotation;
mod sensing;
mod sharing;
mod state;
mod takedown;
mod temper;
mod trust;
mod turn;
mod unsettled;
mod warding;

pub use directory::looks;
pub use due::{Due, Item};
pub use foresight::{look, look_far};
pub use msel::is_needed;
pub use plan::Plan;
pub use state::State;
pub use turn::Turn;

use crate::fact::{ExerciseEnded, ExerciseStarted, Fact, MoveBegan};
use crate::journal::Causes;
use crate::model::{MessageKind, OrgId, Work};

/// Something is due: the behaviour it belongs to decides.
#[inline]
pub fn due(turn: &mut Turn<'_>, item: Item) {
    let cause = item.cause;
    match item.due {
        Due::Start => {
            turn.tell(ExerciseStarted {}, Causes::NONE);
        }
        Due::End => {
            turn.tell(ExerciseEnded {}, Causes::NONE);
        }
        Due::Move(nth) => {
            let jump = turn.exercise.clock.moves[nth as usize].jump;
            turn.tell(
                MoveBegan {
                    number: nth + 1,
                    jump,
                },
                Causes::NONE,
            );
        }
        Due::Inject(inject) => msel::due(turn, inject, cause),
        Due::Planned(one) => planned::due(turn, one, cause),
        Due::Approval(message, granted) => approval::decided(turn, message, granted, cause),
        Due::Search(message) => contact::searched(turn, message, cause),
        Due::Arrive(message, attempt) => delivery::arrive(turn, message, attempt, cause),
        Due::Bounce(message, attempt) => delivery::bounce(turn, message, attempt, cause),
        Due::Vanish(message, attempt) => delivery::vanish(turn, message, attempt, cause),
        Due::Open(message) => reading::look(turn, message, cause),
        Due::Hear(message) => reading::hear(turn, message, cause),
        Due::HearRefusal(message, why) => reading::hear_refusal(turn, message, why, cause),
        Due::Silence(message, attempt) => contact::silence(turn, message, attempt, cause),
        Due::Deadline(message, agreed) => contact::deadline(turn, message, agreed, cause),
        Due::Ticket(org) => desk::ticket(turn, org),
        Due::Shift(org) => desk::shift(turn, org),
        Due::Finish(ticket, org, work) => desk::finish(turn, ticket, org, work, cause),
        Due::Resume(run) => playbook::resume(turn, run, cause),
        Due::Obtainable(finding) => sensing::obtainable(turn, finding, cause),
        Due::Sense(org, finding) => sensing::sense(turn, org, finding, cause),
        Due::Detect(threat, org) => sensing::detect(turn, threat, org, cause),
        Due::Release(org, finding) => release::done(turn, org, finding, cause),
        Due::Stage(threat, stage) => intrusion::stage(turn, threat, stage, cause),
        Due::Hit(threat, nth) => intrusion::hit(turn, threat, nth, cause),
        Due::Surface(threat) => heed::settle(turn, threat, cause),
        Due::TakeOver(threat, nth) => displacement::take_over(turn, threat, nth, cause),
        Due::Return(threat, host) => temper::come_back(turn, threat, host, cause),
        Due::Relocate(threat) => temper::relocate(turn, threat, cause),
        Due::Leave(org, contact) => rotation::leave(turn, org, contact),
        Due::Gather(gathering) => gathering::gather(turn, gathering, cause),
        Due::Warrant(operation, org) => operation::warranted(turn, operation, org, cause),
        Due::Strike(operation) => operation::date(turn, operation, cause),
    }
}

/// A fact was told: whatever follows from it at this moment follows, in this order.
#[inline]
#[allow(clippy::too_many_lines, reason = "an arm for each kind of fact")]
pub fn react(turn: &mut Turn<'_>, seq: u32) {
    let Some(fact) = turn.fact(seq) else { return };
    match fact {
        Fact::ExerciseStarted(_) => {
            learning::start(turn, seq);
            desk::start(turn);
            msel::start(turn, seq);
            intrusion::start(turn, seq);
            operation::start(turn, seq);
            gathering::start(turn, seq);
            rotation::start(turn);
        }
        Fact::MessageComposed(f) => approval::composed(turn, f.message, seq),
        Fact::MessageApproved(f) => contact::approved(turn, f.message, seq),
        Fact::MessageSent(f) => contact::sent(turn, f.message, f.attempt, seq),
        Fact::MessageBounced(f) => contact::bounced(turn, f.message, f.channel, seq),
        Fact::MessageDelivered(f) => reading::delivered(turn, f.message, f.to, f.channel, seq),
        Fact::MessageOpened(f) => {
            let (message, clarification) = (f.message, f.kind == MessageKind::Clarification);
            reading::opened(turn, message, seq);
            operation::read(turn, message, seq);
            if clarification {
                request::asked_back(turn, message, seq);
            }
            notion::opened(turn, message, seq);
        }
        Fact::AnswerReceived(f) => trust::answered(turn, f.from, f.to, f.by, seq),
        Fact::DeadlineMissed(f) => trust::missed(turn, f.from, f.to, seq),
        Fact::TrustChanged(f) => rotation::moved(turn, f.org, f.other),
        Fact::TicketQueued(f) => desk::take_up(turn, f.org),
        Fact::TicketFinished(f) => {
            let (ticket, org) = (f.ticket, f.org);
            if f.work != Work::Background {
                approval::worked_on(turn, ticket, seq);
                notion::worked_on(turn, ticket, seq);
                acts::finished(turn, ticket, org, seq);
            }
            desk::take_up(turn, org);
        }
        Fact::ShiftChanged(f) => desk::take_up(turn, f.org),
        Fact::ClaimLearnt(f) => {
            let (org, finding) = (f.org, f.claim.finding);
            learning::learnt(turn, org, finding, seq);
            operation::learnt(turn, org, finding, seq);
        }
        Fact::EvidenceSecured(f) => operation::learnt(turn, f.org, f.finding, seq),
        Fact::OperationJoined(f) => operation::joined(turn, f.operation, f.org, seq),
        Fact::WarrantObtained(f) => operation::report_ready(turn, f.operation, f.org, seq),
        Fact::VictimCompromised(f) => {
            let (threat, org) = (f.threat, f.org);
            intrusion::compromised(turn, threat, org, seq);
            displacement::compromised(turn, threat, org, seq);
            sensing::compromised(turn, threat, org, seq);
        }
        Fact::SeatSwitched(f) => {
            let (org, to) = (f.org, f.to);
            handover::switched(turn, org, to, seq);
        }
        Fact::AgreementChanged(f) => heed::agreement_changed(turn, f.agreement, seq),
        Fact::HostSuspended(f) => {
            let host = f.host;
            temper::host_suspended(turn, host, seq);
            displacement::host_suspended(turn, host, seq);
        }
        Fact::HostAbandoned(f) => trust::found_dead(turn, f.host, seq),
        Fact::HostBlocked(f) => temper::host_blocked(turn, f.host, f.economy, seq),
        Fact::ContactConfirmed(f) => outside::told(turn, f.contact, seq),
        Fact::MentionConfirmed(f) => {
            let (message, claim) = (f.message, f.claim.clone());
            mention::confirmed(turn, message, &claim, seq);
        }
        Fact::GroupStopped(f) => {
            let threat = f.threat;
            displacement::leave(turn, threat, seq);
            heed::arrested(turn, threat, seq);
        }
        Fact::Attributed(f) => heed::attributed(turn, f.by, f.threat, seq),
        Fact::Published(f) => {
            let claims = f.claims.clone();
            press::published(turn, &claims, seq);
        }
        _ => {}
    }
    if !turn.state.proposed.is_empty()
        && let Some(org) = settles(turn, seq)
    {
        assist::overtaken(turn, org, seq);
    }
    msel::watch(turn, seq);
    playbook::react(turn, seq);
}

/// Whoever did, by a fact, what their playbook may be proposing to them.
fn settles(turn: &Turn<'_>, seq: u32) -> Option<OrgId> {
    match turn.fact(seq)? {
        Fact::MessageAcknowledged(f) => Some(f.to),
        Fact::MessageAnswered(f) => Some(f.to),
        Fact::MessageClosed(f) => Some(f.to),
        Fact::RequestDeclined(f) => Some(f.to),
        Fact::HostSuspended(f) => Some(f.by),
        Fact::HostBlocked(f) => Some(f.by),
        Fact::VictimContained(f) => Some(f.org),
        Fact::VictimRecovered(f) => Some(f.org),
        Fact::ArtefactAnalysed(f) => Some(f.org),
        Fact::IndicatorApplied(f) => Some(f.org),
        _ => None,
    }
}
