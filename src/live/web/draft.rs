//! Drafts: what somebody is writing, kept for their seat while they write.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, part, refusal};
use super::who::{Seat, field};
use crate::live::desk::Denied;
use crate::live::draft::{Draft, is_form};
use crate::live::pass::{form_key, hash, hexadecimal};
use crate::live::seat::Form;
use crate::live::store::{Store, Trouble};
use crate::model::OrgId;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fields that belong to the page and not to what is written.
const OF_THE_PAGE: [&str; 3] = ["word", "key", "draft"];

/// What names of messages that answer none begin with.
const NEW: &str = "new-";

/// What is kept of whoever writes.
pub(super) fn writer(guest: &Guest) -> String {
    hexadecimal(&hash(&guest.word)[..8])
}

/// The draft that a form of a seat's page comes to, if that form keeps one.
pub(super) fn drafted(house: &House, org: OrgId, guest: &Guest, form: &Form) -> Option<Draft> {
    let (_, name) = form.iter().find(|(name, _)| name == "draft")?;
    if !is_form(name) {
        return None;
    }
    let fields = form
        .iter()
        .filter(|(name, _)| !OF_THE_PAGE.contains(&name.as_str()));
    Some(Draft {
        seat: house.exercise.org(org).id.clone(),
        form: name.clone(),
        fields: form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.map(|(name, value)| (name.as_str(), value.as_str())))
            .finish(),
        by: writer(guest),
        at: house.time.wall(),
    })
}

/// What the database says of drafts, or does with them.
pub(super) async fn ask<T: Send + 'static>(
    house: &House,
    what: impl FnOnce(&mut Store) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Denied> {
    let (reply, answer) = tokio::sync::oneshot::channel();
    let asked = house.desk.keep(move |store| {
        // Whoever asked may have gone.
        let _ = reply.send(what(store)?);
        Ok(())
    });
    asked.await?;
    answer.await.map_err(|_| Denied::Closed)
}

/// The fields of a draft, as they were filled in.
pub(super) fn fields(draft: &Draft) -> Form {
    form_urlencoded::parse(draft.fields.as_bytes())
        .into_owned()
        .collect()
}

/// What was sent is no draft any more; what was refused is kept as one where there is room, and
/// whether it is, is said. Neither is worth an error of its own: what was asked for has its answer.
pub(super) async fn settle(house: &House, org: OrgId, draft: Option<Draft>, sent: bool) -> bool {
    let Some(draft) = draft else { return true };
    let kept = ask(house, move |store| match sent {
        true => store.forget_draft(&draft.seat, &draft.form).map(|()| true),
        false => keep_in_room(store, &draft),
    });
    let kept = kept.await;
    house.presence.drafted(org);
    kept.unwrap_or_else(|why| {
        tracing::warn!(%why, "a draft could not be kept");
        false
    })
}

/// Keeps a draft where there is room: else the oldest would go, and nobody who wrote it would hear
/// of it.
fn keep_in_room(store: &mut Store, draft: &Draft) -> Result<bool, Trouble> {
    let room = store.has_room(&draft.seat, &draft.form)?;
    if room {
        store.keep_draft(draft)?;
    }
    Ok(room)
}

/// What a seat is writing, the last first, as its pages list it.
pub(super) async fn listed(house: &House, org: OrgId, guest: &Guest) -> Result<Value, Denied> {
    let seat = house.exercise.org(org).id.clone();
    let mut kept = ask(house, move |store| store.drafts_of(&seat)).await?;
    kept.sort_by_key(|draft| std::cmp::Reverse(draft.at));
    let me = writer(guest);
    let one = |draft: &Draft| {
        let fields = fields(draft);
        let mine = draft.by == me;
        let words = ["text", "decision"].map(|name| field(&fields, name));
        let words = words.into_iter().find(|text| !text.trim().is_empty());
        let words: String = words.unwrap_or_default().chars().take(80).collect();
        context! {
            is => word(&draft.form),
            n => draft.form.strip_prefix("write-").unwrap_or_default(),
            to => field(&fields, "to"),
            at => clock_time(draft.at),
            by => if mine { String::new() } else { house.presence.name(org, &draft.by) },
            form => draft.form.as_str(),
            mine,
            words,
        }
    };
    Ok(kept.iter().map(one).collect())
}

/// What is being written in a form, for the list of a seat's drafts.
fn word(form: &str) -> &'static str {
    match form {
        "report" => "report",
        "log" => "log",
        "decide" => "decide",
        "publish" => "publish",
        "artefact" => "artefact",
        "hotwash" => "hotwash",
        form if is_new(form) => "new",
        form => match form.strip_prefix("write-") {
            Some(n) if n.parse::<u32>().is_ok() => "reply",
            _ => "other",
        },
    }
}

/// Whether this names a message that answers none: each has a name of its own, so that two who
/// write at once write two messages.
pub(super) fn is_new(form: &str) -> bool {
    is_form(form) && form.starts_with(NEW)
}

/// A name for a message that somebody begins.
pub(super) fn new() -> String {
    NEW.to_owned() + &form_key()
}

/// A moment of real time, in milliseconds since 1970, to the minute.
fn clock_time(at: i64) -> String {
    let moment = jiff::Timestamp::from_millisecond(at).ok();
    moment.map_or_else(String::new, |moment| {
        moment.strftime("%H:%M UTC").to_string()
    })
}

/// The list alone, for a page that is open.
pub(super) async fn list(State(house): State<Arc<House>>, Seat(guest, org): Seat) -> Response {
    match listed(&house, org, &guest).await {
        Ok(drafts) => part("drafts", context! { drafts, word => guest.word.as_str() }),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

pub(super) async fn keep(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    headers: HeaderMap,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(draft) = drafted(&house, org, &guest, &form) else {
        return refusal(StatusCode::BAD_REQUEST, text!("draft-no-form"));
    };
    // A form with nothing in it is none: so somebody throws a draft away.
    let gone = draft.fields.is_empty();
    let kept = ask(&house, move |store| {
        if gone {
            return store.forget_draft(&draft.seat, &draft.form).map(|()| true);
        }
        keep_in_room(store, &draft)
    });
    let kept = kept.await;
    house.presence.drafted(org);
    let by_page = headers
        .get("sec-fetch-mode")
        .is_some_and(|mode| mode == "navigate");
    match kept {
        // Without a script, whoever throws a draft away is to see it gone.
        Ok(true) if gone && by_page => Redirect::to("/seat").into_response(),
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => refusal(StatusCode::CONFLICT, text!("draft-no-room")),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let form = asked.get("form").filter(|name| is_form(name)).cloned();
    let Some(form) = form else {
        return nowhere().await;
    };
    let seat = house.exercise.org(org).id.clone();
    let draft = match ask(&house, move |store| store.draft(&seat, &form)).await {
        Ok(Some(draft)) => draft,
        Ok(None) => return StatusCode::NO_CONTENT.into_response(),
        Err(why) => return denied(&house, Some(&guest), &why),
    };
    let fields = fields(&draft);
    let mine = draft.by == writer(&guest);
    let text = serde_json::json!({ "fields": fields, "mine": mine, "at": draft.at }).to_string();
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
