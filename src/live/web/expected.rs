//! What is expected of whom, and who has done it: each critical task with the seats that are to
//! perform it, as far as play has gone.

use super::House;
use super::page::{denied, length, page, time};
use super::who::Controller;
use crate::exercise::Performer;
use crate::live::board::{Became, InjectState};
use crate::live::desk::View;
use crate::model::{OrgId, SimTime, Span};
use crate::scorecard::{Attempt, attempts};
use axum::extract::State;
use axum::response::Response;
use minijinja::{Value, context};
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
) -> Response {
    match house.desk.look(filling).await {
        Ok(filling) => page(
            &house,
            Some(&guest),
            "expected",
            &text!("page-expected"),
            filling,
        ),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// How a seat stands with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Ahead,
    /// It is not called upon: EXCON left it out of the inject, or set that aside.
    LeftOut,
    Running,
    Overdue,
    Done,
}

fn stands(one: &Attempt, target: Span, now: SimTime, left_out: bool) -> Stands {
    match (one.done, one.started) {
        (Some(_), _) => Stands::Done,
        (None, None) if left_out => Stands::LeftOut,
        (None, None) => Stands::Ahead,
        (None, Some(from)) if now.since(from) > target => Stands::Overdue,
        (None, Some(_)) => Stands::Running,
    }
}

/// Whether a seat is not to be called upon by an inject, as EXCON has it now: it was in the script
/// and is no longer among those to whom the inject goes, or nobody is; or the inject has gone out,
/// and not to a seat that needed no reminder.
fn is_left_out(scripted: &[OrgId], became: &Became, seat: OrgId) -> bool {
    let in_script = scripted.contains(&seat);
    let elsewhere = |to: &Vec<OrgId>| in_script && !to.contains(&seat);
    let spared = became.state == InjectState::Released && !became.sent.contains(&seat);
    became.state == InjectState::Skipped
        || became.amended.to.as_ref().is_some_and(elsewhere)
        || (in_script && spared)
}

pub(super) fn filling(view: &mut View<'_>) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let now = view.news.reached;
    let all = attempts(&exercise, view.engine.entries(), now);
    let (mut waits, mut ahead, mut done) = (Vec::new(), Vec::new(), Vec::new());
    let mut uncalled = Vec::new();
    for (row, attempts) in exercise.tasks.iter().zip(&all) {
        let inject = row
            .inject
            .map(|id| (&exercise.injects[id.at()], view.inject(id)));
        let left_out = |seat: OrgId| {
            inject.is_some_and(|(inject, became)| is_left_out(&inject.to, became, seat))
        };
        let seats = |wanted: Stands| -> Vec<Value> {
            let all = attempts.iter();
            let stands = |one: &Attempt| stands(one, row.target, now, left_out(one.seat));
            let seats = all.filter(|one| stands(one) == wanted);
            let seat = |one: &Attempt| {
                let since = one.started.map(|from| length(now.since(from)));
                let org = exercise.org(one.seat).id.as_str();
                context! { org, since, at => one.done.map(time) }
            };
            seats.map(seat).collect()
        };
        let (running, overdue) = (seats(Stands::Running), seats(Stands::Overdue));
        let (finished, left_out) = (seats(Stands::Done), seats(Stands::LeftOut));
        // One of several is enough where any of them may do it.
        let enough = matches!(row.who, Performer::AnyOf(_)) && !finished.is_empty();
        let called = !running.is_empty() || !overdue.is_empty();
        let of = attempts.len() - left_out.len();
        let list = match (called && !enough, finished.is_empty()) {
            (true, _) => &mut waits,
            (false, true) if of == 0 => &mut uncalled,
            (false, true) => &mut ahead,
            (false, false) => &mut done,
        };
        list.push(context! {
            id => row.id.as_str(),
            title => row.title.as_str(),
            inject => inject.map(|(inject, _)| inject.id.as_str()),
            target => row.target.to_string(),
            any => matches!(row.who, Performer::AnyOf(_)),
            of,
            late => !overdue.is_empty() && !enough,
            running, overdue, left_out, done => finished,
        });
    }
    let group = |title: String, rows: Vec<Value>| context! { title, rows };
    let mut groups = vec![
        group(text!("expected-waits"), waits),
        group(text!("expected-done"), done),
        group(text!("expected-ahead"), ahead),
    ];
    if !uncalled.is_empty() {
        groups.push(group(text!("expected-uncalled"), uncalled));
    }
    context! { groups }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Amendment;

    #[test]
    fn whom_an_inject_does_not_go_to_it_does_not_call_upon() {
        let [one, two, other] = [OrgId(1), OrgId(2), OrgId(3)];
        let script = [one, two];
        let became = |state, to: Option<&[OrgId]>, sent: &[OrgId]| Became {
            state,
            at: None,
            amended: Amendment {
                to: to.map(<[OrgId]>::to_vec),
                ..Amendment::default()
            },
            edits: 0,
            sent: sent.to_vec(),
            opened: 0,
        };
        let (ahead, out) = (InjectState::Scheduled, InjectState::Released);
        for (became, left_out) in [
            (became(ahead, None, &[]), [false, false, false]),
            (became(ahead, Some(&[two]), &[]), [true, false, false]),
            (became(InjectState::Held, None, &[]), [false, false, false]),
            (became(InjectState::Skipped, None, &[]), [true, true, true]),
            (became(out, None, &[one, two]), [false, false, false]),
            (became(out, None, &[two]), [true, false, false]),
        ] {
            let found = [one, two, other].map(|seat| is_left_out(&script, &became, seat));
            assert_eq!(found, left_out, "{became:?}");
        }
    }
}
