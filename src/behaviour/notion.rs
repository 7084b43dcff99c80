//! What counts as an incident is not the same everywhere: a request about what the recipient's
//! economy does not count as one is turned down, or asked about first.
//!
//! Whoever is asked for its help reads what it is asked and finds nothing there that would be an
//! incident to it. Some ask what the matter is, and act once that is explained; the parties of an
//! agreement with shared terms always do. The rest decline. What such a message says is known all
//! the same, and a victim looks after itself; but no rule of its reader is set off by it.

use super::desk::{self, Job};
use super::{Turn, acts, contact, playbook, request};
use crate::action::{Action, Decline};
use crate::exercise::Term;
use crate::fact::Fact;
use crate::journal::Causes;
use crate::kernel::{Purpose, draw};
use crate::model::{
    Declined, FieldSet, Letter, MILLION, MessageId, MessageKind, RequestField, Subject, ThreatId,
    TicketId, Work,
};

const ASKS: Purpose = Purpose::of("asks what is meant");

/// What has become of a request about what its recipient does not count as an incident.
#[derive(Clone, Debug)]
pub enum Unheeded {
    /// Somebody reads it, or has asked what is meant: facts that follow from it wait.
    Pending(Pending),
    /// It was turned down.
    TurnedDown,
}

/// A request whose matter is not clear yet.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// Facts that would set off rules, in order.
    waiting: Vec<u32>,
    /// Whether the two use the same terms, so that asking suffices.
    shared: bool,
}

/// A message was read: it may be about what is no incident to its reader.
pub fn opened(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let letter = turn.message(message).letter.clone();
    if !is_discounted(turn, &letter) || !turn.is_simulated(letter.to) {
        return;
    }
    let pending = Unheeded::Pending(Pending::default());
    turn.state.unheeded.insert(message, pending);
    let job = Job {
        org: letter.to,
        work: Work::Triage,
        priority: letter.priority,
        message: Some(message),
        root: turn.message(message).lineage,
        run: None,
        artefact: None,
    };
    let ticket = desk::queue(turn, &job, Causes::of(seq));
    turn.state.puzzling.insert(ticket, message);
}

/// Whether a letter asks for help about what its recipient does not count as an incident.
fn is_discounted(turn: &Turn<'_>, letter: &Letter) -> bool {
    let not_incidents = turn.exercise.not_incidents(letter.to);
    let asks = matches!(
        letter.kind,
        MessageKind::InformationRequest
            | MessageKind::TakedownRequest
            | MessageKind::PreservationRequest
            | MessageKind::LegalAssistance
            | MessageKind::Notification
    );
    if not_incidents.is_empty() || !asks || letter.from == turn.plan.excon {
        return false;
    }
    let threat = threat_of(turn, letter);
    threat.is_some_and(|id| not_incidents.contains(&turn.exercise.threats[id.at()].class))
}

/// The threat that a letter is about: by its subject, else by what it asserts or carries.
fn threat_of(turn: &Turn<'_>, letter: &Letter) -> Option<ThreatId> {
    let exercise = turn.exercise;
    let of = |finding: crate::model::FindingId| exercise.findings[finding.at()].threat;
    let about = match letter.about {
        Some(Subject::Incident(threat)) => Some(threat),
        Some(Subject::Finding(finding)) => of(finding),
        Some(Subject::Host(host)) => exercise.hosts[host.at()].threat,
        _ => None,
    };
    let asserted = || letter.claims.iter().find_map(|claim| of(claim.finding));
    let carried = || {
        let yields = letter.artefacts.iter();
        let mut yields = yields.flat_map(|id| &exercise.artefacts[id.at()].yields);
        yields.find_map(|finding| of(*finding))
    };
    about.or_else(asserted).or_else(carried)
}

/// A piece of work was finished: if it was reading such a request, its reader asks or declines.
pub fn worked_on(turn: &mut Turn<'_>, ticket: TicketId, seq: u32) {
    let Some(message) = turn.state.puzzling.remove(&ticket) else {
        return;
    };
    let m = turn.message(message);
    let (from, to, lineage) = (m.letter.from, m.letter.to, m.lineage);
    if !turn.is_simulated(to) {
        // People who took the seat meanwhile judge for themselves.
        turn.state.unheeded.remove(&message);
        return;
    }
    let shares = contact::in_force(turn, to, from).any(|(_, term)| *term == Term::SharedTerms);
    let economy = turn.org(to).economy;
    let asks_ppm = economy.map_or(0, |id| turn.exercise.economies[id.at()].asks_first_ppm);
    let asks = draw::bernoulli(&mut turn.draw(lineage, ASKS), asks_ppm.min(MILLION));
    if !shares && !asks {
        turn_down(turn, message, seq);
        return;
    }
    if let Some(Unheeded::Pending(pending)) = turn.state.unheeded.get_mut(&message) {
        pending.shared = shares;
    }
    let wants = FieldSet::of(&[RequestField::Impact]);
    request::ask(turn, message, wants, Causes::of(seq));
}

/// The answer to a clarification was read. Where the two share their terms it is clear now what
/// is meant; else only where the answer says what harm is done.
pub fn explained(turn: &mut Turn<'_>, request: MessageId, brought: FieldSet, seq: u32) {
    let Some(Unheeded::Pending(pending)) = turn.state.unheeded.get(&request) else {
        return;
    };
    if !pending.shared && !brought.has(RequestField::Impact) {
        turn_down(turn, request, seq);
        return;
    }
    let waiting = pending.waiting.clone();
    turn.state.unheeded.remove(&request);
    for fact in waiting {
        playbook::take_up(turn, fact, seq);
    }
}

fn turn_down(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    turn.state.unheeded.insert(message, Unheeded::TurnedDown);
    let why = Declined::NotAnIncident;
    let action = Action {
        by: turn.message(message).letter.to,
        intent: Decline { message, why }.into(),
    };
    // Whoever has taken the seat meanwhile may have settled it.
    let _ = acts::act(turn, action, Causes::of(seq));
}

/// Whether a fact follows from a request that its reader does not heed, or not yet; then it sets
/// off no rule now.
pub fn sets_aside(turn: &mut Turn<'_>, seq: u32) -> bool {
    if turn.state.unheeded.is_empty() {
        return false;
    }
    let message = match turn.fact(seq) {
        Some(Fact::MessageOpened(f)) => Some(f.message),
        Some(Fact::ClaimLearnt(f)) => f.message,
        Some(Fact::ArtefactReceived(f)) => f.message,
        _ => None,
    };
    match message.and_then(|message| turn.state.unheeded.get_mut(&message)) {
        Some(Unheeded::Pending(pending)) => {
            pending.waiting.push(seq);
            true
        }
        Some(Unheeded::TurnedDown) => true,
        None => false,
    }
}
