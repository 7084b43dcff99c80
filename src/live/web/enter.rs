//! How people come in: a link is exchanged for a cookie at once, and then forgotten by the browser.

use super::House;
use super::draft::writer;
use super::guard::{Guest, cookie, plain};
use super::page::{denied, message, nowhere, page, refusal};
use super::who::field;
use crate::action::{Action, Refusal, SwitchSeat};
use crate::live::desk::{Denied, View};
use crate::live::pass::{Role, hash, hexadecimal, secret};
use crate::live::seat::Form;
use crate::live::store::Pass;
use crate::model::{Named as _, OrgId, SeatState};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use minijinja::context;
use std::sync::Arc;

/// Where somebody of a role begins.
fn home(role: Role) -> &'static str {
    match role {
        Role::Controller => "/control",
        Role::LocalController => "/local",
        Role::Evaluator => "/evaluate",
        Role::Participant => "/seat",
        Role::Observer => "/watch",
    }
}

pub(super) async fn door(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    headers: HeaderMap,
) -> Response {
    match &guest {
        Some(guest) => Redirect::to(home(guest.holder.role)).into_response(),
        // Somebody came in by a link once.
        None if cookie(&headers, &house.cookie).is_some() => message(
            &house,
            None,
            StatusCode::UNAUTHORIZED,
            &text!("enter-link-ended"),
            text!("enter-taken-back"),
            text!("pages-ask-for-another"),
        ),
        None => message(
            &house,
            None,
            StatusCode::UNAUTHORIZED,
            &text!("enter-need-link"),
            text!("enter-each-seat"),
            text!("enter-ask-for-yours"),
        ),
    }
}

pub(super) async fn enter(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    Path(token): Path<String>,
    method: Method,
) -> Response {
    // Whoever only looks what a link is like takes no seat by it.
    if method == Method::HEAD {
        return StatusCode::NO_CONTENT.into_response();
    }
    let (cookie, role) = match let_in(&house, &token, "cookie").await {
        Ok(admitted) => admitted,
        Err(Shut::Denied(why)) => return denied(&house, None, &why),
        Err(Shut::TooOften) => {
            return refusal(StatusCode::TOO_MANY_REQUESTS, text!("enter-too-often"));
        }
        Err(Shut::Nothing) => {
            if !house.limits.guesses.allows("") {
                return refusal(StatusCode::TOO_MANY_REQUESTS, text!("enter-guessed"));
            }
            return message(
                &house,
                guest.as_ref(),
                StatusCode::NOT_FOUND,
                &text!("enter-opens-nothing"),
                text!("enter-mistyped"),
                text!("pages-ask-for-another"),
            );
        }
    };
    let secure = if house.secure { "; Secure" } else { "" };
    let cookie = format!(
        "{}={cookie}; HttpOnly; SameSite=Strict; Path=/{secure}",
        house.cookie
    );
    // Not a redirect: with one, browsers would not send a strict cookie that came by a link from
    // elsewhere.
    let (title, goes_on) = (text!("enter-come-in"), home(role));
    let page = page(&house, None, "enter", &title, context! { goes_on });
    // A name is said for one seat, and not for whatever is entered next.
    let unsaid = format!(
        "{}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0{secure}",
        house.signed()
    );
    let cookies = [cookie, unsaid].map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookies), page).into_response()
}

/// Why somebody does not come in.
pub(super) enum Shut {
    /// The link opens nothing.
    Nothing,
    /// It has opened more often within a moment than people open it.
    TooOften,
    /// What comes of it cannot be kept.
    Denied(Denied),
}

/// Exchanges the secret of a link for one of another kind, and has whoever opens it play.
pub(super) async fn let_in(house: &House, token: &str, kind: &str) -> Result<(String, Role), Shut> {
    let link = {
        let passes = house.passes.read().unwrap_or_else(|held| held.into_inner());
        passes.holder("link", token).cloned()
    };
    let link = link.ok_or(Shut::Nothing)?;
    if !house.limits.ways_in.allows(&hexadecimal(&link.hash)) {
        return Err(Shut::TooOften);
    }
    let new = secret().map_err(|error| Shut::Denied(Denied::NotKept(error.to_string())))?;
    let by = link.hash;
    let mut pass = Pass {
        hash: hash(&new),
        kind: kind.to_owned(),
        ..link
    };
    let kept = pass.clone();
    let keep = house.desk.keep(move |store| store.keep_passes(&[kept]));
    keep.await.map_err(Shut::Denied)?;
    let role = Role::from_word(&pass.role).unwrap_or(Role::Observer);
    let seat = OrgId::find(&pass.seat, &house.names);
    if let Some(org) = seat.filter(|_| role == Role::Participant) {
        // Whoever opens a link plays. After ENDEX there is nothing to play.
        let key = format!("enter:{new}");
        let taken = house.desk.act(key, move |view| take_seat(view, org)).await;
        if let Err(why @ (Denied::NotKept(_) | Denied::Closed | Denied::Stopped(_))) = taken {
            return Err(Shut::Denied(why));
        }
    }
    if house.admit(&by, pass.clone()) {
        return Ok((new, role));
    }
    pass.revoked = true;
    let keep = house.desk.keep(move |store| store.keep_passes(&[pass]));
    keep.await.map_err(Shut::Denied)?;
    Err(Shut::Nothing)
}

/// Gives a simulated seat to people.
fn take_seat(view: &mut View<'_>, org: OrgId) -> Result<Action, Refusal> {
    if view.engine.seat_view(org).played_by() != SeatState::Simulated {
        return Err(Refusal {
            why: text!("enter-played-already"),
            instead: text!("enter-come-then"),
        });
    }
    let by = view.engine.exercise().excon();
    let to = SeatState::Human;
    Ok(Action {
        by,
        intent: SwitchSeat { org, to }.into(),
    })
}

/// Takes note of the name that somebody signs with: the guard keeps it in their browser.
pub(super) async fn sign(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
    Extension(form): Extension<Form>,
) -> Response {
    if let Some(guest) = &guest
        && let Some(org) = guest.holder.seat
    {
        let name = plain(field(&form, "by"));
        house.presence.call(org, &writer(guest), &name);
    }
    match guest.map(|guest| guest.holder.role) {
        Some(role @ (Role::Controller | Role::LocalController)) => {
            Redirect::to(&format!("{}#msel", home(role))).into_response()
        }
        Some(role) => Redirect::to(home(role)).into_response(),
        None => nowhere().await,
    }
}

pub(super) async fn leave(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    if let Some(guest) = guest
        && let Err(why) = let_out(&house, &guest.cookie).await
    {
        return denied(&house, None, &why);
    }
    let gone = |name: &str| format!("{name}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    let gone = [&house.cookie, &house.signed()].map(|name| (header::SET_COOKIE, gone(name)));
    (AppendHeaders(gone), Redirect::to("/")).into_response()
}

/// Takes back what somebody came in by.
pub(super) async fn let_out(house: &House, secret: &str) -> Result<(), Denied> {
    let hash = hash(secret);
    house.take_back(|pass| pass.hash == hash).await
}
