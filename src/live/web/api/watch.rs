//! What controllers look at, for programs: all that was recorded, what is true, what is expected.

use super::super::everything::{Asked, Row, recorded};
use super::super::who::Controller;
use super::super::{House, expected, world};
use super::{answer, denied, place, told};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn everything(
    State(house): State<Arc<House>>,
    _: Controller,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    if let Err(why) = place(&asked, "from") {
        return *why;
    }
    let mark = house.exercise.mark.clone();
    let Some(asked) = Asked::of(&asked, &house.names) else {
        let (why, instead) = (text!("api-no-entries"), text!("api-choose-entries"));
        return told(StatusCode::BAD_REQUEST, why, instead);
    };
    let told = house.desk.look(move |view| {
        let (rows, older) = recorded(view, asked);
        let rows = rows.into_iter().map(|row| {
            let Row {
                seq,
                at,
                text,
                input,
                said,
            } = row;
            json!({ "seq": seq, "at": at.0, "text": text, "input": input, "said": said })
        });
        let rows: Vec<Value> = rows.collect();
        json!({ "mark": mark, "entries": rows, "older": older })
    });
    match told.await {
        Ok(told) => answer(&told),
        Err(why) => denied(&why),
    }
}

pub(super) async fn truth(State(house): State<Arc<House>>, _: Controller) -> Response {
    shown(&house, world::filling).await
}

pub(super) async fn tasks(State(house): State<Arc<House>>, _: Controller) -> Response {
    shown(&house, expected::filling).await
}

/// What a page shows, as it shows it.
async fn shown(
    house: &House,
    page: impl FnOnce(&mut crate::live::desk::View<'_>) -> minijinja::Value + Send + 'static,
) -> Response {
    let told = house
        .desk
        .look(move |view| serde_json::to_value(page(view)).unwrap_or_default());
    match told.await {
        Ok(mut told) => {
            told["mark"] = json!(house.exercise.mark);
            answer(&told)
        }
        Err(why) => denied(&why),
    }
}
