//! What whoever controls has a hand in: injects and seats, of all or of one economy.

use super::page::{serde, time};
use super::simcell;
use super::who::covers;
use crate::exercise::{Exercise, Trigger};
use crate::live::board::InjectState;
use crate::live::desk::View;
use crate::live::pass::form_key;
use crate::model::{
    Amendment, EconomyId, InjectId, MessageKind, OrgId, PlannedBecame, PlannedId, Priority,
    SeatState, SimTime,
};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// At most so many rows of a table are shown at once.
pub(super) const ROWS: usize = 20;

/// What has gone out is done once everybody to whom it went has opened it.
const DONE: &str = "done";

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

/// A row of the MSEL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Script(InjectId),
    /// By its place among those that they see.
    Added(usize, PlannedId),
}

/// When an inject is due, as EXCON has it now; none where its moment is not in the script.
pub(super) fn due_at(view: &View<'_>, exercise: &Exercise, id: InjectId) -> Option<SimTime> {
    let moment = exercise.injects[id.at()].trigger.moment();
    view.inject(id).amended.due.or(moment)
}

/// The injects that whoever controls has a hand in, what is due first first.
pub(super) fn injects_of(
    view: &View<'_>,
    exercise: &Exercise,
    economy: Option<EconomyId>,
) -> Vec<InjectId> {
    let all = exercise.injects.iter().enumerate();
    let all = all.map(|(nth, _)| InjectId::nth(nth));
    let mut all: Vec<InjectId> = all
        .filter(|id| concerns(view, exercise, *id, economy))
        .collect();
    all.sort_by_key(|id| due_at(view, exercise, *id).unwrap_or(SimTime(i64::MAX)));
    all
}

/// Messages that EXCON planned, those of an economy alone where one is named.
pub(super) fn planned_of(
    view: &View<'_>,
    exercise: &Exercise,
    economy: Option<EconomyId>,
) -> Vec<PlannedId> {
    let all = view.engine.planned().iter().enumerate();
    let theirs = all.filter(|(_, one)| covers(economy, exercise, one.letter.to));
    theirs.map(|(nth, _)| PlannedId::nth(nth)).collect()
}

/// The MSEL with what EXCON has added to it, what is due first first.
fn script(view: &View<'_>, exercise: &Exercise, economy: Option<EconomyId>) -> Vec<Row> {
    let injects = injects_of(view, exercise, economy).into_iter();
    let mut rows: Vec<Row> = injects.map(Row::Script).collect();
    let added = planned_of(view, exercise, economy);
    if !added.is_empty() {
        rows.extend(
            added
                .into_iter()
                .enumerate()
                .map(|(nth, id)| Row::Added(nth, id)),
        );
        rows.sort_by_key(|row| {
            let due = match row {
                Row::Script(id) => due_at(view, exercise, *id),
                Row::Added(_, id) => Some(view.engine.planned()[id.at()].due),
            };
            due.unwrap_or(SimTime(i64::MAX))
        });
    }
    rows
}

/// How much of an inject somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    /// All of it.
    All,
    /// What it has for theirs: others get it as well, or would by the script.
    Part,
    /// What the script has: none of theirs gets it now.
    LeftOut,
}

/// How much of an inject whoever controls sees. A local controller has those that go to their
/// economy alone, now and by the script; the others are handled by EXCON.
pub(super) fn sees(
    view: &View<'_>,
    exercise: &Exercise,
    id: InjectId,
    economy: Option<EconomyId>,
) -> Sees {
    let (to, script) = (goes_to(view, exercise, id), &exercise.injects[id.at()].to);
    let theirs = |org: &OrgId| covers(economy, exercise, *org);
    if economy.is_none() || (!to.is_empty() && to.iter().chain(script).all(theirs)) {
        Sees::All
    } else if to.iter().any(theirs) {
        Sees::Part
    } else {
        Sees::LeftOut
    }
}

/// What EXCON changed of an inject, as far as it is shown.
pub(super) fn amended(view: &View<'_>, id: InjectId, sees: Sees) -> Amendment {
    match sees {
        Sees::LeftOut => Amendment::default(),
        Sees::All | Sees::Part => view.inject(id).amended.clone(),
    }
}

/// Where an inject stands, as far as somebody hears of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// In a word.
    pub state: &'static str,
    /// Since when.
    pub at: Option<SimTime>,
    /// Whether nothing can be done with it any more.
    pub over: bool,
}

/// Where an inject stands: it is done once everybody to whom it went has opened it. What it calls
/// for, and who has done that, is told beside the MSEL. Of what others get as well a local
/// controller hears what became of it for theirs; once none of theirs gets it, that is nothing but
/// what the script has, so that they cannot tell whether it went out to the others.
pub(super) fn stands(
    view: &View<'_>,
    exercise: &Exercise,
    id: InjectId,
    economy: Option<EconomyId>,
) -> Standing {
    let became = view.inject(id);
    let sees = sees(view, exercise, id, economy);
    let theirs_got = |org: &OrgId| covers(economy, exercise, *org);
    if sees == Sees::LeftOut {
        let due = exercise.injects[id.at()].trigger.moment();
        return Standing {
            state: InjectState::Skipped.word(),
            at: None,
            over: due.is_some_and(|due| due <= view.engine.now()),
        };
    }
    let state = match became.state {
        InjectState::Released if sees == Sees::Part && !became.sent.iter().any(theirs_got) => {
            InjectState::Skipped.word()
        }
        InjectState::Released if sees == Sees::All && became.opened >= became.sent.len() => DONE,
        state => state.word(),
    };
    Standing {
        state,
        at: became.at,
        over: matches!(became.state, InjectState::Released | InjectState::Skipped),
    }
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
    let (script, all_seats) = (script(view, exercise, economy), seats_of(exercise, economy));
    let channels: Vec<(String, String)> = (exercise.channels.iter())
        .map(|one| (one.id.clone(), one.name.clone()))
        .collect();
    let kinds: Vec<&str> = MessageKind::ALL.iter().map(|one| one.word()).collect();
    let priorities: Vec<&str> = Priority::ALL.iter().map(|one| one.word()).collect();
    context! {
        asked => simcell::waiting(view, economy),
        injects => rows(view, exercise, shown(&script, from.injects), economy),
        seats => seats(view, exercise, shown(&all_seats, from.seats)),
        whom => whom(view, exercise, &all_seats),
        msel => part(from.injects, script.len()),
        part => part(from.seats, all_seats.len()),
        states => SeatState::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        channels,
        kinds => serde(kinds),
        priorities => serde(priorities),
        key => form_key(),
    }
}

/// Whom of theirs an inject goes to.
pub(super) fn theirs_of(
    view: &View<'_>,
    exercise: &Exercise,
    inject: InjectId,
    economy: Option<EconomyId>,
) -> Vec<OrgId> {
    let all = goes_to(view, exercise, inject).iter().copied();
    all.filter(|org| covers(economy, exercise, *org)).collect()
}

/// Whether an inject concerns somebody: a local controller it does where any of theirs gets it, or
/// would get it by the script.
pub(super) fn concerns(
    view: &View<'_>,
    exercise: &Exercise,
    inject: InjectId,
    economy: Option<EconomyId>,
) -> bool {
    let script = exercise.injects[inject.at()].to.iter();
    let mut all = script.chain(goes_to(view, exercise, inject));
    economy.is_none() || all.any(|org| covers(economy, exercise, *org))
}

/// Whom an inject goes to, as EXCON has it now.
pub(super) fn goes_to<'a>(
    view: &'a View<'_>,
    exercise: &'a Exercise,
    inject: InjectId,
) -> &'a [OrgId] {
    let amended = view.inject(inject).amended.to.as_deref();
    amended.unwrap_or(&exercise.injects[inject.at()].to)
}

fn rows(
    view: &View<'_>,
    exercise: &Exercise,
    all: &[Row],
    economy: Option<EconomyId>,
) -> Vec<Value> {
    let rows = all.iter().map(|row| match row {
        Row::Script(id) => inject(view, exercise, *id, economy),
        Row::Added(nth, id) => added(view, exercise, *nth, *id),
    });
    rows.collect()
}

fn inject(view: &View<'_>, exercise: &Exercise, id: InjectId, economy: Option<EconomyId>) -> Value {
    let (inject, sees) = (
        &exercise.injects[id.at()],
        sees(view, exercise, id, economy),
    );
    let amended = amended(view, id, sees);
    let stands = stands(view, exercise, id, economy);
    context! {
        id => inject.id.as_str(),
        title => inject.title.as_str(),
        to => recipients(exercise, &theirs_of(view, exercise, id, economy)),
        shared => sees != Sees::All,
        contingency => matches!(inject.trigger, Trigger::Unless(..)),
        due => due_in_words(exercise, id, &amended),
        changed => sees == Sees::All && !amended.is_empty(),
        state => stands.state,
        when => stands.at.map(time),
        over => stands.over,
    }
}

fn added(view: &View<'_>, exercise: &Exercise, nth: usize, id: PlannedId) -> Value {
    let one = &view.engine.planned()[id.at()];
    let state = planned_state(view, id);
    context! {
        id => format!("+{}", nth + 1),
        planned => nth,
        title => first_line(&one.letter.text),
        to => recipients(exercise, &[one.letter.to]),
        contingency => false,
        shared => false,
        due => time(one.due),
        changed => one.edits > 0,
        when => Value::from(()),
        state,
        over => one.became != PlannedBecame::Waits,
    }
}

/// How a message that was added is called: its first line, as far as there is room for it.
pub(super) fn first_line(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    first.chars().take(60).collect()
}

/// Where a planned message stands, as an inject of the script does.
pub(super) fn planned_state(view: &View<'_>, id: PlannedId) -> &'static str {
    let one = &view.engine.planned()[id.at()];
    let state = match one.became {
        PlannedBecame::Sent if view.was_opened(id) => return DONE,
        PlannedBecame::Waits if one.waits => InjectState::Due,
        PlannedBecame::Waits if one.held => InjectState::Held,
        PlannedBecame::Waits => InjectState::Scheduled,
        PlannedBecame::Sent => InjectState::Released,
        PlannedBecame::Dropped => InjectState::Skipped,
    };
    state.word()
}

/// To whom something goes, as far as there is room for it.
fn recipients(exercise: &Exercise, to: &[OrgId]) -> String {
    let named: Vec<&str> = to
        .iter()
        .take(4)
        .map(|org| exercise.org(*org).id.as_str())
        .collect();
    let names = named.join(", ");
    match to.len().saturating_sub(named.len()) {
        0 => names,
        more => text!("world-and-more", names = names, more = more),
    }
}

/// When an inject is due, in words where its trigger names no moment and EXCON has not either.
pub(super) fn due_in_words(exercise: &Exercise, id: InjectId, amended: &Amendment) -> String {
    let trigger = &exercise.injects[id.at()].trigger;
    match (amended.due.or(trigger.moment()), trigger) {
        (Some(at), _) => time(at),
        (None, Trigger::ByHand) => text!("msel-by-hand"),
        (None, _) => text!("msel-when-so"),
    }
}

/// Everybody whom something can be sent to, and whether it can come from them.
fn whom(view: &View<'_>, exercise: &Exercise, all: &[OrgId]) -> Vec<Value> {
    let rows = all.iter().map(|id| {
        let (org, played_by) = (exercise.org(*id), view.engine.seat_view(*id).played_by());
        let speaks = played_by == SeatState::Simulated;
        context! { id => org.id.as_str(), name => org.name.as_str(), speaks }
    });
    rows.collect()
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
