//! A seat's mail in order: what belongs together, and which requests are open until when.

use super::inbox::{Inbox, Mail};
use super::seat::Window;
use crate::exercise::{Exercise, Term};
use crate::model::{
    AgreementState, MessageKind, Named as _, Names, OrgId, SeatView, SimTime, Span,
};
use std::collections::BTreeMap;

/// How many times a sender's patience has to pass before a request without an agreed deadline
/// counts as missed.
const PATIENCES: i64 = 3;

/// Messages that belong together: replies and what they reply to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// What it is about, as far as anybody said.
    pub about: String,
    /// With whom, in order of appearance.
    pub with: Vec<String>,
    /// Its messages, the first first.
    pub mail: Vec<Mail>,
    /// When something last happened in it.
    pub last: SimTime,
    /// How many of its messages wait to be opened.
    pub unread: usize,
}

/// A request that nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// The seat's number of the message.
    pub n: u32,
    /// Who asked or was asked.
    pub other: String,
    /// What was asked for.
    pub kind: &'static str,
    /// What it is about; empty where that was not said.
    pub about: String,
    /// When it left, or came.
    pub since: SimTime,
    /// Until when an answer is due; none where nothing was agreed.
    pub due: Option<SimTime>,
    /// Whether that was agreed; otherwise it is what the seat itself waits for.
    pub agreed: bool,
}

/// How many threads there are, and those that are looked at, the one in which something last
/// happened first.
#[must_use]
pub fn threads(inbox: &Inbox, window: Window) -> (usize, Vec<Thread>) {
    let all: BTreeMap<u32, &Mail> = inbox.all().map(|mail| (mail.n, mail)).collect();
    let mut roots: BTreeMap<u32, Vec<&Mail>> = BTreeMap::new();
    for mail in all.values() {
        roots.entry(root(mail, &all)).or_default().push(mail);
    }
    let mut roots: Vec<Vec<&Mail>> = roots.into_values().collect();
    for mail in &mut roots {
        mail.sort_by_key(|one| (one.first(), one.n));
    }
    roots.sort_by_key(|mail| std::cmp::Reverse((last(mail), mail.last().map(|one| one.n))));
    let shown = roots.iter().skip(window.threads).take(window.most);
    (roots.len(), shown.map(|mail| thread(mail)).collect())
}

/// When something last happened in a thread.
fn last(mail: &[&Mail]) -> SimTime {
    let moments = mail.iter().map(|one| one.last());
    moments.max().unwrap_or(SimTime::STARTEX)
}

/// The first message of the thread that a message belongs to.
fn root(mail: &Mail, all: &BTreeMap<u32, &Mail>) -> u32 {
    let mut at = mail;
    // A reply has a higher number than what it replies to, unless the latter was met later.
    for _ in 0..all.len() {
        match at.replies_to.and_then(|n| all.get(&n)) {
            Some(before) => at = before,
            None => break,
        }
    }
    at.n
}

fn thread(mail: &[&Mail]) -> Thread {
    let mut with: Vec<String> = Vec::new();
    for one in mail {
        if !with.contains(&one.other) {
            with.push(one.other.clone());
        }
    }
    let said = mail.iter().filter_map(|one| one.letter.as_ref());
    let about = said.clone().find_map(|letter| letter.about.clone());
    let kind = said.map(|letter| letter.kind.replace('_', " ")).next();
    Thread {
        about: about.or(kind).unwrap_or_default(),
        with,
        last: last(mail),
        unread: mail.iter().filter(|one| one.is_unread()).count(),
        mail: mail.iter().map(|one| (*one).clone()).collect(),
    }
}

/// What a seat asked and waits for, and what it was asked and owes; what is due first first.
#[must_use]
pub fn open_requests(
    inbox: &Inbox,
    seat: SeatView<'_>,
    exercise: &Exercise,
    names: &Names,
) -> (Vec<OpenRequest>, Vec<OpenRequest>) {
    let (mut asked, mut owed) = (Vec::new(), Vec::new());
    for mail in inbox.all() {
        let Some(letter) = &mail.letter else { continue };
        let kind = MessageKind::from_word(letter.kind);
        if !kind.is_some_and(MessageKind::wants_answer) {
            continue;
        }
        let (began, ends): (_, &[&str]) = if mail.mine {
            ("message_sent", &["answer_received", "refusal_heard"])
        } else {
            (
                "message_delivered",
                &["message_answered", "request_declined", "message_closed"],
            )
        };
        let Some(since) = mail
            .when(began)
            .filter(|_| !ends.iter().any(|end| mail.was(end)))
        else {
            continue;
        };
        let other = OrgId::find(&mail.other, names);
        let within = other.and_then(|other| agreed(seat, exercise, other));
        let patience = exercise.org(seat.org()).patience;
        let own = mail
            .mine
            .then(|| Span(patience.0.saturating_mul(PATIENCES)));
        let list = if mail.mine { &mut asked } else { &mut owed };
        list.push(OpenRequest {
            n: mail.n,
            other: mail.other.clone(),
            kind: letter.kind,
            about: letter.about.clone().unwrap_or_default(),
            since,
            due: within.or(own).map(|span| since + span),
            agreed: within.is_some(),
        });
    }
    for list in [&mut asked, &mut owed] {
        list.sort_by_key(|one| (one.due.unwrap_or(SimTime::NEVER), one.since, one.n));
    }
    (asked, owed)
}

/// The shortest time to answer in that agreements of two organisations set, where any is in use.
fn agreed(seat: SeatView<'_>, exercise: &Exercise, other: OrgId) -> Option<Span> {
    let spans = exercise.agreements.iter().enumerate();
    let spans = spans.filter(|(nth, one)| {
        one.joins(seat.org(), other)
            && seat.agreement(crate::model::AgreementId::nth(*nth)) == AgreementState::Operational
    });
    let spans = spans.flat_map(|(_, one)| &one.gives);
    spans
        .filter_map(|term| match term {
            Term::AnswerWithin(span) => Some(*span),
            _ => None,
        })
        .min()
}
