//! The SIMCELL: what people asked of simulated seats in their own words, and who answers.

use super::House;
use super::msel::speaks_for;
use super::page::{denied, length, page, time};
use super::unfit::Unfit;
use super::who::{Excon, covers, field, hand as browser, signature, text};
use crate::action::{Action, Intent, Open, Refusal, Send};
use crate::live::desk::View;
use crate::live::note::{Jotting, NoteKind};
use crate::live::pass::form_key;
use crate::live::seat::Form;
use crate::live::simcell::{Hand, Question, hand};
use crate::model::{
    EconomyId, FieldSet, Letter, MessageId, MessageKind, Named as _, OrgId, Priority, SeatState,
    SimTime, Span,
};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use minijinja::{Value, context};
use std::sync::Arc;

pub(super) async fn show(State(house): State<Arc<House>>, excon: Excon) -> Response {
    let (own, economy) = (browser(&excon.guest), excon.economy);
    let guest = Some(&excon.guest);
    match house
        .desk
        .look(move |view| filling(view, &own, economy))
        .await
    {
        Ok(filling) => page(&house, guest, "simcell", &text!("page-simcell"), filling),
        Err(why) => denied(&house, guest, &why),
    }
}

/// How many questions wait for somebody.
pub(super) fn waiting(view: &mut View<'_>, economy: Option<EconomyId>) -> usize {
    let asked: Vec<Question> = view.questions().all().cloned().collect();
    let open = |one: &&Question| {
        let seat = view.engine.seat_view(one.to).played_by();
        let settled = matches!(hand(view.notes, one.message), Hand::Settled(_));
        let theirs = covers(economy, view.engine.exercise(), one.to);
        seat == SeatState::Simulated && one.arrived.is_some() && theirs && !settled
    };
    asked.iter().filter(open).count()
}

pub(super) fn filling(view: &mut View<'_>, own: &str, economy: Option<EconomyId>) -> Value {
    let asked: Vec<Question> = view.questions().all().cloned().collect();
    let (mut open, mut settled) = (Vec::new(), Vec::new());
    for one in asked {
        let Some(arrived) = one.arrived else {
            continue;
        };
        let theirs = covers(economy, view.engine.exercise(), one.to);
        if !theirs || view.engine.seat_view(one.to).played_by() != SeatState::Simulated {
            continue;
        }
        let hand = hand(view.notes, one.message);
        let row = row(view, &one, arrived, &hand, own);
        match hand {
            Hand::Settled(_) => settled.push(row),
            Hand::Nobody | Hand::Taken(..) => open.push(row),
        }
    }
    settled.reverse();
    let key = form_key();
    context! { open, settled, key }
}

fn row(view: &View<'_>, one: &Question, arrived: SimTime, hand: &Hand, own: &str) -> Value {
    let org = |org| view.engine.exercise().org(org).name.as_str();
    let (who, mine) = match hand {
        Hand::Nobody => ("", false),
        Hand::Taken(who, browser) => (who.as_str(), browser == own),
        Hand::Settled(who) => (who.as_str(), false),
    };
    context! {
        message => one.message.0,
        from => org(one.from),
        to => org(one.to),
        to_id => one.to.text(view.names),
        kind => one.kind.word(),
        text => one.text.as_str(),
        arrived => time(arrived),
        age => length(view.news.reached.since(arrived).max(Span::ZERO)),
        answered => one.answered.map(time),
        who,
        mine,
    }
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    excon: Excon,
    Extension(form): Extension<Form>,
) -> Response {
    match acted(&house, &excon, &form).await {
        Ok(()) => Redirect::to("/control/simcell").into_response(),
        Err(why) => why.page(&house, &excon.guest).await,
    }
}

/// Does what a form asks for.
pub(super) async fn acted(house: &House, excon: &Excon, form: &Form) -> Result<(), Unfit> {
    let message = field(form, "message").parse().ok().map(MessageId);
    let message = message.ok_or(Unfit::Unknown)?;
    let asked = house
        .desk
        .look(move |view| view.questions().of(message).map(|one| one.to));
    let theirs = |org| excon.covers(&house.exercise, org);
    if !matches!(asked.await, Ok(Some(org)) if theirs(org)) {
        return Err(Unfit::Unknown);
    }
    let (own, who) = (browser(&excon.guest), signature(form, &excon.guest));
    let key = format!("simcell:{}:{}", field(form, "key"), field(form, "do"));
    let kind = match field(form, "do") {
        "take" | "take_over" => NoteKind::Taken,
        "give_back" => NoteKind::GivenBack,
        "settle" => NoteKind::Settled,
        "answer" => {
            let answer = text(form, "text");
            if answer.is_empty() {
                let (why, instead) = (text!("simcell-no-answer"), text!("simcell-write-it"));
                return Err(Unfit::Wrong((why, instead)));
            }
            answered(house, message, &own, &key, answer).await?;
            NoteKind::Settled
        }
        _ => return Err(Unfit::Unknown),
    };
    let takes_over = field(form, "do") == "take_over";
    let jotting = Jotting {
        kind,
        who,
        hand: own.clone(),
        about: message.0.to_string(),
        text: String::new(),
    };
    let noted = house.desk.note(key, move |view| {
        match takes_over {
            true => may_take_over(view, message)?,
            false => may(view, message, &own, kind == NoteKind::Taken)?,
        }
        Ok(jotting)
    });
    Ok(noted.await?)
}

/// Whether somebody may work on a question: to take it, nobody else may have it; for all else they
/// must have taken it.
fn may(view: &mut View<'_>, message: MessageId, own: &str, takes: bool) -> Result<(), Refusal> {
    let refuse = |why: String, instead: String| Err(Refusal { why, instead });
    let Some(to) = view.questions().of(message).map(|one| one.to) else {
        return refuse(text!("simcell-no-question"), text!("pages-choose-of-list"));
    };
    if takes {
        speaks_for(view, to)?;
    }
    match hand(view.notes, message) {
        Hand::Settled(who) => refuse(
            text!("simcell-settled", who = who),
            text!("simcell-take-another"),
        ),
        Hand::Taken(who, browser) if browser != own => {
            refuse(text!("simcell-taken", who = who), text!("simcell-leave-it"))
        }
        Hand::Nobody if !takes => refuse(text!("simcell-not-taken"), text!("simcell-take-first")),
        Hand::Taken(..) | Hand::Nobody => Ok(()),
    }
}

/// Whether a question may be taken from whoever has it: their place may be empty.
fn may_take_over(view: &mut View<'_>, message: MessageId) -> Result<(), Refusal> {
    match hand(view.notes, message) {
        Hand::Taken(..) => Ok(()),
        _ => Err(Refusal {
            why: text!("simcell-nobody-has"),
            instead: text!("simcell-take-first"),
        }),
    }
}

/// The party that was asked reads the question, if it has not, and answers it.
async fn answered(
    house: &House,
    message: MessageId,
    own: &str,
    key: &str,
    text: String,
) -> Result<(), crate::live::desk::Denied> {
    let (hand, read) = (own.to_owned(), format!("{key}:open"));
    let opened = house.desk.act(read, move |view| {
        may(view, message, &hand, false)?;
        let by = asked(view, message)?.to;
        speaks_for(view, by)?;
        Ok(Action {
            by,
            intent: Open { message }.into(),
        })
    });
    // What has been read already cannot be opened again, and need not be.
    match opened.await {
        Ok(_) | Err(crate::live::desk::Denied::Refused(_)) => {}
        Err(why) => return Err(why),
    }
    let (hand, key) = (own.to_owned(), key.to_owned());
    let sent = house.desk.act(key, move |view| {
        may(view, message, &hand, false)?;
        let question = asked(view, message)?;
        speaks_for(view, question.to)?;
        let channel = view.engine.seat_view(question.to).message(message);
        let Some(channel) = channel.map(|message| message.letter.channel) else {
            return Err(Refusal {
                why: text!("simcell-not-read"),
                instead: text!("simcell-wait-arrived"),
            });
        };
        let letter = Letter {
            from: question.to,
            to: question.from,
            kind: MessageKind::Answer,
            channel,
            about: None,
            claims: Vec::new(),
            artefacts: Vec::new(),
            fields: FieldSet::default(),
            wants: FieldSet::default(),
            reply_to: Some(message),
            inject: None,
            priority: Priority::Normal,
            text,
        };
        let by = question.to;
        let intent: Intent = Send {
            letter: Box::new(letter),
        }
        .into();
        Ok(Action { by, intent })
    });
    sent.await.map(drop)
}

fn asked(view: &mut View<'_>, message: MessageId) -> Result<Question, Refusal> {
    let found = view.questions().of(message).cloned();
    found.ok_or_else(|| Refusal {
        why: text!("simcell-no-question"),
        instead: text!("pages-choose-of-list"),
    })
}

/// Whether a question of one party to another waits for the SIMCELL's answer.
pub(super) fn waits_for_answer(view: &mut View<'_>, from: OrgId, to: OrgId) -> bool {
    let all: Vec<Question> = view.questions().all().cloned().collect();
    let mut theirs = all
        .iter()
        .filter(|one| one.from == from && one.to == to && one.arrived.is_some());
    theirs.any(|one| !matches!(hand(view.notes, one.message), Hand::Settled(_)))
}
