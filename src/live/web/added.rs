//! A message that EXCON has added to the script, as it is now, and what becomes of it: released,
//! held, set aside, changed.

use super::House;
use super::change::{self, Change, brings, channels, tells};
use super::msel::{Wanted, by_name};
use super::page::{denied, nowhere, page, time};
use super::rows::{first_line, planned_of, planned_state};
use super::unfit::{Unfit, nothing};
use super::who::{Excon, field};
use crate::action::{DropPlanned, EditPlanned, HoldPlanned, Intent, Refusal, ReleasePlanned};
use crate::exercise::Exercise;
use crate::live::desk::View;
use crate::live::pass::form_key;
use crate::live::seat::Form;
use crate::model::{PlannedBecame, PlannedId, Priority, Rare};
use axum::response::Response;
use minijinja::{Value, context};
use std::sync::Arc;

/// The page of one, by its place among those that they see.
pub(super) async fn show(house: &Arc<House>, excon: &Excon, place: &str) -> Response {
    let Ok(place) = place.parse::<usize>() else {
        return nowhere().await;
    };
    let economy = excon.economy;
    let back = excon.back();
    let filling = house.desk.look(move |view| {
        let exercise = Arc::clone(view.engine.exercise());
        let all = planned_of(view, &exercise, economy);
        let planned = all.get(place).copied();
        planned.map(|planned| filling(view, &exercise, place, planned, back))
    });
    match filling.await {
        Ok(Some(filling)) => {
            let title = text!("page-change");
            page(house, Some(&excon.guest), "change", &title, filling)
        }
        Ok(None) => nowhere().await,
        Err(why) => denied(house, Some(&excon.guest), &why),
    }
}

fn filling(
    view: &View<'_>,
    exercise: &Exercise,
    place: usize,
    planned: PlannedId,
    back: &str,
) -> Value {
    let one = &view.engine.planned()[planned.at()];
    let letter = &one.letter;
    // Where it may go instead: who is in the economy of whom it is for.
    let home = exercise.org(letter.to).economy;
    let seats = exercise.players().filter(|(_, org)| org.economy == home);
    let seats: Vec<Value> = seats
        .map(|(id, org)| {
            let to = id == letter.to;
            context! { id => org.id.as_str(), name => org.name.as_str(), to }
        })
        .collect();
    context! {
        id => format!("+{}", place + 1),
        planned => place,
        heading => first_line(&letter.text),
        state => planned_state(view, planned),
        shared => false,
        contingency => false,
        when => (),
        unless => (),
        tasks => (),
        effects => (),
        notes => "",
        response => "",
        seen => one.edits,
        over => one.became != PlannedBecame::Waits,
        changed => one.edits > 0,
        due => time(one.due),
        from => exercise.org(letter.from).name.as_str(),
        kind => letter.kind.word(),
        sends => true,
        seats,
        channels => channels(exercise, letter.channel),
        priorities => Priority::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        priority => letter.priority.word(),
        text => letter.text.as_str(),
        tells => tells(exercise, &letter.claims),
        brings => brings(exercise, &letter.artefacts),
        back,
        key => form_key(),
    }
}

/// What is to be done with one, once it is known which it is.
type Does = Box<dyn FnOnce(&View<'_>, PlannedId) -> Result<Intent, Refusal> + Send>;

/// What is to be done with one, judged at the moment that it is done.
pub(super) fn wanted(
    house: &House,
    excon: &Excon,
    form: &Form,
    what: &str,
) -> Result<Wanted, Unfit> {
    let place = field(form, "planned").parse::<usize>();
    let place = place.map_err(|_| Unfit::Unknown)?;
    let (exercise, economy) = (Arc::clone(&house.exercise), excon.economy);
    let controller = Rare(Some(by_name(form, &excon.guest)?));
    let does: Does = match what {
        "release" => Box::new(|_, planned| {
            Ok(ReleasePlanned {
                planned,
                controller,
            }
            .into())
        }),
        "hold" | "let_go" => {
            let held = what == "hold";
            Box::new(move |_, planned| {
                Ok(HoldPlanned {
                    planned,
                    held,
                    controller,
                }
                .into())
            })
        }
        "drop" | "skip" => Box::new(|_, planned| {
            Ok(DropPlanned {
                planned,
                controller,
            }
            .into())
        }),
        "edit" => {
            let change = change::wanted(house, excon, form, controller)?;
            Box::new(|view, planned| change.of_added(view, planned))
        }
        _ => return Err(Unfit::Unknown),
    };
    Ok(Box::new(move |view| {
        let theirs = planned_of(view, &exercise, economy);
        let planned = theirs.get(place).copied().ok_or_else(nothing)?;
        does(view, planned)
    }))
}

impl Change {
    /// What is changed of a message that was added as it is now: what it is already is no change.
    fn of_added(self, view: &View<'_>, planned: PlannedId) -> Result<Intent, Refusal> {
        let one = &view.engine.planned()[planned.at()];
        let letter = &one.letter;
        if one.became == PlannedBecame::Waits {
            self.fits(one.edits, &letter.text)?;
        }
        let to = match self.to.as_deref() {
            None => None,
            Some([to]) => Some(*to).filter(|to| *to != letter.to),
            Some(_) => {
                return Err(Refusal {
                    why: text!("added-to-one"),
                    instead: text!("added-one-each"),
                });
            }
        };
        let edit = EditPlanned {
            planned,
            due: Rare(self.due.filter(|at| *at != one.due)),
            text: Rare(self.text.filter(|text| text != letter.text.trim())),
            to: Rare(to),
            channel: Rare(self.channel.filter(|way| *way != letter.channel)),
            priority: Rare(self.priority.filter(|how| *how != letter.priority)),
            controller: self.controller,
        };
        Ok(edit.into())
    }
}
