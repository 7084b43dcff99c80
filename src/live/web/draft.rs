//! Drafts: what somebody is writing, kept for their seat while they write.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere};
use super::who::Seat;
use crate::live::desk::Denied;
use crate::live::draft::{Draft, is_form};
use crate::live::pass::{hash, hexadecimal};
use crate::live::seat::Form;
use crate::live::store::{Store, Trouble};
use crate::model::OrgId;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Fields that belong to the page and not to what is written.
const OF_THE_PAGE: [&str; 3] = ["word", "key", "draft"];

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
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Some(Draft {
        seat: house.exercise.org(org).id.clone(),
        form: name.clone(),
        fields: form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.map(|(name, value)| (name.as_str(), value.as_str())))
            .finish(),
        by: writer(guest),
        at: since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0)),
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

/// What was sent is no draft any more; what was refused is not lost. Neither is worth an error of
/// its own: what was asked for has its answer.
pub(super) async fn settle(house: &House, org: OrgId, draft: Option<Draft>, sent: bool) {
    let Some(draft) = draft else { return };
    let kept = house.desk.keep(move |store| match sent {
        true => store.forget_draft(&draft.seat, &draft.form),
        false => store.keep_draft(&draft),
    });
    if let Err(why) = kept.await {
        tracing::warn!(%why, "a draft could not be kept");
    }
    house.presence.drafted(org);
}

pub(super) async fn keep(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(draft) = drafted(&house, org, &guest, &form) else {
        return (StatusCode::BAD_REQUEST, text!("draft-no-form")).into_response();
    };
    let kept = house.desk.keep(move |store| store.keep_draft(&draft)).await;
    house.presence.drafted(org);
    match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
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
