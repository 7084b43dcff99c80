//! What is said around play, for programs: by EXCON to everybody, and among those who run the day.

use super::super::House;
use super::super::say::spoken;
use super::super::who::{Speaks, key};
use super::door::done;
use super::{answer, denied, keyless, unfit};
use crate::live::note::{Note, NoteKind};
use crate::live::seat::Form;
use crate::model::{EconomyId, Named as _};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn show(State(house): State<Arc<House>>, Speaks(guest): Speaks) -> Response {
    let mark = house.exercise.mark.clone();
    let economy = guest.holder.economy;
    let told = house.desk.look(move |view| {
        let all = view.notes.iter().rev();
        let all = all.filter(|note| hears(note, economy, view.names));
        let all: Vec<Value> = all.map(one).collect();
        json!({ "mark": mark, "said": all })
    });
    match told.await {
        Ok(told) => answer(&told),
        Err(why) => denied(&why),
    }
}

/// Whether somebody hears of a note: all hear what is said to all, and a local controller what is
/// said with their economy.
fn hears(note: &Note, economy: Option<EconomyId>, names: &crate::model::Names) -> bool {
    match note.kind {
        NoteKind::Announcement => true,
        NoteKind::Chat => economy.is_none_or(|economy| note.about == economy.text(names)),
        _ => false,
    }
}

fn one(note: &Note) -> Value {
    json!({
        "at": note.at.0,
        "kind": note.kind.word(),
        "who": note.who,
        "with": note.about,
        "text": note.text,
    })
}

pub(super) async fn say(
    State(house): State<Arc<House>>,
    Speaks(guest): Speaks,
    Extension(form): Extension<Form>,
) -> Response {
    if key(&form).is_none() {
        return keyless();
    }
    match spoken(&house, &guest, &form).await {
        Ok(()) => done(&house),
        Err(why) => unfit(why, text!("api-do-say")),
    }
}
