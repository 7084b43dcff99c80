//! The page of the local controller of one economy, who sees nothing of others.

use super::House;
use super::page::{denied, nowhere, page};
use super::rows::{From, hands_on};
use super::say::said_with;
use super::who::Excon;
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::context;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    excon: Excon,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let from = From::asked(&asked);
    let Some(economy) = excon.economy else {
        return nowhere().await;
    };
    let name = house.exercise.economies[economy.at()].name.clone();
    let filling = house.desk.look(move |view| {
        let exercise = Arc::clone(view.engine.exercise());
        let id = exercise.economies[economy.at()].id.as_str();
        let chat = said_with(view.notes, id);
        context! { chat, ..hands_on(view, &exercise, Some(economy), from) }
    });
    match filling.await {
        Ok(filling) => {
            let filling = context! { economy => name, ..filling };
            let title = text!("page-economy");
            page(&house, Some(&excon.guest), "local", &title, filling)
        }
        Err(why) => denied(&house, Some(&excon.guest), &why),
    }
}
