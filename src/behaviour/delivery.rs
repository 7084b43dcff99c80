//! How a message travels: composed, sent, delivered, bounced or lost.

use super::state::Errand;
use super::{Due, Turn, custody, release};
use crate::fact::{MessageBounced, MessageComposed, MessageDelivered, MessageLost, MessageSent};
use crate::journal::Causes;
use crate::kernel::{Limit, Purpose, draw, mix};
use crate::model::{
    ChannelId, ChannelState, HostId, Letter, MILLION, MessageId, OrgId, Placed, Progress, Span,
    Subject,
};

const TRANSIT: Purpose = Purpose::of("transit");
const LOSS: Purpose = Purpose::of("loss");
const BOUNCE: Purpose = Purpose::of("bounce");

/// How long a line of a channel with limited capacity is taken by one message.
const LINE_TAKEN: Span = Span::minutes(4);

/// How slowly a stopped-up try is noticed when the channel says nothing: never, by itself.
pub enum Reach {
    /// The contact is good.
    Good,
    /// The contact is out of date.
    Stale,
}

/// Composes a message; its lineage is its root, sender, recipient, kind and ordinal.
pub fn compose(turn: &mut Turn<'_>, letter: Letter, causes: Causes) -> MessageId {
    let root = root_of(turn, &letter);
    let family = turn.plan.lineage(root, letter.from, letter.to, letter.kind);
    let ordinal = turn.state.ordinal(family);
    let lineage = mix(family, u64::from(ordinal));
    let message = turn.world().messages.next();
    let from = letter.from;
    let errand = Errand {
        evidence: custody::enclosed(turn, &letter),
        secret: release::enclosed(turn, &letter),
        ..Errand::default()
    };
    for finding in &errand.secret {
        let with = turn.state.entrusted.entry((letter.from, *finding));
        with.or_default().push(letter.to);
    }
    turn.state.errands.push(errand);
    turn.tell(
        MessageComposed {
            message,
            letter: std::sync::Arc::new(letter),
            lineage,
        },
        causes,
    );
    let sent = turn.view(from).mailbox().sent.len() as u64;
    let exercise = turn.exercise;
    let within = turn
        .limits()
        .check(Limit::MessagesPerOrg, sent, turn.at(), || {
            exercise.org(from).id.clone()
        });
    if let Err(reached) = within {
        turn.stop(reached);
    }
    message
}

/// The root of a lineage: what the message is about; failing that, what it replies to.
fn root_of(turn: &Turn<'_>, letter: &Letter) -> u64 {
    if let Some(inject) = letter.inject {
        return turn.plan.subject(Subject::Inject(inject));
    }
    if let Some(about) = letter.about {
        return turn.plan.subject(about);
    }
    if let Some(claim) = letter.claims.first() {
        return turn.plan.finding(claim.finding);
    }
    letter
        .reply_to
        .map_or(0, |message| turn.message(message).lineage)
}

/// Sends one try of a message by a channel.
pub fn send(
    turn: &mut Turn<'_>,
    message: MessageId,
    channel: ChannelId,
    reach: &Reach,
    causes: Causes,
) {
    let (letter, lineage, attempt) = {
        let sent = turn.message(message);
        (sent.letter.clone(), sent.lineage, sent.attempt + 1)
    };
    let seq = turn.tell(
        MessageSent {
            message,
            from: letter.from,
            to: letter.to,
            kind: letter.kind,
            about: letter.about,
            channel,
            attempt,
        },
        causes,
    );
    turn.state.errand_mut(message).left_by.push(channel);
    let how = turn.channel(channel);
    let state = *channel.get::<ChannelState>(turn.world());
    let key = mix(lineage, u64::from(attempt));
    // Injects are delivered by EXCON, in whose name soever they come.
    let scripted = letter.inject.is_some();
    let lost = !scripted && draw::bernoulli(&mut turn.draw(key, LOSS), how.loss_ppm);
    let stale = matches!(reach, Reach::Stale);
    if stale || (!state.up && !scripted) {
        let bounces = draw::bernoulli(&mut turn.draw(key, BOUNCE), how.bounce_ppm);
        let due = if bounces {
            Due::Bounce(message, attempt)
        } else {
            Due::Vanish(message, attempt)
        };
        turn.later(how.bounce_after, due, seq);
    } else {
        let usual = draw::lognormal(&mut turn.draw(key, TRANSIT), how.transit, how.sigma_milli);
        let slowed = i128::from(usual.0) * i128::from(state.slowdown_ppm) / i128::from(MILLION);
        let transit = Span(i64::try_from(slowed).unwrap_or(i64::MAX));
        let due = if lost {
            Due::Vanish(message, attempt)
        } else {
            Due::Arrive(message, attempt)
        };
        turn.later(transit, due, seq);
    }
}

/// A try arrives: it is delivered, unless every line is taken.
pub fn arrive(turn: &mut Turn<'_>, message: MessageId, attempt: u32, cause: u32) {
    let (from, to, kind, inject) = {
        let letter = &turn.message(message).letter;
        (letter.from, letter.to, letter.kind, letter.inject)
    };
    // A slower earlier try may arrive after a later one was sent.
    let channel = way_of(turn, message, attempt);
    let limited = inject.is_none() && turn.channel(channel).capacity > 0;
    if limited && let Some(takers) = takers_of_all_lines(turn, to, channel) {
        let causes = takers.into_iter().fold(Causes::of(cause), Causes::and);
        come_back(turn, message, attempt, causes);
        return;
    }
    let seq = turn.tell(
        MessageDelivered {
            message,
            from,
            to,
            kind,
            channel,
            attempt,
            inject,
        },
        Causes::of(cause),
    );
    if limited {
        let until = turn.at() + LINE_TAKEN;
        let lines = turn.state.lines.entry((to, channel)).or_default();
        lines.push((until, seq));
    }
}

/// The channel by which a try left.
fn way_of(turn: &Turn<'_>, message: MessageId, attempt: u32) -> ChannelId {
    turn.state.errand(message).left_by[attempt as usize - 1]
}

/// The deliveries that keep every line of a channel with limited capacity busy; none while one
/// is free.
fn takers_of_all_lines(turn: &mut Turn<'_>, to: OrgId, channel: ChannelId) -> Option<Vec<u32>> {
    let capacity = usize::from(turn.channel(channel).capacity);
    let now = turn.at();
    let lines = turn.state.lines.entry((to, channel)).or_default();
    lines.retain(|(busy_until, _)| *busy_until > now);
    let takers = lines.iter().map(|(_, taker)| *taker);
    (lines.len() >= capacity).then(|| takers.collect())
}

/// A try comes back.
pub fn bounce(turn: &mut Turn<'_>, message: MessageId, attempt: u32, cause: u32) {
    come_back(turn, message, attempt, Causes::of(cause));
}

fn come_back(turn: &mut Turn<'_>, message: MessageId, attempt: u32, causes: Causes) {
    let (from, to, _) = parties(turn, message);
    let channel = way_of(turn, message, attempt);
    turn.tell(
        MessageBounced {
            message,
            from,
            to,
            channel,
            attempt,
        },
        causes,
    );
}

/// A try vanishes; nobody is told.
pub fn vanish(turn: &mut Turn<'_>, message: MessageId, attempt: u32, cause: u32) {
    let (from, to, _) = parties(turn, message);
    let channel = way_of(turn, message, attempt);
    turn.tell(
        MessageLost {
            message,
            from,
            to,
            channel,
            attempt,
        },
        Causes::of(cause),
    );
}

/// Sender, recipient and current channel of a message.
pub fn parties(turn: &Turn<'_>, message: MessageId) -> (OrgId, OrgId, ChannelId) {
    let m = turn.message(message);
    (m.letter.from, m.letter.to, m.channel)
}

/// Whether a message is still unread at its recipient.
pub fn is_unread(turn: &Turn<'_>, message: MessageId) -> bool {
    turn.message(message).progress < Progress::Opened
}

/// The host that a subject or a claim points at.
pub fn host_of(turn: &Turn<'_>, about: Option<Subject>) -> Option<HostId> {
    match about? {
        Subject::Host(host) => Some(host),
        Subject::Finding(finding) => match turn.exercise.findings[finding.at()].points_at {
            Some(Subject::Host(host)) => Some(host),
            _ => None,
        },
        _ => None,
    }
}
