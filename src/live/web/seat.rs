//! The participant's pages: what the seat was sent and knows, and forms for what it does.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page, serde, time};
use crate::live::pass::{Role, secret};
use crate::live::seat::{self, Form, SeatPage};
use crate::model::{Declined, MessageKind, OrgId, Priority, RequestField, Tlp};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The seat of whoever asks, if theirs is one.
fn seat_of(guest: Option<&Guest>) -> Option<(&Guest, OrgId)> {
    let guest = guest.filter(|guest| guest.holder.role == Role::Participant)?;
    Some((guest, guest.holder.seat?))
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some((guest, org)) = seat_of(guest.as_ref()) else {
        return nowhere().await;
    };
    match house.desk.look(move |view| SeatPage::of(view, org)).await {
        Ok(seat) => page(&house, Some(guest), "seat", "Your desk", filling(&seat)),
        Err(why) => denied(&house, Some(guest), &why),
    }
}

pub(super) async fn write(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let Some((guest, org)) = seat_of(guest.as_ref()) else {
        return nowhere().await;
    };
    let mut seat = match house.desk.look(move |view| SeatPage::of(view, org)).await {
        Ok(seat) => seat,
        Err(why) => return denied(&house, Some(guest), &why),
    };
    let asked = |name: &str| asked.get(name).map_or("", String::as_str);
    let reply = asked("reply").parse().ok();
    let reply = seat
        .mail
        .iter()
        .find(|mail| Some(mail.n) == reply && !mail.mine)
        .cloned();
    // EXCON is answered, though nobody writes to it unasked.
    if let Some(mail) = &reply
        && !seat.others.iter().any(|(id, _)| *id == mail.other)
    {
        seat.others
            .insert(0, (mail.other.clone(), mail.other.clone()));
    }
    let words = |all: &[&'static str]| serde(all);
    let more = context! {
        reply_to => reply.as_ref().map_or_else(String::new, |mail| mail.n.to_string()),
        to => reply.as_ref().map_or(asked("to"), |mail| mail.other.as_str()),
        channel => reply.as_ref().map_or("", |mail| mail.channel.as_str()),
        kind => if reply.is_some() { "answer" } else { asked("kind") },
        kinds => words(&MessageKind::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        priorities => words(&Priority::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        labels => words(&Tlp::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        fields => words(&RequestField::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
    };
    let filling = context! { ..more, ..filling(&seat) };
    page(&house, Some(guest), "write", "Write", filling)
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    Extension(form): Extension<Form>,
) -> Response {
    let Some((guest, org)) = seat_of(guest.as_ref()) else {
        return nowhere().await;
    };
    let key = form.iter().find(|(name, _)| name == "key");
    let Some(key) = key
        .map(|(_, key)| key)
        .filter(|key| (8..=160).contains(&key.len()))
    else {
        let why = (
            StatusCode::BAD_REQUEST,
            "A form of this page brings a key along.",
        );
        return why.into_response();
    };
    // Keys of one seat are nothing to another.
    let key = format!("{}:{key}", house.exercise.org(org).id);
    // A draft that was sent is forgotten by the browser it was written in.
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let sent = field("do")
        .filter(|what| *what == "send")
        .and(field("reply_to"));
    let sent = sent.filter(|of| of.bytes().all(|b| b.is_ascii_digit()));
    let back = sent.map_or_else(|| "/seat".to_owned(), |of| format!("/seat?sent={of}"));
    match house
        .desk
        .act(key, move |view| seat::act(view, org, &form))
        .await
    {
        Ok(_) => Redirect::to(&back).into_response(),
        Err(why) => denied(&house, Some(guest), &why),
    }
}

/// A seat's page as templates read it.
fn filling(seat: &SeatPage) -> Value {
    let key = || secret().unwrap_or_default();
    let mail: Vec<Value> = (seat.mail.iter())
        .map(|mail| {
            let steps: Vec<Value> = (mail.steps.iter())
                .map(|step| context! { word => step.word.replace('_', " "), at => time(step.at) })
                .collect();
            context! {
                n => mail.n,
                other => mail.other.as_str(),
                mine => mail.mine,
                channel => mail.channel.as_str(),
                unread => mail.is_unread(),
                acknowledged => mail.was("message_acknowledged"),
                closed => mail.was("message_closed") || mail.was("message_answered"),
                letter => mail.letter.as_ref().map(serde),
                steps,
                last => time(mail.last()),
            }
        })
        .collect();
    let known: Vec<Value> = (seat.known.iter())
        .map(|known| {
            context! {
                says => known.says.as_str(),
                part => known.part,
                tlp => known.tlp.as_str(),
                pap => known.pap,
                source => known.source.as_str(),
                since => time(known.since),
                points_at => known.points_at.as_str(),
                answers => known.answers,
                passed_on => known.passed_on,
                applied => known.applied,
            }
        })
        .collect();
    let cases: Vec<Value> = (seat.cases.iter())
        .map(|case| {
            context! {
                detected => time(case.detected),
                contained => case.contained.map(time),
                recovered => case.recovered.map(time),
            }
        })
        .collect();
    let events: Vec<Value> = (seat.events.iter().rev())
        .map(|event| context! { n => event.n, at => time(event.at), text => event.text.as_str() })
        .collect();
    context! {
        played_by => seat.played_by.word(),
        unread => seat.mail.iter().filter(|mail| mail.is_unread()).count(),
        mail,
        known,
        artefacts => serde(&seat.artefacts),
        cases,
        events,
        mandates => serde(&seat.mandates),
        channels => serde(&seat.channels),
        others => serde(&seat.others),
        reasons => Declined::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        key => key(),
    }
}
