//! The controller's page: the clock, the seats, the MSEL, everything that was said.

use super::House;
use super::guard::Guest;
use super::link;
use super::msel::moment;
use super::page::{denied, message, nowhere, page, time};
use super::ready;
use super::rows::{From, hands_on};
use super::say::said;
use super::who::{Controller, Excon, field, key, signature};
use crate::action::{Action, Intent, SwitchSeat};
use crate::exercise::{TargetsHold, Trigger};
use crate::live::board::InjectState;
use crate::live::clock::{Pace, SPEEDS};
use crate::live::desk::{Denied, View};
use crate::live::note::{Jotting, NoteKind};
use crate::live::pass::form_key;
use crate::live::seat::Form;
use crate::model::{InjectId, Named as _, OrgId, PlannedBecame, SeatState, SimTime, Voice};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// At most so many of the last things that happened are shown.
const LAST: usize = 30;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let from = From::asked(&asked);
    let people = ready::people(&house);
    match house.desk.look(move |view| filling(view, from)).await {
        Ok(filling) => {
            let filling = context! { people, ..filling };
            page(
                &house,
                Some(&guest),
                "control",
                &text!("page-control"),
                filling,
            )
        }
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// All that the controller sees: of the MSEL and the seats what stands from a place on.
fn filling(view: &mut View<'_>, from: From) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let mut voice = Voice::excon(view.names);
    let last = view.engine.entries().iter().rev().take(LAST).map(|entry| {
        let (kind, text) = crate::journal::tell(&entry.body, &mut voice);
        context! { seq => entry.seq, at => time(entry.at), kind, text }
    });
    let last: Vec<Value> = last.collect();
    let paces: Vec<Value> = (view.paces.iter().rev().take(10))
        .map(
            |one| context! { at => time(one.at), pace => one.pace.as_str(), by => one.by.as_str() },
        )
        .collect();
    context! {
        contacts => super::contact::all(view),
        limit => view.limit,
        said => said(view.notes, NoteKind::Announcement),
        chat => said(view.notes, NoteKind::Chat),
        last,
        locals => link::locals(&exercise),
        others => link::others(&exercise),
        given => said(view.notes, NoteKind::Link),
        paces,
        held => ready::held(view),
        moves => exercise.clock.moves.len(),
        any_speed => exercise.clock.targets == TargetsHold::AnySpeed,
        ..hands_on(view, &exercise, None, from)
    }
}

pub(super) async fn pace(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(pace) = wanted_pace(&house, &form).await else {
        return message(
            &house,
            Some(&guest),
            StatusCode::BAD_REQUEST,
            &text!("pages-not-done"),
            text!("control-no-pace"),
            text!("control-choose-speed"),
        );
    };
    let paced = house.desk.pace(key(&form), pace, signature(&form, &guest));
    match paced.await {
        Ok(()) => Redirect::to("/control").into_response(),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// The pace that a form asks for.
pub(super) async fn wanted_pace(house: &House, form: &Form) -> Option<Pace> {
    match field(form, "pace") {
        "pause" => Some(Pace::Paused),
        "run" => speed(field(form, "speed")).map(Pace::Speed),
        "next" => next_inject(house).await.map(Pace::NextInject),
        "move" => next_move(house).map(Pace::Until),
        "end" => Some(Pace::Until(house.exercise.clock.endex)),
        "until" => until(house, field(form, "until")).map(Pace::Until),
        _ => None,
    }
}

/// A moment that lies ahead.
fn until(house: &House, written: &str) -> Option<SimTime> {
    let reached = house.desk.news().borrow().reached;
    let at = moment(house, written).ok()?;
    Some(at.min(house.exercise.clock.endex)).filter(|at| *at > reached)
}

/// A speed such as `1`, `0.5` or `60`, in thousandths.
fn speed(text: &str) -> Option<u32> {
    let times: f64 = text.trim().parse().ok()?;
    let thousandths = (times * 1000.0).round();
    let fits = thousandths.is_finite() && (0.0..=1e9).contains(&thousandths);
    Some(thousandths as u32).filter(|speed| fits && SPEEDS.contains(speed))
}

/// When the next inject comes due at the latest, as EXCON has it now: what has gone out or was set
/// aside comes no more, what was moved comes when it was moved to, and what follows on something
/// comes until ENDEX.
async fn next_inject(house: &House) -> Option<SimTime> {
    let looked = house.desk.look(|view| {
        let exercise = Arc::clone(view.engine.exercise());
        let ahead = exercise
            .injects
            .iter()
            .enumerate()
            .filter_map(|(nth, inject)| {
                let became = view.inject(InjectId::nth(nth));
                let comes = matches!(became.state, InjectState::Scheduled | InjectState::Held);
                let follows = matches!(inject.trigger, Trigger::After(..));
                let due = became.amended.due.or(inject.trigger.moment());
                let endex = follows.then_some(exercise.clock.endex);
                due.or(endex).filter(|_| comes)
            });
        let planned = view.engine.planned().iter();
        let planned = planned.filter(|one| one.became == PlannedBecame::Waits);
        let ahead = ahead.chain(planned.map(|one| one.due));
        ahead.filter(|at| *at > view.news.reached).min()
    });
    looked.await.ok().flatten()
}

/// When the next move begins.
fn next_move(house: &House) -> Option<SimTime> {
    let reached = house.desk.news().borrow().reached;
    let mut begin = house.exercise.clock.moves.iter().map(|one| one.at);
    begin.find(|at| *at > reached)
}

pub(super) async fn seat(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(intent) = switched(&house, &excon, &form) else {
        return nowhere().await;
    };
    let back = match excon.economy {
        None => "/control#seats",
        Some(_) => "/local#seats",
    };
    match done(&house, &form, intent).await {
        Ok(_) => Redirect::to(back).into_response(),
        Err(why) => denied(&house, Some(&excon.guest), &why),
    }
}

/// The switch of a seat that a form asks for, by the controller of all or of one economy.
pub(super) fn switched(house: &House, excon: &Excon, form: &Form) -> Option<Intent> {
    let org = OrgId::find(field(form, "seat"), &house.names);
    let plays = |org: &OrgId| house.exercise.org(*org).kind.plays();
    let org = org.filter(|org| plays(org) && excon.covers(&house.exercise, *org))?;
    let to = SeatState::from_word(field(form, "to"))?;
    Some(SwitchSeat { org, to }.into())
}

/// Has EXCON do something, once under the key of a form.
pub(super) async fn done(house: &House, form: &Form, intent: Intent) -> Result<u32, Denied> {
    let by = house.exercise.excon();
    let key = format!("excon:{}:{}", field(form, "key"), intent.word());
    let act = house.desk.act(key, move |_| Ok(Action { by, intent }));
    act.await
}

/// Stops play in the name of whoever calls No Duff.
pub(super) async fn stop(house: &House, guest: &Guest) -> Result<(), Denied> {
    let who = match guest.holder.seat {
        Some(seat) => house.exercise.org(seat).name.clone(),
        None if guest.name.is_empty() => guest.holder.role.word().to_owned(),
        None => format!("{}, {}", guest.holder.role.word(), guest.name),
    };
    let by = format!("NO DUFF: {who}");
    house.desk.pace(None, Pace::Paused, by).await?;
    let jotting = Jotting {
        kind: NoteKind::Announcement,
        text: text!("no-duff-called", who = who.as_str()),
        who,
        hand: String::new(),
        about: String::new(),
    };
    let key = format!("no-duff:{}", form_key());
    house.desk.note(key, move |_| Ok(jotting)).await
}

/// Stops play for everybody: something real has happened. Anybody may.
pub(super) async fn no_duff(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = guest else {
        return nowhere().await;
    };
    match stop(&house, &guest).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(why @ Denied::Closed) => denied(&house, Some(&guest), &why),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}
