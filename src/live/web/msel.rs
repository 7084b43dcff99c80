//! What a controller does with injects while play runs: release, hold, skip, change, add.

use super::House;
use super::change;
use super::control::done;
use super::guard::Guest;
use super::page::denied;
use super::rows::{is_theirs, planned_of};
use super::simcell::waits_for_answer;
use super::unfit::{Unfit, Wrong};
use super::who::{Excon, field, signed, text};
use crate::action::{
    Action, DropPlanned, HoldInject, Intent, PlanMessage, Refusal, ReleaseInject, Send, SkipInject,
};
use crate::live::board::InjectState;
use crate::live::desk::View;
use crate::live::seat::Form;
use crate::model::{
    ArtefactId, ChannelId, Claim, FieldSet, FindingId, InjectId, Letter, MessageKind, Named as _,
    OrgId, Part, Priority, Rare, SeatState, SimTime, Tlp,
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
    let (exercise, economy) = (Arc::clone(&house.exercise), excon.economy);
    let theirs = house
        .desk
        .look(move |view| is_theirs(view, &exercise, inject, economy));
    if !theirs.await? {
        return Err(Unfit::Unknown);
    }
    let controller = Rare(Some(by_name(form, &excon.guest)?));
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
        "edit" => change::wanted(house, excon, inject, form, controller)?.into(),
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
    let controller = Rare(Some(by_name(form, &excon.guest)?));
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

/// Who does it: what happens to the script is on the record under a person's name.
fn by_name(form: &Form, guest: &Guest) -> Result<String, Wrong> {
    signed(form, guest).ok_or_else(|| (text!("msel-sign-first"), text!("msel-write-name")))
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
    let letters = letters(house, excon, form)?;
    let covers = |org| excon.covers(&house.exercise, org);
    let as_excon = |letter: &Letter| letter.from == house.exercise.excon();
    let theirs = |letter: &Letter| covers(letter.to) && (as_excon(letter) || covers(letter.from));
    if !letters.iter().all(theirs) {
        return Err(Unfit::Unknown);
    }
    let at = later(house, form)?;
    // What is planned is a change of the script.
    let name = at.map(|_| by_name(form, &excon.guest)).transpose()?;
    for letter in letters {
        let whom = letter.to.text(&house.names);
        let key = format!("add:{}:{whom}", field(form, "key"));
        let (from, to) = (letter.from, letter.to);
        let answers = letter.kind == MessageKind::Answer;
        let letter = Box::new(letter);
        let (by, intent): (OrgId, Intent) = match at {
            None => (from, Send { letter }.into()),
            Some(due) => {
                let controller = Rare(Some(name.clone().unwrap_or_default()));
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
            if answers && waits_for_answer(view, to, from) {
                return Err(Refusal {
                    why: text!("msel-simcell-answers"),
                    instead: text!("msel-answer-there"),
                });
            }
            Ok(Action { by, intent })
        });
        done.await?;
    }
    Ok(())
}

/// What an inject of EXCON's tells and brings along, by the ids of the scenario: as an inject of
/// the script would, in full and under the labels that findings bear.
fn carried(
    house: &House,
    from: OrgId,
    form: &Form,
) -> Result<(Vec<Claim>, Vec<ArtefactId>), Wrong> {
    let listed = |name: &str| {
        let all = form.iter().filter(|(field, _)| field == name);
        let all = all.flat_map(|(_, text)| text.split(',').map(|id| id.trim().to_owned()));
        all.filter(|id| !id.is_empty()).collect::<Vec<_>>()
    };
    let unknown = |id: &str| (text!("msel-no-such", id = id), text!("msel-look-up-ids"));
    let mut claims = Vec::new();
    for id in listed("claim") {
        let finding = FindingId::find(&id, &house.names).ok_or_else(|| unknown(&id))?;
        let row = &house.exercise.findings[finding.at()];
        claims.push(Claim {
            finding,
            part: Part::Full,
            tlp: row.tlp.unwrap_or(Tlp::Green),
            pap: row.pap,
            source: from,
        });
    }
    let artefact = |id: String| ArtefactId::find(&id, &house.names).ok_or_else(|| unknown(&id));
    let artefacts = listed("attach").into_iter().map(artefact);
    Ok((claims, artefacts.collect::<Result<_, _>>()?))
}

/// Whether something can still be done with an inject: what has gone out or was skipped stays so.
pub(super) fn still(view: &View<'_>, intent: &Intent) -> Result<(), Refusal> {
    let inject = match intent {
        Intent::ReleaseInject(of) => of.inject,
        Intent::SkipInject(of) => of.inject,
        Intent::HoldInject(of) => of.inject,
        Intent::EditInject(of) => of.inject,
        _ => return Ok(()),
    };
    let why = match view.inject(inject).state {
        InjectState::Released => text!("msel-went-out"),
        InjectState::Skipped => text!("msel-was-skipped"),
        _ => return Ok(()),
    };
    Err(Refusal {
        why,
        instead: text!("msel-add-another"),
    })
}

/// When an added inject goes out; none where that is now.
pub(super) fn later(house: &House, form: &Form) -> Result<Option<SimTime>, Wrong> {
    match field(form, "at").trim() {
        "" => Ok(None),
        written => before_endex(house, moment(house, written)?).map(Some),
    }
}

/// Whether EXCON may speak as an organisation: as itself, and as those that nobody plays.
pub(super) fn speaks_for(view: &View<'_>, org: OrgId) -> Result<(), Refusal> {
    let itself = org == view.engine.exercise().excon();
    if itself || view.engine.seat_view(org).played_by() == SeatState::Simulated {
        return Ok(());
    }
    Err(Refusal {
        why: text!("msel-people-play"),
        instead: text!("msel-leave-it"),
    })
}

fn letters(house: &House, excon: &Excon, form: &Form) -> Result<Vec<Letter>, Wrong> {
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
    let (claims, artefacts) = match excon.economy {
        None => carried(house, from, form)?,
        Some(_) => (Vec::new(), Vec::new()),
    };
    let letter = |to| Letter {
        from,
        to,
        kind,
        channel,
        about: None,
        claims: claims.clone(),
        artefacts: artefacts.clone(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority,
        text: text.clone(),
    };
    Ok(to.into_iter().map(letter).collect())
}
