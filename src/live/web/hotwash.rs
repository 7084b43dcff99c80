//! The hot wash: each seat answers after ENDEX, its measures beside its answers.

use super::House;
use super::draft::{drafted, settle};
use super::evaluate::rendered;
use super::page::{denied, denied_draft, page};
use super::who::{Judge, Seat, field, text};
use crate::action::{Action, AnswerHotWash};
use crate::fact::{CorrectionPlanned, CorrectionStruck, Fact};
use crate::live::desk::{Denied, View};
use crate::live::pass::form_key;
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
        let over = is_over(view);
        let asked = asked_of(view, org).into_iter();
        let asked = asked.map(|(question, answer)| context! { question, answer });
        let asked: Vec<Value> = asked.collect();
        let scorecard = over.then(|| rendered(view, Format::Text, Edition::Team(org)));
        let key = form_key();
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

/// Whether ENDEX was reached.
pub(super) fn is_over(view: &View<'_>) -> bool {
    view.news.reached >= view.engine.exercise().clock.endex
}

/// What a seat is asked, each with what it answered last.
pub(super) fn asked_of(view: &View<'_>, org: OrgId) -> Vec<(String, String)> {
    let mut given = answers(view).remove(&org).unwrap_or_default();
    let answered = |question: String| {
        let answer = given.remove(&question).unwrap_or_default();
        (question, answer)
    };
    questions().into_iter().map(answered).collect()
}

/// What each seat answered last to each question.
pub(super) fn answers(view: &View<'_>) -> BTreeMap<OrgId, BTreeMap<String, String>> {
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
    let done = answered(&house, org, &form).await;
    let kept = settle(&house, org, draft, done.is_ok()).await;
    match done {
        Ok(()) => Redirect::to("/hotwash").into_response(),
        Err(why) => denied_draft(&house, &guest, &why, kept),
    }
}

/// Puts the answers of a form on record.
pub(super) async fn answered(house: &House, org: OrgId, form: &Form) -> Result<(), Denied> {
    for (nth, question) in questions().into_iter().enumerate() {
        let answer = text(form, &format!("answer-{nth}"));
        if answer.is_empty() {
            continue;
        }
        let (seat, key) = (org.text(&house.names), field(form, "key"));
        let key = format!("hotwash:{seat}:{nth}:{key}");
        let intent = AnswerHotWash { question, answer }.into();
        let done = house.desk.act(key, move |_| Ok(Action { by: org, intent }));
        done.await?;
    }
    Ok(())
}

/// The corrective actions, in the order in which they were planned, each with who took it back.
pub(super) fn planned<'v>(view: &'v View<'_>) -> Vec<(&'v CorrectionPlanned, Option<&'v str>)> {
    let mut all: Vec<(&CorrectionPlanned, Option<&str>)> = Vec::new();
    for entry in view.engine.entries() {
        match entry.fact() {
            Some(Fact::CorrectionPlanned(one)) => all.push((one, None)),
            Some(Fact::CorrectionStruck(CorrectionStruck {
                correction,
                evaluator,
            })) => {
                if let Some(one) = all.get_mut(correction.at()) {
                    one.1 = Some(evaluator);
                }
            }
            _ => {}
        }
    }
    all
}

/// What all seats answered, and the corrective actions, before evaluators.
pub(super) async fn after(State(house): State<Arc<House>>, Judge(guest): Judge) -> Response {
    let filling = house.desk.look(|view| {
        let exercise = Arc::clone(view.engine.exercise());
        let over = is_over(view);
        let answers = answers(view).into_iter().map(|(org, given)| {
            // In the order in which they were asked; a wording of before comes last.
            let asked = questions();
            let mut given: Vec<(String, String)> = given.into_iter().collect();
            given.sort_by_key(|(question, _)| {
                let nth = asked.iter().position(|one| one == question);
                nth.unwrap_or(asked.len())
            });
            let org = exercise.org(org).name.as_str();
            context! { org, given }
        });
        let answers: Vec<Value> = answers.collect();
        let planned = planned(view).into_iter().map(|(one, struck_by)| {
            let task = one.corrects.map_or("", |task| task.text(view.names));
            context! {
                title => one.title.as_str(), task, owner => one.owner.as_str(),
                due => one.due.as_str(), change => one.change.as_str(),
                by => one.evaluator.0.as_deref(), struck_by,
            }
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
        let key = form_key();
        context! { over, answers, planned, tasks, teams, key }
    });
    match filling.await {
        Ok(filling) => page(&house, Some(&guest), "after", &text!("page-after"), filling),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}
