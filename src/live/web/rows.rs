//! What whoever controls has a hand in: injects and seats, of all or of one economy.

use super::page::{serde, time};
use super::simcell;
use super::who::covers;
use crate::exercise::{Exercise, Inject, Trigger};
use crate::live::desk::View;
use crate::live::pass::secret;
use crate::model::{EconomyId, InjectId, MessageKind, OrgId, Priority};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// At most so many rows of a table are shown at once.
pub(super) const ROWS: usize = 30;

/// From which row on the MSEL and the seats are shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct From {
    /// The first inject.
    pub injects: usize,
    /// The first seat.
    pub seats: usize,
}

impl From {
    /// What a request asks for; the first rows, where it asks for nothing.
    pub(super) fn asked(asked: &BTreeMap<String, String>) -> From {
        let from = |name: &str| asked.get(name)?.parse().ok();
        From {
            injects: from("from").unwrap_or(0),
            seats: from("seats").unwrap_or(0),
        }
    }
}

/// The injects that whoever controls has a hand in.
pub(super) fn injects_of(exercise: &Exercise, economy: Option<EconomyId>) -> Vec<InjectId> {
    let all = exercise.injects.iter().enumerate();
    let theirs = all.filter(|(_, inject)| is_theirs(exercise, inject, economy));
    theirs.map(|(nth, _)| InjectId::nth(nth)).collect()
}

/// The seats that whoever controls has a hand in.
pub(super) fn seats_of(exercise: &Exercise, economy: Option<EconomyId>) -> Vec<OrgId> {
    let all = exercise.players().map(|(id, _)| id);
    all.filter(|id| covers(economy, exercise, *id)).collect()
}

/// The rows that are shown of all that there are.
pub(super) fn shown<T>(all: &[T], from: usize) -> &[T] {
    let from = from.min(all.len());
    &all[from..(from + ROWS).min(all.len())]
}

/// Which part of a table is shown, and where the parts before and after it begin.
fn part(from: usize, all: usize) -> Value {
    let after = from.saturating_add(ROWS);
    context! {
        from,
        first => from.saturating_add(1).min(all),
        last => after.min(all),
        all,
        before => (from > 0).then(|| from.saturating_sub(ROWS)),
        after => (after < all).then_some(after),
    }
}

/// Injects, seats, and what an inject of one's own is made of.
pub(super) fn hands_on(
    view: &mut View<'_>,
    exercise: &Exercise,
    economy: Option<EconomyId>,
    from: From,
) -> Value {
    let (all_injects, all_seats) = (injects_of(exercise, economy), seats_of(exercise, economy));
    let channels: Vec<(String, String)> = (exercise.channels.iter())
        .map(|one| (one.id.clone(), one.name.clone()))
        .collect();
    let kinds: Vec<&str> = MessageKind::ALL.iter().map(|one| one.word()).collect();
    let priorities: Vec<&str> = Priority::ALL.iter().map(|one| one.word()).collect();
    context! {
        asked => simcell::waiting(view, economy),
        injects => injects(view, exercise, shown(&all_injects, from.injects)),
        seats => seats(view, exercise, shown(&all_seats, from.seats)),
        msel => part(from.injects, all_injects.len()),
        part => part(from.seats, all_seats.len()),
        channels,
        kinds => serde(kinds),
        priorities => serde(priorities),
        key => secret().unwrap_or_default(),
    }
}

/// Whether an inject is theirs: a local controller has those that go to their economy alone.
pub(super) fn is_theirs(exercise: &Exercise, inject: &Inject, economy: Option<EconomyId>) -> bool {
    let mut all = inject.to.iter().map(|org| covers(economy, exercise, *org));
    economy.is_none() || (!inject.to.is_empty() && all.all(|theirs| theirs))
}

fn injects(view: &View<'_>, exercise: &Exercise, all: &[InjectId]) -> Vec<Value> {
    let rows = all.iter().map(|id| {
        let (inject, became) = (&exercise.injects[id.at()], view.inject(*id));
        context! {
            id => inject.id.as_str(),
            title => inject.title.as_str(),
            text => became.text.as_ref().unwrap_or(&inject.text),
            contingency => matches!(inject.trigger, Trigger::Unless(..)),
            due => became.due.map_or_else(|| due(&inject.trigger), time),
            moved => became.due.is_some(),
            state => became.state.word(),
            when => became.at.map(time),
        }
    });
    rows.collect()
}

/// When an inject is due, by its trigger.
fn due(trigger: &Trigger) -> String {
    match trigger {
        Trigger::At(at) | Trigger::Unless(_, at) => time(*at),
        Trigger::ByHand => text!("msel-by-hand"),
        Trigger::After(..) => text!("msel-when-so"),
    }
}

fn seats(view: &View<'_>, exercise: &Exercise, all: &[OrgId]) -> Vec<Value> {
    let rows = all.iter().map(|id| {
        let (org, seat) = (exercise.org(*id), view.engine.seat_view(*id));
        context! {
            id => org.id.as_str(),
            name => org.name.as_str(),
            played_by => seat.played_by().word(),
            unread => seat.mailbox().unread.len(),
            open => seat.mailbox().open_requests.len(),
            waiting => seat.desk().waiting(),
        }
    });
    rows.collect()
}
