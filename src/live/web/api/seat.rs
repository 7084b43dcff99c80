//! A seat for programs: what it was sent and knows, and what it does. It is the same view that its
//! pages are made from.

use super::super::House;
use super::super::seen::may_see;
use super::super::who::{Seat, Speaks, key};
use super::door::{clock_of, done};
use super::{answer, denied, keyless, nothing, place};
use crate::live::inbox::Mail;
use crate::live::proposed::Proposed;
use crate::live::seat::{self, Contact, Form, SeatPage, Window};
use crate::model::{Named as _, OrgId};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Seat(_, org): Seat,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    page(&house, org, &asked).await
}

/// What a seat sees, for whoever judges it or plays its economy.
pub(super) async fn seen(
    State(house): State<Arc<House>>,
    Speaks(guest): Speaks,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let seat = asked.get("seat").map_or("", String::as_str);
    let org = OrgId::find(seat, &house.names);
    match org.filter(|org| may_see(&house, &guest, *org)) {
        Some(org) => page(&house, org, &asked).await,
        None => nothing(),
    }
}

async fn page(house: &House, org: OrgId, asked: &BTreeMap<String, String>) -> Response {
    let (mail, log) = match (place(asked, "mail"), place(asked, "log")) {
        (Ok(mail), Ok(log)) => (mail, log),
        (Err(why), _) | (_, Err(why)) => return *why,
    };
    let window = Window {
        mail,
        log,
        ..Window::NEWEST
    };
    let seat = house.desk.look(move |view| SeatPage::of(view, org, window));
    match seat.await {
        Ok(seat) => {
            let mut said = document(&seat, &house.exercise.mark, window);
            said["mark"] = json!(house.exercise.mark);
            said["seat"] = json!(house.exercise.org(org).id);
            said["clock"] = clock_of(house);
            answer(&said)
        }
        Err(why) => denied(&why),
    }
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    Seat(_, org): Seat,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(key) = key(&form) else {
        return keyless();
    };
    // Keys of one seat are nothing to another.
    let key = format!("{}:{key}", house.exercise.org(org).id);
    let act = house.desk.act(key, move |view| seat::act(view, org, &form));
    match act.await {
        Ok(_) => done(&house),
        Err(why) => denied(&why),
    }
}

/// All that a seat sees; times are milliseconds from STARTEX.
fn document(seat: &SeatPage, mark: &str, window: Window) -> Value {
    let known: Vec<Value> = (seat.known.iter())
        .map(|one| {
            json!({
                "says": one.says,
                "part": one.part,
                "tlp": one.tlp,
                "pap": one.pap,
                "source": one.source,
                "since": one.since.0,
                "points_at": one.points_at,
                "answers": one.answers,
                "passed_on": one.passed_on,
                "applied": one.applied,
            })
        })
        .collect();
    let artefacts: Vec<Value> = (seat.artefacts.iter())
        .map(
            |one| json!({ "label": one.label, "analysed": one.analysed, "contents": one.contents }),
        )
        .collect();
    let cases: Vec<Value> = (seat.cases.iter())
        .map(|one| {
            json!({
                "detected": one.detected.0,
                "contained": one.contained.map(|at| at.0),
                "recovered": one.recovered.map(|at| at.0),
            })
        })
        .collect();
    let named = |all: &[(String, String)]| -> Vec<Value> {
        let all = all.iter();
        all.map(|(id, name)| json!({ "id": id, "name": name }))
            .collect()
    };
    json!({
        "played_by": seat.played_by.word(),
        "unread": seat.unread,
        "mail": seat.mail.iter().map(|one| mail(one, mark)).collect::<Vec<_>>(),
        "mail_in_all": seat.mail_in_all,
        "mail_from": window.mail,
        "events": seat.events,
        "events_in_all": seat.shown,
        "known": known,
        "artefacts": artefacts,
        "cases": cases,
        "operations": seat.operations,
        "contacts": seat.contacts.iter().map(contact).collect::<Vec<_>>(),
        "proposed": seat.proposed.iter().map(proposed).collect::<Vec<_>>(),
        "mandates": seat.mandates,
        "channels": named(&seat.channels),
        "others": named(&seat.others),
    })
}

fn contact(one: &Contact) -> Value {
    json!({
        "other": one.other,
        "mine": one.mine,
        "out": one.out,
        "means": one.means,
        "held": one.held.0,
        "answered": one.answered,
        "about": one.about,
        "told": one.told,
        "text": one.text,
        "settled": one.settled.word(),
        "to_settle": one.to_settle,
    })
}

fn proposed(one: &Proposed) -> Value {
    json!({
        "nth": one.nth,
        "rule": one.rule,
        "says": one.says,
        "message": one.message,
        "about": one.about,
        "since": one.since.0,
    })
}

fn mail(mail: &Mail, mark: &str) -> Value {
    let steps: Vec<Value> = (mail.steps.iter())
        .map(|step| json!({ "word": step.word, "at": step.at.0 }))
        .collect();
    json!({
        "mark": mark,
        "n": mail.n,
        "other": mail.other,
        "mine": mail.mine,
        "channel": mail.channel,
        "unread": mail.is_unread(),
        "letter": mail.letter,
        "steps": steps,
        "reach": mail.mine.then(|| mail.reach.word()),
        "not_carried": mail.not_carried,
        "again": mail.again.iter().map(|(id, _)| id).collect::<Vec<_>>(),
    })
}
