//! What people wrote down: observations, the hot wash, corrective actions.

use super::super::evaluation;
use super::{Press, Section};
use minijinja::{Value, context};

/// The section.
pub const SECTION: Section = Section {
    id: "evaluation",
    title: "What people wrote down",
    template: include_str!("../../../assets/report/evaluation.jinja"),
    fill,
};

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let all = evaluation::written(press.lens);
    if all.is_empty() {
        return None;
    }
    let mut link = |seq: u32| press.cites.links(&[seq]);
    let observations = all.observations.iter().map(|one| {
        let (at, of, by, text) = (&one.at, &one.of, &one.by, &one.text);
        context! { at, of, by, text, link => link(one.seq) }
    });
    let observations: Vec<Value> = observations.collect();
    let answers = all.answers.iter().map(|one| {
        let (org, question, answer) = (&one.org, &one.question, &one.answer);
        context! { org, question, answer, link => link(one.seq) }
    });
    let answers: Vec<Value> = answers.collect();
    let corrections = all.corrections.iter().map(|one| {
        let (title, corrects, owner) = (&one.title, &one.corrects, &one.owner);
        let (due, change, by) = (&one.due, &one.change, one.by());
        context! { title, corrects, owner, due, change, by, link => link(one.seq) }
    });
    let corrections: Vec<Value> = corrections.collect();
    let struck = all.struck.iter().map(|one| {
        let (title, owner, became) = (&one.title, &one.owner, one.struck());
        context! { title, owner, became, link => press.cites.links(&one.evidence()) }
    });
    let struck: Vec<Value> = struck.collect();
    Some(context! { observations, answers, corrections, struck })
}
