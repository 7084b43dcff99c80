//! The evaluator's pages: the scorecard as far as it goes, and the journal.

use super::House;
use super::page::{self, denied, length, nowhere, page, refusal, time};
use super::say::said;
use super::who::Judge;
use crate::engine;
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::journal::{self, Paces};
use crate::live::desk::View;
use crate::live::note::NoteKind;
use crate::live::pass::form_key;
use crate::model::{Named as _, OrgId, Rating, Voice};
use crate::report::{self, Edition, Format, Style};
use crate::scorecard::{self, Felt, Scorecard, TaskRating};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use minijinja::{Value, context};
use std::sync::Arc;

/// Above so many tasks of seats they are summed up until a seat is chosen.
const TASKS: usize = 60;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Query(asked): Query<Asked>,
) -> Response {
    let seat = asked.seat.unwrap_or_default();
    // An evaluator looks at the seats that are theirs, unless they ask for others.
    let only = match (OrgId::find(&seat, &house.names), seat.as_str()) {
        (Some(org), _) => vec![org],
        (None, "") => guest.assigned.clone(),
        (None, _) => Vec::new(),
    };
    let message = asked.message;
    match house
        .desk
        .look(move |view| filling(view, &only, message))
        .await
    {
        Ok(filling) => page(
            &house,
            Some(&guest),
            "evaluate",
            &text!("page-evaluate"),
            filling,
        ),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// What an address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// One seat alone, or `all`.
    seat: Option<String>,
    /// The message that something is to be noted of.
    message: Option<u32>,
    /// For whom a report is.
    edition: Option<String>,
    /// The form of a report.
    format: Option<String>,
}

/// Tasks beside their ratings, and what was noted.
fn filling(view: &mut View<'_>, only: &[OrgId], message: Option<u32>) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let scorecard = scored(view);
    let of_seat = |one: &&TaskRating| only.is_empty() || only.contains(&one.seat);
    let paces = &scorecard.paces;
    let all = scorecard.objectives.iter().map(|one| one.tasks.len());
    let many = only.is_empty() && all.sum::<usize>() > TASKS;
    let rated = scorecard.objectives.iter().map(|objective| {
        let of = objective.tasks.iter().filter(of_seat);
        let of: Vec<&TaskRating> = of.collect();
        let (tasks, sums): (Vec<Value>, Vec<Value>) = match many {
            false => {
                let rows = of.iter().map(|one| task(&exercise, one, paces));
                (rows.collect(), vec![])
            }
            true => (vec![], summed(&exercise, &of)),
        };
        let row = &exercise.objectives[objective.objective.at()];
        context! { id => row.id.as_str(), title => row.title.as_str(), tasks, sums }
    });
    let objectives: Vec<Value> = rated.collect();
    let told = super::mention::open(view, only);
    let mut voice = Voice::excon(view.names);
    let noted = view.engine.entries().iter().rev().filter_map(|entry| {
        let fact = entry.fact()?;
        let evaluators = matches!(
            fact,
            Fact::Observed(_)
                | Fact::TaskObserved(_)
                | Fact::RatingOverridden(_)
                | Fact::MentionConfirmed(_)
        );
        evaluators.then(|| context! { at => time(entry.at), text => fact.reads(&mut voice) })
    });
    let observations: Vec<Value> = noted.collect();
    let mut voice = Voice::excon(view.names);
    let found = view.engine.entries().iter().rev().filter_map(|entry| {
        let fact = entry.fact()?;
        let theirs = |org: &OrgId| only.is_empty() || only.contains(org);
        let answers = matches!(fact, Fact::ArtefactAnswered(f) if theirs(&f.org));
        answers.then(|| {
            context! { seq => entry.seq, at => time(entry.at), text => fact.reads(&mut voice) }
        })
    });
    let found: Vec<Value> = found.collect();
    let seats: Vec<(String, String)> = (exercise.players())
        .map(|(_, org)| (org.id.clone(), org.name.clone()))
        .collect();
    context! {
        objectives,
        many,
        felt => felt(&scorecard, &exercise),
        observations,
        told,
        seats,
        only => match only {
            [org] => exercise.org(*org).id.as_str(),
            _ => "",
        },
        assigned => (only.len() > 1).then(|| {
            let names = only.iter().map(|org| exercise.org(*org).name.as_str());
            names.collect::<Vec<_>>().join(", ")
        }),
        message => message.map_or_else(String::new, |n| n.to_string()),
        found,
        ratings => Rating::ALL.iter().map(|one| (one.word(), said_of(*one))).collect::<Vec<_>>(),
        chat => said(view.notes, NoteKind::Chat),
        key => form_key(),
        headline => rendered(view, Format::Text, Edition::Excon),
    }
}

/// A rating as evaluators know it (HSEEP).
fn said_of(rating: Rating) -> String {
    match rating {
        Rating::Performed => text!("rating-performed"),
        Rating::Some => text!("rating-some"),
        Rating::Major => text!("rating-major"),
        Rating::Unable => text!("rating-unable"),
        Rating::NotApplicable => text!("rating-not-applicable"),
        Rating::NotObserved => text!("rating-not-observed"),
    }
}

/// Where play did not run as real time does: what people took to open, acknowledge and answer mail,
/// as medians in exercise time and in real time.
fn felt(scorecard: &Scorecard, exercise: &Exercise) -> Vec<Value> {
    let medians = |of: &Felt| {
        let medians = of.medians();
        medians.map(|(count, played, real)| (count, length(played), length(real)))
    };
    let rows = scorecard.latencies.iter().map(|(org, of)| {
        let all = [&of.opened, &of.acknowledged, &of.answered].map(medians);
        context! { seat => exercise.org(*org).name.as_str(), all => all.to_vec() }
    });
    rows.collect()
}

/// Where more tasks of seats than one looks through are rated: of each task how many seats have
/// which rating.
fn summed(exercise: &Exercise, tasks: &[&TaskRating]) -> Vec<Value> {
    let groups = tasks.chunk_by(|a, b| a.task == b.task);
    let sum = |group: &[&TaskRating]| {
        let row = &exercise.tasks[group[0].task.at()];
        let counts = Rating::ALL.iter().map(|rating| {
            let count = group.iter().filter(|one| one.rating == *rating).count();
            (count > 0).then_some(count)
        });
        let counts: Vec<Option<usize>> = counts.collect();
        let otherwise = group.iter().filter(|one| one.by_rule.is_some()).count();
        context! { id => row.id.as_str(), title => row.title.as_str(), counts, otherwise }
    };
    groups.map(sum).collect()
}

fn task(exercise: &Exercise, one: &TaskRating, paces: &Paces) -> Value {
    let row = &exercise.tasks[one.task.at()];
    let seat = exercise.org(one.seat);
    let took = one.started_at.zip(one.done_at).filter(|_| paces.vary());
    let real = took.map(|(from, to)| paces.real(from, to).map(length));
    context! {
        real => real.map(|real| real.unwrap_or_else(|| text!("evaluate-no-time"))),
        id => row.id.as_str(),
        title => row.title.as_str(),
        seat => seat.name.as_str(),
        seat_id => seat.id.as_str(),
        rating => one.rating.word(),
        by_rule => one.by_rule.as_ref().map(|rule| rule.rating.word()),
        rule_why => one.by_rule.as_ref().map(|rule| rule.why.as_str()),
        predicted => one.predicted,
        started => one.started_at.map(time),
        done => one.done_at.map(time),
        why => one.why.as_str(),
        evidence => one.evidence.clone(),
    }
}

pub(super) async fn report(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Query(asked): Query<Asked>,
) -> Response {
    let edition = asked.edition.as_deref().unwrap_or("excon");
    // Asked for by its form, a report is one to be kept; otherwise it is a page among others.
    let format = asked.format.filter(|format| !format.is_empty());
    let shown = format.is_none();
    let format = format.as_deref().unwrap_or("html");
    let edition = Edition::from_text(edition, &house.names);
    let (Some(edition), Some(format)) = (edition, Format::from_word(format)) else {
        return nowhere().await;
    };
    let text = house.desk.look(move |view| rendered(view, format, edition));
    let text = match text.await {
        Ok(text) => text,
        Err(why) => return denied(&house, Some(&guest), &why),
    };
    let (kind, ending) = match format {
        Format::Html if shown => return page::report(&house, &guest, &text),
        Format::Html => ("text/html; charset=utf-8", "html"),
        Format::Json => ("application/json", "json"),
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Md => ("text/markdown; charset=utf-8", "md"),
        Format::Text => ("text/plain; charset=utf-8", "txt"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"report.{ending}\""),
        ),
    ];
    (headers, text).into_response()
}

pub(super) async fn journal(State(house): State<Arc<House>>, Judge(guest): Judge) -> Response {
    let bytes = house.desk.look(|view| {
        if view.sealed {
            return None;
        }
        let (engine, mut bytes) = (view.engine, Vec::new());
        let (exercise, entries) = (engine.exercise(), engine.entries());
        journal::write(
            &mut bytes,
            exercise,
            engine.seed(),
            engine::VERSION,
            entries,
        )
        .expect("memory takes everything");
        Some(bytes)
    });
    match bytes.await {
        Ok(None) => refusal(StatusCode::CONFLICT, text!("sealed-journal")),
        Ok(Some(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/jsonl"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"journal.jsonl\"",
                ),
            ];
            (headers, bytes).into_response()
        }
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// The scorecard as far as play has gone.
pub(super) fn scored(view: &View<'_>) -> Scorecard {
    let (exercise, entries) = (view.engine.exercise(), view.engine.entries());
    let reached = view.news.reached;
    // Whoever knew a drawn seed could play the day forward, and bend it.
    let told = |text: String| match view.sealed {
        true => text!("sealed-until-endex"),
        false => text,
    };
    let identity = scorecard::Identity {
        seed: (!view.sealed).then(|| view.engine.seed()),
        engine: engine::VERSION.to_owned(),
        scenario_hash: told(journal::scenario_hash(exercise).to_string()),
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        head: told(view.head.to_string()),
    };
    scorecard::score(exercise, identity, entries, reached)
}

/// The same as a report.
pub(super) fn rendered(view: &View<'_>, format: Format, edition: Edition) -> String {
    let scorecard = scored(view);
    let subject = report::Subject {
        exercise: view.engine.exercise(),
        scorecard: &scorecard,
        entries: view.engine.entries(),
    };
    let style = Style {
        colour: false,
        width: 80,
    };
    report::render(&subject, format, edition, style)
}
