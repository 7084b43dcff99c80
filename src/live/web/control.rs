//! The controller's page: the clock, the seats, the MSEL, everything that was said.

use super::House;
use super::guard::{Guest, seats_of};
use super::msel::moment;
use super::page::{denied, message, nowhere, page, time};
use super::ready;
use super::rows::{From, hands_on};
use super::say::said;
use super::who::{Controller, field, key, signature};
use crate::action::{Action, Intent, SwitchSeat};
use crate::exercise::{Exercise, TargetsHold};
use crate::live::board::InjectState;
use crate::live::clock::{Pace, SPEEDS};
use crate::live::desk::{Denied, View};
use crate::live::note::{Jotting, NoteKind};
use crate::live::pass::{Role, hash, secret};
use crate::live::seat::Form;
use crate::live::store::Pass;
use crate::model::{EconomyId, InjectId, Named as _, OrgId, SeatState, SimTime, Voice};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::{BTreeMap, BTreeSet};
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
        said => said(view.notes, NoteKind::Announcement),
        chat => said(view.notes, NoteKind::Chat),
        last,
        locals => locals(&exercise),
        others => others(&exercise),
        given => said(view.notes, NoteKind::Link),
        paces,
        states => SeatState::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        held => ready::held(view),
        moves => exercise.clock.moves.len(),
        any_speed => exercise.clock.targets == TargetsHold::AnySpeed,
        ..hands_on(view, &exercise, None, from)
    }
}

/// Whoever has a link beside the seats.
fn others(exercise: &Exercise) -> Vec<Value> {
    let plain = [Role::Controller, Role::Evaluator, Role::Observer];
    let plain = plain.map(|role| context! { name => role.word(), role => role.word(), seat => "" });
    plain.into_iter().chain(locals(exercise)).collect()
}

/// The local controllers, where there is more than one economy.
fn locals(exercise: &Exercise) -> Vec<Value> {
    let all: BTreeSet<EconomyId> = (exercise.players())
        .filter_map(|(_, org)| org.economy)
        .collect();
    let local = all.iter().filter(|_| all.len() > 1).map(|id| {
        let economy = &exercise.economies[id.at()];
        let name = text!("link-local", economy = economy.name.as_str());
        context! { name, role => Role::LocalController.word(), seat => economy.id.as_str() }
    });
    local.collect()
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
        "next" => next_inject(house).await.map(Pace::Until),
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

/// When the next inject comes due, as EXCON has it now: what has gone out or was set aside comes no
/// more, and what was moved comes when it was moved to.
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
                became.due.or(inject.trigger.moment()).filter(|_| comes)
            });
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
    Controller(guest): Controller,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(intent) = switched(&house, &form) else {
        return nowhere().await;
    };
    match done(&house, &form, intent).await {
        Ok(_) => Redirect::to("/control#seats").into_response(),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// The switch of a seat that a form asks for.
pub(super) fn switched(house: &House, form: &Form) -> Option<Intent> {
    let org = OrgId::find(field(form, "seat"), &house.names)?;
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

/// Takes every pass of a seat back and gives out a new link, which is shown once.
pub(super) async fn link(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    headers: HeaderMap,
    Extension(form): Extension<Form>,
) -> Response {
    let named = (field(&form, "role"), field(&form, "seat"));
    let (role, seat) = field(&form, "who").split_once(':').unwrap_or(named);
    // An evaluator may be assigned to some seats.
    let assigned: Vec<&str> = form
        .iter()
        .filter(|(name, _)| name == "of" && role == Role::Evaluator.word())
        .map(|(_, id)| id.as_str())
        .collect();
    let assigned = assigned.join(",");
    let seat = if assigned.is_empty() { seat } else { &assigned };
    let known = match Role::from_word(role) {
        Some(Role::Participant) => OrgId::find(seat, &house.names).is_some(),
        Some(Role::LocalController) => EconomyId::find(seat, &house.names).is_some(),
        Some(Role::Evaluator) => seats_of(seat, &house.names).is_some(),
        Some(_) => seat.is_empty(),
        None => false,
    };
    let (Ok(token), true) = (secret(), known) else {
        return nowhere().await;
    };
    let pass = Pass {
        hash: hash(&token),
        kind: "link".to_owned(),
        role: role.to_owned(),
        seat: seat.to_owned(),
        revoked: false,
    };
    let changed: Vec<Pass> = {
        let mut passes = house
            .passes
            .write()
            .unwrap_or_else(|held| held.into_inner());
        let theirs = |old: &&mut Pass| old.role == pass.role && old.seat == pass.seat;
        let own = hash(&guest.cookie);
        let old = passes
            .0
            .iter_mut()
            .filter(theirs)
            .filter(|old| old.hash != own);
        let mut changed: Vec<Pass> = old
            .map(|old| {
                old.revoked = true;
                old.clone()
            })
            .collect();
        changed.push(pass.clone());
        passes.0.push(pass);
        changed
    };
    if let Err(why) = house
        .desk
        .keep(move |store| store.keep_passes(&changed))
        .await
    {
        return denied(&house, Some(&guest), &why);
    }
    let whom = whose(&house, role, seat);
    let jotting = Jotting {
        kind: NoteKind::Link,
        who: signature(&form, &guest),
        hand: String::new(),
        about: String::new(),
        text: whom,
    };
    let key = format!("link:{}", secret().unwrap_or_default());
    if let Err(why) = house.desk.note(key, move |_| Ok(jotting)).await {
        return denied(&house, Some(&guest), &why);
    }
    let says = format!("{}/enter/{token}", house.reached_at(&headers));
    message(
        &house,
        Some(&guest),
        StatusCode::OK,
        &text!("control-new-link"),
        says,
        text!("control-give-link"),
    )
}

/// Whom a link is for, as people say it.
fn whose(house: &House, role: &str, seat: &str) -> String {
    let org = OrgId::find(seat, &house.names);
    let economy = EconomyId::find(seat, &house.names);
    match Role::from_word(role) {
        Some(Role::Participant) => {
            org.map_or_else(String::new, |org| house.exercise.org(org).name.clone())
        }
        Some(Role::LocalController) => economy.map_or_else(String::new, |economy| {
            let economy = house.exercise.economies[economy.at()].name.as_str();
            text!("link-local", economy = economy)
        }),
        Some(Role::Evaluator) if !seat.is_empty() => {
            text!("link-evaluator", seats = seat.replace(',', ", "))
        }
        _ => role.replace('_', " "),
    }
}

/// Stops play in the name of whoever calls No Duff.
pub(super) async fn stop(house: &House, guest: &Guest) -> Result<(), Denied> {
    let who = match guest.holder.seat {
        Some(seat) => house.exercise.org(seat).name.clone(),
        None => guest.holder.role.word().to_owned(),
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
    let key = format!("no-duff:{}", secret().unwrap_or_default());
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
