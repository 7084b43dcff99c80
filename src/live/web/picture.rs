//! What people would rather look at than read: swim lanes, who talks to whom, how findings spread
//! and what lies on each desk, as far as play has gone.

use super::House;
use super::evaluate::scored;
use super::page::{denied, page};
use super::who::Judge;
use crate::live::desk::View;
use crate::report::{self, Subject};
use axum::extract::State;
use axum::response::Response;
use minijinja::{Value, context};
use std::sync::Arc;

pub(super) async fn show(State(house): State<Arc<House>>, Judge(guest): Judge) -> Response {
    match house.desk.look(parts).await {
        Ok(parts) => {
            let filling = context! { parts };
            page(&house, Some(&guest), "picture", "Picture", filling)
        }
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

fn parts(view: &mut View<'_>) -> Vec<Value> {
    if !view.news.started {
        return Vec::new();
    }
    let scorecard = scored(view);
    let subject = Subject {
        exercise: view.engine.exercise(),
        scorecard: &scorecard,
        entries: view.engine.entries(),
    };
    let drawn = report::picture(&subject, "/evaluate/report");
    let drawn = drawn.into_iter().map(|(id, title, body)| {
        let body = Value::from_safe_string(body);
        context! { id, title, body }
    });
    drawn.collect()
}
