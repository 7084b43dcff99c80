//! The participant's pages: what the seat was sent and knows, and forms for what it does.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page, serde, time};
use crate::live::pass::{Role, secret};
use crate::live::seat::{self, Form, SeatPage, Window};
use crate::model::{Declined, MessageKind, OrgId, Priority, RequestField, Tlp};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The seat of whoever asks, if theirs is one.
pub(super) fn seat_of(guest: Option<&Guest>) -> Option<(&Guest, OrgId)> {
    let guest = guest.filter(|guest| guest.holder.role == Role::Participant)?;
    Some((guest, guest.holder.seat?))
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let Some((guest, org)) = seat_of(guest.as_ref()) else {
        return nowhere().await;
    };
    let window = window(&asked);
    let seat = house.desk.look(move |view| SeatPage::of(view, org, window));
    match seat.await {
        Ok(seat) => {
            let filling = context! { ..filling(&seat), ..around(&seat, window) };
            page(&house, Some(guest), "seat", "Your desk", filling)
        }
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
    let asked = |name: &str| asked.get(name).map_or("", String::as_str);
    let reply: Option<u32> = asked("reply").parse().ok();
    let looked = house.desk.look(move |view| {
        let mail = reply.and_then(|n| view.seat(org).mail.of(n).cloned());
        (SeatPage::of(view, org, Window::NEWEST), mail)
    });
    let (mut seat, reply) = match looked.await {
        Ok((seat, mail)) => (seat, mail.filter(|mail| !mail.mine)),
        Err(why) => return denied(&house, Some(guest), &why),
    };
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

/// Which part of mail and log is asked for.
fn window(asked: &BTreeMap<String, String>) -> Window {
    let number = |name: &str| asked.get(name).and_then(|text| text.parse().ok());
    Window {
        mail: number("mail").unwrap_or(0),
        log: number("log").unwrap_or(0),
        ..Window::NEWEST
    }
}

/// Where what is older and newer than a window stands; none where there is nothing.
fn around(seat: &SeatPage, window: Window) -> Value {
    let older = |from: usize, all: usize| {
        let next = from.saturating_add(window.most);
        (next < all).then_some(next)
    };
    let newer = |from: usize| (from > 0).then(|| from.saturating_sub(window.most));
    context! {
        older_mail => older(window.mail, seat.mail_in_all),
        newer_mail => newer(window.mail),
        older_log => older(window.log, seat.shown),
        newer_log => newer(window.log),
        mail_in_all => seat.mail_in_all,
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
        unread => seat.unread,
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
