//! Who a page is for: a handler that takes one of these answers nobody else, as if it were not
//! there.

use super::guard::{Guest, plain};
use super::page::nowhere;
use crate::exercise::Exercise;
use crate::live::pass::{Role, hash, hexadecimal};
use crate::live::seat::Form;
use crate::model::{EconomyId, OrgId};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;

/// A controller.
pub(super) struct Controller(pub Guest);

/// A controller, or a local one, who has a hand in one economy alone.
pub(super) struct Excon {
    /// Who.
    pub guest: Guest,
    /// Of which economy; of all where it is none.
    pub economy: Option<EconomyId>,
}

impl Excon {
    /// Whether an organisation is theirs to play and to send to.
    pub(super) fn covers(&self, exercise: &Exercise, org: OrgId) -> bool {
        covers(self.economy, exercise, org)
    }

    /// Where they see the script.
    pub(super) fn back(&self) -> &'static str {
        match self.economy {
            None => "/control#msel",
            Some(_) => "/local#msel",
        }
    }
}

/// Whether an organisation is in an economy; in any, where none is said.
pub(super) fn covers(economy: Option<EconomyId>, exercise: &Exercise, org: OrgId) -> bool {
    economy.is_none_or(|economy| exercise.org(org).economy == Some(economy))
}

impl<S: Send + Sync> FromRequestParts<S> for Excon {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Excon, Response> {
        match guest(parts, &[Role::Controller, Role::LocalController]) {
            Some(guest) => Ok(Excon {
                economy: guest.holder.economy,
                guest,
            }),
            None => Err(nowhere().await),
        }
    }
}

/// Whoever sits in a seat, and in which.
pub(super) struct Seat(pub Guest, pub OrgId);

impl<S: Send + Sync> FromRequestParts<S> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Seat, Response> {
        let guest = guest(parts, &[Role::Participant]);
        match guest.and_then(|guest| guest.holder.seat.map(|org| (guest, org))) {
            Some((guest, org)) => Ok(Seat(guest, org)),
            None => Err(nowhere().await),
        }
    }
}

/// A controller or an evaluator.
pub(super) struct Judge(pub Guest);

/// Whoever has something to say behind the scenes: controllers, local ones too, and evaluators.
pub(super) struct Speaks(pub Guest);

impl<S: Send + Sync> FromRequestParts<S> for Controller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Controller, Response> {
        match guest(parts, &[Role::Controller]) {
            Some(guest) => Ok(Controller(guest)),
            None => Err(nowhere().await),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Speaks {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Speaks, Response> {
        let roles = [Role::Controller, Role::LocalController, Role::Evaluator];
        match guest(parts, &roles) {
            Some(guest) => Ok(Speaks(guest)),
            None => Err(nowhere().await),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Judge {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Judge, Response> {
        match guest(parts, &[Role::Controller, Role::Evaluator]) {
            Some(guest) => Ok(Judge(guest)),
            None => Err(nowhere().await),
        }
    }
}

fn guest(parts: &Parts, roles: &[Role]) -> Option<Guest> {
    let guest = parts.extensions.get::<Option<Guest>>()?.clone()?;
    roles.contains(&guest.holder.role).then_some(guest)
}

/// A browser, as a hash that opens nothing.
pub(super) fn hand(guest: &Guest) -> String {
    let mut hand = hexadecimal(&hash(&format!("hand of {}", guest.cookie)));
    hand.truncate(16);
    hand
}

/// A field of a form; empty where it is not there.
pub(super) fn field<'f>(form: &'f Form, name: &str) -> &'f str {
    let found = form.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// The key of a form, by which it counts once however often it is sent, with what the form asks
/// for; none where whoever sent it made none that fits.
pub(super) fn key(form: &Form) -> Option<&str> {
    Some(field(form, "key")).filter(|key| !key.is_empty())
}

/// What somebody calls themselves, within reason; none where they say nothing.
pub(super) fn signed(form: &Form, guest: &Guest) -> Option<String> {
    let names = [plain(field(form, "by")), guest.name.clone()];
    names.into_iter().find(|name| !name.is_empty())
}

/// What somebody calls themselves; what they are where they say nothing.
pub(super) fn signature(form: &Form, guest: &Guest) -> String {
    signed(form, guest).unwrap_or_else(|| guest.holder.role.word().to_owned())
}

/// A text of a form as it is kept: without blanks around it, lines ended as elsewhere.
pub(super) fn text(form: &Form, name: &str) -> String {
    field(form, name).trim().replace("\r\n", "\n")
}
