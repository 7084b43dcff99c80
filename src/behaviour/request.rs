//! Requests: the fields they carry, what a recipient still needs, and asking back for it.
//!
//! A form that parties have agreed says which fields to fill in; it does not abolish the rounds,
//! and it costs: a sender looks for each field of the form that it lacks, which is work, before it
//! sends. It can only fill in what there is: each field is there with the sender's thoroughness,
//! unasked, or with twice that (at most always) when a form or a clarification has it look. Whoever
//! passes a request on passes on the fields that it was given.

use super::desk::{self, Job};
use super::{Turn, contact, delivery, notion, playbook};
use crate::exercise::Term;
use crate::fact::MessageAnswered;
use crate::journal::Causes;
use crate::kernel::{Key, Purpose, draw, mix};
use crate::model::{
    FieldSet, Letter, MILLION, MessageId, MessageKind, OrgId, Priority, RequestField, Subject, Work,
};

const FILLED: Purpose = Purpose::of("request field");

/// The fields that the forms agreed between two organisations want.
#[must_use]
pub fn form(turn: &Turn<'_>, from: OrgId, to: OrgId) -> FieldSet {
    contact::in_force(turn, from, to).fold(FieldSet::default(), |set, (_, term)| match term {
        Term::Form(fields) => set.and(*fields),
        _ => set,
    })
}

/// The fields that a sender has without looking for any: what it notes by its own thoroughness,
/// and what it was given.
#[must_use]
pub fn at_hand(turn: &Turn<'_>, org: OrgId, about: Option<Subject>, given: FieldSet) -> FieldSet {
    let fields = RequestField::ALL.iter().copied();
    let noted: Vec<RequestField> = fields
        .filter(|field| fills_in(turn, org, about, *field, false))
        .collect();
    given.and(FieldSet::of(&noted))
}

/// Those of the fields sought that are found when somebody looks for them.
#[must_use]
pub fn found(turn: &Turn<'_>, org: OrgId, about: Option<Subject>, sought: FieldSet) -> FieldSet {
    let found: Vec<RequestField> = (sought.iter())
        .filter(|field| fills_in(turn, org, about, *field, true))
        .collect();
    FieldSet::of(&found)
}

/// The fields that came with a request, or for it afterwards; whoever passes the request on passes
/// them on too.
#[must_use]
pub fn given(turn: &Turn<'_>, message: MessageId) -> FieldSet {
    let letter = &turn.message(message).letter;
    if !letter.kind.wants_answer() {
        return FieldSet::default();
    }
    letter.fields.and(turn.state.errand(message).fields_in)
}

fn fills_in(
    turn: &Turn<'_>,
    org: OrgId,
    about: Option<Subject>,
    field: RequestField,
    asked: bool,
) -> bool {
    let thorough = turn.org(org).thorough_ppm;
    let ppm = if asked {
        thorough.saturating_mul(2).min(MILLION)
    } else {
        thorough
    };
    let root = about.map_or(0, |subject| turn.plan.subject(subject));
    let key = mix(mix(root, turn.plan.org(org)), field as u64);
    // One draw serves both cases, so that being asked can only add fields, never take one away.
    draw::bernoulli(&mut turn.draw(key, FILLED), ppm)
}

/// The fields a recipient needs and a request has not brought so far.
#[must_use]
pub fn missing(turn: &Turn<'_>, message: MessageId) -> FieldSet {
    let m = turn.message(message);
    let needs = FieldSet::of(&turn.org(m.letter.to).needs);
    let later = turn.state.errand(message).fields_in;
    // Nobody has to be called back to be sure who it was.
    let sure = match turn.channel(m.channel).authenticated {
        true => FieldSet::of(&[RequestField::CallBack]),
        false => FieldSet::default(),
    };
    needs.without(m.letter.fields.and(later).and(sure))
}

/// Asks back for what a request lacks; the playbook waits for it.
pub fn ask_back(
    turn: &mut Turn<'_>,
    message: MessageId,
    wants: FieldSet,
    run: Key,
    causes: Causes,
) {
    turn.state.waiting_for_fields.insert(message, run);
    ask(turn, message, wants, causes);
}

/// Asks the sender of a request for fields.
pub fn ask(turn: &mut Turn<'_>, message: MessageId, wants: FieldSet, causes: Causes) {
    let m = turn.message(message);
    let letter = Letter {
        from: m.letter.to,
        to: m.letter.from,
        kind: MessageKind::Clarification,
        channel: m.channel,
        about: m.letter.about,
        claims: Vec::new(),
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants,
        reply_to: Some(message),
        inject: None,
        priority: m.letter.priority,
        text: String::new(),
    };
    delivery::compose(turn, letter, causes);
}

/// A clarification was read: the requester's desk gathers what it can.
pub fn asked_back(turn: &mut Turn<'_>, clarification: MessageId, seq: u32) {
    let m = turn.message(clarification);
    let (org, root) = (m.letter.to, m.lineage);
    if !turn.is_simulated(org) {
        return;
    }
    let job = Job {
        org,
        work: Work::Coordination,
        priority: Priority::High,
        message: Some(clarification),
        root,
        run: None,
        artefact: None,
    };
    let ticket = desk::queue(turn, &job, Causes::of(seq));
    turn.state.gathering.insert(ticket, clarification);
}

/// A piece of work was finished: if it gathered fields, they go out.
pub fn gathered(turn: &mut Turn<'_>, ticket: crate::model::TicketId, seq: u32) {
    let Some(clarification) = turn.state.gathering.remove(&ticket) else {
        return;
    };
    let letter = turn.message(clarification).letter.clone();
    if !turn.is_simulated(letter.to) {
        return;
    }
    let channel = turn.message(clarification).channel;
    let Some(request) = letter.reply_to else {
        return;
    };
    let passed_on = turn.state.grew_from.get(&request).copied();
    let passed_on = passed_on.map(|message| given(turn, message));
    let passed_on = letter.wants.only(passed_on.unwrap_or_default());
    let found = found(turn, letter.to, letter.about, letter.wants).and(passed_on);
    let reply = Letter {
        from: letter.to,
        to: letter.from,
        kind: MessageKind::Answer,
        channel,
        about: letter.about,
        claims: Vec::new(),
        artefacts: Vec::new(),
        fields: found,
        wants: FieldSet::default(),
        reply_to: Some(clarification),
        inject: None,
        priority: letter.priority,
        text: String::new(),
    };
    let by = delivery::compose(turn, reply, Causes::of(seq));
    let (from, to) = (letter.from, letter.to);
    turn.tell(
        MessageAnswered {
            message: clarification,
            from,
            to,
            by,
        },
        Causes::of(seq),
    );
    debug_assert!(request.at() < clarification.at());
}

/// The answer to a clarification was read: the playbook that waits for it goes on.
pub fn fields_came(turn: &mut Turn<'_>, clarification: MessageId, fields: FieldSet, seq: u32) {
    let letter = &turn.message(clarification).letter;
    if letter.kind != MessageKind::Clarification {
        return;
    }
    let Some(request) = letter.reply_to else {
        return;
    };
    let errand = turn.state.errand_mut(request);
    errand.fields_in = errand.fields_in.and(fields);
    notion::explained(turn, request, fields, seq);
    if let Some(run) = turn.state.waiting_for_fields.remove(&request) {
        playbook::resume(turn, run, seq);
    }
}
