//! What whoever controls has a hand in: injects and seats, of all or of one economy.

use super::page::{serde, time};
use super::simcell;
use super::who::covers;
use crate::exercise::{Exercise, Inject, Trigger};
use crate::fact::Fact;
use crate::journal::Entry;
use crate::live::desk::View;
use crate::live::pass::secret;
use crate::model::{EconomyId, InjectId, MessageKind, OrgId, Priority, SimTime};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// Injects, seats, and what an inject of one's own is made of.
pub(super) fn hands_on(
    view: &mut View<'_>,
    exercise: &Exercise,
    economy: Option<EconomyId>,
) -> Value {
    let channels: Vec<(String, String)> = (exercise.channels.iter())
        .map(|one| (one.id.clone(), one.name.clone()))
        .collect();
    let kinds: Vec<&str> = MessageKind::ALL.iter().map(|one| one.word()).collect();
    let priorities: Vec<&str> = Priority::ALL.iter().map(|one| one.word()).collect();
    context! {
        asked => simcell::waiting(view, economy),
        injects => injects(view, exercise, economy),
        seats => seats(view, exercise, economy),
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

/// What EXCON changed of an inject: when it is due, what it says.
type Edit = (Option<SimTime>, Option<String>);

fn injects(view: &View<'_>, exercise: &Exercise, economy: Option<EconomyId>) -> Vec<Value> {
    let (mut states, mut edits) = (BTreeMap::new(), BTreeMap::<InjectId, Edit>::new());
    let told = view.engine.entries().iter();
    for (entry, fact) in told.filter_map(|entry: &Entry| Some((entry, entry.fact()?))) {
        if let Some((inject, state)) = inject_state(fact) {
            states.insert(inject, (state, entry.at));
        }
        if let Fact::InjectEdited(f) = fact {
            let edit = edits.entry(f.inject).or_default();
            edit.0 = f.due.or(edit.0);
            edit.1 = f.text.clone().or_else(|| edit.1.take());
        }
    }
    let all = exercise.injects.iter().enumerate();
    let theirs = all.filter(|(_, inject)| is_theirs(exercise, inject, economy));
    let rows = theirs.map(|(nth, inject)| {
        let id = InjectId::nth(nth);
        let (moved, text) = edits.remove(&id).unwrap_or_default();
        let state = states.get(&id);
        context! {
            id => inject.id.as_str(),
            title => inject.title.as_str(),
            text => text.unwrap_or_else(|| inject.text.clone()),
            contingency => matches!(inject.trigger, Trigger::Unless(..)),
            due => moved.map_or_else(|| due(&inject.trigger), time),
            moved => moved.is_some(),
            state => state.map_or("scheduled", |(word, _)| *word),
            when => state.map(|(_, at)| time(*at)),
        }
    });
    rows.collect()
}

/// When an inject is due, by its trigger.
fn due(trigger: &Trigger) -> String {
    match trigger {
        Trigger::At(at) | Trigger::Unless(_, at) => time(*at),
        Trigger::ByHand => "by hand".to_owned(),
        Trigger::After(..) => "when it is so".to_owned(),
    }
}

/// What a fact says of the state of an inject.
fn inject_state(fact: &Fact) -> Option<(InjectId, &'static str)> {
    match fact {
        Fact::InjectReleased(f) => Some((f.inject, "released")),
        Fact::InjectSkipped(f) if f.to.is_none() => Some((f.inject, "skipped")),
        Fact::InjectHeld(f) if f.held => Some((f.inject, "held")),
        Fact::InjectHeld(f) => Some((f.inject, "scheduled")),
        Fact::InjectWaits(f) => Some((f.inject, "due")),
        _ => None,
    }
}

fn seats(view: &View<'_>, exercise: &Exercise, economy: Option<EconomyId>) -> Vec<Value> {
    let theirs = |(id, _): &(OrgId, _)| covers(economy, exercise, *id);
    let rows = exercise.players().filter(theirs).map(|(id, org)| {
        let seat = view.engine.seat_view(id);
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
