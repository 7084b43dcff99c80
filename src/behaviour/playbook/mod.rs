//! Playbooks: rules set off by what a seat sees, run step by step. They see a `SeatView` and
//! what is public, and emit the same actions as a person, and nothing else.

mod code;
mod cue;
mod guard;
mod moot;
mod post;
mod step;
mod who;

pub use code::{Op, flatten};
pub use cue::{Cue, actor};

use super::{Turn, assist, msel, notion};
use crate::exercise::{Seen, Step};
use crate::fact::{FactKind, StepProposed};
use crate::journal::Causes;
use crate::kernel::{Key, Limit, Purpose, draw, mix};
use crate::model::{ArtefactId, FindingId, OrgId, PlaybookId, Verdict};
use smallvec::SmallVec;
use step::Flow;

const CHANCE: Purpose = Purpose::of("playbook chance");

/// One rule under way.
#[derive(Clone, Debug)]
pub struct Run {
    /// Whose.
    pub org: OrgId,
    /// What set it off.
    pub cue: Cue,
    playbook: PlaybookId,
    rule: u16,
    place: usize,
    /// What the next step follows from.
    pub because: Causes,
    /// How often it asked back.
    pub rounds: u32,
    /// What its draws are keyed by.
    pub lineage: u64,
    /// What finished work completes.
    after: After,
    /// Whom the step that sends is through with, while it waits to serve the others.
    served: SmallVec<[OrgId; 2]>,
    /// For whom that step has filled in a form.
    filled_in: Option<OrgId>,
    /// The place of the step that people have confirmed.
    agreed: Option<usize>,
    /// Whether it waits for the word of people.
    asks: bool,
    /// What tells its rule and subject from others.
    root: u64,
}

/// What has to happen when the work that a run waits for is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Nothing,
    Verify,
    Analyse(ArtefactId),
    Apply(FindingId),
}

/// A fact may set off rules of whoever acts in it.
pub fn react(turn: &mut Turn<'_>, seq: u32) {
    let Some(fact) = turn.fact(seq) else { return };
    let kind = fact.kind();
    if kind == FactKind::ExerciseStarted {
        let all: Vec<OrgId> = turn.exercise.orgs().map(|(id, _)| id).collect();
        for org in all {
            let rules = turn.plan.rules(turn.org(org).playbook, kind);
            set_off(turn, org, rules.into(), &Cue::default(), seq);
        }
        return;
    }
    if !turn.plan.wants(kind) {
        return;
    }
    if !notion::sets_aside(turn, seq) {
        take_up(turn, seq, seq);
    }
}

/// Sets off the rules that a fact fits, because of that fact or of what has made it matter since.
pub fn take_up(turn: &mut Turn<'_>, seq: u32, because: u32) {
    let Some(fact) = turn.fact(seq) else { return };
    let kind = fact.kind();
    let Some(org) = cue::actor(fact) else { return };
    let playbook = turn.plan.playbook(org);
    let rules = turn.plan.rules(playbook, kind);
    if rules.is_empty() || !turn.has_playbook(org) {
        return;
    }
    let (message_kind, to_kind) = msel::message_of(turn, fact);
    let seen = Seen {
        fact,
        kind: message_kind,
        to_kind,
    };
    let book = &turn.exercise.playbooks[playbook.at()];
    let fitting: SmallVec<[u16; 8]> = (rules.iter().copied())
        .filter(|rule| book.rules[usize::from(*rule)].on.performed_by(&seen) == Some(org))
        .collect();
    if !fitting.is_empty() {
        let cue = cue::of(turn, seq);
        set_off(turn, org, fitting, &cue, because);
    }
}

fn set_off(turn: &mut Turn<'_>, org: OrgId, rules: SmallVec<[u16; 8]>, cue: &Cue, seq: u32) {
    if !turn.has_playbook(org) {
        return;
    }
    let playbook = turn.plan.playbook(org);
    for rule in rules {
        let book = &turn.exercise.playbooks[playbook.at()];
        let root = mix(cue.root(turn), mix(turn.plan.org(org), u64::from(rule)));
        let holds = book.rules[usize::from(rule)]
            .when
            .iter()
            .all(|guard| guard::holds(turn, org, cue, guard, root));
        if !holds {
            continue;
        }
        turn.state.set_off.insert((playbook, rule));
        let ordinal = turn.state.ordinal(root);
        let run = Run {
            org,
            cue: cue.clone(),
            playbook,
            rule,
            place: 0,
            because: Causes::of(seq),
            rounds: 0,
            lineage: mix(root, u64::from(ordinal)),
            after: After::Nothing,
            served: SmallVec::new(),
            filled_in: None,
            agreed: None,
            asks: false,
            root,
        };
        let key = turn.state.runs.insert(Some(Box::new(run)));
        advance(turn, key);
    }
}

/// What a run waited for has come: it goes on.
pub fn resume(turn: &mut Turn<'_>, key: Key, seq: u32) {
    let Some(Some(run)) = turn.state.runs.get_mut(key) else {
        return;
    };
    let (org, after) = (run.org, run.after);
    run.because = Causes::of(seq);
    run.after = After::Nothing;
    match after {
        After::Nothing => {}
        After::Analyse(artefact) => super::analysis::done(turn, org, artefact, Causes::of(seq)),
        After::Apply(finding) => super::warding::applied(turn, org, finding, Causes::of(seq)),
        After::Verify => {
            if !step::verified(turn, key, seq) {
                turn.state.runs.remove(key);
                return;
            }
        }
    }
    advance(turn, key);
}

/// Goes on with a run until it waits or ends.
fn advance(turn: &mut Turn<'_>, key: Key) {
    let Some(mut run) = turn.state.runs.get_mut(key).and_then(Option::take) else {
        return;
    };
    let plan = turn.plan;
    let ops = plan.code(run.playbook, run.rule);
    let mut steps = 0;
    loop {
        steps += 1;
        let (exercise, org) = (turn.exercise, run.org);
        let within = turn
            .limits()
            .check(Limit::PlaybookDepth, steps, turn.at(), || {
                exercise.org(org).id.clone()
            });
        if let Err(reached) = within {
            turn.stop(reached);
            return;
        }
        let Some(op) = ops.get(run.place) else { break };
        let place = run.place;
        run.place += 1;
        match op {
            Op::Jump(to) => run.place = *to,
            Op::Chance(ppm, otherwise) => {
                let mut chance = turn.draw(mix(run.lineage, place as u64), CHANCE);
                if !draw::bernoulli(&mut chance, *ppm) {
                    run.place = *otherwise;
                }
            }
            // What is settled already is passed over, whoever settled it.
            Op::Do(step) if is_passed_over(turn, &run, place, step) => {}
            Op::Do(step) if !is_agreed(turn, &run, place, step) => {
                run.place = place;
                propose(turn, key, run);
                return;
            }
            Op::Do(step) => match step::perform(turn, &mut run, key, step) {
                Flow::On => {}
                Flow::End => break,
                Flow::Wait => {
                    put_back(turn, key, run);
                    return;
                }
                Flow::Again => {
                    run.place = place;
                    if matches!(step, Step::Clarify(_)) {
                        // Each round is asked for anew.
                        run.agreed = None;
                    }
                    put_back(turn, key, run);
                    return;
                }
            },
        }
    }
    turn.state.runs.remove(key);
}

/// Whether a step may be performed: where people are assisted they have confirmed it, unless it
/// does nothing that anybody else could see.
fn is_agreed(turn: &Turn<'_>, run: &Run, place: usize, step: &Step) -> bool {
    turn.is_simulated(run.org)
        || run.agreed == Some(place)
        || matches!(step, Step::Only(_) | Step::Wait(_))
}

/// Whether a step of an assisted seat has nothing left to do, and nobody has asked for it.
fn is_passed_over(turn: &Turn<'_>, run: &Run, place: usize, step: &Step) -> bool {
    !turn.is_simulated(run.org) && run.agreed != Some(place) && moot::is_moot(turn, run, step)
}

/// Puts the step at which a run stands to its people.
fn propose(turn: &mut Turn<'_>, key: Key, mut run: Box<Run>) {
    let steps = &turn.plan.code(run.playbook, run.rule)[..run.place];
    let step = steps.iter().filter(|op| matches!(op, Op::Do(_))).count();
    let rule = &turn.exercise.playbooks[run.playbook.at()].rules[usize::from(run.rule)];
    let proposed = StepProposed {
        proposal: turn.world().proposals.next(),
        org: run.org,
        rule: rule.name.clone(),
        step: u32::try_from(step).unwrap_or(u32::MAX),
        message: run.cue.message,
        about: run.cue.about,
    };
    let because = run.because;
    run.asks = true;
    put_back(turn, key, run);
    assist::propose(turn, key, proposed, because);
}

/// People, or what they have done meanwhile, settle the step at which a run stands.
pub fn answered(turn: &mut Turn<'_>, key: Key, verdict: Verdict, seq: u32) {
    let Some(Some(run)) = turn.state.runs.get_mut(key) else {
        return;
    };
    run.because = Causes::of(seq);
    run.asks = false;
    match verdict {
        Verdict::Done => run.agreed = Some(run.place),
        Verdict::Skipped | Verdict::Overtaken => run.place += 1,
        Verdict::Left => {
            turn.state.runs.remove(key);
            return;
        }
    }
    advance(turn, key);
}

/// Whether the step at which a run stands would do nothing any more.
pub fn is_moot(turn: &Turn<'_>, key: Key) -> bool {
    let Some(Some(run)) = turn.state.runs.get(key) else {
        return false;
    };
    match turn.plan.code(run.playbook, run.rule).get(run.place) {
        Some(Op::Do(step)) => moot::is_moot(turn, run, step),
        _ => false,
    }
}

/// Goes on with whatever waits for the word of people: its playbook does without.
pub fn go_on(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let all = turn.state.runs.iter();
    let waits = |run: &Option<Box<Run>>| run.as_ref().is_some_and(|run| run.org == org && run.asks);
    let own: Vec<Key> = all
        .filter(|(_, run)| waits(run))
        .map(|(key, _)| key)
        .collect();
    for key in own {
        if let Some(Some(run)) = turn.state.runs.get_mut(key) {
            (run.because, run.asks) = (Causes::of(seq), false);
        }
        advance(turn, key);
    }
}

/// Drops whatever is under way at a seat: people have taken it. What was dropped has not run.
pub fn stop(turn: &mut Turn<'_>, org: OrgId) {
    let all = turn.state.runs.iter();
    let own = all.filter_map(|(key, run)| {
        let run = run.as_ref().filter(|run| run.org == org)?;
        Some((key, run.after, run.root))
    });
    let own: Vec<(Key, After, u64)> = own.collect();
    for (key, after, root) in own {
        turn.state.dropped.count(root);
        if let After::Apply(finding) = after {
            turn.state.applying.remove(&(org, finding));
        }
        turn.state.runs.remove(key);
    }
}

fn put_back(turn: &mut Turn<'_>, key: Key, run: Box<Run>) {
    if let Some(slot) = turn.state.runs.get_mut(key) {
        *slot = Some(run);
    }
}
