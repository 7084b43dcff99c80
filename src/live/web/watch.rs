//! The observer's page: the clock and what is public, nothing else.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page, serde, time};
use crate::fact::Fact;
use crate::model::{Audience, LocalNumbers, Voice};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use minijinja::context;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    if guest.is_none() {
        return nowhere().await;
    }
    let public = house.desk.look(|view| {
        let mut numbers = LocalNumbers::default();
        let mut voice = Voice::seat(view.names, &mut numbers);
        let shown = view
            .engine
            .entries()
            .iter()
            .filter(|entry| entry.fact().map(Fact::audience) == Some(Audience::Everyone));
        let mut told: Vec<(String, String)> = shown
            .filter_map(|entry| Some((time(entry.at), entry.fact()?.reads(&mut voice))))
            .collect();
        told.reverse();
        told
    });
    match public.await {
        Ok(public) => {
            let filling = context! { public => serde(&public) };
            page(&house, guest.as_ref(), "watch", "What is public", filling)
        }
        Err(why) => denied(&house, guest.as_ref(), &why),
    }
}
