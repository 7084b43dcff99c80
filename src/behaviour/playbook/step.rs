//! One step of a rule: what it does, and whether the rule goes on, waits or ends.

use super::super::desk::{self, Job};
use super::super::sharing::{self, Parcel, Way};
use super::super::{
    Due, Turn, acts, contact, escalation, learning, release, request, trust, warding,
};
use super::{After, Run, guard, post, who};
use crate::action::{
    Acknowledge, Action, Attribute, Block, Close, CommsCheck, Contain, Decide, Decline, Hold,
    Intent, Publish, Recover, Send, Suspend,
};
use crate::exercise::{Over, Step, Term, What, Who};
use crate::fact::ClaimDoubted;
use crate::journal::Causes;
use crate::kernel::Key;
use crate::model::{
    Blocks, Cases, Claim, Declined, FieldSet, FindingId, HostId, Letter, MILLION, MessageId,
    MessageKind, OrgId, Placed, Priority, Rare, Subject, ThreatId, TicketId, Tier, Work,
};

/// How a rule goes on after a step.
pub enum Flow {
    /// With the next step.
    On,
    /// With the next step, once something has come.
    Wait,
    /// With the same step, once something has come.
    Again,
    /// Not at all.
    End,
}

/// Does one step.
pub fn perform(turn: &mut Turn<'_>, run: &mut Run, key: Key, step: &Step) -> Flow {
    match step {
        Step::Acknowledge => on_message(turn, run, |message| Acknowledge { message }.into()),
        Step::Close => on_message(turn, run, |message| Close { message }.into()),
        Step::Work(Work::Triage, _) if through_liaison(turn, run) => {}
        Step::Work(work, priority) => return wait_for(turn, run, key, *work, *priority),
        Step::Wait(span) => {
            let cause = run.because.last().unwrap_or(u32::MAX);
            turn.later(*span, Due::Resume(key), cause);
            return Flow::Wait;
        }
        Step::Verify => {
            run.after = After::Verify;
            return wait_for(turn, run, key, Work::Verification, priority_of(turn, run));
        }
        Step::Clarify(rounds) => return clarify(turn, run, key, *rounds),
        Step::Answer => answer(turn, run),
        Step::Share(whom, what, over) => share(turn, run, whom, *what, *over),
        Step::Send(kind, whom, priority, over) => {
            return post::send(turn, run, key, *kind, whom, (*priority, *over));
        }
        Step::Hold => on_message(turn, run, |message| Hold { message }.into()),
        Step::Suspend | Step::Block => return take_down(turn, run, *step == Step::Block),
        Step::Analyse => return analyse(turn, run, key),
        Step::Apply => return apply(turn, run, key),
        Step::Contain => each_threat(turn, run, |threat| Contain { threat }.into()),
        Step::Recover => each_threat(turn, run, |threat| Recover { threat }.into()),
        Step::Escalate => {
            escalation::escalate(turn, run.org, run.cue.about, run.cue.message, run.because);
        }
        Step::Release => begin_release(turn, run),
        Step::Attribute => attribute(turn, run),
        Step::Publish(text) => publish(turn, run, text),
        Step::Decide(decision) => {
            let about = run.cue.about;
            let decide = Decide {
                decision: decision.clone(),
                reason: String::new(),
                confidence: Rare(None),
                about,
            };
            want(turn, run, decide.into());
        }
        Step::CommsCheck(whom) => {
            let of = who::resolve(turn, run.org, &run.cue, whom);
            want(turn, run, CommsCheck { of }.into());
        }
        Step::Only(condition) => {
            // The rule has run, so that `FirstTime` would always fail here: it is not meant here.
            if !guard::holds(turn, run.org, &run.cue, condition, 0) {
                return Flow::End;
            }
        }
        Step::Chance(..) => debug_assert!(false, "choices are flattened into jumps"),
    }
    Flow::On
}

/// Whether the message came from somebody who has a person here.
fn through_liaison(turn: &Turn<'_>, run: &Run) -> bool {
    run.cue.message.is_some_and(|message| {
        let from = turn.message(message).letter.from;
        let mut terms = contact::in_force(turn, run.org, from);
        terms.any(|(_, term)| *term == Term::Liaison)
    })
}

/// Wants an action done; what the World does not allow any more is left undone.
fn want(turn: &mut Turn<'_>, run: &Run, intent: Intent) -> bool {
    acts::act(
        turn,
        Action {
            by: run.org,
            intent,
        },
        run.because,
    )
    .is_ok()
}

fn on_message(turn: &mut Turn<'_>, run: &Run, intent: impl Fn(MessageId) -> Intent) {
    if let Some(message) = run.cue.message {
        want(turn, run, intent(message));
    }
}

fn each_threat(turn: &mut Turn<'_>, run: &Run, intent: impl Fn(ThreatId) -> Intent) {
    let cases = &run.org.get::<Cases>(turn.world()).0;
    let threats: Vec<ThreatId> = cases.keys().copied().collect();
    for threat in threats {
        want(turn, run, intent(threat));
    }
}

fn priority_of(turn: &Turn<'_>, run: &Run) -> Priority {
    run.cue.message.map_or(Priority::High, |message| {
        turn.message(message).letter.priority
    })
}

fn wait_for(turn: &mut Turn<'_>, run: &Run, key: Key, work: Work, priority: Priority) -> Flow {
    queue(turn, run, key, work, priority);
    Flow::Wait
}

/// Puts work on the desk that the rule waits for.
pub fn queue(turn: &mut Turn<'_>, run: &Run, key: Key, work: Work, priority: Priority) -> TicketId {
    let job = Job {
        org: run.org,
        work,
        priority,
        message: run.cue.message,
        root: run.lineage,
        run: Some(key),
        artefact: match run.after {
            After::Analyse(artefact) => Some(artefact),
            _ => None,
        },
    };
    let ticket = desk::queue(turn, &job, run.because);
    if work == Work::Verification
        && let Some(message) = run.cue.message
    {
        turn.state.chores[ticket.at()].share_ppm = checking(turn, run.org, message);
    }
    ticket
}

/// Which share of the usual work it takes to verify a message: who sent it need not be found out
/// where the channel makes sure of that, but only whoever is known already is gone by. What it
/// says is as true or false as before.
fn checking(turn: &Turn<'_>, org: OrgId, message: MessageId) -> u32 {
    let m = turn.message(message);
    let channel = turn.channel(m.channel);
    let known = Tier::of_trust(turn.trust(org, m.letter.from)) <= Tier::Known;
    if channel.authenticated && known {
        channel.checking_ppm
    } else {
        MILLION
    }
}

/// The check is done: claims that do not hold fall away. False when nothing is left of what was
/// to be acted upon.
pub fn verified(turn: &mut Turn<'_>, key: Key, seq: u32) -> bool {
    let Some(Some(run)) = turn.state.runs.get(key) else {
        return false;
    };
    let (org, message) = (run.org, run.cue.message);
    let mut findings = run.cue.findings.clone();
    if let Some(Subject::Finding(finding)) = run.cue.about {
        findings.push(finding);
    }
    findings.sort_unstable();
    findings.dedup();
    if let Some(message) = message {
        learning::recognise(turn, org, &findings, message, seq);
    }
    let doubted: Vec<FindingId> = findings
        .into_iter()
        .filter(|id| learning::sees_through(turn, org, *id))
        .collect();
    for finding in &doubted {
        let seq = turn.tell(
            ClaimDoubted {
                org,
                finding: *finding,
            },
            Causes::of(seq),
        );
        if let Some(from) = message.map(|message| turn.message(message).letter.from) {
            trust::doubted(turn, org, from, seq);
        }
    }
    let Some(Some(run)) = turn.state.runs.get_mut(key) else {
        return false;
    };
    let before = run.cue.findings.len();
    run.cue.findings.retain(|id| !doubted.contains(id));
    let stands = doubted.is_empty() || (before > 0 && !run.cue.findings.is_empty());
    // People say for themselves what follows from what they do not believe.
    if let Some(message) = message.filter(|_| !stands && turn.is_simulated(org)) {
        // What asked for nothing needs no refusal.
        let intent = if turn.message(message).letter.kind.wants_answer() {
            let why = Declined::NotBelieved;
            Decline { message, why }.into()
        } else {
            Close { message }.into()
        };
        let action = Action { by: org, intent };
        // What was settled by somebody else meanwhile is settled.
        let _ = acts::act(turn, action, Causes::of(seq));
    }
    stands
}

fn clarify(turn: &mut Turn<'_>, run: &mut Run, key: Key, rounds: u32) -> Flow {
    let Some(message) = run.cue.message else {
        return Flow::On;
    };
    let missing = request::missing(turn, message);
    if missing.is_empty() {
        return Flow::On;
    }
    if run.rounds < rounds {
        run.rounds += 1;
        request::ask_back(turn, message, missing, key, run.because);
        return Flow::Again;
    }
    if !turn.is_simulated(run.org) {
        // People turn down for themselves what stays incomplete.
        return Flow::End;
    }
    want(
        turn,
        run,
        Decline {
            message,
            why: Declined::Incomplete,
        }
        .into(),
    );
    Flow::End
}

fn answer(turn: &mut Turn<'_>, run: &Run) {
    let Some(message) = run.cue.message else {
        return;
    };
    let m = turn.message(message);
    let (asker, kind, channel) = (m.letter.from, m.letter.kind, m.channel);
    let (about, priority) = (m.letter.about, m.letter.priority);
    let mut claims: Vec<Claim> = Vec::new();
    let mut because = run.because;
    // What the law asks for comes along where the way it was asked by makes it evidence.
    let way = match kind {
        MessageKind::InformationRequest => Some(Way::Reply(channel)),
        MessageKind::PreservationRequest | MessageKind::LegalAssistance => {
            Some(Way::By(channel)).filter(|_| turn.channel(channel).evidence)
        }
        _ => None,
    };
    if let Some(way) = way {
        for finding in same_threat(turn, run) {
            if let Ok(claim) = sharing::permitted(turn, run.org, asker, finding, way) {
                let learnt = turn
                    .view(run.org)
                    .knows(finding)
                    .map(|known| known.learnt_seq);
                because = learnt.map_or(because, |seq| because.and(seq));
                claims.push(claim);
            }
        }
    }
    let letter = Letter {
        from: run.org,
        to: asker,
        kind: MessageKind::Answer,
        channel,
        about,
        claims,
        artefacts: Vec::new(),
        fields: FieldSet::default(),
        wants: FieldSet::default(),
        reply_to: Some(message),
        inject: None,
        priority,
        text: String::new(),
    };
    let listens = turn.org(asker).kind.plays() || asker == turn.plan.excon;
    if listens && kind.wants_answer() {
        let action = Action {
            by: run.org,
            intent: Send {
                letter: Box::new(letter),
            }
            .into(),
        };
        let _ = acts::act(turn, action, because);
    } else {
        want(turn, run, Close { message }.into());
    }
}

/// What the seat knows of the threat that the cue belongs to.
fn same_threat(turn: &Turn<'_>, run: &Run) -> Vec<FindingId> {
    let threat = threat_of(turn, run);
    let of = |id: FindingId| turn.exercise.findings[id.at()].threat;
    let known: Vec<FindingId> = turn
        .view(run.org)
        .knowledge()
        .iter()
        .map(|(id, _)| id)
        .collect();
    known
        .into_iter()
        .filter(|id| threat.is_none() || of(*id) == threat)
        .collect()
}

/// The threat that the cue belongs to.
fn threat_of(turn: &Turn<'_>, run: &Run) -> Option<ThreatId> {
    let of = |id: FindingId| turn.exercise.findings[id.at()].threat;
    let about = match run.cue.about {
        Some(Subject::Finding(finding)) => of(finding),
        Some(Subject::Incident(threat)) => Some(threat),
        Some(Subject::Host(host)) => turn.exercise.hosts[host.at()].threat,
        _ => None,
    };
    about.or_else(|| run.cue.findings.iter().find_map(|id| of(*id)))
}

/// Says in public who is behind the group that the cue is about.
fn attribute(turn: &mut Turn<'_>, run: &Run) {
    let threat = threat_of(turn, run);
    if threat.is_some() {
        want(turn, run, Attribute { threat }.into());
    }
}

fn share(turn: &mut Turn<'_>, run: &Run, whom: &Who, what: What, over: Option<Over>) {
    let mut findings = match what {
        What::Trigger => run.cue.findings.to_vec(),
        What::SameThreat => same_threat(turn, run),
    };
    findings.sort_unstable();
    findings.dedup();
    let kind = MessageKind::Indicators;
    let parcel = Parcel {
        from: run.org,
        kind,
        about: run.cue.about,
        priority: Priority::Normal,
        over,
    };
    for to in who::resolve(turn, run.org, &run.cue, whom) {
        sharing::offer(turn, &parcel, to, &findings, run.because);
    }
}

/// Suspends or blocks the host that the cue is about; a rule ends where that is not for this seat.
/// What somebody else has taken down or blocked meanwhile needs nothing more, and can be answered.
fn take_down(turn: &mut Turn<'_>, run: &Run, block: bool) -> Flow {
    let Some(host) = run.cue.host(turn) else {
        return Flow::End;
    };
    if !turn.view(run.org).host_answers(host) {
        return Flow::On;
    }
    if holds_back(turn, run, host) {
        return Flow::End;
    }
    let message = run.cue.message;
    let intent: Intent = if block {
        let home = turn.org(run.org).economy;
        let blocks = &host.get::<Blocks>(turn.world()).0;
        if home.is_some_and(|economy| blocks.contains_key(&economy)) {
            return Flow::On;
        }
        Block { host, message }.into()
    } else {
        Suspend { host, message }.into()
    };
    let done = want(turn, run, intent);
    if done { Flow::On } else { Flow::End }
}

/// Whether a seat has agreed to leave a host up for now.
pub fn is_holding(turn: &Turn<'_>, org: OrgId, host: HostId) -> bool {
    let threat = turn.exercise.hosts[host.at()].threat;
    let until = threat.and_then(|threat| turn.view(org).holds(threat));
    until.is_some_and(|until| until > turn.at())
}

/// As [`is_holding`]; whoever asked for the host to go is told so.
fn holds_back(turn: &mut Turn<'_>, run: &Run, host: HostId) -> bool {
    if !is_holding(turn, run.org, host) {
        return false;
    }
    let asked = run.cue.message.filter(|message| {
        let letter = &turn.message(*message).letter;
        letter.to == run.org && letter.kind.wants_answer()
    });
    if let Some(message) = asked {
        let why = Declined::Policy;
        want(turn, run, Decline { message, why }.into());
    }
    true
}

/// Analyses the first artefact that is not analysed yet, then comes back for the next.
fn analyse(turn: &mut Turn<'_>, run: &mut Run, key: Key) -> Flow {
    let view = turn.view(run.org);
    let next = run
        .cue
        .artefacts
        .iter()
        .copied()
        .find(|id| view.artefact(*id) == Some(false));
    let Some(artefact) = next else {
        return Flow::On;
    };
    run.after = After::Analyse(artefact);
    wait_for(turn, run, key, Work::Analysis, priority_of(turn, run));
    Flow::Again
}

/// What set a rule off, as far as it can be applied.
pub fn applicable(run: &Run) -> impl Iterator<Item = FindingId> {
    let about = match run.cue.about {
        Some(Subject::Finding(finding)) => Some(finding),
        _ => None,
    };
    about.into_iter().chain(run.cue.findings.iter().copied())
}

/// Applies the first finding that is not applied yet, then comes back for the next.
fn apply(turn: &mut Turn<'_>, run: &mut Run, key: Key) -> Flow {
    let Some(finding) = warding::next(turn, run.org, applicable(run)) else {
        return Flow::On;
    };
    turn.state.applying.insert((run.org, finding));
    run.after = After::Apply(finding);
    wait_for(turn, run, key, warding::WORK, priority_of(turn, run));
    Flow::Again
}

fn begin_release(turn: &mut Turn<'_>, run: &Run) {
    let Some(cause) = run.because.last() else {
        return;
    };
    let view = turn.view(run.org);
    let classified: Vec<FindingId> = (run.cue.findings.iter().copied())
        .filter(|id| view.knows(*id).is_some_and(|known| known.classified))
        .collect();
    for finding in classified {
        release::begin(turn, run.org, finding, cause);
    }
}

/// Publishes what may be public; a statement may carry nothing but its text.
fn publish(turn: &mut Turn<'_>, run: &Run, text: &str) {
    let view = turn.view(run.org);
    let free = |id: &FindingId| {
        let known = view.knows(*id)?;
        let open = known.claim.source == run.org || known.claim.tlp == crate::model::Tlp::Clear;
        (open && !known.classified && known.cleared).then(|| known.claim.clone())
    };
    let claims: Vec<Claim> = run.cue.findings.iter().filter_map(free).collect();
    want(
        turn,
        run,
        Publish {
            claims,
            text: text.to_owned(),
        }
        .into(),
    );
}
