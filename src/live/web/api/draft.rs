//! Drafts of a seat for programs: the same that its pages keep.

use super::super::House;
use super::super::draft::{ask, drafted, fields, writer};
use super::super::who::Seat;
use super::door::done;
use super::{answer, denied, form, told};
use crate::live::seat::Form;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where they are. What is sent here holds what a form is filled in with, as an object of its own.
pub(super) const PATH: &str = "/api/seat/drafts";

pub(super) async fn show(State(house): State<Arc<House>>, Seat(guest, org): Seat) -> Response {
    let seat = house.exercise.org(org).id.clone();
    let kept = match ask(&house, move |store| store.drafts_of(&seat)).await {
        Ok(kept) => kept,
        Err(why) => return denied(&why),
    };
    let drafts = kept.iter().map(|draft| {
        let mut filled: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in fields(draft) {
            filled.entry(name).or_default().push(value);
        }
        json!({
            "form": draft.form,
            "fields": filled,
            "mine": draft.by == writer(&guest),
            "at": draft.at,
        })
    });
    let drafts: Vec<Value> = drafts.collect();
    answer(&json!({ "mark": house.exercise.mark, "drafts": drafts }))
}

/// Keeps what a form is filled in with, and forgets it where that is nothing.
pub(super) async fn keep(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Extension(sent): Extension<Map<String, Value>>,
) -> Response {
    let filled = match sent.get("fields") {
        None | Some(Value::Null) => Ok(Form::new()),
        Some(Value::Object(filled)) => form(filled.clone(), |_| true),
        Some(_) => Err(text!("api-no-fields")),
    };
    let filled = match filled {
        Ok(filled) => filled,
        Err(why) => return told(StatusCode::BAD_REQUEST, why, text!("api-send-fields")),
    };
    let name = sent.get("form").and_then(Value::as_str).unwrap_or_default();
    let named = ("draft".to_owned(), name.to_owned());
    let all: Form = [named].into_iter().chain(filled).collect();
    let Some(draft) = drafted(&house, org, &guest, &all) else {
        let (why, instead) = (text!("api-no-form"), text!("api-name-form"));
        return told(StatusCode::BAD_REQUEST, why, instead);
    };
    let kept = ask(&house, move |store| {
        if draft.fields.is_empty() {
            return store.forget_draft(&draft.seat, &draft.form).map(|()| true);
        }
        // A page's oldest draft would go, and nobody who wrote it would hear of it.
        let room = store.has_room(&draft.seat, &draft.form)?;
        if room {
            store.keep_draft(&draft)?;
        }
        Ok(room)
    });
    match kept.await {
        Ok(true) => {
            house.presence.drafted(org);
            done(&house)
        }
        Ok(false) => {
            let (why, instead) = (text!("api-no-room"), text!("api-forget-one"));
            told(StatusCode::CONFLICT, why, instead)
        }
        Err(why) => denied(&why),
    }
}
