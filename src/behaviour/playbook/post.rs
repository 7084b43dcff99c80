//! The step that sends a message: to whom it may go and with what, and what an agreed form has
//! its sender gather before.

use super::super::sharing::{self, Parcel, Way};
use super::super::{Turn, request};
use super::step::{Flow, is_holding, queue};
use super::{Run, who};
use crate::exercise::{Over, Who};
use crate::kernel::Key;
use crate::model::{
    Claim, FieldSet, FindingId, MILLION, MessageKind, OrgId, Priority, Subject, Work,
};

/// Sends a message about the cue. What it rests on must be free to go; otherwise it is withheld.
/// Whoever is party to a form with the recipient first gathers what the form wants and it lacks:
/// one piece of work for each message, as many times as long as there are such fields. Recipients
/// that need no such work do not wait for those that do.
pub fn send(
    turn: &mut Turn<'_>,
    run: &mut Run,
    key: Key,
    kind: MessageKind,
    whom: &Who,
    (priority, over): (Priority, Option<Over>),
) -> Flow {
    let host = run
        .cue
        .host(turn)
        .filter(|_| kind == MessageKind::TakedownRequest);
    let about = host.map(Subject::Host).or(run.cue.about);
    let parcel = Parcel {
        from: run.org,
        kind,
        about,
        priority,
        over,
    };
    let held = host.is_some_and(|host| is_holding(turn, run.org, host));
    let recipients = if held {
        Vec::new()
    } else {
        who::resolve(turn, run.org, &run.cue, whom)
    };
    let mut unfilled: Option<(OrgId, u32)> = None;
    let before = run.served.len();
    for to in recipients {
        if run.served[..before].contains(&to) {
            continue;
        }
        let Some(claims) = claims_for(turn, run, about, (to, over)) else {
            run.served.push(to);
            continue;
        };
        let mut fields = FieldSet::default();
        if kind.wants_answer() {
            let given = run.cue.message.map(|message| request::given(turn, message));
            let given = given.unwrap_or_default();
            let at_hand = request::at_hand(turn, run.org, about, given);
            let sought = request::form(turn, run.org, to).without(at_hand);
            if !sought.is_empty() && run.filled_in != Some(to) {
                unfilled.get_or_insert((to, sought.iter().count() as u32));
                continue;
            }
            fields = at_hand.and(request::found(turn, run.org, about, sought));
        }
        let message = turn.world().messages.next();
        sharing::post(turn, &parcel, to, claims, fields, run.because);
        let sent = turn.world().messages.next() != message;
        if let Some(cue) = run.cue.message.filter(|_| sent && kind.wants_answer()) {
            turn.state.grew_from.insert(message, cue);
        }
        run.served.push(to);
    }
    let Some((to, pieces)) = unfilled else {
        run.served.clear();
        run.filled_in = None;
        return Flow::On;
    };
    run.filled_in = Some(to);
    let ticket = queue(turn, run, key, Work::Coordination, priority);
    turn.state.chores[ticket.at()].share_ppm = pieces.saturating_mul(MILLION);
    Flow::Again
}

/// The claims of the cue that may go to a recipient; none, and a record of why, where what may not
/// go is what the message would give away.
fn claims_for(
    turn: &mut Turn<'_>,
    run: &Run,
    about: Option<Subject>,
    (to, over): (OrgId, Option<Over>),
) -> Option<Vec<Claim>> {
    let known: Vec<FindingId> = (run.cue.findings.iter().copied())
        .filter(|id| turn.view(run.org).knows(*id).is_some())
        .collect();
    let exercise = turn.exercise;
    // A message about something gives it away, whether or not it carries the claim.
    let names = |id: FindingId| {
        let points_at = exercise.findings[id.at()].points_at;
        about == Some(Subject::Finding(id)) || (points_at.is_some() && points_at == about)
    };
    let (mut claims, mut barred) = (Vec::new(), Vec::new());
    for finding in &known {
        match sharing::permitted(turn, run.org, to, *finding, Way::Best(over)) {
            Ok(claim) => claims.push(claim),
            Err(why) => barred.push((*finding, why)),
        }
    }
    let free = claims.iter().any(|claim: &Claim| names(claim.finding));
    let given_away = barred.iter().find(|(id, _)| names(*id)).filter(|_| !free);
    let nothing_left = barred.first().filter(|_| claims.is_empty());
    if let Some((finding, why)) = given_away.or(nothing_left).copied() {
        sharing::withhold(turn, run.org, to, finding, why, run.because);
        return None;
    }
    Some(claims)
}
