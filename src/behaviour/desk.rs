//! Desks: work queues by priority, analysts on shift, service times, everyday tickets.

use super::state::Chore;
use super::{Due, Turn, playbook};
use crate::exercise::Law;
use crate::fact::{ShiftChanged, TicketFinished, TicketQueued, TicketStarted};
use crate::journal::Causes;
use crate::kernel::{Key, Purpose, draw, mix};
use crate::model::{
    AgreementId, AgreementState, ArtefactId, MILLION, MessageId, OrgId, Placed, Priority, Span,
    Standing, Ticket, TicketId, Work, time::HOUR,
};

const SERVICE: Purpose = Purpose::of("service");
const BACKGROUND: Purpose = Purpose::of("background");

/// A piece of work to be queued.
pub struct Job {
    /// Whose desk.
    pub org: OrgId,
    /// What kind of work.
    pub work: Work,
    /// How urgent.
    pub priority: Priority,
    /// The message it is about.
    pub message: Option<MessageId>,
    /// What its draws are keyed by, before the ordinal.
    pub root: u64,
    /// The playbook that waits for it.
    pub run: Option<Key>,
    /// The artefact it studies.
    pub artefact: Option<ArtefactId>,
}

/// STARTEX: shifts and everyday tickets begin.
pub fn start(turn: &mut Turn<'_>) {
    turn.state.arrivals = (turn.exercise.orgs())
        .map(|(_, org)| turn.chance.counted(&org.id, BACKGROUND))
        .collect();
    for (id, org) in turn.exercise.orgs() {
        for (from, _) in org.duty.iter().filter(|(from, _)| from.0 > 0) {
            turn.on(*from, Due::Shift(id), u32::MAX);
        }
        next_ticket(turn, id);
    }
}

/// Schedules the next everyday ticket of a desk: a Poisson process that counts its draws.
fn next_ticket(turn: &mut Turn<'_>, org: OrgId) {
    let rate = i64::from(turn.plan.pace(org).tickets_milli_per_hour);
    if rate == 0 {
        return;
    }
    let mean = Span(HOUR * 1000 / rate);
    let wait = draw::exponential(&mut turn.state.arrivals[org.at()], mean);
    turn.later(wait, Due::Ticket(org), u32::MAX);
}

/// An everyday ticket arrives.
pub fn ticket(turn: &mut Turn<'_>, org: OrgId) {
    let nth = turn.state.arrivals[org.at()].drawn();
    let root = mix(turn.plan.org(org), nth);
    let job = Job {
        org,
        work: Work::Background,
        priority: Priority::Normal,
        message: None,
        root,
        run: None,
        artefact: None,
    };
    // Whoever sits in a seat has everyday work of their own.
    if turn.is_simulated(org) {
        queue(turn, &job, Causes::NONE);
    }
    next_ticket(turn, org);
}

/// Puts work on a desk.
pub fn queue(turn: &mut Turn<'_>, job: &Job, causes: Causes) -> TicketId {
    let family = mix(mix(job.root, turn.plan.org(job.org)), job.work as u64);
    let lineage = if job.work == Work::Background {
        family
    } else {
        let ordinal = turn.state.ordinal(family);
        mix(family, u64::from(ordinal))
    };
    let ticket = turn.world().tickets.next();
    turn.tell(
        TicketQueued {
            ticket,
            org: job.org,
            work: job.work,
            priority: job.priority,
            message: job.message,
            lineage,
        },
        causes,
    );
    turn.state.chores.push(Chore {
        run: job.run,
        artefact: job.artefact,
        share_ppm: MILLION,
    });
    ticket
}

/// A ticket was queued, or a place became free: whoever is free takes up the next.
pub fn take_up(turn: &mut Turn<'_>, org: OrgId) {
    loop {
        let desk = turn.view(org).desk();
        if !desk.has_free_analyst() {
            return;
        }
        let next = match turn.is_simulated(org) {
            true => desk.next(),
            false => desk.first(&turn.world().tickets, |ticket| {
                is_asked_for(turn, ticket) || is_confirmed(turn, ticket)
            }),
        };
        let Some(ticket) = next else { return };
        let Ticket {
            work, queued_as, ..
        } = *turn.world().tickets.get(ticket);
        let takes = service_time(turn, org, ticket);
        let seq = turn.tell(TicketStarted { ticket, org, work }, Causes::of(queued_as));
        turn.later(takes, Due::Finish(ticket, org, work), seq);
    }
}

/// Whether a piece of work is what people in a seat have asked for, and not its playbook.
fn is_asked_for(turn: &Turn<'_>, ticket: TicketId) -> bool {
    let state = &turn.state;
    let own = turn.world().tickets.get(ticket).work != Work::Background
        && state.chores[ticket.at()].run.is_none();
    own && !state.gathering.contains_key(&ticket) && !state.puzzling.contains_key(&ticket)
}

/// Whether a rule that people let go on waits for a piece of work.
fn is_confirmed(turn: &Turn<'_>, ticket: TicketId) -> bool {
    let everyday = turn.world().tickets.get(ticket).work == Work::Background;
    let run = turn.state.chores[ticket.at()].run.filter(|_| !everyday);
    run.is_some_and(|run| turn.state.runs.get(run).is_some())
}

/// How long a ticket takes: lognormal by kind of work, divided by the desk's pace.
fn service_time(turn: &Turn<'_>, org: OrgId, ticket: TicketId) -> Span {
    let Ticket { work, lineage, .. } = *turn.world().tickets.get(ticket);
    let pace = turn.plan.pace(org);
    let mut time = match work {
        Work::Background => pace.everyday,
        _ => turn.exercise.service[work as usize],
    };
    if work == Work::Analysis
        && let Some(studied) = turn.state.chores[ticket.at()].artefact
        && let Some(median) = turn.exercise.artefacts[studied.at()].analysis
    {
        time.median = median;
    }
    let mut chance = turn.draw(lineage, SERVICE);
    let usual = match time.law {
        Law::Lognormal => draw::lognormal(&mut chance, time.median, time.sigma_milli),
        // The median of an exponential law is its mean times ln 2.
        Law::Exponential => {
            let mean = time.median.0 as f64 / std::f64::consts::LN_2;
            draw::exponential(&mut chance, Span(mean as i64))
        }
    };
    let share = match work {
        Work::Background => MILLION,
        _ => turn.state.chores[ticket.at()].share_ppm,
    };
    let skill = i128::from(pace.skill_ppm.max(1)) * i128::from(trained(turn, org, work));
    let paced = i128::from(usual.0) * i128::from(share) * 1000 / skill.max(1);
    Span(i64::try_from(paced).unwrap_or(i64::MAX))
}

/// How much faster than usual a desk does a kind of work for which agreements that stand have
/// trained it, in thousandths; the best training counts.
fn trained(turn: &Turn<'_>, org: OrgId, work: Work) -> u32 {
    let trained = turn.plan.trained[org.at()].iter();
    let stands =
        |id: &AgreementId| id.get::<Standing>(turn.world()).0 == AgreementState::Operational;
    let factors = trained.filter(|(id, what, _)| *what == work && stands(id));
    factors.map(|(.., factor)| *factor).max().unwrap_or(1000)
}

/// A ticket is finished: its playbook goes on, and the desk takes up the next.
pub fn finish(turn: &mut Turn<'_>, ticket: TicketId, org: OrgId, work: Work, cause: u32) {
    let seq = turn.tell(TicketFinished { ticket, org, work }, Causes::of(cause));
    if work != Work::Background
        && let Some(run) = turn.state.chores[ticket.at()].run.take()
    {
        playbook::resume(turn, run, seq);
    }
}

/// A shift changes.
pub fn shift(turn: &mut Turn<'_>, org: OrgId) {
    let on_duty = turn.org(org).on_duty(turn.at());
    if turn.view(org).desk().on_duty != on_duty {
        turn.tell(ShiftChanged { org, on_duty }, Causes::NONE);
    }
}
