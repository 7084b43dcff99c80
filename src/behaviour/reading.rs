//! When a delivered message is read, and what reading it does.

use super::{Due, Turn, delivery, directory, learning, request};
use crate::exercise::Reading;
use crate::fact::{
    AcknowledgementHeard, AnswerReceived, MessageAcknowledged, MessageOpened, RefusalHeard,
    RequestDeclined,
};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{ChannelId, Declined, MessageId, MessageKind, OrgId, Progress, SimTime, Span};

const LOOKS: Purpose = Purpose::of("looks at the inbox");
const HEARS: Purpose = Purpose::of("acknowledgement");

/// How long it takes to pick up what interrupts.
const PICKED_UP: Span = Span::seconds(20);

/// A message was delivered: a simulated seat reads it in the manner of the channel.
pub fn delivered(turn: &mut Turn<'_>, message: MessageId, to: OrgId, way: ChannelId, seq: u32) {
    if !turn.is_simulated(to) || !delivery::is_unread(turn, message) {
        return;
    }
    if let Some(at) = read_at(turn, message, to, way) {
        turn.on(at, Due::Open(message), seq);
    }
}

fn read_at(turn: &Turn<'_>, message: MessageId, to: OrgId, way: ChannelId) -> Option<SimTime> {
    let now = turn.at();
    let org = turn.org(to);
    let lineage = turn.message(message).lineage;
    match turn.channel(way).reading {
        Reading::AroundTheClock => Some(now + PICKED_UP),
        Reading::Interrupting => org.next_on_duty(now + PICKED_UP),
        Reading::Polled(every) => {
            let every_ms = u64::try_from(every.0).unwrap_or(0);
            let mut chance = turn.draw(lineage, LOOKS);
            let waits = draw::below(&mut chance, every_ms.max(1));
            org.next_on_duty(now + Span(i64::try_from(waits).unwrap_or(0)))
        }
        Reading::OfficeHours(median) => {
            let economy = org.economy.map(|id| &turn.exercise.economies[id.at()]);
            let open = economy.map_or(Some(now), |economy| economy.next_working(now))?;
            Some(open + draw::lognormal(&mut turn.draw(lineage, LOOKS), median, 600))
        }
    }
}

/// The moment at which a playbook reads a message; people who took its seat meanwhile read for
/// themselves.
pub fn look(turn: &mut Turn<'_>, message: MessageId, cause: u32) {
    if turn.is_simulated(turn.message(message).letter.to) {
        open(turn, message, Causes::of(cause));
    }
}

/// Somebody reads a message.
pub fn open(turn: &mut Turn<'_>, message: MessageId, causes: Causes) {
    if !delivery::is_unread(turn, message) {
        return;
    }
    let m = turn.message(message);
    let letter = m.letter.clone();
    let channel = m.channel;
    let fact = MessageOpened {
        message,
        from: letter.from,
        to: letter.to,
        kind: letter.kind,
        about: letter.about,
        channel,
        inject: letter.inject,
    };
    turn.tell(fact, causes);
}

/// A message was read: what it says is known, and what it answers is answered.
pub fn opened(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let letter = turn.message(message).letter.clone();
    // Asking back shows that the request arrived, and is no answer to it.
    if let Some(request) = letter.reply_to
        && letter.kind != MessageKind::Clarification
        && turn.message(request).letter.from == letter.to
    {
        turn.state.errand_mut(request).replied = true;
    }
    if let Some(by) = letter
        .reply_to
        .filter(|of| letter.kind.settles(turn.message(*of).letter.kind))
    {
        let request = turn.message(by).letter.clone();
        if request.from == letter.to {
            turn.tell(
                AnswerReceived {
                    message: by,
                    from: request.from,
                    to: request.to,
                    by: message,
                },
                Causes::of(seq),
            );
        }
        request::fields_came(turn, by, letter.fields, seq);
    }
    directory::renew(turn, message, seq);
    learning::read(turn, message, &letter, seq);
}

/// A recipient acknowledges; its sender hears of it after the transit time of the channel.
pub fn acknowledge(turn: &mut Turn<'_>, message: MessageId, causes: Causes) {
    let (from, to, channel) = delivery::parties(turn, message);
    if turn.message(message).progress >= Progress::Acknowledged {
        return;
    }
    let seq = turn.tell(MessageAcknowledged { message, from, to }, causes);
    let takes = way_back(turn, message, channel, 1);
    turn.later(takes, Due::Hear(message), seq);
}

/// How long a word takes back to the sender of a message.
fn way_back(turn: &Turn<'_>, message: MessageId, channel: ChannelId, nth: u64) -> Span {
    let how = turn.channel(channel);
    let key = mix(turn.message(message).lineage, nth);
    draw::lognormal(&mut turn.draw(key, HEARS), how.transit, how.sigma_milli)
}

/// A recipient turns a request down; its sender hears of it after the transit time of the
/// channel.
pub fn decline(turn: &mut Turn<'_>, message: MessageId, why: Declined, causes: Causes) {
    let (from, to, channel) = delivery::parties(turn, message);
    let declined = RequestDeclined {
        message,
        from,
        to,
        why,
    };
    let seq = turn.tell(declined, causes);
    let takes = way_back(turn, message, channel, 2);
    turn.later(takes, Due::HearRefusal(message, why), seq);
}

/// The sender hears that its request was turned down: it waits no longer.
pub fn hear_refusal(turn: &mut Turn<'_>, message: MessageId, why: Declined, cause: u32) {
    let (from, to, _) = delivery::parties(turn, message);
    if !turn.org(from).kind.plays() {
        return;
    }
    turn.state.errand_mut(message).replied = true;
    let heard = RefusalHeard {
        message,
        from,
        to,
        why,
    };
    turn.tell(heard, Causes::of(cause));
}

/// The sender hears that its message was received.
pub fn hear(turn: &mut Turn<'_>, message: MessageId, cause: u32) {
    let (from, to, _) = delivery::parties(turn, message);
    if !turn.message(message).heard && turn.org(from).kind.plays() {
        turn.tell(
            AcknowledgementHeard { message, from, to },
            Causes::of(cause),
        );
    }
}
