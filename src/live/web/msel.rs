//! What a controller does with injects while play runs: release, hold, skip, change, add.

use super::House;
use super::change;
use super::guard::Guest;
use super::rows::{Sees, concerns, planned_of, sees};
use super::simcell::waits_for_answer;
use super::unfit::{Unfit, Wrong, nothing};
use super::who::{Excon, field, signed, text};
use crate::action::{
    Action, DropPlanned, HoldInject, Intent, PlanMessage, Refusal, ReleaseInject, SkipInject,
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
    match handle(&house, &excon, &form).await {
        Ok(()) => Redirect::to(back(&excon)).into_response(),
        Err(why) => why.page(&house, &excon.guest).await,
    }
}

/// What is to be done, judged at the moment that it is done.
type Wanted = Box<dyn FnOnce(&View<'_>) -> Result<Intent, Refusal> + Send>;

/// Does what a form asks for with an inject, for the controller of all or of one economy.
pub(super) async fn handle(house: &House, excon: &Excon, form: &Form) -> Result<(), Unfit> {
    let what = field(form, "do");
    let wanted = match what {
        "drop" => dropped(house, excon, form)?,
        _ => handled(house, excon, form, what).await?,
    };
    let by = house.exercise.excon();
    let key = format!("excon:{}:{what}", field(form, "key"));
    let act = house.desk.act(key, move |view| {
        let intent = wanted(view)?;
        still(view, &intent)?;
        Ok(Action { by, intent })
    });
    act.await?;
    Ok(())
}

async fn handled(house: &House, excon: &Excon, form: &Form, what: &str) -> Result<Wanted, Unfit> {
    let inject = InjectId::find(field(form, "inject"), &house.names).ok_or(Unfit::Unknown)?;
    let (exercise, economy) = (Arc::clone(&house.exercise), excon.economy);
    let of = Arc::clone(&exercise);
    let there = house
        .desk
        .look(move |view| concerns(view, &of, inject, economy));
    if !there.await? {
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
    let intent: Intent = match what {
        "release" => ReleaseInject { inject, controller }.into(),
        "skip" => SkipInject { inject, controller }.into(),
        "hold" => hold(true, controller),
        "let_go" => hold(false, controller),
        "edit" => {
            let change = change::wanted(house, excon, inject, form, controller)?;
            return Ok(Box::new(move |view| change.of(view, &exercise, economy)));
        }
        _ => return Err(Unfit::Unknown),
    };
    Ok(Box::new(move |view| {
        // EXCON may have sent it elsewhere since they looked.
        if !concerns(view, &exercise, inject, economy) {
            return Err(nothing());
        }
        if sees(view, &exercise, inject, economy) != Sees::All {
            return Err(shared());
        }
        Ok(intent)
    }))
}

/// Why a local controller does not handle what goes to others as well.
pub(super) fn shared() -> Refusal {
    Refusal {
        why: text!("msel-is-shared"),
        instead: text!("msel-leave-out-yours"),
    }
}

/// That a message which EXCON planned is set aside.
fn dropped(house: &House, excon: &Excon, form: &Form) -> Result<Wanted, Unfit> {
    let place = field(form, "planned").parse::<usize>();
    let place = place.map_err(|_| Unfit::Unknown)?;
    let (exercise, economy) = (Arc::clone(&house.exercise), excon.economy);
    let controller = Rare(Some(by_name(form, &excon.guest)?));
    Ok(Box::new(move |view| {
        let theirs = planned_of(view, &exercise, economy);
        let planned = theirs.get(place).copied().ok_or_else(nothing)?;
        let drop = DropPlanned {
            planned,
            controller,
        };
        Ok(drop.into())
    }))
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
    let zone = when::zone(&house.exercise.clock.zone).ok();
    let clock = when::Clock {
        startex: house.exercise.clock.startex_unix_ms,
        zone: zone.clone(),
        local: zone,
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
    let name = by_name(form, &excon.guest)?;
    for letter in letters {
        let whom = letter.to.text(&house.names);
        let key = format!("add:{}:{whom}", field(form, "key"));
        let (from, to) = (letter.from, letter.to);
        let answers = letter.kind == MessageKind::Answer;
        let (by, name) = (house.exercise.excon(), name.clone());
        let done = house.desk.act(key, move |view| {
            speaks_for(view, from)?;
            if answers && waits_for_answer(view, to, from) {
                return Err(Refusal {
                    why: text!("msel-simcell-answers"),
                    instead: text!("msel-answer-there"),
                });
            }
            // What goes out at once stands in the script as what goes out later does.
            let plan = PlanMessage {
                due: at.unwrap_or_else(|| view.engine.now()),
                letter: Box::new(letter),
                controller: Rare(Some(name)),
            };
            let intent = plan.into();
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
