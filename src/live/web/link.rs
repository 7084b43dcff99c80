//! Links: who has one beside the seats, and a new one that puts the old one out.

use super::House;
use super::guard::seats_of;
use super::page::message;
use super::unfit::Unfit;
use super::who::{Excon, field, signature};
use crate::exercise::Exercise;
use crate::live::note::{Jotting, NoteKind};
use crate::live::pass::{Role, form_key, hash, secret};
use crate::live::seat::Form;
use crate::live::store::Pass;
use crate::model::{EconomyId, Named as _, OrgId};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use minijinja::{Value, context};
use std::sync::Arc;

/// Who gives out a link just now.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Whoever has a link beside the seats.
pub(super) fn others(exercise: &Exercise) -> Vec<Value> {
    let plain = [Role::Controller, Role::Evaluator, Role::Observer];
    let plain = plain.map(|role| context! { name => role.word(), role => role.word(), seat => "" });
    plain.into_iter().chain(locals(exercise)).collect()
}

/// The local controllers.
pub(super) fn locals(exercise: &Exercise) -> Vec<Value> {
    let local = exercise.with_local_controllers().into_iter().map(|id| {
        let economy = &exercise.economies[id.at()];
        let name = text!("link-local", economy = economy.name.as_str());
        context! { name, role => Role::LocalController.word(), seat => economy.id.as_str() }
    });
    local.collect()
}

/// Takes every pass of a seat back and gives out a new link, which is shown once.
pub(super) async fn link(
    State(house): State<Arc<House>>,
    excon: Excon,
    headers: HeaderMap,
    Extension(form): Extension<Form>,
) -> Response {
    match given(&house, &excon, &headers, &form).await {
        Ok((whom, link)) => message(
            &house,
            Some(&excon.guest),
            StatusCode::OK,
            &text!("control-new-link", whom = whom),
            link,
            text!("control-give-link"),
        ),
        Err(why) => why.page(&house, &excon.guest).await,
    }
}

/// For whom a new link is, and the link.
pub(super) async fn given(
    house: &House,
    excon: &Excon,
    headers: &HeaderMap,
    form: &Form,
) -> Result<(String, String), Unfit> {
    let (Ok(token), Some((role, seat))) = (secret(), asked(house, form)) else {
        return Err(Unfit::Unknown);
    };
    // A local controller has the seats of one economy to give out, and nothing else.
    let org = OrgId::find(&seat, &house.names).filter(|_| role == Role::Participant);
    if excon.economy.is_some() && !org.is_some_and(|org| excon.covers(&house.exercise, org)) {
        return Err(Unfit::Unknown);
    }
    let whom = whose(house, role, &seat);
    let pass = Pass {
        hash: hash(&token),
        kind: "link".to_owned(),
        role: role.word().to_owned(),
        seat,
        revoked: false,
    };
    let own = hash(&excon.guest.cookie);
    let theirs = |old: &Pass| {
        let new = old.hash == pass.hash;
        old.role == pass.role && old.seat == pass.seat && old.hash != own && !new
    };
    // One at a time: two that are given out at once would put each other out.
    let _turn = TURN.lock().await;
    // The new one first: where the old ones cannot be taken back, nobody is left outside.
    let kept = pass.clone();
    let keep = house.desk.keep(move |store| store.keep_passes(&[kept]));
    keep.await?;
    house.give(pass.clone());
    house.take_back(theirs).await?;
    let jotting = Jotting {
        kind: NoteKind::Link,
        who: signature(form, &excon.guest),
        hand: String::new(),
        about: String::new(),
        text: whom.clone(),
    };
    let key = format!("link:{}", form_key());
    house.desk.note(key, move |_| Ok(jotting)).await?;
    Ok((whom, format!("{}/enter/{token}", house.reached_at(headers))))
}

/// For whom a form asks a link: which role, and of which seat or economy.
fn asked(house: &House, form: &Form) -> Option<(Role, String)> {
    let named = (field(form, "role"), field(form, "seat"));
    let (role, seat) = field(form, "who").split_once(':').unwrap_or(named);
    let role = Role::from_word(role)?;
    // An evaluator may be assigned to some seats.
    let of = form.iter().filter(|(name, _)| name == "of");
    let mut of: Vec<&str> = of.map(|(_, id)| id.as_str()).collect();
    of.sort_unstable();
    of.dedup();
    let seat = match role {
        Role::Evaluator if !of.is_empty() => of.join(","),
        _ if of.is_empty() => seat.to_owned(),
        // Nobody else is assigned to seats.
        _ => return None,
    };
    let known = match role {
        Role::Participant => {
            OrgId::find(&seat, &house.names).is_some_and(|org| house.exercise.org(org).kind.plays())
        }
        Role::LocalController => EconomyId::find(&seat, &house.names).is_some(),
        Role::Evaluator => seats_of(&seat, &house.names).is_some(),
        Role::Controller | Role::Observer => seat.is_empty(),
    };
    known.then_some((role, seat))
}

/// Whom a link is for, as people say it.
fn whose(house: &House, role: Role, seat: &str) -> String {
    let org = OrgId::find(seat, &house.names);
    let economy = EconomyId::find(seat, &house.names);
    match role {
        Role::Participant => {
            org.map_or_else(String::new, |org| house.exercise.org(org).name.clone())
        }
        Role::LocalController => economy.map_or_else(String::new, |economy| {
            let economy = house.exercise.economies[economy.at()].name.as_str();
            text!("link-local", economy = economy)
        }),
        Role::Evaluator if !seat.is_empty() => {
            text!("link-evaluator", seats = seat.replace(',', ", "))
        }
        _ => role.word().replace('_', " "),
    }
}
