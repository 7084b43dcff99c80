//! The participant's pages: what the seat was sent and knows, and forms for what it does.

use super::House;
use super::anew::begun;
use super::draft::{self, drafted, is_new, listed, settle};
use super::page::{denied, denied_draft, page, serde};
use super::shown::{filling, situation};
use super::who::{Seat, field};
use crate::live::seat::{self, Form, SeatPage, Window};
use crate::model::{MessageKind, Pap, Priority, RequestField, Tlp};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page of the seat of whoever asks.
async fn seat_page(
    house: &Arc<House>,
    Seat(guest, org): Seat,
    template: &str,
    title: &str,
    window: Window,
) -> Response {
    let seat = house.desk.look(move |view| SeatPage::of(view, org, window));
    let drafts = match listed(house, org, &guest).await {
        Ok(drafts) => drafts,
        Err(why) => return denied(house, Some(&guest), &why),
    };
    match seat.await {
        Ok(seat) => {
            let drafts = context! { drafts };
            let filling = context! { ..drafts, ..filling(&seat), ..around(&seat, window) };
            page(house, Some(&guest), template, title, filling)
        }
        Err(why) => denied(house, Some(&guest), &why),
    }
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    seat: Seat,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    seat_page(&house, seat, "seat", &text!("page-desk"), window(&asked)).await
}

pub(super) async fn directory(State(house): State<Arc<House>>, seat: Seat) -> Response {
    seat_page(
        &house,
        seat,
        "directory",
        &text!("page-directory"),
        Window::NEWEST,
    )
    .await
}

pub(super) async fn playbook(State(house): State<Arc<House>>, seat: Seat) -> Response {
    seat_page(
        &house,
        seat,
        "playbook",
        &text!("page-playbook"),
        Window::NEWEST,
    )
    .await
}

pub(super) async fn write(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let asked = |name: &str| asked.get(name).map_or("", String::as_str);
    let [reply, anew] = ["reply", "anew"].map(|name| asked(name).parse::<u32>().ok());
    let looked = house.desk.look(move |view| {
        let mail = &view.seat(org).mail;
        let anew = anew
            .and_then(|n| mail.of(n))
            .filter(|mail| mail.mine)
            .cloned();
        // A reply that is written anew is a reply still.
        let reply = reply.or(anew.as_ref().and_then(|mail| mail.replies_to));
        let reply = reply
            .and_then(|n| mail.of(n))
            .filter(|mail| !mail.mine)
            .cloned();
        (SeatPage::of(view, org, Window::NEWEST), reply, anew)
    });
    let (seat, reply, anew) = match looked.await {
        Ok(looked) => looked,
        Err(why) => return denied(&house, Some(&guest), &why),
    };
    let drafts = match listed(&house, org, &guest).await {
        Ok(drafts) => drafts,
        Err(why) => return denied(&house, Some(&guest), &why),
    };
    let reply = reply.as_ref();
    // What reached nobody is written once more from what it said.
    let from = reply.or(anew.as_ref());
    let anew = anew.as_ref().and_then(|mail| mail.letter.as_ref());
    // EXCON takes messages from people, though it stands in nobody's directory.
    let excon = house.exercise.excon();
    let excon = house.exercise.org(excon).id.as_str();
    let kind = match (reply, anew) {
        (_, Some(anew)) => anew.kind,
        (Some(mail), None) if mail.is_press_query() => "press_statement",
        (Some(_), None) => "answer",
        (None, None) => asked("kind"),
    };
    let form = match (reply, kind) {
        (Some(mail), _) => format!("write-{}", mail.n),
        (None, "situation_report") => "report".to_owned(),
        (None, _) if is_new(asked("as")) => asked("as").to_owned(),
        (None, _) => draft::new(),
    };
    let words = |all: &[&'static str]| serde(all);
    let more = context! {
        form,
        drafts,
        reply_to => reply.map_or_else(String::new, |mail| mail.n.to_string()),
        to => from.map_or(asked("to"), |mail| mail.other.as_str()),
        begun => begun(anew, &seat),
        channel => reply.map_or(asked("channel"), |mail| mail.channel.as_str()),
        kind,
        excon,
        text => match anew {
            Some(anew) => anew.text.clone(),
            None if kind == "situation_report" => situation(&seat),
            None => String::new(),
        },
        kinds => words(&MessageKind::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        priorities => words(&Priority::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        labels => words(&Tlp::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        permissible => words(&Pap::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
        fields => words(&RequestField::ALL.iter().map(|one| one.word()).collect::<Vec<_>>()),
    };
    let filling = context! { ..more, ..filling(&seat) };
    page(&house, Some(&guest), "write", &text!("page-write"), filling)
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Extension(form): Extension<Form>,
) -> Response {
    // Keys of one seat are nothing to another.
    let key = format!("{}:{}", house.exercise.org(org).id, field(&form, "key"));
    let draft = drafted(&house, org, &guest, &form);
    let done = house.desk.act(key, move |view| seat::act(view, org, &form));
    let done = done.await;
    let kept = settle(&house, org, draft, done.is_ok()).await;
    match done {
        Ok(_) => Redirect::to("/seat").into_response(),
        Err(why) => denied_draft(&house, &guest, &why, kept),
    }
}

/// Which part of mail and log is asked for.
pub(super) fn window(asked: &BTreeMap<String, String>) -> Window {
    let number = |name: &str| asked.get(name).and_then(|text| text.parse().ok());
    Window {
        mail: number("mail").unwrap_or(0),
        threads: number("threads").unwrap_or(0),
        log: number("log").unwrap_or(0),
        ..Window::NEWEST
    }
}

/// Where what is older and newer than a window stands; none where there is nothing.
pub(super) fn around(seat: &SeatPage, window: Window) -> Value {
    let older = |from: usize, all: usize| {
        let next = from.saturating_add(window.most);
        (next < all).then_some(next)
    };
    let newer = |from: usize| (from > 0).then(|| from.saturating_sub(window.most));
    context! {
        older_threads => older(window.threads, seat.threads_in_all),
        newer_threads => newer(window.threads),
        older_log => older(window.log, seat.shown),
        newer_log => newer(window.log),
        threads_in_all => seat.threads_in_all,
    }
}
