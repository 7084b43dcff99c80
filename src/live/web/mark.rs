//! What evaluators mark: a task seen done, a rating other than the rule's, an observation; and the
//! corrective actions that come of it all.

use super::House;
use super::guard::Guest;
use super::msel::moment;
use super::unfit::{Unfit, Wrong};
use super::who::{Judge, field, signed, text};
use crate::action::{
    Action, Intent, Observe, ObserveTask, OverrideRating, PlanCorrection, StrikeCorrection,
};
use crate::journal::scenario_hash;
use crate::live::seat::Form;
use crate::model::{
    CorrectionId, CriticalTaskId, MessageId, Named as _, OrgId, Rare, Rating, SimTime,
};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::sync::Arc;

pub(super) async fn mark(
    State(house): State<Arc<House>>,
    Judge(guest): Judge,
    Extension(form): Extension<Form>,
) -> Response {
    match marked(&house, &guest, &form).await {
        Ok(back) => Redirect::to(back).into_response(),
        Err(why) => why.page(&house, &guest).await,
    }
}

/// Does what a form asks for; says where that is seen.
pub(super) async fn marked(
    house: &House,
    guest: &Guest,
    form: &Form,
) -> Result<&'static str, Unfit> {
    let (intent, back) = match field(form, "do") {
        "observe" => (observation(house, form)?, "/evaluate#observations"),
        "done" => (done(house, form)?, "/evaluate#tasks"),
        "rate" => (rating(house, form)?, "/evaluate#tasks"),
        "correct" => (
            correction(house, guest, form).await?,
            "/evaluate/after#corrections",
        ),
        "strike" => (struck(guest, form)?, "/evaluate/after#corrections"),
        _ => return Err(Unfit::Unknown),
    };
    let key = format!("mark:{}:{}", field(form, "key"), intent.word());
    let by = house.exercise.excon();
    let act = house.desk.act(key, move |_| Ok(Action { by, intent }));
    act.await?;
    Ok(back)
}

fn wrong<T>(why: String, instead: String) -> Result<T, Wrong> {
    Err((why, instead))
}

/// The moment of a form; the one reached where it names none.
fn when(house: &House, form: &Form) -> Result<SimTime, Wrong> {
    match field(form, "at").trim() {
        "" => Ok(house.desk.news().borrow().reached),
        written => moment(house, written),
    }
}

/// A task at a seat, `T-07a@be-cert`.
fn task_at_seat(house: &House, form: &Form) -> Result<(CriticalTaskId, OrgId), Wrong> {
    let (task, seat) = field(form, "task").rsplit_once('@').unwrap_or_default();
    let found = CriticalTaskId::find(task, &house.names).zip(OrgId::find(seat, &house.names));
    found.map_or_else(
        || wrong(text!("mark-no-task-there"), text!("mark-choose-of-table")),
        Ok,
    )
}

fn observation(house: &House, form: &Form) -> Result<Intent, Wrong> {
    let org = match field(form, "org") {
        "" => None,
        id => match OrgId::find(id, &house.names) {
            Some(org) => Some(org),
            None => return wrong(text!("mark-no-seat"), text!("pages-choose-one")),
        },
    };
    let number = field(form, "message").trim().trim_start_matches('#');
    let message = match number {
        "" => None,
        number => match number.parse().ok().map(MessageId) {
            Some(message) => Some(message),
            None => {
                return wrong(text!("mark-no-message"), text!("mark-give-number"));
            }
        },
    };
    let (moment, text) = (when(house, form)?, text(form, "text"));
    let evaluator = text_of(form, "by");
    Ok(Observe {
        org,
        message,
        moment,
        text,
        evaluator,
    }
    .into())
}

fn text_of(form: &Form, name: &str) -> String {
    text(form, name).chars().take(80).collect()
}

fn done(house: &House, form: &Form) -> Result<Intent, Wrong> {
    let (task, org) = task_at_seat(house, form)?;
    let (done, note) = (when(house, form)?, text(form, "note"));
    let evaluator = text_of(form, "by");
    Ok(ObserveTask {
        task,
        org,
        done,
        note,
        evaluator,
    }
    .into())
}

fn rating(house: &House, form: &Form) -> Result<Intent, Wrong> {
    let (task, org) = task_at_seat(house, form)?;
    let rating = match field(form, "rating") {
        "rule" => None,
        word => match Rating::from_word(word) {
            Some(rating) => Some(rating),
            None => return wrong(text!("mark-no-rating"), text!("pages-choose-one")),
        },
    };
    let (reason, evaluator) = (text(form, "note"), text_of(form, "by"));
    Ok(OverrideRating {
        task,
        org,
        rating,
        reason,
        evaluator,
    }
    .into())
}

/// Who judges: it is on the record under a person's name.
pub(super) fn by_name(form: &Form, guest: &Guest) -> Result<String, Wrong> {
    signed(form, guest).ok_or_else(|| (text!("mark-unsigned"), text!("mark-write-name")))
}

/// A day as calendars write it, `2027-03-31`.
fn date(written: &str) -> Result<String, Wrong> {
    match written.parse::<jiff::civil::Date>() {
        Ok(date) => Ok(date.to_string()),
        Err(_) => wrong(text!("mark-no-date"), text!("mark-give-date")),
    }
}

/// A change to the scenario that would test a correction, as `--set` takes it, `PATH=VALUE`: it is
/// tried on the scenario as it was written. None is one as well.
async fn change(house: &House, change: String) -> Result<String, Wrong> {
    if change.is_empty() {
        return Ok(change);
    }
    let halves = change.split_once('=');
    let halves = halves.map(|(path, value)| (path.trim().to_owned(), value.trim().to_owned()));
    let full = halves.filter(|(path, value)| !path.is_empty() && !value.is_empty());
    let Some((path, value)) = full else {
        return wrong(text!("mark-no-change"), text!("mark-give-change"));
    };
    let (written, exercise) = (Arc::clone(&house.written), Arc::clone(&house.exercise));
    // A large scenario takes a while to read.
    let tried = tokio::task::spawn_blocking(move || {
        let base = written.load().exercise?;
        let known = scenario_hash(&base) == scenario_hash(&exercise);
        known.then(|| written.try_out(&path, &value))
    });
    match tried.await.unwrap_or_default() {
        None => wrong(text!("mark-untried"), text!("mark-name-scenario")),
        Some(None) => Ok(change),
        Some(Some(problem)) => {
            let why = [Some(problem.message), problem.reason];
            let why = why.into_iter().flatten().collect::<Vec<_>>().join(": ");
            let help = problem.help.unwrap_or_else(|| text!("mark-give-change"));
            wrong(text!("mark-unfit", change = change, why = why), help)
        }
    }
}

async fn correction(house: &House, guest: &Guest, form: &Form) -> Result<Intent, Wrong> {
    let corrects = match field(form, "task") {
        "" => None,
        id => match CriticalTaskId::find(id, &house.names) {
            Some(task) => Some(task),
            None => return wrong(text!("mark-no-task"), text!("pages-choose-one")),
        },
    };
    let (title, owner) = (text(form, "title"), text(form, "owner"));
    let due = date(&text(form, "due"))?;
    let evaluator = Rare(Some(by_name(form, guest)?));
    let change = change(house, text(form, "change")).await?;
    Ok(PlanCorrection {
        title,
        corrects,
        owner,
        due,
        change,
        evaluator,
    }
    .into())
}

/// That a corrective action is taken back, by its number.
fn struck(guest: &Guest, form: &Form) -> Result<Intent, Wrong> {
    let nth = field(form, "correction").parse::<u32>().ok();
    let Some(nth) = nth.and_then(|nth| nth.checked_sub(1)) else {
        return wrong(text!("mark-no-correction"), text!("mark-give-correction"));
    };
    Ok(StrikeCorrection {
        correction: CorrectionId(nth),
        evaluator: by_name(form, guest)?,
    }
    .into())
}
