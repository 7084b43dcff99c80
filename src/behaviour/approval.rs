//! Who has to clear a message before it leaves: the channel's rule, and politics.
//!
//! Tension between two economies acts through decisions only: what crosses between them needs a
//! clearance that takes longer the higher the tension, and may be refused. The median clearance
//! is half an hour at full tension and the chance of a veto the square of the tension; both are
//! assumptions, since no public figure was found.
//!
//! Insulation is who needs whose approval. By default it is an unnamed superior's, which takes
//! time and no desk. A named one clears at its desk: whatever crosses to another economy queues
//! there, in its hours, in calm as well. An organisation that decides by itself, or the parties of
//! an agreement that insulates them, need none, whatever the tension.

use super::desk::{self, Job};
use super::{Due, Turn, contact};
use crate::exercise::{Approval, Term};
use crate::fact::{MessageApproved, MessageVetoed};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw};
use crate::model::{MILLION, MessageId, OrgId, Progress, Span, TicketId, Work};

const APPROVAL: Purpose = Purpose::of("approval");
const VETO: Purpose = Purpose::of("veto");

/// Median clearance at full tension.
const FULL_TENSION: Span = Span::minutes(30);
/// Spread of clearance times: sigma of the logarithm, in thousandths.
const SIGMA: u32 = 600;

/// A message was composed: it is cleared at once, or waits for its approver.
pub fn composed(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let m = turn.message(message);
    let (from, to, channel) = (m.letter.from, m.letter.to, m.letter.channel);
    if m.letter.inject.is_some() {
        granted(turn, message, false, seq);
        return;
    }
    let by_rule = turn.channel(channel).approval.unwrap_or(Span::ZERO);
    match approver(turn, from, to) {
        Approval::Politics => {
            let tension = turn.tension(from, to);
            let by_politics = Span(FULL_TENSION.0 * i64::from(tension) / i64::from(MILLION));
            wait(turn, message, by_rule + by_politics, tension, seq);
        }
        Approval::Own => wait(turn, message, by_rule, 0, seq),
        Approval::By(clears) => lay_before(turn, message, clears, seq),
    }
}

/// Whose approval a message needs for political reasons.
fn approver(turn: &Turn<'_>, from: OrgId, to: OrgId) -> Approval {
    let approval = turn.org(from).approval;
    let crosses = || {
        let (home, there) = (turn.org(from).economy, turn.org(to).economy);
        home.is_some() && there.is_some() && home != there
    };
    let needed = match approval {
        Approval::Politics => turn.tension(from, to) > 0,
        Approval::Own => false,
        Approval::By(clears) => clears != to && crosses(),
    };
    let insulated = || contact::in_force(turn, from, to).any(|(_, term)| *term == Term::Insulated);
    if needed && !insulated() {
        approval
    } else {
        Approval::Own
    }
}

/// Waits for an approver without a desk; where nobody has a say, the message is cleared at once.
fn wait(turn: &mut Turn<'_>, message: MessageId, median: Span, tension: u32, seq: u32) {
    if median == Span::ZERO {
        granted(turn, message, false, seq);
        return;
    }
    let vetoed = is_vetoed(turn, message, tension);
    let lineage = turn.message(message).lineage;
    let takes = draw::lognormal(&mut turn.draw(lineage, APPROVAL), median, SIGMA);
    turn.later(takes, Due::Approval(message, !vetoed), seq);
}

/// Puts a message on the desk of the organisation that clears it.
fn lay_before(turn: &mut Turn<'_>, message: MessageId, clears: OrgId, seq: u32) {
    let m = turn.message(message);
    let (from, to) = (m.letter.from, m.letter.to);
    let job = Job {
        org: clears,
        work: Work::Coordination,
        priority: m.letter.priority,
        // What it has to clear was not sent to it: its desk knows that there is something to
        // clear, and not more.
        message: None,
        root: m.lineage,
        run: None,
        artefact: None,
    };
    let vetoed = is_vetoed(turn, message, turn.tension(from, to));
    let ticket = desk::queue(turn, &job, Causes::of(seq));
    turn.state.clearing.insert(ticket, (message, vetoed));
}

/// A piece of work was finished: if it cleared a message, that may leave, or may not.
pub fn worked_on(turn: &mut Turn<'_>, ticket: TicketId, seq: u32) {
    let Some((message, vetoed)) = turn.state.clearing.remove(&ticket) else {
        return;
    };
    let channel = turn.message(message).letter.channel;
    match turn.channel(channel).approval {
        Some(by_rule) if !vetoed && by_rule > Span::ZERO => wait(turn, message, by_rule, 0, seq),
        _ => decided(turn, message, !vetoed, seq),
    }
}

/// Whether whoever clears a message stops it: the square of the tension says how likely.
fn is_vetoed(turn: &Turn<'_>, message: MessageId, tension: u32) -> bool {
    let square = u64::from(tension) * u64::from(tension) / u64::from(MILLION);
    let veto_ppm = u32::try_from(square).unwrap_or(MILLION);
    let lineage = turn.message(message).lineage;
    draw::bernoulli(&mut turn.draw(lineage, VETO), veto_ppm)
}

/// The approver decides.
pub fn decided(turn: &mut Turn<'_>, message: MessageId, may_leave: bool, cause: u32) {
    let m = turn.message(message);
    if m.progress > Progress::Composed {
        return;
    }
    if may_leave {
        granted(turn, message, true, cause);
        return;
    }
    let (from, to) = (m.letter.from, m.letter.to);
    turn.tell(MessageVetoed { message, from, to }, Causes::of(cause));
}

fn granted(turn: &mut Turn<'_>, message: MessageId, waited: bool, cause: u32) {
    let m = turn.message(message);
    let (from, to) = (m.letter.from, m.letter.to);
    turn.tell(
        MessageApproved {
            message,
            from,
            to,
            waited,
        },
        Causes::of(cause),
    );
}
