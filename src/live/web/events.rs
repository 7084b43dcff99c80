//! News for open pages, as server-sent events: what time it is and that something changed, never
//! what. A page then asks for itself, through the same door as ever. Events go out on a fixed tick,
//! whether anything happened or not.

use super::House;
use super::draft::writer;
use super::guard::{Guest, guest as guest_of};
use super::page::{clock, nowhere, refusal};
use crate::live::desk::News;
use crate::live::pass::Role;
use crate::live::presence::{Here, Others};
use crate::model::EconomyId;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::StreamExt as _;

pub(super) async fn events(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = guest else {
        return nowhere().await;
    };
    let Some(room) = house.limits.streams.open(&guest.word) else {
        return refusal(StatusCode::TOO_MANY_REQUESTS, text!("events-so-many"));
    };
    let seat = guest.holder.seat;
    let economy = guest.holder.economy;
    let here = seat.map(|org| {
        let who = writer(&guest);
        house.presence.call(org, &who, &guest.name);
        house.presence.enter(org, &who)
    });
    let everything = matches!(guest.holder.role, Role::Controller | Role::Evaluator);
    let ticks = house.time.each(TICK);
    let all_news = house.desk.news();
    let cookie = guest.cookie.clone();
    let stream = ticks.map(move |_| {
        // Held for as long as the stream is.
        let _ = &room;
        let news = all_news.borrow().clone();
        // Dropped with the stream: whoever had it open has gone.
        let open = here.as_ref().map_or_else(Others::default, Here::told);
        // A seat is told how many things it was shown, which is its own number; everybody
        // else's would tell it that something happened elsewhere.
        let shown = match seat {
            Some(org) => news.shown.get(org.at()).map_or(0, |shown| *shown as usize),
            None if everything => news.entries + news.notes,
            // A local controller hears of their economy, and whoever watches of what is public.
            None => match economy {
                Some(economy) => shown_in(&house, &news, economy),
                None => news.public,
            },
        };
        // Whose link was taken back, or who has left, hears no more.
        let holds = guest_of(&house, "cookie", cookie.clone()).is_some()
            || guest_of(&house, "token", cookie.clone()).is_some();
        holds.then(|| Ok::<Event, Infallible>(told(&house, &news, shown, &open)))
    });
    let stream = stream.take_while(Option::is_some).filter_map(|event| event);
    // An event each second keeps a connection alive; nothing goes out but by the tick.
    let stream = Sse::new(stream);
    // Nothing between here and the browser may keep news back to send more at once.
    ([("x-accel-buffering", "no")], stream).into_response()
}

/// How much was shown to the seats of an economy, to everybody, and said to its local controller.
fn shown_in(house: &House, news: &News, economy: EconomyId) -> usize {
    let exercise = &house.exercise;
    let seats = exercise
        .players()
        .filter(|(_, org)| org.economy == Some(economy));
    let seats = seats.map(|(id, _)| news.shown.get(id.at()).map_or(0, |shown| *shown as usize));
    let chats = news.chats.get(&exercise.economies[economy.at()].id);
    seats.sum::<usize>() + news.public + chats.copied().unwrap_or(0)
}

/// How often an open page hears.
const TICK: Duration = Duration::from_secs(1);

/// The number of an event is how much whoever hears it was shown by then. Nothing has to be sent
/// again to a browser that lost its stream: by the number of the next event its page knows whether
/// it is to be renewed.
fn told(house: &House, news: &News, shown: usize, others: &Others) -> Event {
    let clock = serde_json::to_value(clock(house, news)).unwrap_or_default();
    let data = serde_json::json!({
        "clock": clock, "shown": shown, "others": others.count, "names": others.names,
        "drafts": others.drafts,
    });
    Event::default()
        .id(shown.to_string())
        .data(data.to_string())
}
