//! The hot wash for programs: what a seat is asked, and what all answered.

use super::super::House;
use super::super::evaluate::rendered;
use super::super::hotwash::{answered, answers, asked_of, is_over, planned};
use super::super::who::{Judge, Seat, key};
use super::door::done;
use super::{answer, denied, keyless};
use crate::live::seat::Form;
use crate::model::Named as _;
use crate::report::{Edition, Format};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn show(State(house): State<Arc<House>>, Seat(_, org): Seat) -> Response {
    let mark = house.exercise.mark.clone();
    let told = house.desk.look(move |view| {
        let over = is_over(view);
        let asked = asked_of(view, org).into_iter();
        let asked =
            asked.map(|(question, answer)| json!({ "question": question, "answer": answer }));
        let asked: Vec<Value> = asked.collect();
        let card = over.then(|| rendered(view, Format::Json, Edition::Team(org)));
        let card = card.and_then(|card| serde_json::from_str::<Value>(&card).ok());
        json!({ "mark": mark, "over": over, "asked": asked, "scorecard": card })
    });
    match told.await {
        Ok(told) => answer(&told),
        Err(why) => denied(&why),
    }
}

pub(super) async fn give(
    State(house): State<Arc<House>>,
    Seat(_, org): Seat,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match answered(&house, org, &form).await {
        Ok(()) => done(&house),
        Err(why) => denied(&why),
    }
}

pub(super) async fn after(State(house): State<Arc<House>>, _: Judge) -> Response {
    let mark = house.exercise.mark.clone();
    let told = house.desk.look(move |view| {
        let exercise = view.engine.exercise();
        let given = answers(view).into_iter().flat_map(|(org, given)| {
            let seat = &exercise.org(org).id;
            let one = move |(question, answer)| {
                json!({ "seat": seat, "question": question, "answer": answer })
            };
            given.into_iter().map(one)
        });
        let given: Vec<Value> = given.collect();
        let planned = (1..).zip(planned(view)).map(|(nth, (one, struck_by))| {
            json!({
                "nth": nth,
                "title": one.title,
                "task": one.corrects.map(|task| task.text(view.names).to_owned()),
                "owner": one.owner,
                "due": one.due,
                "change": one.change,
                "by": one.evaluator.0,
                "struck_by": struck_by,
            })
        });
        let planned: Vec<Value> = planned.collect();
        json!({ "mark": mark, "answers": given, "corrections": planned })
    });
    match told.await {
        Ok(told) => answer(&told),
        Err(why) => denied(&why),
    }
}
