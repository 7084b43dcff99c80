//! Objectives: counts, a grid of organisations, every critical task.

use super::super::{Edition, improvement, number, summary};
use super::{Press, Section};
use crate::scorecard::{ObjectiveRating, Rating, TaskRating};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The section.
pub const SECTION: Section = Section {
    id: "objectives",
    title: "Objectives",
    template: include_str!("../../../assets/report/objectives.jinja"),
    fill,
};

/// How many tasks of one objective are listed.
const MOST: usize = 400;

/// Up to so many are shown without being asked for.
const OPEN: usize = 25;

/// A rating in words.
pub fn word(rating: Rating) -> &'static str {
    match rating {
        Rating::Performed => "performed by its target",
        Rating::Some => "performed by its limit",
        Rating::Major => "late or with a breach",
        Rating::Unable => "not achieved",
        Rating::NotApplicable => "not called upon, or nothing left to do",
        Rating::NotObserved => "cannot be told",
    }
}

fn letter(rating: Rating) -> &'static str {
    let column = summary::COLUMNS.iter().find(|(one, _)| *one == rating);
    column.map_or("", |(_, letter)| letter)
}

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let counts = summary::counts(lens);
    let standing = summary::standing(&counts);
    let rows: Vec<Value> = counts
        .iter()
        .map(|row| {
            let (id, title) = summary::objective_words(lens, row.objective);
            context! { id, title, predicted => row.predicted, counts => row.by_rating.to_vec() }
        })
        .collect();
    let all = &lens.what.scorecard.objectives;
    let tables: Vec<Value> = all.iter().filter_map(|one| tasks(press, one)).collect();
    let heads: Vec<&str> = summary::COLUMNS.iter().map(|(_, letter)| *letter).collect();
    Some(context! {
        standing, rows, heads, legend => summary::LEGEND, grid => grid(press), tables,
        plan => plan(press),
    })
}

/// The improvement plan, where there is one.
fn plan(press: &Press<'_>) -> Option<Value> {
    let rows = improvement::rows(press.lens);
    let standing = improvement::standing(&rows);
    let shown: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            context! {
                id => row.id, title => row.title, corrects => row.corrects, owner => row.owner,
                due => row.due, standing => row.standing,
            }
        })
        .collect();
    (!shown.is_empty()).then(|| context! { standing, rows => shown })
}

/// Organisations by objectives, in order of id: each organisation's worst critical task.
fn grid(press: &Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let all = &lens.what.scorecard.objectives;
    if lens.edition == Edition::Public || all.is_empty() {
        return None;
    }
    let rated = all
        .iter()
        .flat_map(|one| one.by_org.iter().map(|(org, _)| *org));
    let orgs: BTreeSet<_> = rated
        .filter(|org| lens.own().is_none_or(|own| own == *org))
        .collect();
    let rows: Vec<Value> = orgs
        .into_iter()
        .map(|org| {
            let cells: Vec<&str> = all
                .iter()
                .map(|one| {
                    let found = one.by_org.iter().find(|(other, _)| *other == org);
                    found.map_or("", |(_, rating)| letter(*rating))
                })
                .collect();
            context! { org => lens.org(org), cells }
        })
        .collect();
    let heads: Vec<String> = all
        .iter()
        .map(|one| summary::objective_words(lens, one).0)
        .collect();
    Some(context! { heads, rows })
}

fn tasks(press: &mut Press<'_>, of: &ObjectiveRating) -> Option<Value> {
    let (id, title) = summary::objective_words(press.lens, of);
    let tasks: Vec<&TaskRating> = press.lens.tasks(of).collect();
    if tasks.is_empty() {
        return None;
    }
    let rows: Vec<Value> = tasks
        .iter()
        .take(MOST)
        .map(|task| row(press, task))
        .collect();
    let more = tasks.len().saturating_sub(MOST);
    Some(context! { id, title, n => tasks.len(), open => rows.len() <= OPEN, rows, more })
}

fn row(press: &mut Press<'_>, task: &TaskRating) -> Value {
    let lens = press.lens;
    let (id, title) = summary::task_words(lens, task);
    let set = lens.what.exercise.tasks.get(task.task.at());
    let span = |span: crate::model::Span| number::duration(span.as_seconds());
    let took = task
        .done_at
        .zip(task.started_at)
        .map(|(done, start)| match done < start {
            true => format!("{} early", span(start.since(done))),
            false => span(done.since(start)),
        });
    context! {
        id,
        title,
        seat => lens.org(task.seat),
        letter => letter(task.rating),
        word => word(task.rating),
        predicted => task.predicted,
        started => task.started_at.map(|at| at.to_string()),
        done => task.done_at.map(|at| at.to_string()),
        took,
        target => set.map(|set| span(set.target)),
        limit => set.map(|set| span(set.limit)),
        why => lens.says(&task.why),
        rule => task.by_rule.as_ref().map(|rule| {
            context! { letter => letter(rule.rating), why => lens.says(&rule.why) }
        }),
        evidence => press.cites.links(&task.evidence),
    }
}
