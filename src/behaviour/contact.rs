//! Finding a way to reach somebody: look up, perhaps out of date, bounce or silence, fall back.

use super::delivery::{self, Reach};
use super::{Due, Turn, directory};
use crate::exercise::{Agreement, Channel, Over, Term};
use crate::fact::{
    ContactGivenUp, ContactLookedUp, ContactWentStale, DeadlineMissed, FallbackTaken,
};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    AgreementId, AgreementState, ChannelId, LookUp, MessageId, OrgId, Placed, Progress, Span,
    Standing, Tlp,
};

const SEARCH: Purpose = Purpose::of("contact search");

/// How long it takes to find another way after one has failed, at the median. Assumed: no public
/// figure gives it.
const SEARCHING: Span = Span::minutes(6);
/// How often a message is tried before its sender gives up.
const TRIES: u32 = 4;
/// A request without an agreed deadline is missed after so many times its sender's patience.
const PATIENCES: i64 = 3;

/// A message may leave: take the way it was meant to go, or the first there is.
pub fn approved(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let m = turn.message(message);
    let (letter, direct) = (m.letter.clone(), m.letter.inject.is_some());
    if direct {
        let errand = turn.state.errand_mut(message);
        errand.tried.push(letter.channel);
        delivery::send(turn, message, letter.channel, &Reach::Good, Causes::of(seq));
        return;
    }
    if turn.is_simulated(letter.from) {
        try_next(turn, message, Causes::of(seq));
    } else {
        try_chosen(turn, message, letter.channel, Causes::of(seq));
    }
}

/// Tries the next way, or gives up.
fn try_next(turn: &mut Turn<'_>, message: MessageId, causes: Causes) {
    match next_way(turn, message) {
        Some(channel) => try_by(turn, message, channel, causes),
        None => give_up(turn, message, causes),
    }
}

fn give_up(turn: &mut Turn<'_>, message: MessageId, causes: Causes) {
    let (from, to, _) = delivery::parties(turn, message);
    turn.tell(ContactGivenUp { message, from, to }, causes);
}

/// Tries the way that people have chosen, and no other.
fn try_chosen(turn: &mut Turn<'_>, message: MessageId, channel: ChannelId, causes: Causes) {
    if is_open(turn, message, channel) {
        try_by(turn, message, channel, causes);
    } else {
        turn.state.errand_mut(message).waits = true;
        give_up(turn, message, causes);
    }
}

/// People try a message again, by the way that they choose.
pub fn again(turn: &mut Turn<'_>, message: MessageId, channel: ChannelId, causes: Causes) {
    turn.state.errand_mut(message).waits = false;
    let (from, to, old) = delivery::parties(turn, message);
    let mut because = causes;
    if old != channel && is_open(turn, message, channel) {
        let turned = FallbackTaken {
            message,
            from,
            to,
            old,
            channel,
        };
        because = Causes::of(turn.tell(turned, causes));
    }
    try_chosen(turn, message, channel, because);
}

/// Who sent a message has its seat back from people: its playbook goes on with what they left.
pub fn take_up(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let sent = turn.view(org).mailbox().sent.iter();
    let waits = sent.filter(|one| turn.state.errand(**one).waits);
    let left: Vec<MessageId> = waits.copied().collect();
    for message in left {
        turn.state.errand_mut(message).waits = false;
        search(turn, message, seq);
    }
}

/// Whether people have the sender's seat, so that it is for them to try again.
fn leaves_to_people(turn: &mut Turn<'_>, message: MessageId) -> bool {
    let (from, ..) = delivery::parties(turn, message);
    let people = !turn.is_simulated(from);
    turn.state.errand_mut(message).waits |= people;
    people
}

/// Tries one way.
fn try_by(turn: &mut Turn<'_>, message: MessageId, channel: ChannelId, causes: Causes) {
    let (from, to, _) = delivery::parties(turn, message);
    let state = directory::entry(turn, from, to, channel, message);
    let found = state != LookUp::Missing;
    // People may come back to a way that did not lead anywhere.
    if found || turn.is_simulated(from) {
        turn.state.errand_mut(message).tried.push(channel);
    }
    let seq = turn.tell(
        ContactLookedUp {
            message,
            from,
            to,
            channel,
            entry: found,
        },
        causes,
    );
    match state {
        LookUp::Current => delivery::send(turn, message, channel, &Reach::Good, Causes::of(seq)),
        LookUp::Stale => delivery::send(turn, message, channel, &Reach::Stale, Causes::of(seq)),
        LookUp::Missing => search(turn, message, seq),
    }
}

/// Looks for another way, which takes time.
fn search(turn: &mut Turn<'_>, message: MessageId, cause: u32) {
    if leaves_to_people(turn, message) {
        return;
    }
    let tried = turn.state.errand(message).tried.len() as u64;
    let key = mix(turn.message(message).lineage, tried);
    let takes = draw::lognormal(&mut turn.draw(key, SEARCH), SEARCHING, 500);
    turn.later(takes, Due::Search(message), cause);
}

/// The search is over: the next way, if there is one.
pub fn searched(turn: &mut Turn<'_>, message: MessageId, cause: u32) {
    let m = turn.message(message);
    if m.heard || m.progress >= Progress::Closed || leaves_to_people(turn, message) {
        return;
    }
    let (from, to, _) = delivery::parties(turn, message);
    let old = turn.state.errand(message).tried.last().copied();
    let mut causes = Causes::of(cause);
    if let (Some(old), Some(channel)) = (old, next_way(turn, message)) {
        let seq = turn.tell(
            FallbackTaken {
                message,
                from,
                to,
                old,
                channel,
            },
            causes,
        );
        causes = Causes::of(seq);
    }
    try_next(turn, message, causes);
}

/// A try came back: its entry is out of date, or every line was taken.
pub fn bounced(turn: &mut Turn<'_>, message: MessageId, channel: ChannelId, seq: u32) {
    let (from, to, _) = delivery::parties(turn, message);
    let state = directory::entry(turn, from, to, channel, message);
    let cause = if state == LookUp::Stale {
        turn.tell(
            ContactWentStale {
                message,
                from,
                to,
                channel,
            },
            Causes::of(seq),
        )
    } else {
        seq
    };
    search(turn, message, cause);
}

/// A message left: from now on its sender waits, if it waits at all.
pub fn sent(turn: &mut Turn<'_>, message: MessageId, attempt: u32, seq: u32) {
    let (from, to, kind, scripted) = {
        let m = turn.message(message);
        (
            m.letter.from,
            m.letter.to,
            m.letter.kind,
            m.letter.inject.is_some(),
        )
    };
    if scripted || !kind.wants_answer() {
        return;
    }
    let patience = turn.org(from).patience;
    turn.later(patience, Due::Silence(message, attempt), seq);
    if attempt == 1 {
        let agreed = agreed_deadline(turn, from, to);
        let after = agreed.map_or(Span(patience.0.saturating_mul(PATIENCES)), |(_, span)| span);
        turn.later(after, Due::Deadline(message, agreed.map(|(id, _)| id)), seq);
    }
}

/// The shortest answer time that an operational agreement of two organisations sets.
pub fn agreed_deadline(turn: &Turn<'_>, from: OrgId, to: OrgId) -> Option<(AgreementId, Span)> {
    let terms = in_force(turn, from, to);
    let deadlines = terms.filter_map(|(id, term)| match term {
        Term::AnswerWithin(span) => Some((id, *span)),
        _ => None,
    });
    deadlines.min_by_key(|(_, span)| *span)
}

/// The shortest answer time that an agreement sets.
fn answer_within(agreement: &Agreement) -> Span {
    let spans = agreement.gives.iter().filter_map(|term| match term {
        Term::AnswerWithin(span) => Some(*span),
        _ => None,
    });
    spans.min().unwrap_or(Span::ZERO)
}

/// The terms that are in force between two organisations now.
pub fn in_force<'t>(
    turn: &'t Turn<'_>,
    from: OrgId,
    to: OrgId,
) -> impl Iterator<Item = (AgreementId, &'t Term)> {
    let mine = turn.plan.agreements_of[from.at()].iter().copied();
    let ours = mine.filter(move |id| {
        turn.exercise.agreements[id.at()]
            .parties
            .binary_search(&to)
            .is_ok()
            && id.get::<Standing>(turn.world()).0 == AgreementState::Operational
    });
    ours.flat_map(|id| {
        turn.exercise.agreements[id.at()]
            .gives
            .iter()
            .map(move |term| (id, term))
    })
}

/// A try met with silence: presume the entry out of date and fall back.
pub fn silence(turn: &mut Turn<'_>, message: MessageId, attempt: u32, cause: u32) {
    let m = turn.message(message);
    if m.heard || m.attempt != attempt || m.progress >= Progress::Closed || attempt >= TRIES {
        return;
    }
    let channel = m.channel;
    let (from, to, _) = delivery::parties(turn, message);
    if next_way(turn, message).is_none() || leaves_to_people(turn, message) {
        return;
    }
    let seq = turn.tell(
        ContactWentStale {
            message,
            from,
            to,
            channel,
        },
        Causes::of(cause),
    );
    searched(turn, message, seq);
}

/// A request's deadline passes.
pub fn deadline(
    turn: &mut Turn<'_>,
    message: MessageId,
    agreement: Option<AgreementId>,
    cause: u32,
) {
    if turn.state.errand(message).replied {
        return;
    }
    let (from, to, _) = delivery::parties(turn, message);
    let stands =
        |id: &AgreementId| id.get::<Standing>(turn.world()).0 == AgreementState::Operational;
    if let Some(id) = agreement.filter(|id| !stands(id)) {
        // Nobody owes it any more: its sender waits as without an agreement.
        let waited = answer_within(&turn.exercise.agreements[id.at()]);
        let patience = Span(turn.org(from).patience.0.saturating_mul(PATIENCES));
        if patience > waited {
            let rest = Span(patience.0 - waited.0);
            turn.later(rest, Due::Deadline(message, None), cause);
            return;
        }
    }
    let agreement = agreement.filter(stands);
    turn.tell(
        DeadlineMissed {
            message,
            from,
            to,
            agreement,
        },
        Causes::of(cause),
    );
}

/// The first channel not yet tried that both can use and that may carry the message.
fn next_way(turn: &Turn<'_>, message: MessageId) -> Option<ChannelId> {
    let letter = &turn.message(message).letter;
    let tried = &turn.state.errand(message).tried;
    let first = std::iter::once(letter.channel);
    let mut ways = first.chain(turn.org(letter.to).reached_by.iter().copied());
    ways.find(|way| !tried.contains(way) && is_open(turn, message, *way))
}

/// Whether both ends of a message can use a channel and it may carry what that says.
fn is_open(turn: &Turn<'_>, message: MessageId, way: ChannelId) -> bool {
    let letter = &turn.message(message).letter;
    let narrowest = letter.claims.iter().map(|claim| claim.tlp).max();
    // What set out by a way for classified matter takes no other.
    let errand = turn.state.errand(message);
    let secret = !errand.secret.is_empty() && turn.channel(letter.channel).classified;
    let meant = letter.reply_to.is_some() && way == letter.channel;
    (meant || usable(turn, way, letter.from, letter.to))
        && carries(turn.channel(way), narrowest)
        && (!secret || keeps_confidence(turn, way, letter.from, letter.to))
}

/// Whether a sender can use a channel to a recipient at all.
pub fn usable(turn: &Turn<'_>, channel: ChannelId, from: OrgId, to: OrgId) -> bool {
    if !turn.org(to).reached_by.contains(&channel) {
        return false;
    }
    !turn.channel(channel).by_agreement
        || in_force(turn, from, to).any(|(_, term)| *term == Term::Channel(channel))
}

/// What a message carries, as far as it decides by which channel it may go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cargo {
    /// The narrowest label of its claims.
    pub label: Option<Tlp>,
    /// Whether its sender keeps any of them classified.
    pub classified: bool,
    /// What its sender would rather have the channel be.
    pub over: Option<Over>,
}

/// Whether a channel may carry what bears this label.
pub fn carries(channel: &Channel, narrowest: Option<Tlp>) -> bool {
    narrowest.is_none_or(|label| label <= channel.ceiling)
}

/// The channels that are open to a sender: those that agreements give, then the recipient's own.
fn open_ways<'t>(
    turn: &'t Turn<'_>,
    from: OrgId,
    to: OrgId,
) -> impl Iterator<Item = ChannelId> + use<'t> {
    let given = in_force(turn, from, to).filter_map(|(_, term)| match term {
        Term::Channel(channel) => Some(*channel),
        _ => None,
    });
    let ways = given.chain(turn.org(to).reached_by.iter().copied());
    ways.filter(move |way| usable(turn, *way, from, to))
}

/// The best channel for what stays classified, if one is open to both ends: an agreement gives it,
/// or each is reached by it.
pub fn in_confidence(turn: &Turn<'_>, from: OrgId, to: OrgId, cargo: &Cargo) -> Option<ChannelId> {
    let fits = |way: &ChannelId| {
        keeps_confidence(turn, *way, from, to) && carries(turn.channel(*way), cargo.label)
    };
    let wished = |way: &ChannelId| cargo.over.is_none_or(|over| over.fits(turn.channel(*way)));
    let mut ways = open_ways(turn, from, to).filter(fits);
    let first = ways.next()?;
    Some(
        std::iter::once(first)
            .chain(ways)
            .find(wished)
            .unwrap_or(first),
    )
}

/// Whether a channel carries classified matter between two organisations now.
pub fn keeps_confidence(turn: &Turn<'_>, way: ChannelId, from: OrgId, to: OrgId) -> bool {
    let channel = turn.channel(way);
    channel.classified
        && if channel.by_agreement {
            in_force(turn, from, to).any(|(_, term)| *term == Term::Channel(way))
        } else {
            [from, to]
                .iter()
                .all(|end| turn.org(*end).reached_by.contains(&way))
        }
}

/// The best channel to start with: one as the sender would have it, where one is open; else one
/// that an agreement gives, else the recipient's first.
pub fn first_choice(turn: &Turn<'_>, from: OrgId, to: OrgId, cargo: &Cargo) -> ChannelId {
    let narrowest = cargo.label;
    if cargo.classified
        && let Some(way) = in_confidence(turn, from, to, cargo)
    {
        return way;
    }
    let wished = cargo.over.and_then(|over| {
        open_ways(turn, from, to).find(|way| {
            let channel = turn.channel(*way);
            over.fits(channel) && carries(channel, narrowest)
        })
    });
    if let Some(wished) = wished {
        return wished;
    }
    let given = in_force(turn, from, to).find_map(|(_, term)| match term {
        Term::Channel(channel) if carries(turn.channel(*channel), narrowest) => Some(*channel),
        _ => None,
    });
    let reached = &turn.org(to).reached_by;
    let open = reached
        .iter()
        .copied()
        .find(|way| usable(turn, *way, from, to) && carries(turn.channel(*way), narrowest));
    given
        .or(open)
        .or_else(|| reached.first().copied())
        .unwrap_or(ChannelId(0))
}
