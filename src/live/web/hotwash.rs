//! The hot wash: each seat answers after ENDEX, its measures beside its answers.

use super::House;
use super::draft::{drafted, settle};
use super::evaluate::rendered;
use super::page::{denied, page};
use super::who::{Judge, Seat, field, text};
use crate::action::{Action, AnswerHotWash};
use crate::fact::Fact;
use crate::live::desk::View;
use crate::live::pass::secret;
use crate::live::seat::Form;
use crate::model::{Named as _, OrgId};
use crate::report::{Edition, Format};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every seat is asked; answers are kept under these words.
fn questions() -> [String; 5] {
    [
        text!("hotwash-went-well"),
        text!("hotwash-was-hardest"),
        text!("hotwash-did-lack"),
        text!("hotwash-not-reached"),
        text!("hotwash-should-change"),
    ]
}

pub(super) async fn show(State(house): State<Arc<House>>, Seat(guest, org): Seat) -> Response {
    let filling = house.desk.look(move |view| {
        let over = view.news.reached >= view.engine.exercise().clock.endex;
        let given = answers(view).remove(&org).unwrap_or_default();
        let asked = questions().into_iter().map(|question| {
            let answer = given.get(&question).map_or("", String::as_str);
            context! { question, answer }
        });
        let asked: Vec<Value> = asked.collect();
        let scorecard = over.then(|| rendered(view, Format::Text, Edition::Team(org)));
        let key = secret().unwrap_or_default();
        context! { over, asked, scorecard, key }
    });
    match filling.await {
        Ok(filling) => page(
            &house,
            Some(&guest),
            "hotwash",
            &text!("page-hotwash"),
            filling,
        ),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// What each seat answered last to each question.
fn answers(view: &View<'_>) -> BTreeMap<OrgId, BTreeMap<String, String>> {
    let mut all: BTreeMap<OrgId, BTreeMap<String, String>> = BTreeMap::new();
    for entry in view.engine.entries() {
        if let Some(Fact::HotWashAnswered(one)) = entry.fact() {
            let of = all.entry(one.org).or_default();
            of.insert(one.question.clone(), one.answer.clone());
        }
    }
    all
}

pub(super) async fn answer(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Extension(form): Extension<Form>,
) -> Response {
    let draft = drafted(&house, org, &guest, &form);
    for (nth, question) in questions().into_iter().enumerate() {
        let answer = text(&form, &format!("answer-{nth}"));
        if answer.is_empty() {
            continue;
        }
        let key = format!(
            "hotwash:{}:{nth}:{}",
            org.text(&house.names),
            field(&form, "key")
        );
        let intent = AnswerHotWash { question, answer }.into();
        let done = house.desk.act(key, move |_| Ok(Action { by: org, intent }));
        if let Err(why) = done.await {
            settle(&house, org, draft, false).await;
            return denied(&house, Some(&guest), &why);
        }
    }
    settle(&house, org, draft, true).await;
    Redirect::to("/hotwash").into_response()
}

/// What all seats answered, and the corrective actions, before evaluators.
pub(super) async fn after(State(house): State<Arc<House>>, Judge(guest): Judge) -> Response {
    let filling = house.desk.look(|view| {
        let exercise = Arc::clone(view.engine.exercise());
        let over = view.news.reached >= exercise.clock.endex;
        let answers = answers(view).into_iter().map(|(org, given)| {
            let given: Vec<(String, String)> = given.into_iter().collect();
            let org = exercise.org(org).name.as_str();
            context! { org, given }
        });
        let answers: Vec<Value> = answers.collect();
        let planned = view.engine.entries().iter().filter_map(|entry| {
            let Some(Fact::CorrectionPlanned(one)) = entry.fact() else {
                return None;
            };
            let task = one.corrects.map_or("", |task| task.text(view.names));
            Some(context! {
                title => one.title.as_str(), task, owner => one.owner.as_str(),
                due => one.due.as_str(), change => one.change.as_str(),
            })
        });
        let planned: Vec<Value> = planned.collect();
        let tasks = exercise.tasks.iter();
        let tasks: Vec<(String, String)> = tasks
            .map(|task| (task.id.clone(), task.title.clone()))
            .collect();
        let teams = exercise.players();
        let teams: Vec<(String, String)> = teams
            .map(|(_, org)| (org.id.clone(), org.name.clone()))
            .collect();
        let key = secret().unwrap_or_default();
        context! { over, answers, planned, tasks, teams, key }
    });
    match filling.await {
        Ok(filling) => page(&house, Some(&guest), "after", &text!("page-after"), filling),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}
