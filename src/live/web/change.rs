//! One inject as EXCON has it: all that the script says of it, and what can still be changed.

use super::House;
use super::page::{denied, nowhere, page};
use super::rows::{due_in_words, goes_to, is_theirs, seats_of, stands};
use super::unfit::{Unfit, Wrong};
use super::who::{Excon, field, text};
use crate::action::EditInject;
use crate::exercise::{Exercise, Trigger};
use crate::live::board::InjectState;
use crate::live::desk::View;
use crate::live::pass::secret;
use crate::live::seat::Form;
use crate::model::{ChannelId, EconomyId, InjectId, Named as _, OrgId, Priority, Rare};
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(house): State<Arc<House>>,
    excon: Excon,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let id = asked.get("inject").map_or("", String::as_str);
    let Some(inject) = InjectId::find(id, &house.names) else {
        return nowhere().await;
    };
    let economy = excon.economy;
    let filling = house.desk.look(move |view| {
        let exercise = Arc::clone(view.engine.exercise());
        let theirs = is_theirs(view, &exercise, inject, economy);
        theirs.then(|| filling(view, &exercise, inject, economy))
    });
    match filling.await {
        Ok(Some(filling)) => {
            let title = text!("page-change");
            page(&house, Some(&excon.guest), "change", &title, filling)
        }
        Ok(None) => nowhere().await,
        Err(why) => denied(&house, Some(&excon.guest), &why),
    }
}

fn filling(
    view: &View<'_>,
    exercise: &Exercise,
    id: InjectId,
    economy: Option<EconomyId>,
) -> Value {
    let (row, became) = (&exercise.injects[id.at()], view.inject(id));
    let (to, amended) = (goes_to(view, exercise, id), &became.amended);
    // Whom the script names and EXCON does not play with is shown all the same.
    let mut seats = seats_of(exercise, economy);
    seats.extend_from_slice(to);
    seats.sort_unstable();
    seats.dedup();
    let seats: Vec<Value> = (seats.iter())
        .map(|org| {
            let (name, to) = (exercise.org(*org).name.as_str(), to.contains(org));
            context! { id => exercise.org(*org).id.as_str(), name, to }
        })
        .collect();
    let channel = amended.channel.unwrap_or(row.channel);
    let channels = exercise.channels.iter().enumerate();
    let channels: Vec<Value> = channels
        .map(|(nth, one)| {
            let chosen = ChannelId::nth(nth) == channel;
            context! { id => one.id.as_str(), name => one.name.as_str(), chosen }
        })
        .collect();
    let priority = amended.priority.unwrap_or(row.priority);
    let tells = row.claims.iter().map(|claim| {
        let finding = &exercise.findings[claim.finding.at()];
        context! { id => finding.id.as_str(), text => finding.says.as_str() }
    });
    let brings = row.artefacts.iter().map(|id| {
        let artefact = &exercise.artefacts[id.at()];
        context! { id => artefact.id.as_str(), text => artefact.label.as_str() }
    });
    context! {
        id => row.id.as_str(),
        heading => row.title.as_str(),
        state => stands(view, id),
        over => matches!(became.state, InjectState::Released | InjectState::Skipped),
        changed => !amended.is_empty(),
        due => due_in_words(view, exercise, id),
        contingency => matches!(row.trigger, Trigger::Unless(..)),
        from => exercise.org(row.from).name.as_str(),
        kind => row.kind.word(),
        effects => row.effects.len(),
        sends => !to.is_empty(),
        seats,
        channels,
        priorities => Priority::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        priority => priority.word(),
        text => amended.text.as_ref().unwrap_or(&row.text),
        tells => tells.collect::<Vec<_>>(),
        brings => brings.collect::<Vec<_>>(),
        notes => row.notes.as_str(),
        response => row.expected_response.as_str(),
        back => if economy.is_some() { "/local#msel" } else { "/control#msel" },
        key => secret().unwrap_or_default(),
    }
}

/// What a form or a program wants changed of an inject; what it does not say stays, as what it
/// says as it was does.
pub(super) fn wanted(
    house: &House,
    excon: &Excon,
    inject: InjectId,
    form: &Form,
    controller: Rare<String>,
) -> Result<EditInject, Unfit> {
    let row = &house.exercise.injects[inject.at()];
    let due = super::msel::later(house, form)?;
    let text = Some(text(form, "text")).filter(|text| !text.is_empty());
    let chosen = |name: &str| Some(field(form, name)).filter(|word| !word.is_empty());
    let how = || (text!("msel-how-missing"), text!("msel-choose-how"));
    let channel = chosen("channel")
        .map(|id| ChannelId::find(id, &house.names).ok_or_else(how))
        .transpose()?;
    let priority = chosen("priority")
        .map(|word| Priority::from_word(word).ok_or_else(how))
        .transpose()?;
    let to = addressees(house, excon, form)?;
    if let Some(to) = &to {
        let wrong = |why: String, instead: String| Err(Unfit::Wrong((why, instead)));
        if row.to.is_empty() {
            return wrong(text!("change-sends-nothing"), text!("change-add-instead"));
        }
        if to.contains(&row.from) {
            return wrong(text!("change-to-itself"), text!("msel-choose-addressee"));
        }
    }
    Ok(EditInject {
        inject,
        due,
        text,
        to: Rare(to),
        channel: Rare(channel),
        priority: Rare(priority),
        controller,
    })
}

/// Whom it is to go to; none where that is not said.
fn addressees(house: &House, excon: &Excon, form: &Form) -> Result<Option<Vec<OrgId>>, Unfit> {
    let chosen = form
        .iter()
        .filter(|(name, id)| name == "to" && !id.is_empty());
    let mut to = Vec::new();
    for (_, id) in chosen {
        let org = OrgId::find(id, &house.names);
        let theirs = org.filter(|org| excon.covers(&house.exercise, *org));
        to.push(theirs.ok_or_else(no_addressee)?);
    }
    to.sort_unstable();
    to.dedup();
    Ok(Some(to).filter(|to| !to.is_empty()))
}

fn no_addressee() -> Wrong {
    (text!("change-no-such"), text!("msel-choose-addressee"))
}
