//! What people would rather look at than read: swim lanes, who talks to whom, how findings spread
//! and what lies on each desk, as far as play has gone.

use super::House;
use super::evaluate::scored;
use super::page::{denied, nowhere, page};
use super::who::Judge;
use crate::live::desk::View;
use crate::report::{self, Subject};
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let parts = report::picture_parts();
    let asked = asked.get("part").map_or(parts[0].0, String::as_str);
    let Some((part, heading)) = parts.iter().copied().find(|(id, _)| *id == asked) else {
        return nowhere().await;
    };
    match house.desk.look(move |view| drawn(view, part)).await {
        Ok(drawn) => {
            let body = drawn.map(Value::from_safe_string);
            let filling = context! { parts, part, heading, body };
            page(&house, Some(&guest), "picture", heading, filling)
        }
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

fn drawn(view: &mut View<'_>, part: &str) -> Option<String> {
    if !view.news.started {
        return None;
    }
    let scorecard = scored(view);
    let subject = Subject {
        exercise: view.engine.exercise(),
        scorecard: &scorecard,
        entries: view.engine.entries(),
    };
    report::picture(&subject, part, "/evaluate/report")
}
