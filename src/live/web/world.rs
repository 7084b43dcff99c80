//! The world's truth before the controller: groups, hosts, who was hit, what is known to whom, and
//! where agreements and channels stand.

use super::House;
use super::page::{denied, page, time};
use super::who::Controller;
use crate::exercise::Exercise;
use crate::live::desk::View;
use crate::live::truth::Truth;
use crate::model::{MILLION, OrgId, SimTime};
use axum::extract::State;
use axum::response::Response;
use minijinja::{Value, context};
use std::sync::Arc;

/// Of each table so many rows are shown at most.
const ROWS: usize = 200;
/// So many of those who know something are named.
const NAMED: usize = 12;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
) -> Response {
    match house.desk.look(filling).await {
        Ok(filling) => page(&house, Some(&guest), "world", &text!("page-world"), filling),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

pub(super) fn filling(view: &mut View<'_>) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let truth = Truth::of(&exercise, view.engine.entries());
    let hits = truth.hits.len();
    context! {
        groups => groups(&exercise, &truth),
        hosts => hosts(&exercise, &truth),
        hosts_in_all => exercise.hosts.len(),
        victims => victims(&exercise, &truth),
        victims_in_all => hits,
        findings => findings(&exercise, &truth),
        findings_in_all => exercise.findings.len(),
        agreements => agreements(&exercise, &truth),
        agreements_in_all => exercise.agreements.len(),
        channels => channels(&exercise, &truth),
        tension => tension(&exercise, &truth),
        most => ROWS,
    }
}

fn when(at: Option<SimTime>) -> Option<String> {
    at.map(time)
}

fn named(exercise: &Exercise, all: &[OrgId]) -> String {
    let mut names: Vec<&str> = all
        .iter()
        .map(|org| exercise.org(*org).id.as_str())
        .collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    match more {
        0 => names,
        more => text!("world-and-more", names = names, more = more),
    }
}

fn groups(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = exercise.threats.iter().zip(&truth.groups);
    let row = rows.map(|(threat, group)| {
        context! {
            name => threat.name.as_str(),
            class => group.class.word().replace('_', " "),
            stage => group.stage,
            stages => threat.stages.len(),
            quiet => group.quiet,
            tipped_off => when(group.tipped_off),
            stopped => when(group.stopped),
        }
    });
    row.take(ROWS).collect()
}

fn hosts(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = exercise.hosts.iter().zip(&truth.hosts);
    let row = rows.map(|(host, became)| {
        let of = host
            .threat
            .map(|id| exercise.threats[id.at()].name.as_str());
        let suspended = became.suspended.map(|(by, at)| {
            let by = exercise.org(by).id.as_str();
            text!("world-by-at", by = by, at = time(at))
        });
        let blocked = became.blocked.iter();
        let blocked: Vec<&str> = blocked
            .map(|(economy, _)| exercise.economies[economy.at()].id.as_str())
            .collect();
        context! {
            address => host.address.as_str(),
            of,
            at => exercise.org(host.hosted_by).id.as_str(),
            up => became.up,
            suspended,
            abandoned => when(became.abandoned),
            blocked => blocked.join(", "),
        }
    });
    row.take(ROWS).collect()
}

fn victims(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = truth.hits.iter().map(|((threat, org), hit)| {
        context! {
            org => exercise.org(*org).id.as_str(),
            by => exercise.threats[threat.at()].name.as_str(),
            compromised => when(hit.compromised),
            detected => when(hit.detected),
            contained => when(hit.contained),
            recovered => when(hit.recovered),
        }
    });
    rows.take(ROWS).collect()
}

fn findings(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = exercise.findings.iter().zip(&truth.known);
    let row = rows.map(|(finding, known)| {
        let need = finding.needed_by.iter();
        let lack: Vec<OrgId> = need.filter(|org| !known.contains(org)).copied().collect();
        context! {
            id => finding.id.as_str(),
            says => finding.says.as_str(),
            truth => finding.truth,
            of => finding.threat.map(|id| exercise.threats[id.at()].name.as_str()),
            known => named(exercise, known),
            lack => named(exercise, &lack),
        }
    });
    row.take(ROWS).collect()
}

fn agreements(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = exercise.agreements.iter().zip(&truth.agreements);
    let row = rows.map(|(one, state)| {
        context! { title => one.title.as_str(), state => state.word().replace('_', " ") }
    });
    row.take(ROWS).collect()
}

fn channels(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let rows = exercise.channels.iter().zip(&truth.channels);
    let row = rows.map(|(one, (up, slowdown))| {
        let percent = u64::from(*slowdown) * 100 / u64::from(MILLION);
        context! { name => one.name.as_str(), up, percent }
    });
    row.collect()
}

fn tension(exercise: &Exercise, truth: &Truth) -> Vec<Value> {
    let name = |id: &crate::model::EconomyId| exercise.economies[id.at()].name.as_str();
    let rows = truth.tension.iter().map(|((one, other), ppm)| {
        let percent = u64::from(*ppm) * 100 / u64::from(MILLION);
        context! { one => name(one), other => name(other), percent }
    });
    rows.take(ROWS).collect()
}
