//! What a controller does with injects while play runs: release, hold, skip, change, add.

use super::House;
use super::control::done;
use super::page::denied;
use super::rows::{is_theirs, planned_of};
use super::unfit::{Unfit, Wrong};
use super::who::{Excon, field, signature, text};
use crate::action::{
    Action, DropPlanned, EditInject, HoldInject, Intent, PlanMessage, Refusal, ReleaseInject, Send,
    SkipInject,
};
use crate::live::desk::View;
use crate::live::seat::Form;
use crate::model::{
    ChannelId, FieldSet, InjectId, Letter, MessageKind, Named as _, OrgId, Priority, Rare,
    SeatState, SimTime,
};
use crate::scenario::when;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::sync::Arc;

pub(super) async fn inject(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    let guest = &excon.guest;
    let intent = match handled(&house, &excon, &form).await {
        Ok(intent) => intent,
        Err(why) => return why.page(&house, guest).await,
    };
    match done(&house, &form, intent).await {
        Ok(_) => Redirect::to(back(&excon)).into_response(),
        Err(why) => denied(&house, Some(guest), &why),
    }
}

/// What a form asks to be done with an inject, by the controller of all or of one economy.
pub(super) async fn handled(house: &House, excon: &Excon, form: &Form) -> Result<Intent, Unfit> {
    if field(form, "do") == "drop" {
        return dropped(house, excon, form).await;
    }
    let inject = InjectId::find(field(form, "inject"), &house.names).ok_or(Unfit::Unknown)?;
    let row = &house.exercise.injects[inject.at()];
    if !is_theirs(&house.exercise, row, excon.economy) {
        return Err(Unfit::Unknown);
    }
    let controller = Rare(Some(signature(form, &excon.guest)));
    let hold = |held, controller| {
        HoldInject {
            inject,
            held,
            controller,
        }
        .into()
    };
    Ok(match field(form, "do") {
        "release" => ReleaseInject { inject, controller }.into(),
        "skip" => SkipInject { inject, controller }.into(),
        "hold" => hold(true, controller),
        "let_go" => hold(false, controller),
        "edit" => edited(house, inject, form, controller)
            .map_err(Unfit::Wrong)?
            .into(),
        _ => return Err(Unfit::Unknown),
    })
}

/// That a message which EXCON planned is set aside.
async fn dropped(house: &House, excon: &Excon, form: &Form) -> Result<Intent, Unfit> {
    let place = field(form, "planned").parse::<usize>();
    let place = place.map_err(|_| Unfit::Unknown)?;
    let (exercise, economy) = (Arc::clone(&house.exercise), excon.economy);
    let theirs = house
        .desk
        .look(move |view| planned_of(view, &exercise, economy).get(place).copied());
    let Ok(Some(planned)) = theirs.await else {
        return Err(Unfit::Unknown);
    };
    let controller = Rare(Some(signature(form, &excon.guest)));
    let drop = DropPlanned {
        planned,
        controller,
    };
    Ok(drop.into())
}

fn back(excon: &Excon) -> &'static str {
    match excon.economy {
        None => "/control#msel",
        Some(_) => "/local#msel",
    }
}

/// A moment as scenarios write it: `+1h30m`, `T+01:30:00`, `14:30`.
///
/// # Errors
/// Says why it is none, and how one is written.
pub(super) fn moment(house: &House, written: &str) -> Result<SimTime, Wrong> {
    let clock = when::Clock {
        startex: house.exercise.clock.startex_unix_ms,
        zone: None,
        local: None,
    };
    when::moment(written.trim(), &clock).map_err(|bad| {
        let help = bad.help.unwrap_or_else(|| text!("msel-write-like"));
        let why = text!("msel-no-moment", written = written, why = bad.message);
        (why, help)
    })
}

/// A moment that is before ENDEX.
fn before_endex(house: &House, at: SimTime) -> Result<SimTime, Wrong> {
    let endex = house.exercise.clock.endex;
    if at < endex {
        return Ok(at);
    }
    Err((
        text!("msel-after-endex"),
        text!("msel-choose-before", endex = endex.to_string()),
    ))
}

fn edited(
    house: &House,
    inject: InjectId,
    form: &Form,
    controller: Rare<String>,
) -> Result<EditInject, Wrong> {
    let row = &house.exercise.injects[inject.at()];
    let due = later(house, form)?;
    let text = Some(text(form, "text")).filter(|text| !text.is_empty() && *text != row.text);
    Ok(EditInject {
        inject,
        due,
        text,
        controller,
    })
}

/// An inject that is in no script: EXCON writes to whom it likes.
pub(super) async fn add(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    match added(&house, &excon, &form).await {
        Ok(()) => Redirect::to(back(&excon)).into_response(),
        Err(why) => why.page(&house, &excon.guest).await,
    }
}

/// Sends what a form says to each of those whom it names, or plans it for later.
pub(super) async fn added(house: &House, excon: &Excon, form: &Form) -> Result<(), Unfit> {
    let letters = letters(house, form)?;
    let covers = |org| excon.covers(&house.exercise, org);
    let as_excon = |letter: &Letter| letter.from == house.exercise.excon();
    let theirs = |letter: &Letter| covers(letter.to) && (as_excon(letter) || covers(letter.from));
    if !letters.iter().all(theirs) {
        return Err(Unfit::Unknown);
    }
    let at = later(house, form)?;
    for letter in letters {
        let to = letter.to.text(&house.names);
        let key = format!("add:{}:{to}", field(form, "key"));
        let (from, letter) = (letter.from, Box::new(letter));
        let (by, intent): (OrgId, Intent) = match at {
            None => (from, Send { letter }.into()),
            Some(due) => {
                let controller = Rare(Some(signature(form, &excon.guest)));
                let plan = PlanMessage {
                    due,
                    letter,
                    controller,
                };
                (house.exercise.excon(), plan.into())
            }
        };
        let done = house.desk.act(key, move |view| {
            speaks_for(view, from)?;
            Ok(Action { by, intent })
        });
        done.await?;
    }
    Ok(())
}

/// When an added inject goes out; none where that is now.
fn later(house: &House, form: &Form) -> Result<Option<SimTime>, Wrong> {
    match field(form, "at").trim() {
        "" => Ok(None),
        written => before_endex(house, moment(house, written)?).map(Some),
    }
}

/// Whether EXCON may speak as an organisation: as itself, and as those that nobody plays.
fn speaks_for(view: &View<'_>, org: OrgId) -> Result<(), Refusal> {
    let itself = org == view.engine.exercise().excon();
    if itself || view.engine.seat_view(org).played_by() == SeatState::Simulated {
        return Ok(());
    }
    Err(Refusal {
        why: text!("msel-people-play"),
        instead: text!("msel-leave-it"),
    })
}

fn letters(house: &House, form: &Form) -> Result<Vec<Letter>, Wrong> {
    let wrong = |why: String, instead: String| Err((why, instead));
    let names = &house.names;
    let from = match field(form, "from") {
        "" => Some(house.exercise.excon()),
        id => OrgId::find(id, names),
    };
    let Some(from) = from else {
        return wrong(text!("msel-no-sender"), text!("msel-choose-sender"));
    };
    let channel = ChannelId::find(field(form, "channel"), names);
    let kind = MessageKind::from_word(field(form, "kind"));
    let priority = Priority::from_word(field(form, "priority"));
    let (Some(channel), Some(kind), Some(priority)) = (channel, kind, priority) else {
        return wrong(text!("msel-how-missing"), text!("msel-choose-how"));
    };
    let text = text(form, "text");
    if text.is_empty() {
        return wrong(text!("pages-says-nothing"), text!("pages-write-it"));
    }
    let chosen = form.iter().filter(|(name, _)| name == "to");
    let to: Option<Vec<OrgId>> = chosen.map(|(_, id)| OrgId::find(id, names)).collect();
    let Some(to) = to.filter(|to| !to.is_empty()) else {
        return wrong(text!("msel-no-addressee"), text!("msel-choose-addressee"));
    };
    let letter = |to| Letter {
        from,
        to,
        kind,
        channel,
        about: None,
        claims: Vec::new(),
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority,
        text: text.clone(),
    };
    Ok(to.into_iter().map(letter).collect())
}
