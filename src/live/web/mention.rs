//! What people seem to tell each other in their own words, before evaluators, who say whether they
//! do.

use super::House;
use super::guard::Guest;
use super::mark::by_name;
use super::page::{length, time};
use super::unfit::Unfit;
use super::who::{Judge, field};
use crate::action::{Action, ConfirmMention, Refusal};
use crate::live::desk::View;
use crate::live::mention;
use crate::live::note::{Jotting, NoteKind};
use crate::live::seat::Form;
use crate::model::{FindingId, MessageId, Named as _, OrgId, Part};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::sync::Arc;

/// Those that wait for an evaluator, of some seats where only some are looked at.
pub(super) fn open(view: &mut View<'_>, only: &[OrgId]) -> Vec<Value> {
    let exercise = Arc::clone(view.engine.exercise());
    let (names, notes, reached) = (view.names, view.notes, view.news.reached);
    let concerns = |org| only.is_empty() || only.contains(&org);
    let open = view.mentions().open(names, notes);
    let open = open.filter(|(_, _, one)| concerns(one.from) || concerns(one.to));
    open.map(|(message, finding, one)| {
        context! {
            message => message.0,
            finding => finding.text(names),
            says => exercise.findings[finding.at()].says.as_str(),
            from => exercise.org(one.from).name.as_str(),
            to => exercise.org(one.to).name.as_str(),
            at => time(one.written),
            age => length(reached.since(one.written)),
            value => one.value.as_str(),
            text => one.text.as_str(),
        }
    })
    .collect()
}

pub(super) async fn settle(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Extension(form): Extension<Form>,
) -> Response {
    match settled(&house, &guest, &form).await {
        Ok(()) => Redirect::to("/evaluate#told").into_response(),
        Err(why) => why.page(&house, &guest).await,
    }
}

/// Confirms what a form names, or says that it is not so.
pub(super) async fn settled(house: &House, guest: &Guest, form: &Form) -> Result<(), Unfit> {
    let message = field(form, "message").parse().ok().map(MessageId);
    let message = message.ok_or(Unfit::Unknown)?;
    let finding = FindingId::find(field(form, "finding"), &house.names).ok_or(Unfit::Unknown)?;
    let evaluator = by_name(form, guest)?;
    let key = format!("mention:{}:{}", field(form, "key"), field(form, "do"));
    let part = match field(form, "do") {
        "full" => Part::Full,
        "part" => Part::Partial,
        "not" => {
            let jotting = Jotting {
                kind: NoteKind::NotTold,
                who: evaluator,
                hand: String::new(),
                about: mention::about(&house.names, message, finding),
                text: String::new(),
            };
            let note = house.desk.note(key, move |view| {
                let (names, notes) = (view.names, view.notes);
                let mut open = view.mentions().open(names, notes);
                // What nobody wrote yet cannot be put aside before it comes.
                match open.any(|(of, told, _)| (of, told) == (message, finding)) {
                    true => Ok(jotting),
                    false => Err(Refusal {
                        why: text!("mention-none"),
                        instead: text!("pages-choose-of-list"),
                    }),
                }
            });
            return Ok(note.await?);
        }
        _ => return Err(Unfit::Unknown),
    };
    let by = house.exercise.excon();
    let intent = ConfirmMention {
        message,
        finding,
        part,
        evaluator,
    };
    let intent = intent.into();
    let act = house.desk.act(key, move |_| Ok(Action { by, intent }));
    act.await?;
    Ok(())
}
