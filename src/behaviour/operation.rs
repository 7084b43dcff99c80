//! Joint operations: evidence, warrants, word to the lead, the day itself.
//!
//! A party applies for its warrant as soon as it knows, in full, what its law wants as evidence,
//! and tells the lead by a situation report when it has it. The lead goes by what it has heard:
//! on the date it gives the word, or puts the operation off while somebody is not ready. Who was
//! asked to hold and agreed leaves infrastructure up until the date they were given; what anybody
//! takes down before then may tip the group off, and its people may be gone.

use super::desk::{self, Job};
use super::sharing::{self, Parcel};
use super::{Due, Turn, acts, takedown};
use crate::action::{Action, Intent, SeekWarrant, Strike};
use crate::exercise::Operation;
use crate::fact::{
    GroupStopped, HoldAgreed, OperationCarriedOut, OperationJoined, OperationPostponed,
    ReadinessHeard, WarrantObtained,
};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    EconomyId, FieldSet, FindingId, GroupState, HostState, Mandate, MessageId, MessageKind,
    OperationId, OperationState, OrgId, Placed, Priority, Subject, TicketId, Work,
};

const COURT: Purpose = Purpose::of("warrant");
const FLEES: Purpose = Purpose::of("suspects flee");

fn row<'e>(turn: &Turn<'e>, operation: OperationId) -> &'e Operation {
    &turn.exercise.operations[operation.at()]
}

/// STARTEX: parties are brought in, the lead asks others to hold, dates are set.
pub fn start(turn: &mut Turn<'_>, seq: u32) {
    for nth in 0..turn.exercise.operations.len() {
        let operation = OperationId::nth(nth);
        let plan = row(turn, operation);
        for party in &plan.parties {
            let joined = OperationJoined {
                operation,
                org: party.org,
                threat: plan.threat,
                date: plan.at,
            };
            turn.tell(joined, Causes::of(seq));
        }
        turn.on(plan.at, Due::Strike(operation), seq);
    }
}

/// A party was brought in: it applies if it knows enough already, and the lead asks others to
/// hold.
pub fn joined(turn: &mut Turn<'_>, operation: OperationId, org: OrgId, seq: u32) {
    if !turn.is_simulated(org) {
        return;
    }
    apply_if_able(turn, operation, org, seq);
    if row(turn, operation).lead == org {
        ask_to_hold(turn, operation, seq);
    }
}

fn ask_to_hold(turn: &mut Turn<'_>, operation: OperationId, seq: u32) {
    let plan = row(turn, operation);
    for to in &plan.holds {
        let parcel = Parcel {
            from: plan.lead,
            kind: MessageKind::Deconfliction,
            about: Some(Subject::Incident(plan.threat)),
            priority: Priority::High,
            over: None,
        };
        let fields = FieldSet::default();
        sharing::post(turn, &parcel, *to, Vec::new(), fields, Causes::of(seq));
    }
}

/// Something was learnt: it may be the evidence that a party was waiting for.
pub fn learnt(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, seq: u32) {
    if turn.exercise.operations.is_empty() || !turn.is_simulated(org) {
        return;
    }
    for nth in 0..turn.exercise.operations.len() {
        let operation = OperationId::nth(nth);
        let party = row(turn, operation).party(org);
        if party.is_some_and(|party| party.evidence.contains(&finding)) {
            apply_if_able(turn, operation, org, seq);
        }
    }
}

fn apply_if_able(turn: &mut Turn<'_>, operation: OperationId, org: OrgId, seq: u32) {
    let intent = Intent::from(SeekWarrant { operation });
    // Without the evidence, or once it has its warrant, the World refuses.
    let _ = acts::act(turn, Action { by: org, intent }, Causes::of(seq));
}

/// A party applies for its warrant: papers are drawn up at its desk, then the court takes over.
pub fn apply(turn: &mut Turn<'_>, operation: OperationId, org: OrgId, causes: Causes) {
    if !turn.state.applied.insert((operation, org)) {
        return;
    }
    let job = Job {
        org,
        work: Work::LegalReview,
        priority: Priority::High,
        message: None,
        root: turn.plan.operation(operation),
        run: None,
        artefact: None,
    };
    let ticket = desk::queue(turn, &job, causes);
    turn.state.papers.insert(ticket, operation);
}

/// A piece of work was finished: if it drew up papers, they go to court.
pub fn drawn_up(turn: &mut Turn<'_>, ticket: TicketId, org: OrgId, seq: u32) {
    let Some(operation) = turn.state.papers.remove(&ticket) else {
        return;
    };
    let Some(party) = row(turn, operation).party(org) else {
        return;
    };
    let key = mix(turn.plan.operation(operation), turn.plan.org(org));
    let (median, sigma) = (party.warrant, party.warrant_sigma_milli);
    let takes = draw::lognormal(&mut turn.draw(key, COURT), median, sigma);
    turn.later(takes, Due::Warrant(operation, org), seq);
}

/// The court has decided.
pub fn warranted(turn: &mut Turn<'_>, operation: OperationId, org: OrgId, cause: u32) {
    let threat = row(turn, operation).threat;
    let obtained = WarrantObtained {
        operation,
        org,
        threat,
    };
    turn.tell(obtained, Causes::of(cause));
}

/// A party has its warrant: it tells the lead.
pub fn report_ready(turn: &mut Turn<'_>, operation: OperationId, org: OrgId, seq: u32) {
    let plan = row(turn, operation);
    if plan.lead == org || !turn.is_simulated(org) {
        return;
    }
    let parcel = Parcel {
        from: org,
        kind: MessageKind::SituationReport,
        about: Some(Subject::Incident(plan.threat)),
        priority: Priority::High,
        over: None,
    };
    let (fields, causes) = (FieldSet::default(), Causes::of(seq));
    sharing::post(turn, &parcel, plan.lead, Vec::new(), fields, causes);
}

/// A lead read a message: a situation report on the group from a party with its warrant says
/// that the party is ready.
pub fn read(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    if turn.exercise.operations.is_empty() {
        return;
    }
    let letter = turn.message(message).letter.clone();
    if letter.kind != MessageKind::SituationReport {
        return;
    }
    for nth in 0..turn.exercise.operations.len() {
        let operation = OperationId::nth(nth);
        let plan = row(turn, operation);
        let about = letter.about == Some(Subject::Incident(plan.threat));
        let state = operation.get::<OperationState>(turn.world());
        let ready = state.warrants.contains_key(&letter.from);
        let heard = state.heard_ready.contains_key(&letter.from);
        if plan.lead == letter.to && about && ready && !heard {
            let fact = ReadinessHeard {
                operation,
                lead: plan.lead,
                party: letter.from,
                message,
            };
            turn.tell(fact, Causes::of(seq));
        }
    }
}

/// The date has come: a simulated lead gives the word, or puts it off.
pub fn date(turn: &mut Turn<'_>, operation: OperationId, cause: u32) {
    let plan = row(turn, operation);
    let state = operation.get::<OperationState>(turn.world());
    if state.ended_at.is_some() || state.date != turn.at() || !turn.is_simulated(plan.lead) {
        return;
    }
    let lead_ready = state.warrants.contains_key(&plan.lead);
    let heard = |org: OrgId| org == plan.lead || state.heard_ready.contains_key(&org);
    let all = lead_ready && plan.parties.iter().all(|party| heard(party.org));
    match plan.postpones {
        Some(span) if !all => {
            let date = turn.at() + span;
            let mut last = cause;
            for party in &plan.parties {
                let postponed = OperationPostponed {
                    operation,
                    org: party.org,
                    threat: plan.threat,
                    date,
                };
                last = turn.tell(postponed, Causes::of(cause));
            }
            turn.on(date, Due::Strike(operation), last);
            ask_to_hold(turn, operation, last);
        }
        _ => {
            // What the lead goes by: the date, its own warrant, and the last to be ready.
            let own = state.warrants.get(&plan.lead).copied();
            let last = state.heard_ready.values().max().copied();
            let because = own.into_iter().chain(last);
            let because = because.fold(Causes::of(cause), Causes::and);
            let intent = Intent::from(Strike { operation });
            let by = plan.lead;
            // Without a warrant of its own the lead cannot strike, and lets the date pass.
            let _ = acts::act(turn, Action { by, intent }, because);
        }
    }
}

/// The word was given: whoever has a warrant seizes what lies in its economy, and the suspects
/// are arrested unless they are gone or nobody there may.
pub fn strike(turn: &mut Turn<'_>, operation: OperationId, causes: Causes) {
    let plan = row(turn, operation);
    let state = operation.get::<OperationState>(turn.world());
    let warrants = state.warrants.iter();
    let ready: Vec<(OrgId, u32)> = warrants.map(|(org, seq)| (*org, *seq)).collect();
    let warned = plan.threat.get::<GroupState>(turn.world()).tipped_off_at;
    let key = turn.plan.operation(operation);
    let gone = warned.is_some() && draw::bernoulli(&mut turn.draw(key, FLEES), plan.flees_ppm);
    let is_of = |org: OrgId, economy: EconomyId| turn.org(org).economy == Some(economy);
    let from = |economy: EconomyId| {
        let mut ready = ready.iter().copied();
        ready.find(|(org, _)| is_of(*org, economy))
    };
    // A warrant is carried out by who may arrest.
    let mut able = (ready.iter().copied()).filter(|(org, _)| turn.org(*org).may(Mandate::Arrest));
    let arrester =
        able.find(|(org, _)| plan.suspects_in.is_none_or(|economy| is_of(*org, economy)));
    let arrester = arrester.filter(|_| !gone);
    let seized = plan.hosts.iter().filter_map(|host| {
        let up = *host.get::<HostState>(turn.world()) == HostState::Up;
        let by = from(turn.exercise.hosts[host.at()].economy);
        Some((*host, by.filter(|_| up)?))
    });
    let seized: Vec<_> = seized.collect();
    if let Some((_, warrant)) = arrester {
        let (threat, group) = (plan.threat, turn.exercise.threats[plan.threat.at()].seat);
        turn.tell(GroupStopped { threat, group }, causes.and(warrant));
    }
    for (host, (by, warrant)) in seized {
        takedown::suspend(turn, by, host, None, causes.and(warrant));
    }
    let arrested = arrester.is_some();
    for party in &plan.parties {
        let carried_out = OperationCarriedOut {
            operation,
            org: party.org,
            threat: plan.threat,
            arrested,
        };
        turn.tell(carried_out, causes);
    }
}

/// An organisation agrees to hold: until the date that stands when it agrees.
pub fn hold(turn: &mut Turn<'_>, org: OrgId, message: MessageId, causes: Causes) {
    let letter = turn.message(message).letter.clone();
    let Some(Subject::Incident(threat)) = letter.about else {
        return;
    };
    let mut operations = (0..).zip(&turn.exercise.operations);
    let asked = operations.find(|(_, plan)| plan.lead == letter.from && plan.threat == threat);
    let Some((nth, _)) = asked else { return };
    let until = OperationId(nth).get::<OperationState>(turn.world()).date;
    let agreed = HoldAgreed {
        org,
        threat,
        until,
        message,
    };
    turn.tell(agreed, causes);
}
