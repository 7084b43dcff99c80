//! The evaluator's part for programs.

use super::super::House;
use super::super::evaluate::rendered;
use super::super::mark::marked;
use super::super::mention::{open, settled};
use super::super::who::{Judge, key};
use super::door::done;
use super::{answer, denied, keyless, told, unfit};
use crate::live::seat::Form;
use crate::report::{Edition, Format};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn scorecard(
    State(house): State<Arc<House>>,
    _: Judge,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let edition = asked.get("edition").map_or("excon", String::as_str);
    let Some(edition) = Edition::from_text(edition, &house.names) else {
        let (why, instead) = (text!("api-no-edition"), text!("api-choose-edition"));
        return told(StatusCode::BAD_REQUEST, why, instead);
    };
    let card = house
        .desk
        .look(move |view| rendered(view, Format::Json, edition));
    match card.await {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(why) => denied(&why),
    }
}

pub(super) async fn mark(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match marked(&house, &guest, &form).await {
        Ok(_) => done(&house),
        Err(why) => unfit(why, text!("api-do-mark")),
    }
}

pub(super) async fn mentions(State(house): State<Arc<House>>, _: Judge) -> Response {
    let mark = house.exercise.mark.clone();
    let waits = house
        .desk
        .look(move |view| json!({ "mark": mark, "open": open(view, &[]) }));
    match waits.await {
        Ok(waits) => answer(&waits),
        Err(why) => denied(&why),
    }
}

pub(super) async fn settle(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match settled(&house, &guest, &form).await {
        Ok(()) => done(&house),
        Err(why) => unfit(why, text!("api-do-mention")),
    }
}
