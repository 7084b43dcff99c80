//! What a directory entry is worth: people leave, and whoever hears from their successors knows.
//!
//! A role with a tenure is a person, who holds it that long on average; a role without one is an
//! address of a function, which outlives its people. Terms are taken to be exponential, so that
//! how long somebody has been there says nothing about how long they will stay: the last change
//! before STARTEX and the first after it lie one mean tenure away on average.

use super::{Plan, Turn, contact};
use crate::exercise::{Exercise, Organisation, Term};
use crate::fact::ContactRenewed;
use crate::journal::Causes;
use crate::kernel::{Chance, Purpose, draw, key, mix};
use crate::model::{
    AgreementState, ChannelId, LookUp, MILLION, MessageId, OrgId, SeatView, SimTime, Span,
};

const DIRECTORY: Purpose = Purpose::of("directory");
const TENURE: Purpose = Purpose::of("tenure");

/// The true state of a directory entry: what the sender found out, what the author or an
/// agreement fixed, whether people changed since, otherwise a draw that depends on holder, other
/// and channel alone.
pub fn entry(
    turn: &Turn<'_>,
    from: OrgId,
    to: OrgId,
    channel: ChannelId,
    message: MessageId,
) -> LookUp {
    let letter = &turn.message(message).letter;
    if from == turn.plan.excon || (letter.reply_to.is_some() && channel == letter.channel) {
        return LookUp::Current;
    }
    held(turn, from, to, channel)
}

/// What one organisation's entry for another is worth, whatever it is used for.
fn held(turn: &Turn<'_>, from: OrgId, to: OrgId, channel: ChannelId) -> LookUp {
    let noted = turn.view(from).contact(to, channel);
    if noted.is_some_and(|noted| noted.state == LookUp::Stale) {
        return LookUp::Stale;
    }
    if contact::in_force(turn, from, to).any(|(_, term)| *term == Term::ContactsKeptCurrent) {
        return LookUp::Current;
    }
    let changed = last_change(turn, to, channel);
    if let Some(heard) = noted.and_then(|noted| noted.heard) {
        return match changed {
            Some(changed) if changed > turn.scenario_time(heard) => LookUp::Stale,
            _ => LookUp::Current,
        };
    }
    if changed.is_some_and(|changed| changed >= SimTime::STARTEX) {
        return LookUp::Stale;
    }
    let holder = turn.org(from);
    if let Some((_, state)) = holder.entries.iter().find(|(other, _)| *other == to) {
        return *state;
    }
    let at = chance_of(turn.plan, &turn.chance, from, to, channel);
    if at < holder.missing_ppm {
        return LookUp::Missing;
    }
    let stale = match (holder.directory_age, changed) {
        (Some(age), Some(changed)) => SimTime::STARTEX.since(changed) < age,
        _ => at < holder.missing_ppm.saturating_add(holder.stale_ppm),
    };
    if stale {
        LookUp::Stale
    } else {
        LookUp::Current
    }
}

/// Where an entry falls between good and missing, in parts per million.
fn chance_of(plan: &Plan, chance: &Chance, from: OrgId, to: OrgId, channel: ChannelId) -> u32 {
    let pair = mix(plan.org(from), plan.org(to));
    let mut chance = chance.draw(mix(pair, plan.channel(channel)), DIRECTORY);
    u32::try_from(draw::below(&mut chance, u64::from(MILLION))).unwrap_or(0)
}

/// What an organisation's own directory looks like to it: whether there is an entry at all, and
/// what it found out about it. That one is out of date shows when it is used. None where the
/// channel is not open to it.
#[must_use]
pub fn looks(
    exercise: &Exercise,
    plan: &Plan,
    chance: &Chance,
    view: SeatView<'_>,
    to: OrgId,
    channel: ChannelId,
) -> Option<LookUp> {
    let from = view.org();
    let agreements = plan.agreements_of[from.at()].iter();
    let in_use = agreements.filter(|id| {
        exercise.agreements[id.at()]
            .parties
            .binary_search(&to)
            .is_ok()
            && view.agreement(**id) == AgreementState::Operational
    });
    let terms = in_use.flat_map(|id| &exercise.agreements[id.at()].gives);
    let given = |wanted: &Term| terms.clone().any(|term| term == wanted);
    let open = !exercise.channels[channel.at()].by_agreement || given(&Term::Channel(channel));
    if !open || !exercise.org(to).reached_by.contains(&channel) {
        return None;
    }
    if let Some(noted) = view.contact(to, channel) {
        return Some(noted.state);
    }
    if given(&Term::ContactsKeptCurrent) {
        return Some(LookUp::Current);
    }
    let holder = exercise.org(from);
    let fixed = holder.entries.iter().find(|(other, _)| *other == to);
    let missing = match fixed {
        Some((_, state)) => *state == LookUp::Missing,
        None => chance_of(plan, chance, from, to, channel) < holder.missing_ppm,
    };
    Some(if missing {
        LookUp::Missing
    } else {
        LookUp::Current
    })
}

/// Somebody read a message: if its directory did not lead to who wrote it, now it does.
pub fn renew(turn: &mut Turn<'_>, message: MessageId, seq: u32) {
    let m = turn.message(message);
    let (org, other, channel) = (m.letter.to, m.letter.from, m.channel);
    let partners = turn.org(other).kind.plays() && turn.org(org).kind.plays();
    if !partners || !contact::usable(turn, channel, org, other) {
        return;
    }
    if held(turn, org, other, channel) != LookUp::Current {
        let renewed = ContactRenewed {
            message,
            org,
            other,
            channel,
        };
        turn.tell(renewed, Causes::of(seq));
    }
}

/// When, in scenario time, whoever answers a channel last changed, as far as that is a person;
/// before STARTEX where nobody has changed since.
fn last_change(turn: &Turn<'_>, org: OrgId, channel: ChannelId) -> Option<SimTime> {
    let rotated = turn.state.rotated.get(&org);
    let rotated = rotated.map(|at| turn.scenario_time(*at));
    let now = turn.scenario_time(turn.at());
    let Some((role, tenure)) = person(turn.org(org), channel) else {
        return rotated;
    };
    let term = |nth| term(turn, org, role, tenure, nth);
    let mut changed = SimTime::STARTEX + Span(-term(0).0);
    let mut next = SimTime::STARTEX + term(1);
    for nth in 2.. {
        if next > now {
            break;
        }
        changed = next;
        next += Span(term(nth).0.max(1));
    }
    Some(rotated.map_or(changed, |rotated| rotated.max(changed)))
}

/// How long the nth person holds a role: the 0th began that long before STARTEX.
pub fn term(turn: &Turn<'_>, org: OrgId, role: &str, tenure: Span, nth: u64) -> Span {
    let root = mix(turn.plan.org(org), key(role));
    draw::exponential(&mut turn.draw(mix(root, nth), TENURE), tenure)
}

/// The role behind a channel, and its tenure, where no address of a function stands behind it:
/// the one that changes least.
fn person(org: &Organisation, channel: ChannelId) -> Option<(&str, Span)> {
    let behind = || {
        let contacts = org.contacts.iter();
        contacts.filter(|contact| contact.channels.contains(&channel))
    };
    if behind().any(|contact| contact.tenure.is_none()) {
        return None;
    }
    let roles = behind().filter_map(|contact| Some((contact.role.as_str(), contact.tenure?)));
    roles.max_by_key(|(_, tenure)| *tenure)
}
