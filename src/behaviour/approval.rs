//! Who has to clear a message before it leaves: the channel's rule, and politics.
//!
//! Tension between two economies acts through decisions only: what crosses between them needs a
//! clearance that takes longer the higher the tension, and may be refused. The median clearance
//! is half an hour at full tension and the chance of a veto the square of the tension; both are
//! assumptions, since no public figure exists (facts.md).

use super::{Due, Turn};
use crate::fact::{MessageApproved, MessageVetoed};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw};
use crate::model::{MILLION, MessageId, Progress, Span};

const APPROVAL: Purpose = Purpose::of("approval");
const VETO: Purpose = Purpose::of("veto");

/// Median clearance at full tension.
const FULL_TENSION: Span = Span::minutes(30);
/// Spread of clearance times: sigma of the logarithm, in thousandths.
const SIGMA: u32 = 600;

/// A message was composed: it is cleared at once, or waits for its approver.
pub fn composed(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let (from, to, channel, lineage) = {
        let m = turn.message(message);
        (m.letter.from, m.letter.to, m.letter.channel, m.lineage)
    };
    let scripted = turn.message(message).letter.inject.is_some();
    let tension = turn.tension(from, to);
    let by_rule = turn.channel(channel).approval.unwrap_or(Span::ZERO);
    let by_politics = Span(FULL_TENSION.0 * i64::from(tension) / i64::from(MILLION));
    let median = by_rule + by_politics;
    if scripted || median == Span::ZERO {
        turn.tell(
            MessageApproved {
                message,
                from,
                to,
                waited: false,
            },
            Causes::of(seq),
        );
        return;
    }
    let square = u64::from(tension) * u64::from(tension) / u64::from(MILLION);
    let veto_ppm = u32::try_from(square).unwrap_or(MILLION);
    let vetoed = draw::bernoulli(&mut turn.draw(lineage, VETO), veto_ppm);
    let takes = draw::lognormal(&mut turn.draw(lineage, APPROVAL), median, SIGMA);
    turn.later(takes, Due::Approval(message, !vetoed), seq);
}

/// The approver decides.
pub fn decided(turn: &mut Turn<'_>, message: MessageId, granted: bool, cause: u32) {
    let m = turn.message(message);
    if m.progress > Progress::Composed {
        return;
    }
    let (from, to) = (m.letter.from, m.letter.to);
    if granted {
        turn.tell(
            MessageApproved {
                message,
                from,
                to,
                waited: true,
            },
            Causes::of(cause),
        );
    } else {
        turn.tell(MessageVetoed { message, from, to }, Causes::of(cause));
    }
}
