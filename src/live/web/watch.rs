//! The observer's page: the clock and what is public, nothing else.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page, serde, time};
use crate::fact::Fact;
use crate::live::desk::View;
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
    let public = house.desk.look(public);
    match public.await {
        Ok((public, over)) => {
            let (seed, head) = over.clone().unwrap_or_default();
            let filling = context! {
                public => serde(&public),
                over => over.is_some(),
                nonce => over.map_or("", |_| house.nonce.as_str()),
                seed => seed.to_string(),
                head,
            };
            page(
                &house,
                guest.as_ref(),
                "watch",
                &text!("page-public"),
                filling,
            )
        }
        Err(why) => denied(&house, guest.as_ref(), &why),
    }
}

/// What is public, the newest first, and after ENDEX the seed and the journal's head.
pub(super) type Public = (Vec<(String, String)>, Option<(u64, String)>);

/// What everybody may see.
pub(super) fn public(view: &mut View<'_>) -> Public {
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
    // After ENDEX nothing is left to be kept back: whoever likes may verify.
    let over = view.news.reached >= view.engine.exercise().clock.endex;
    let revealed = over.then(|| (view.engine.seed(), view.head.to_string()));
    (told, revealed)
}
