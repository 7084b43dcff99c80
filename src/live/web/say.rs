//! What EXCON says to everybody, and what controllers and evaluators say among themselves.

use super::House;
use super::guard::Guest;
use super::page::time;
use super::unfit::Unfit;
use super::who::{Speaks, field, signature, text};
use crate::live::note::{Jotting, Note, NoteKind};
use crate::live::pass::Role;
use crate::live::seat::Form;
use crate::model::{EconomyId, Named as _};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::sync::Arc;

pub(super) async fn say(
    State(house): State<Arc<House>>,
    Speaks(guest): Speaks,
    Extension(form): Extension<Form>,
) -> Response {
    let back = match guest.holder.role {
        Role::Controller => "/control#say",
        Role::LocalController => "/local#say",
        _ => "/evaluate#say",
    };
    match spoken(&house, &guest, &form).await {
        Ok(()) => Redirect::to(back).into_response(),
        Err(why) => why.page(&house, &guest).await,
    }
}

/// Says what a form says, to whom it says.
pub(super) async fn spoken(house: &House, guest: &Guest, form: &Form) -> Result<(), Unfit> {
    let kind = match field(form, "do") {
        "announce" if guest.holder.role == Role::Controller => NoteKind::Announcement,
        "chat" => NoteKind::Chat,
        _ => return Err(Unfit::Unknown),
    };
    // A local controller talks with EXCON about their own economy, and hears of no other.
    let between = match guest.holder.economy {
        Some(economy) => economy.text(&house.names).to_owned(),
        None => match field(form, "with") {
            "" => String::new(),
            id => match EconomyId::find(id, &house.names) {
                Some(economy) => economy.text(&house.names).to_owned(),
                None => return Err(Unfit::Unknown),
            },
        },
    };
    let between = if kind == NoteKind::Chat {
        between
    } else {
        String::new()
    };
    let text = text(form, "text");
    if text.is_empty() {
        return Err(Unfit::Wrong((
            text!("pages-says-nothing"),
            text!("pages-write-it"),
        )));
    }
    let jotting = Jotting {
        kind,
        who: signature(form, guest),
        hand: String::new(),
        about: between,
        text,
    };
    let key = format!("say:{}", field(form, "key"));
    Ok(house.desk.note(key, move |_| Ok(jotting)).await?)
}

/// What was said of a kind, the last first.
pub(super) fn said(notes: &[Note], kind: NoteKind) -> Vec<Value> {
    let said = notes.iter().rev().filter(|note| note.kind == kind);
    said.map(one).collect()
}

/// What EXCON and the local controller of an economy said to each other, the last first.
pub(super) fn said_with(notes: &[Note], economy: &str) -> Vec<Value> {
    let said = notes.iter().rev();
    let said = said.filter(|note| note.kind == NoteKind::Chat && note.about == economy);
    said.map(one).collect()
}

fn one(note: &Note) -> Value {
    context! {
        at => time(note.at),
        who => note.who.as_str(),
        with => note.about.as_str(),
        text => note.text.as_str(),
    }
}
