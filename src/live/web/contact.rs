//! Contacts outside as EXCON sees them: all that were logged, and those that EXCON answers for,
//! because a playbook plays the other side or nobody there was reached.

use super::House;
use super::control::done;
use super::page::{denied, nowhere, time};
use super::who::{Controller, field};
use crate::action::{Action, ConfirmContact, DenyContact, Intent};
use crate::live::desk::View;
use crate::live::seat::Form;
use crate::model::{Named as _, OutsideId, Turned};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::sync::Arc;

/// All that were logged, the last first.
pub(super) fn all(view: &View<'_>) -> Vec<Value> {
    let by = view.engine.exercise().excon();
    let all = view.engine.outsides().iter().enumerate().rev();
    let told = all.map(|(nth, one)| {
        let contact = OutsideId::nth(nth);
        let intent = ConfirmContact { contact }.into();
        let (noted, with) = (one.by.text(view.names), one.with.text(view.names));
        let (from, to) = match one.turned {
            Turned::Out => (noted, with),
            Turned::In => (with, noted),
        };
        context! {
            nth,
            by => noted,
            from,
            to,
            means => one.means.word().replace('_', " "),
            held => time(one.held),
            answered => one.answered,
            text => one.text.as_str(),
            claims => (one.claims.iter())
                .map(|one| one.finding.text(view.names).to_owned())
                .collect::<Vec<_>>(),
            settled => one.settled.word(),
            ours => view.engine.allows(&Action { by, intent }).is_ok(),
        }
    });
    told.collect()
}

pub(super) async fn settle(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    Extension(form): Extension<Form>,
) -> Response {
    let Some(intent) = settlement(&form) else {
        return nowhere().await;
    };
    match done(&house, &form, intent).await {
        Ok(_) => Redirect::to("/control#contacts").into_response(),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// What a form says of a contact: that it was so, or that it was not.
pub(super) fn settlement(form: &Form) -> Option<Intent> {
    let contact = field(form, "contact").parse().map(OutsideId).ok()?;
    match field(form, "do") {
        "confirm" => Some(ConfirmContact { contact }.into()),
        "deny" => Some(DenyContact { contact }.into()),
        _ => None,
    }
}
