//! The SIMCELL for programs: what people asked of simulated seats, and the hands on it.

use super::super::House;
use super::super::simcell::{acted, filling};
use super::super::who::{Excon, hand, key};
use super::door::done;
use super::{answer, denied, keyless, unfit};
use crate::live::seat::Form;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

pub(super) async fn show(State(house): State<Arc<House>>, excon: Excon) -> Response {
    let (own, economy) = (hand(&excon.guest), excon.economy);
    let mark = house.exercise.mark.clone();
    let asked = house.desk.look(move |view| {
        let queue = filling(view, &own, economy);
        let of = |name: &str| queue.get_attr(name).unwrap_or_default();
        json!({ "mark": mark, "open": of("open"), "settled": of("settled") })
    });
    match asked.await {
        Ok(queue) => answer(&queue),
        Err(why) => denied(&why),
    }
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match acted(&house, &excon, &form).await {
        Ok(()) => done(&house),
        Err(why) => unfit(why, text!("api-do-simcell")),
    }
}
