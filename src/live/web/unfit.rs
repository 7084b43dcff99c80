//! Why what somebody asks for is not done, for pages and for programs alike.

use super::House;
use super::guard::Guest;
use super::page::{denied, message, nowhere};
use crate::action::Refusal;
use crate::live::desk::Denied;
use axum::http::StatusCode;
use axum::response::Response;

/// What is wrong with a form, and the way out.
pub(super) type Wrong = (String, String);

/// Why a form does nothing.
pub(super) enum Unfit {
    /// It names nothing that is there for whoever sent it.
    Unknown,
    /// It is written wrongly.
    Wrong(Wrong),
    /// The session does not do it.
    Denied(Denied),
}

impl From<Wrong> for Unfit {
    fn from(wrong: Wrong) -> Unfit {
        Unfit::Wrong(wrong)
    }
}

impl From<Denied> for Unfit {
    fn from(why: Denied) -> Unfit {
        match why {
            Denied::Refused(refusal) if refusal == nothing() => Unfit::Unknown,
            why => Unfit::Denied(why),
        }
    }
}

/// What an action that names nothing of theirs is refused with, at the moment that it is judged: it
/// is said to be nowhere.
pub(super) fn nothing() -> Refusal {
    Refusal {
        why: text!("page-nothing-here"),
        instead: text!("page-go-back"),
    }
}

impl Unfit {
    /// The page that says so.
    pub(super) async fn page(self, house: &House, guest: &Guest) -> Response {
        match self {
            Unfit::Unknown => nowhere().await,
            Unfit::Denied(why) => denied(house, Some(guest), &why),
            Unfit::Wrong((why, instead)) => {
                let (status, title) = (StatusCode::BAD_REQUEST, text!("pages-not-done"));
                message(house, Some(guest), status, &title, why, instead)
            }
        }
    }
}
