//! One inject as EXCON has it: all that the script says of it, and what can still be changed.

use super::House;
use super::added;
use super::effect::effects;
use super::page::{denied, nowhere, page, time};
use super::rows::{Sees, amended, concerns, due_at, due_in_words, goes_to, seats_of, sees, stands};
use super::unfit::{Wrong, nothing};
use super::who::{Excon, covers, field, text};
use crate::action::{EditInject, Intent, Refusal};
use crate::exercise::{Channel, CriticalTask, Exercise, Trigger};
use crate::live::desk::View;
use crate::live::pass::form_key;
use crate::live::seat::Form;
use crate::model::{
    ArtefactId, ChannelId, Claim, EconomyId, InjectId, Named as _, OrgId, Priority, Rare, SimTime,
};
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
    if let Some(place) = asked.get("planned") {
        return added::show(&house, &excon, place).await;
    }
    let id = asked.get("inject").map_or("", String::as_str);
    let Some(inject) = InjectId::find(id, &house.names) else {
        return nowhere().await;
    };
    let (economy, back) = (excon.economy, excon.back());
    let filling = house.desk.look(move |view| {
        let exercise = Arc::clone(view.engine.exercise());
        let theirs = concerns(view, &exercise, inject, economy);
        theirs.then(|| filling(view, &exercise, inject, economy, back))
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
    back: &str,
) -> Value {
    let (row, became) = (&exercise.injects[id.at()], view.inject(id));
    let (to, sees) = (
        goes_to(view, exercise, id),
        sees(view, exercise, id, economy),
    );
    let (amended, shared) = (amended(view, id, sees), sees != Sees::All);
    let stands = stands(view, exercise, id, economy);
    // Whom the script names and nobody may play is shown all the same.
    let mut seats = seats_of(exercise, economy);
    let own = to.iter().filter(|org| covers(economy, exercise, **org));
    seats.extend(own.copied());
    seats.sort_unstable();
    seats.dedup();
    let seats: Vec<Value> = (seats.iter())
        .map(|org| {
            let (name, to) = (exercise.org(*org).name.as_str(), to.contains(org));
            context! { id => exercise.org(*org).id.as_str(), name, to }
        })
        .collect();
    let channel = amended.channel.unwrap_or(row.channel);
    let priority = amended.priority.unwrap_or(row.priority);
    context! {
        id => row.id.as_str(),
        heading => row.title.as_str(),
        state => stands.state,
        shared,
        seen => (!shared).then_some(became.edits),
        tasks => tasks(exercise, id, shared),
        unless => unless(exercise, id).filter(|_| !shared),
        when => stands.at.map(time),
        over => stands.over,
        changed => !shared && !amended.is_empty(),
        due => due_in_words(exercise, id, &amended),
        contingency => matches!(row.trigger, Trigger::Unless(..)),
        from => exercise.org(row.from).name.as_str(),
        kind => row.kind.word(),
        effects => if shared { Vec::new() } else { effects(exercise, row) },
        sends => !row.to.is_empty(),
        seats,
        channels => channels(exercise, channel),
        priorities => Priority::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        priority => priority.word(),
        text => amended.text.as_ref().unwrap_or(&row.text),
        tells => tells(exercise, &row.claims),
        brings => brings(exercise, &row.artefacts),
        notes => if shared { "" } else { row.notes.as_str() },
        response => if shared { "" } else { row.expected_response.as_str() },
        back,
        key => form_key(),
    }
}

/// The channels that there are, and which of them is chosen.
pub(super) fn channels(exercise: &Exercise, chosen: ChannelId) -> Vec<Value> {
    let all = exercise.channels.iter().enumerate();
    let channel = |(nth, one): (usize, &Channel)| {
        let chosen = ChannelId::nth(nth) == chosen;
        context! { id => one.id.as_str(), name => one.name.as_str(), chosen }
    };
    all.map(channel).collect()
}

/// The findings that it tells.
pub(super) fn tells(exercise: &Exercise, claims: &[Claim]) -> Vec<Value> {
    let finding = |claim: &Claim| {
        let finding = &exercise.findings[claim.finding.at()];
        context! { id => finding.id.as_str(), text => finding.says.as_str() }
    };
    claims.iter().map(finding).collect()
}

/// The artefacts that it brings along.
pub(super) fn brings(exercise: &Exercise, artefacts: &[ArtefactId]) -> Vec<Value> {
    let artefact = |id: &ArtefactId| {
        let artefact = &exercise.artefacts[id.at()];
        context! { id => artefact.id.as_str(), text => artefact.label.as_str() }
    };
    artefacts.iter().map(artefact).collect()
}

/// What it calls for: each task, who is to perform it, and within which time.
fn tasks(exercise: &Exercise, id: InjectId, shared: bool) -> Vec<Value> {
    let called = exercise
        .tasks
        .iter()
        .filter(|task| task.inject == Some(id) && !shared);
    let task = |task: &CriticalTask| {
        let target = task.target.to_string();
        context! { id => task.id.as_str(), title => task.title.as_str(), target }
    };
    called.map(task).collect()
}

/// The task that a contingency goes out for want of.
fn unless(exercise: &Exercise, id: InjectId) -> Option<String> {
    let Trigger::Unless(task, _) = exercise.injects[id.at()].trigger else {
        return None;
    };
    let task = &exercise.tasks[task.at()];
    Some(format!("{} {}", task.id, task.title))
}

/// What somebody wants changed of an inject; what they do not say stays.
pub(super) struct Change {
    /// How often it had been changed when they looked, where they say so.
    seen: Option<u32>,
    /// When it is to go out.
    pub due: Option<SimTime>,
    /// What it is to say.
    pub text: Option<String>,
    /// Whom it is to go to, of those that are theirs to choose.
    pub to: Option<Vec<OrgId>>,
    /// By what it is to come.
    pub channel: Option<ChannelId>,
    /// How urgent it is to be.
    pub priority: Option<Priority>,
    /// Who wants it, by name.
    pub controller: Rare<String>,
}

/// What a form or a program wants changed of an inject.
pub(super) fn wanted(
    house: &House,
    excon: &Excon,
    form: &Form,
    controller: Rare<String>,
) -> Result<Change, Wrong> {
    let how = || (text!("msel-how-missing"), text!("msel-choose-how"));
    let chosen = |name: &str| Some(field(form, name)).filter(|word| !word.is_empty());
    let there = |name: &str| form.iter().any(|(field, _)| field == name);
    let channel = chosen("channel")
        .map(|id| ChannelId::find(id, &house.names).ok_or_else(how))
        .transpose()?;
    let priority = chosen("priority")
        .map(|word| Priority::from_word(word).ok_or_else(how))
        .transpose()?;
    let to = addressees(house, excon, form)?;
    Ok(Change {
        seen: field(form, "seen").parse().ok(),
        due: super::msel::later(house, form)?,
        text: there("text").then(|| text(form, "text")),
        // A page on which nobody is ticked sends nobody along, and says that it asked.
        to: Some(to).filter(|to| !to.is_empty() || there("chooses")),
        channel,
        priority,
        controller,
    })
}

/// Whom it is to go to.
fn addressees(house: &House, excon: &Excon, form: &Form) -> Result<Vec<OrgId>, Wrong> {
    let nobody = || (text!("change-no-such"), text!("msel-choose-addressee"));
    let chosen = form
        .iter()
        .filter(|(name, id)| name == "to" && !id.is_empty());
    let mut to = Vec::new();
    for (_, id) in chosen {
        let org = OrgId::find(id, &house.names);
        let theirs = org.filter(|org| excon.covers(&house.exercise, *org));
        to.push(theirs.ok_or_else(nobody)?);
    }
    to.sort_unstable();
    to.dedup();
    Ok(to)
}

fn refused(why: String, instead: String) -> Refusal {
    Refusal { why, instead }
}

impl Change {
    /// What is changed of the inject as it is now: what it is already is no change.
    pub(super) fn of(
        self,
        inject: InjectId,
        view: &View<'_>,
        exercise: &Exercise,
        economy: Option<EconomyId>,
    ) -> Result<Intent, Refusal> {
        let (row, became) = (&exercise.injects[inject.at()], view.inject(inject));
        if !concerns(view, exercise, inject, economy) {
            return Err(nothing());
        }
        let amended = &became.amended;
        let says = amended.text.as_ref().unwrap_or(&row.text);
        self.fits(became.edits, says)?;
        let to = self.recipients(inject, view, exercise, economy)?;
        let channel = amended.channel.unwrap_or(row.channel);
        let priority = amended.priority.unwrap_or(row.priority);
        let due = due_at(view, exercise, inject);
        let edit = EditInject {
            inject,
            due: self.due.filter(|at| Some(*at) != due),
            text: self.text.filter(|text| text != says.trim()),
            to: Rare(to),
            channel: Rare(self.channel.filter(|one| *one != channel)),
            priority: Rare(self.priority.filter(|one| *one != priority)),
            controller: self.controller,
        };
        Ok(edit.into())
    }

    /// Whether it is changed as they saw it, and says something still.
    pub(super) fn fits(&self, edits: u32, says: &str) -> Result<(), Refusal> {
        if self.seen.is_some_and(|seen| seen != edits) {
            let why = text!("change-meanwhile");
            return Err(refused(why, text!("change-look-again")));
        }
        if self.text.as_deref() == Some("") && !says.trim().is_empty() {
            let why = text!("pages-says-nothing");
            return Err(refused(why, text!("pages-write-it")));
        }
        Ok(())
    }

    /// Whom it goes to instead. Of what goes to others as well, a local controller chooses who of
    /// theirs gets it, and nothing else.
    fn recipients(
        &self,
        inject: InjectId,
        view: &View<'_>,
        exercise: &Exercise,
        economy: Option<EconomyId>,
    ) -> Result<Option<Vec<OrgId>>, Refusal> {
        let now = goes_to(view, exercise, inject);
        let shared = sees(view, exercise, inject, economy) != Sees::All;
        let other = self.due.is_some() || self.text.is_some();
        if shared && (other || self.channel.is_some() || self.priority.is_some()) {
            return Err(super::msel::shared());
        }
        let Some(mut to) = self.to.clone() else {
            return Ok(None);
        };
        if shared {
            let others = now.iter().filter(|org| !covers(economy, exercise, **org));
            to.extend(others.copied());
            to.sort_unstable();
        }
        let row = &exercise.injects[inject.at()];
        let wrong = |why: String, instead: String| Err(refused(why, instead));
        if row.to.is_empty() && !to.is_empty() {
            return wrong(text!("change-sends-nothing"), text!("change-add-instead"));
        }
        if to.is_empty() && !now.is_empty() {
            return wrong(text!("msel-no-addressee"), text!("change-skip-instead"));
        }
        if to.contains(&row.from) {
            return wrong(text!("change-to-itself"), text!("msel-choose-addressee"));
        }
        Ok(Some(to).filter(|to| to != now))
    }
}
