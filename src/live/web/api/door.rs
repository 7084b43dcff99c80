//! How programs come in, and what everybody who is in may see.

use super::super::enter::{Shut, let_in, let_out};
use super::super::guard::Guest;
use super::super::who::field;
use super::super::{House, control, page, watch};
use super::{DESCRIPTION, answer, denied, nothing, told};
use crate::live::seat::Form;
use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use std::sync::Arc;

pub(in crate::live::web) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// What the clock shows, with what exercise this is.
pub(super) fn clock_of(house: &House) -> Value {
    let news = house.desk.news().borrow().clone();
    let mut clock = serde_json::to_value(page::clock(house, &news)).unwrap_or_default();
    clock["endex_ms"] = json!(house.exercise.clock.endex.0);
    clock
}

pub(super) async fn enter(
    State(house): State<Arc<House>>,
    Extension(form): Extension<Form>,
) -> Response {
    let link = field(&form, "link");
    if link.is_empty() {
        return told(
            StatusCode::BAD_REQUEST,
            text!("api-no-link"),
            text!("api-send-link"),
        );
    }
    let secret = link.rsplit('/').next().unwrap_or(link);
    match let_in(&house, secret, "token").await {
        Ok((token, role)) => {
            let seat = super::guest(&house, "token", token.clone());
            let seat = seat.and_then(|guest| guest.holder.seat);
            answer(&json!({
                "mark": house.exercise.mark,
                "token": token,
                "role": role.word(),
                "seat": seat.map(|seat| house.exercise.org(seat).id.as_str()),
            }))
        }
        Err(Shut::Denied(why)) => denied(&why),
        Err(Shut::TooOften) => told(
            StatusCode::TOO_MANY_REQUESTS,
            text!("api-too-often"),
            text!("api-wait-and-retry"),
        ),
        Err(Shut::Nothing) if !house.limits.guesses.allows("") => told(
            StatusCode::TOO_MANY_REQUESTS,
            text!("enter-guessed"),
            text!("pages-ask-for-another"),
        ),
        Err(Shut::Nothing) => told(
            StatusCode::NOT_FOUND,
            text!("api-opens-nothing"),
            text!("pages-ask-for-another"),
        ),
    }
}

pub(super) async fn leave(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = guest else {
        return nothing();
    };
    match let_out(&house, &guest.cookie).await {
        Ok(()) => done(&house),
        Err(why) => denied(&why),
    }
}

pub(super) async fn no_duff(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = guest else {
        return nothing();
    };
    match control::stop(&house, &guest).await {
        Ok(()) => done(&house),
        Err(why) => denied(&why),
    }
}

/// That it was done. Not under which number it stands: that counts what happens elsewhere.
pub(super) fn done(house: &House) -> Response {
    answer(&json!({ "mark": house.exercise.mark, "done": true }))
}

pub(super) async fn clock(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    if guest.is_none() {
        return nothing();
    }
    let exercise = &house.exercise;
    answer(&json!({
        "mark": exercise.mark,
        "tlp": exercise.tlp.word(),
        "title": exercise.title,
        "commitment": house.commitment,
        "clock": clock_of(&house),
    }))
}

pub(super) async fn public(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    if guest.is_none() {
        return nothing();
    }
    match house.desk.look(watch::public).await {
        Ok((told, over)) => {
            let told: Vec<Value> = (told.into_iter())
                .map(|(at, text)| json!({ "at": at, "text": text }))
                .collect();
            let over = over.map(|over| {
                json!({
                    "seed": over.seed.to_string(),
                    "scenario": over.scenario,
                    "entries": over.entries,
                    "head": over.head,
                    "nonce": house.nonce,
                })
            });
            answer(&json!({
                "mark": house.exercise.mark,
                "clock": clock_of(&house),
                "public": told,
                "revealed": over,
            }))
        }
        Err(why) => denied(&why),
    }
}
