//! The evaluator's part for programs.

use super::super::House;
use super::super::evaluate::rendered;
use super::super::who::Judge;
use super::denied;
use crate::report::{Edition, Format};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;

pub(super) async fn scorecard(State(house): State<Arc<House>>, _: Judge) -> Response {
    let card = house
        .desk
        .look(|view| rendered(view, Format::Json, Edition::Excon));
    match card.await {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(why) => denied(&why),
    }
}
