//! The observer's page: the clock and what is public, nothing else.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page, serde, time};
use crate::fact::Fact;
use crate::journal::scenario_hash;
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
            let filling = context! {
                public => serde(&public),
                over => over.map(|over| context! {
                    nonce => house.nonce.as_str(),
                    seed => over.seed.to_string(),
                    scenario => over.scenario,
                    entries => over.entries,
                    head => over.head,
                }),
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

/// What is revealed after ENDEX, beside the nonce: whoever likes may verify by it.
pub(super) struct Revealed {
    /// The seed of all chance.
    pub seed: u64,
    /// The hash of the scenario.
    pub scenario: String,
    /// How many entries the journal had at ENDEX. What evaluators mark comes after them.
    pub entries: usize,
    /// The head that they end in.
    pub head: String,
}

/// What is public, the newest first, and what is revealed.
pub(super) type Public = (Vec<(String, String)>, Option<Revealed>);

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
    // After ENDEX nothing is left to be kept back.
    let over = view.news.reached >= view.engine.exercise().clock.endex;
    let revealed = view.ended.filter(|_| over).map(|(entries, head)| Revealed {
        seed: view.engine.seed(),
        scenario: scenario_hash(view.engine.exercise()).to_string(),
        entries,
        head: head.to_string(),
    });
    (told, revealed)
}
