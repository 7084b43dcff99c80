//! The evaluator's pages: the scorecard as far as it goes, and the journal.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page};
use crate::engine;
use crate::journal;
use crate::live::desk::View;
use crate::live::pass::Role;
use crate::report::{self, Edition, Format, Style};
use crate::scorecard;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse as _, Response};
use minijinja::context;
use std::sync::Arc;

fn evaluates(guest: Option<&Guest>) -> Option<&Guest> {
    let may = |guest: &&Guest| matches!(guest.holder.role, Role::Controller | Role::Evaluator);
    guest.filter(may)
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = evaluates(guest.as_ref()) else {
        return nowhere().await;
    };
    let text = house.desk.look(|view| rendered(view, Format::Text)).await;
    match text {
        Ok(scorecard) => page(
            &house,
            Some(guest),
            "evaluate",
            "Evaluate",
            context! { scorecard },
        ),
        Err(why) => denied(&house, Some(guest), &why),
    }
}

pub(super) async fn report(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = evaluates(guest.as_ref()) else {
        return nowhere().await;
    };
    match house.desk.look(|view| rendered(view, Format::Html)).await {
        Ok(text) => Html(text).into_response(),
        Err(why) => denied(&house, Some(guest), &why),
    }
}

pub(super) async fn journal(
    State(house): State<Arc<House>>,
    Extension(guest): Extension<Option<Guest>>,
) -> Response {
    let Some(guest) = evaluates(guest.as_ref()) else {
        return nowhere().await;
    };
    let bytes = house.desk.look(|view| {
        let (engine, mut bytes) = (view.engine, Vec::new());
        let (exercise, entries) = (engine.exercise(), engine.entries());
        journal::write(
            &mut bytes,
            exercise,
            engine.seed(),
            engine::VERSION,
            entries,
        )
        .expect("memory takes everything");
        bytes
    });
    match bytes.await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "application/jsonl"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"journal.jsonl\"",
                ),
            ];
            (headers, bytes).into_response()
        }
        Err(why) => denied(&house, Some(guest), &why),
    }
}

/// The scorecard as far as play has gone.
fn rendered(view: &mut View<'_>, format: Format) -> String {
    let (exercise, entries) = (view.engine.exercise(), view.engine.entries());
    let (seed, reached) = (view.engine.seed(), view.news.reached);
    let identity = scorecard::Identity {
        seed,
        engine: engine::VERSION.to_owned(),
        scenario_hash: journal::scenario_hash(exercise).to_string(),
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        head: view.head.to_string(),
    };
    let scorecard = scorecard::score(exercise, identity, entries, reached);
    let subject = report::Subject {
        exercise,
        scorecard: &scorecard,
        entries,
    };
    let style = Style {
        colour: false,
        width: 80,
    };
    report::render(&subject, format, Edition::Excon, style)
}
