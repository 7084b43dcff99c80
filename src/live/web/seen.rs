//! What a seat sees, as it sees it, for whoever judges it: the same page, without a hand in it.

use super::House;
use super::guard::Guest;
use super::page::{denied, nowhere, page};
use super::seat::{around, window};
use super::shown;
use super::who::{Speaks, covers};
use crate::live::seat::SeatPage;
use crate::model::{Named as _, OrgId};
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::context;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Speaks(guest): Speaks,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let seat = asked.get("seat").map_or("", String::as_str);
    let org = OrgId::find(seat, &house.names);
    let economy = guest.holder.economy;
    let Some(org) = org.filter(|org| may_see(&house, &guest, *org)) else {
        return nowhere().await;
    };
    let window = window(&asked);
    let seen = house.desk.look(move |view| {
        let seen = SeatPage::of(view, org, window);
        let told = view.seat(org);
        let mail = seen.threads.iter().flat_map(|thread| &thread.mail);
        let global: BTreeMap<String, u32> = mail
            .filter_map(|mail| Some((mail.n.to_string(), told.reader.message(mail.n)?.0)))
            .collect();
        (seen, global)
    });
    match seen.await {
        Ok((seen, global)) => {
            // A local controller plays, and judges nothing.
            let global = if economy.is_none() {
                global
            } else {
                BTreeMap::new()
            };
            let seats: Vec<(String, String)> = (house.exercise.players())
                .filter(|(id, _)| covers(economy, &house.exercise, *id))
                .map(|(_, org)| (org.id.clone(), org.name.clone()))
                .collect();
            let row = house.exercise.org(org);
            let (whose, base) = (row.name.as_str(), format!("seat={}&", row.id));
            let only = row.id.as_str();
            let more = context! { whose, base, seats, only, global };
            let filling = context! { ..more, ..shown::filling(&seen), ..around(&seen, window) };
            page(&house, Some(&guest), "seen", &text!("page-seen"), filling)
        }
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

/// Whether somebody who has a say may see what an organisation does: a local controller those of
/// their economy.
pub(super) fn may_see(house: &House, guest: &Guest, org: OrgId) -> bool {
    let theirs = covers(guest.holder.economy, &house.exercise, org);
    theirs && house.exercise.org(org).kind.plays()
}
