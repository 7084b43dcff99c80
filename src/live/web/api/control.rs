//! The controller's part for programs.

use super::super::House;
use super::super::contact::settlement;
use super::super::control::{done as excon, switched, wanted_pace};
use super::super::link::given;
use super::super::msel::{added, handle};
use super::super::rows::{
    From, Sees, amended, injects_of, planned_of, planned_state, seats_of, sees, shown, stands,
    theirs_of,
};
use super::super::who::{Controller, Excon, field, key, signature};
use super::door::{clock_of, done};
use super::{answer, denied, keyless, place, told, unfit};
use crate::action::Intent;
use crate::exercise::Trigger;
use crate::live::desk::View;
use crate::live::seat::Form;
use crate::model::{EconomyId, SeatState};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Excon { economy, .. }: Excon,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let from = match (place(&asked, "from"), place(&asked, "seats")) {
        (Ok(injects), Ok(seats)) => From { injects, seats },
        (Err(why), _) | (_, Err(why)) => return *why,
    };
    match house
        .desk
        .look(move |view| document(view, economy, from))
        .await
    {
        Ok(mut said) => {
            said["mark"] = json!(house.exercise.mark);
            said["clock"] = clock_of(&house);
            answer(&said)
        }
        Err(why) => denied(&why),
    }
}

/// The MSEL and the seats from a place on; times are milliseconds from STARTEX.
#[allow(clippy::too_many_lines, reason = "one document")]
fn document(view: &mut View<'_>, economy: Option<EconomyId>, from: From) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let injects = injects_of(view, &exercise, economy);
    let seats = seats_of(&exercise, economy);
    let rows = shown(&injects, from.injects).iter();
    let injects_shown: Vec<Value> = rows
        .map(|id| {
            let inject = &exercise.injects[id.at()];
            let sees = sees(view, &exercise, *id, economy);
            let amended = amended(view, *id, sees);
            let stands = stands(view, &exercise, *id, economy);
            let edits = if sees == Sees::All {
                view.inject(*id).edits
            } else {
                0
            };
            let to = theirs_of(view, &exercise, *id, economy);
            let channel = amended.channel.unwrap_or(inject.channel);
            let (due, how) = match &inject.trigger {
                Trigger::At(at) => (Some(at.0), "at"),
                Trigger::Unless(_, at) => (Some(at.0), "unless"),
                Trigger::ByHand => (None, "by_hand"),
                Trigger::After(..) => (None, "when_it_is_so"),
            };
            json!({
                "id": inject.id,
                "title": inject.title,
                "to": to.iter().map(|org| exercise.org(*org).id.as_str()).collect::<Vec<_>>(),
                "channel": exercise.channels[channel.at()].id,
                "priority": amended.priority.unwrap_or(inject.priority).word(),
                "text": amended.text.as_ref().unwrap_or(&inject.text),
                "trigger": how,
                "due": amended.due.map(|due| due.0).or(due),
                "state": stands.state,
                "shared": sees != Sees::All,
                "edits": edits,
                "at": stands.at.map(|at| at.0),
            })
        })
        .collect();
    let seats_shown: Vec<Value> = (shown(&seats, from.seats).iter())
        .map(|id| {
            let (org, seat) = (exercise.org(*id), view.engine.seat_view(*id));
            json!({
                "id": org.id,
                "name": org.name,
                "played_by": seat.played_by().word(),
                "unread": seat.mailbox().unread.len(),
                "open_requests": seat.mailbox().open_requests.len(),
                "waiting": seat.desk().waiting(),
            })
        })
        .collect();
    // Who does what to the clock is the business of those who have a hand on it.
    let paces = view.paces.iter().rev().filter(|_| economy.is_none());
    let paces: Vec<Value> = (paces.take(10))
        .map(|one| json!({ "at": one.at.0, "pace": one.pace, "by": one.by }))
        .collect();
    let planned: Vec<Value> = (planned_of(view, &exercise, economy).iter())
        .map(|id| {
            let one = &view.engine.planned()[id.at()];
            let (from, to) = (exercise.org(one.letter.from), exercise.org(one.letter.to));
            json!({
                "due": one.due.0,
                "from": from.id,
                "to": to.id,
                "text": one.letter.text,
                "state": planned_state(view, *id),
                "kind": one.letter.kind.word(),
                "channel": exercise.channels[one.letter.channel.at()].id,
                "priority": one.letter.priority.word(),
                "edits": one.edits,
            })
        })
        .collect();
    json!({
        "injects": injects_shown,
        "planned": planned,
        "injects_from": from.injects,
        "injects_in_all": injects.len(),
        "seats": seats_shown,
        "seats_from": from.seats,
        "seats_in_all": seats.len(),
        "paces": paces,
    })
}

pub(super) async fn pace(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(pace) = wanted_pace(&house, &form).await else {
        let known =
            ["run", "pause", "next", "move", "until", "end"].contains(&field(&form, "pace"));
        let status = match known {
            true => StatusCode::CONFLICT,
            false => StatusCode::BAD_REQUEST,
        };
        return told(status, text!("api-no-pace"), text!("api-choose-pace"));
    };
    let paced = house.desk.pace(key(&form), pace, signature(&form, &guest));
    match paced.await {
        Ok(()) => done(&house),
        Err(why) => denied(&why),
    }
}

pub(super) async fn seat(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    let instead = text!("api-name-seat");
    let intent = if SeatState::from_word(field(&form, "to")).is_none() {
        Err(told(StatusCode::BAD_REQUEST, text!("api-unsaid"), instead))
    } else {
        let names_nothing = || told(StatusCode::NOT_FOUND, text!("api-names-nothing"), instead);
        switched(&house, &excon, &form).ok_or_else(names_nothing)
    };
    act(&house, &form, intent).await
}

pub(super) async fn inject(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    let instead = text!("api-name-inject");
    let does = ["release", "skip", "hold", "let_go", "edit", "drop"];
    if key(&form).is_none() {
        return keyless();
    }
    let handled = if does.contains(&field(&form, "do")) {
        handle(&house, &excon, &form).await
    } else {
        return told(StatusCode::BAD_REQUEST, text!("api-unsaid"), instead);
    };
    match handled {
        Ok(()) => done(&house),
        Err(why) => unfit(why, instead),
    }
}

pub(super) async fn add(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match added(&house, &excon, &form).await {
        Ok(()) => done(&house),
        Err(why) => unfit(why, text!("api-do-add")),
    }
}

pub(super) async fn contact(
    State(house): State<Arc<House>>,
    _: Controller,
    Extension(form): Extension<Form>,
) -> Response {
    let instead = text!("api-do-contact");
    let intent = match settlement(&form) {
        Some(intent) => Ok(intent),
        None => Err(told(StatusCode::BAD_REQUEST, text!("api-unsaid"), instead)),
    };
    act(&house, &form, intent).await
}

/// A new link. It needs no key: sent again, it puts the one before it out.
pub(super) async fn link(
    State(house): State<Arc<House>>,
    excon: Excon,
    headers: HeaderMap,
    Extension(form): Extension<Form>,
) -> Response {
    match given(&house, &excon, &headers, &form).await {
        Ok((whom, link)) => {
            answer(&json!({ "mark": house.exercise.mark, "whom": whom, "link": link }))
        }
        Err(why) => unfit(why, text!("api-do-link")),
    }
}

/// Something that EXCON does.
async fn act(house: &House, form: &Form, intent: Result<Intent, Response>) -> Response {
    if key(form).is_none() {
        return keyless();
    }
    let intent = match intent {
        Ok(intent) => intent,
        Err(answer) => return answer,
    };
    match excon(house, form, intent).await {
        Ok(_) => done(house),
        Err(why) => denied(&why),
    }
}
