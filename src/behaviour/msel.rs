//! Injects: when each fires, whom it reaches, what it does to the world.

use super::{Due, Turn, delivery, heed, intrusion, rotation, trust};
use crate::action::{EditInject, HoldInject};
use crate::exercise::{Effect, Performer, Seen, Trigger, message};
use crate::fact::{
    AgreementChanged, ChannelChanged, Fact, HostUp, InjectEdited, InjectHeld, InjectReleased,
    InjectSkipped, InjectWaits, Published, TensionChanged,
};
use crate::journal::Causes;
use crate::model::record::Rare;
use crate::model::{
    Claim, CriticalTaskId, FieldSet, FindingId, HostState, InjectId, Letter, OrgId, Part, Placed,
    Span, Tlp,
};

/// STARTEX: injects with a time are due at it, contingencies at the time they judge.
pub fn start(turn: &mut Turn<'_>, seq: u32) {
    for (nth, inject) in turn.exercise.injects.iter().enumerate() {
        let due = Due::Inject(InjectId::nth(nth));
        if let Some(at) = inject.trigger.moment() {
            turn.on(at, due, seq);
        }
    }
}

/// A fact may meet the condition of an inject, or perform a critical task. What an evaluator saw
/// done is done from when that is on record.
pub fn watch(turn: &mut Turn<'_>, seq: u32) {
    let Some(fact) = turn.fact(seq) else { return };
    if let Fact::TaskObserved(f) = fact {
        let done = (f.task, f.org);
        turn.state.performed.entry(done).or_insert(seq);
        return;
    }
    let sort = fact.kind();
    if !turn.plan.tasks.wants(sort) && !turn.plan.awaiting.wants(sort) {
        return;
    }
    let (kind, to_kind) = message_of(turn, fact);
    let seen = Seen {
        fact,
        kind,
        to_kind,
    };
    let exercise = turn.exercise;
    let by = |task: &CriticalTaskId| exercise.tasks[task.at()].does.performed_by(&seen);
    let tasks = turn.plan.tasks.by(&seen).into_iter();
    let performed: Vec<_> = tasks.filter_map(|task| Some((task, by(&task)?))).collect();
    let meets = |inject: InjectId| match &exercise.injects[inject.at()].trigger {
        Trigger::After(condition, after) => {
            let by = condition.does.performed_by(&seen)?;
            let meant = condition.who.is_none_or(|who| who == by);
            meant.then_some((inject, *after))
        }
        _ => None,
    };
    let awaiting = turn.plan.awaiting.by(&seen).into_iter();
    let met: Vec<_> = awaiting.filter_map(meets).collect();
    for (task, org) in performed {
        turn.state.performed.entry((task, org)).or_insert(seq);
    }
    for (inject, after) in met {
        if turn.state.triggered.insert(inject) {
            turn.later(after, Due::Inject(inject), seq);
        }
    }
}

/// The kind of the message a fact is about, and the kind of organisation it goes to.
#[must_use]
pub fn message_of(
    turn: &Turn<'_>,
    fact: &Fact,
) -> (
    Option<crate::model::MessageKind>,
    Option<crate::model::OrgKind>,
) {
    let Some(message) = message(fact) else {
        return (None, None);
    };
    let letter = &turn.message(message).letter;
    (Some(letter.kind), Some(turn.org(letter.to).kind))
}

/// An inject is due.
pub fn due(turn: &mut Turn<'_>, inject: InjectId, cause: u32) {
    if turn.state.settled.contains(&inject) {
        return;
    }
    let moved = turn.state.edits.get(&inject).and_then(|edit| edit.due);
    if moved.is_some_and(|at| at > turn.at()) {
        return;
    }
    let causes = if cause == u32::MAX {
        Causes::NONE
    } else {
        Causes::of(cause)
    };
    if turn.state.held.contains(&inject) {
        if turn.state.waiting.insert(inject) {
            turn.tell(InjectWaits { inject }, causes);
        }
        return;
    }
    go(turn, inject, Rare(None), causes);
}

/// An inject goes out, a contingency to whom it is needed for.
fn go(turn: &mut Turn<'_>, inject: InjectId, by: Rare<String>, causes: Causes) {
    let row = &turn.exercise.injects[inject.at()];
    let all = recipients(turn, inject).to_vec();
    let Trigger::Unless(task, _) = row.trigger else {
        release(turn, inject, &all, by, causes);
        return;
    };
    let (spared, needed): (Vec<OrgId>, Vec<OrgId>) =
        all.iter().partition(|org| is_spared(turn, task, **org));
    for org in &spared {
        turn.tell(
            InjectSkipped {
                inject,
                to: Some(*org),
                controller: Rare(None),
            },
            causes,
        );
    }
    if is_needed(turn, inject) {
        release(turn, inject, &needed, by, causes);
    } else {
        turn.state.settled.insert(inject);
    }
}

/// Whether an inject would go to anybody now, or take effect: a contingency may not.
#[must_use]
pub fn is_needed(turn: &Turn<'_>, inject: InjectId) -> bool {
    let Trigger::Unless(task, _) = turn.exercise.injects[inject.at()].trigger else {
        return true;
    };
    let all = recipients(turn, inject);
    match all.is_empty() {
        true => !anybody_performed(turn, task),
        false => !all.iter().all(|org| is_spared(turn, task, *org)),
    }
}

/// Whom an inject goes to, as EXCON has it now.
fn recipients<'a>(turn: &'a Turn<'_>, inject: InjectId) -> &'a [OrgId] {
    let amended = turn.state.edits.get(&inject);
    let to = amended.and_then(|amended| amended.to.as_ref());
    to.unwrap_or(&turn.exercise.injects[inject.at()].to)
}

/// Whether a contingency is not needed for a recipient: it has performed the task, or the task
/// is not its own and somebody has.
fn is_spared(turn: &Turn<'_>, task: CriticalTaskId, org: OrgId) -> bool {
    if turn.state.performed.contains_key(&(task, org)) {
        return true;
    }
    let row = &turn.exercise.tasks[task.at()];
    let called = |to: &[OrgId]| to.contains(&org);
    let goes_to = |inject: InjectId| called(recipients(turn, inject));
    let scripted = |inject: InjectId| called(&turn.exercise.injects[inject.at()].to);
    match &row.who {
        Performer::Each(orgs) if called(orgs) => false,
        Performer::EachRecipient if row.inject.is_some_and(goes_to) => false,
        // Whom EXCON left out of what calls for the task need not be reminded of it.
        Performer::EachRecipient if row.inject.is_some_and(scripted) => true,
        _ => anybody_performed(turn, task),
    }
}

fn anybody_performed(turn: &Turn<'_>, task: CriticalTaskId) -> bool {
    turn.state
        .performed
        .range((task, OrgId(0))..=(task, OrgId(u32::MAX)))
        .next()
        .is_some()
}

/// EXCON holds an inject back, or lets it go again: what came due meanwhile goes out then.
pub fn hold(turn: &mut Turn<'_>, hold: HoldInject, causes: Causes) {
    let HoldInject {
        inject,
        held,
        controller: by,
    } = hold;
    let changed = if held {
        turn.state.held.insert(inject)
    } else {
        turn.state.held.remove(&inject)
    };
    if !changed || turn.state.settled.contains(&inject) {
        return;
    }
    let fact = InjectHeld {
        inject,
        held,
        controller: by.clone(),
    };
    let seq = turn.tell(fact, causes);
    if !held && turn.state.waiting.remove(&inject) {
        go(turn, inject, by, Causes::of(seq));
    }
}

/// EXCON releases an inject by hand. One that was held and came due goes, if it is a contingency,
/// to whom it is needed for; any other to all its recipients.
pub fn let_out(turn: &mut Turn<'_>, inject: InjectId, by: Rare<String>, causes: Causes) {
    if turn.state.waiting.remove(&inject) {
        go(turn, inject, by, causes);
    } else {
        let all = recipients(turn, inject).to_vec();
        release(turn, inject, &all, by, causes);
    }
}

/// EXCON changes an inject that has not gone out.
pub fn edit(turn: &mut Turn<'_>, edit: EditInject, causes: Causes) {
    let amendment = edit.amendment();
    let EditInject {
        inject,
        due,
        text,
        to,
        channel,
        priority,
        controller,
    } = edit;
    if turn.state.settled.contains(&inject) {
        return;
    }
    let known = turn.state.edits.entry(inject).or_default();
    if amendment.to.is_some() {
        turn.state.sent_by.insert(inject, controller.clone());
    }
    known.amend(amendment);
    // What had come due and is moved to later waits for nobody's hand until it comes due again.
    if due.is_some_and(|due| due > turn.at()) {
        turn.state.waiting.remove(&inject);
    }
    let fact = InjectEdited {
        inject,
        due,
        text,
        to,
        channel,
        priority,
        controller,
    };
    let seq = turn.tell(fact, causes);
    if let Some(due) = due {
        turn.on(due, Due::Inject(inject), seq);
    }
}

/// EXCON sets an inject aside.
pub fn skip(turn: &mut Turn<'_>, inject: InjectId, by: Rare<String>, causes: Causes) {
    if turn.state.settled.insert(inject) {
        turn.tell(
            InjectSkipped {
                inject,
                to: None,
                controller: by,
            },
            causes,
        );
    }
}

/// Releases an inject to these recipients, with its effects.
fn release(turn: &mut Turn<'_>, inject: InjectId, to: &[OrgId], by: Rare<String>, causes: Causes) {
    if !turn.state.settled.insert(inject) {
        return;
    }
    let row = &turn.exercise.injects[inject.at()];
    let amended = turn.state.edits.get(&inject).cloned().unwrap_or_default();
    let due = amended.due.or(row.trigger.moment());
    let off = due.map(|due| turn.at().since(due));
    let off = Rare(off.filter(|off| *off != Span::ZERO));
    let seq = turn.tell(
        InjectReleased {
            inject,
            controller: by,
            off,
        },
        causes,
    );
    for effect in &row.effects {
        take_effect(turn, effect, seq);
    }
    let left_out_by = turn.state.sent_by.get(&inject).cloned();
    let left_out_by = left_out_by.unwrap_or(Rare(None));
    // Whom the script has it go to and EXCON does not, need not answer for it.
    let left_out = amended.to.iter().flat_map(|kept| {
        let script = row.to.iter().copied();
        script.filter(|org| !kept.contains(org))
    });
    for org in left_out {
        let fact = InjectSkipped {
            inject,
            to: Some(org),
            controller: left_out_by.clone(),
        };
        turn.tell(fact, Causes::of(seq));
    }
    let text = amended.text.as_ref().unwrap_or(&row.text);
    for to in to {
        let letter = Letter {
            from: row.from,
            to: *to,
            kind: row.kind,
            channel: amended.channel.unwrap_or(row.channel),
            about: row.about,
            claims: row.claims.clone(),
            artefacts: row.artefacts.clone(),
            fields: FieldSet::of(crate::model::RequestField::ALL),
            wants: FieldSet::default(),
            reply_to: None,
            inject: Some(inject),
            priority: amended.priority.unwrap_or(row.priority),
            text: text.clone(),
        };
        delivery::compose(turn, letter, Causes::of(seq));
    }
}

fn take_effect(turn: &mut Turn<'_>, effect: &Effect, cause: u32) {
    let causes = Causes::of(cause);
    match effect {
        Effect::Channel(channel, up, slowdown_ppm) => {
            let fact = ChannelChanged {
                channel: *channel,
                up: *up,
                slowdown_ppm: *slowdown_ppm,
            };
            turn.tell(fact, causes);
        }
        Effect::Tension(economy, other, ppm) => {
            turn.tell(
                TensionChanged {
                    economy: *economy,
                    other: *other,
                    ppm: *ppm,
                },
                causes,
            );
        }
        Effect::Agreement(agreement, to) => {
            let before = trust::under(turn, *agreement);
            let changed = AgreementChanged {
                agreement: *agreement,
                to: *to,
            };
            let seq = turn.tell(changed, causes);
            trust::follow(turn, &before, seq);
        }
        Effect::Publish(by, findings, text) => {
            let source = by.unwrap_or(turn.plan.excon);
            let claims = findings
                .iter()
                .map(|id| public_claim(turn, *id, source))
                .collect();
            turn.tell(
                Published {
                    by: *by,
                    claims,
                    text: text.clone(),
                },
                causes,
            );
        }
        Effect::HostUp(host) => {
            let threat = turn.exercise.hosts[host.at()].threat;
            let serves = *host.get::<HostState>(turn.world()) == HostState::Up;
            if let Some(threat) = threat.filter(|_| !serves) {
                let owner = turn.exercise.threats[threat.at()].seat;
                turn.tell(HostUp { host: *host, owner }, causes);
            }
        }
        Effect::Unleash(threat) => intrusion::unleash(turn, *threat, cause),
        Effect::Attribute(by, threat) => heed::attribute(turn, *by, Some(*threat), causes),
        Effect::ContactsRotate(org) => {
            turn.state.rotated.insert(*org, turn.at());
            rotation::all_left(turn, *org, causes);
        }
    }
}

fn public_claim(turn: &Turn<'_>, finding: FindingId, source: OrgId) -> Claim {
    let pap = turn.exercise.findings[finding.at()].pap;
    Claim {
        finding,
        part: Part::Full,
        tlp: Tlp::Clear,
        pap,
        source,
    }
}
