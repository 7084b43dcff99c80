//! What EXCON did with the script after the moment of a fork, done again in it.
//!
//! The script and how it was handled are the surroundings of whoever is to act otherwise: without
//! them a fork would miss what EXCON held and later released.

use super::{Engine, past};
use crate::action::{Action, HoldInject, HoldPlanned, Intent};
use crate::behaviour;
use crate::exercise::{Exercise, Trigger};
use crate::journal::{Body, Entry, Input};
use crate::kernel::LimitReached;
use crate::model::{InjectId, Named as _, Names, OrgId, PlannedBecame, PlannedId, Rare, SimTime};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// What became of what EXCON did after the moment of a fork.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handled {
    /// How many inputs to the script are played again.
    pub played: usize,
    /// Those that no longer apply, each with its moment.
    pub left_out: Vec<(SimTime, Action)>,
    /// How many inputs of EXCON's are none to the script, or are not to be played.
    pub others: usize,
    /// What the fork let go, since nobody would have released it.
    pub let_go: Vec<(SimTime, Held)>,
    /// What came due and is held back to the end.
    pub held_back: Vec<Held>,
}

/// What EXCON holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// An inject of the script.
    Inject(InjectId),
    /// A message that EXCON added, by its number in the fork.
    Added(PlannedId),
}

impl Held {
    /// What it is, in words.
    #[must_use]
    pub fn text(self, names: &Names) -> String {
        match self {
            Held::Inject(inject) => format!("inject {}", inject.text(names)),
            Held::Added(planned) => format!("added message {}", planned.at() + 1),
        }
    }
}

/// Plays a fork on with what EXCON did in the record, each thing at its moment.
pub struct Handling {
    steps: VecDeque<Step>,
    /// How many of the steps to come decide on an inject.
    open: BTreeMap<InjectId, usize>,
    /// Contingencies that came due and nobody needs.
    needless: BTreeSet<InjectId>,
    /// The fork's number of each message that was planned in the record, where it is planned here.
    planned: Vec<Option<PlannedId>>,
    /// Whether the script runs by itself, so that nothing is held.
    alone: bool,
    handled: Handled,
}

/// One thing that EXCON did.
struct Step {
    at: SimTime,
    action: Action,
    /// What it handles had come due and was held.
    waited: bool,
    /// The inject was a contingency that nobody needed then.
    needless: bool,
}

impl Handling {
    /// What EXCON did in a record after the moment that a fork of it stands at.
    ///
    /// # Errors
    /// As [`Engine::run_until`], since the record is played again to see what EXCON saw.
    pub fn of(
        exercise: &Arc<Exercise>,
        recorded: &[Entry],
        fork: &Engine,
    ) -> Result<Handling, LimitReached> {
        let before = past(recorded, fork.now());
        let mut handling = Handling {
            planned: numbers(before, fork.entries()),
            ..Handling::none(exercise, recorded, fork)
        };
        handling.alone = false;
        let (excon, endex) = (exercise.excon(), exercise.clock.endex);
        let later = &recorded[before.len()..];
        let handles = |entry: &Entry| {
            let action = done_by(entry, excon).filter(|action| inject_or_plan(&action.intent));
            action.filter(|_| entry.at < endex).cloned()
        };
        if !later.iter().any(|entry| handles(entry).is_some()) {
            return Ok(handling);
        }
        let first = later.first().map_or(u32::MAX, |entry| entry.seq);
        let mut steps = VecDeque::new();
        Engine::replay_with(Arc::clone(exercise), fork.seed(), recorded, |was, entry| {
            if entry.seq < first {
                return;
            }
            let Some(action) = handles(entry) else { return };
            let inject = of_inject(&action.intent);
            let planned = of_planned(&mut action.intent.clone()).map(|planned| *planned);
            steps.push_back(Step {
                at: entry.at,
                waited: inject.is_some_and(|inject| was.state.waiting.contains(&inject))
                    || planned.is_some_and(|planned| was.waits(planned)),
                needless: inject.is_some_and(|inject| !was.needs(inject)),
                action,
            });
        })?;
        for step in &steps {
            if let Some(inject) = step.decides() {
                *handling.open.entry(inject).or_default() += 1;
            }
        }
        handling.handled.others -= steps.len();
        handling.steps = steps;
        Ok(handling)
    }

    /// That EXCON does nothing more: the script runs by itself, and what is held goes out when it
    /// is due.
    #[must_use]
    pub fn none(exercise: &Exercise, recorded: &[Entry], fork: &Engine) -> Handling {
        let excon = exercise.excon();
        let later = recorded[past(recorded, fork.now()).len()..].iter();
        let others = later.filter_map(|entry| done_by(entry, excon)).count();
        Handling {
            steps: VecDeque::new(),
            open: BTreeMap::new(),
            needless: BTreeSet::new(),
            planned: Vec::new(),
            alone: true,
            handled: Handled {
                others,
                ..Handled::default()
            },
        }
    }

    /// Plays a fork up to a moment. What EXCON did at that very moment comes when it is played on,
    /// so that whoever acts otherwise is first.
    ///
    /// # Errors
    /// As [`Engine::run_until`].
    pub fn run_until(&mut self, engine: &mut Engine, until: SimTime) -> Result<(), LimitReached> {
        while engine.now() < until {
            while let Some(step) = self.steps.pop_front_if(|step| step.at <= engine.now()) {
                self.take(engine, step);
            }
            self.let_go(engine);
            let next = [engine.next_due(), self.steps.front().map(|step| step.at)];
            let next = next.into_iter().flatten().min();
            engine.run_until(next.map_or(until, |next| next.min(until)))?;
        }
        Ok(())
    }

    /// What became of it all, once the fork is played.
    #[must_use]
    pub fn end(mut self, engine: &Engine) -> Handled {
        let injects = engine
            .waiting()
            .filter(|inject| !self.needless.contains(inject));
        let added = engine.added_and_due().map(Held::Added);
        self.handled.held_back = injects.map(Held::Inject).chain(added).collect();
        self.handled
    }

    /// Does one thing again, unless it no longer applies.
    fn take(&mut self, engine: &mut Engine, step: Step) {
        if let Some(open) = step.decides().and_then(|one| self.open.get_mut(&one)) {
            *open -= 1;
        }
        let plans = matches!(step.action.intent, Intent::PlanMessage(_));
        let number = engine.world.plans.next();
        let action = self.wanted(engine, &step);
        let done = action.is_some_and(|action| engine.does(action));
        if plans {
            self.planned.push(done.then_some(number));
        }
        if done {
            self.handled.played += 1;
            self.needless.clear();
        } else {
            self.handled.left_out.push((step.at, step.action));
        }
    }

    /// What a step comes to in the fork; none where it no longer applies.
    fn wanted(&self, engine: &mut Engine, step: &Step) -> Option<Action> {
        let intent = &step.action.intent;
        if of_inject(intent).is_some_and(|inject| engine.state.settled.contains(&inject)) {
            return None;
        }
        let mut intent: Intent = match intent {
            // EXCON confirmed what had come due, which it has not here: it goes when it does.
            Intent::ReleaseInject(one)
                if step.waited && !engine.state.waiting.contains(&one.inject) =>
            {
                let held = engine.state.held.contains(&one.inject);
                held.then(|| let_go(one.inject, one.controller.clone()))?
            }
            // EXCON set aside what nobody needed, and here somebody does.
            Intent::SkipInject(one) if step.needless && engine.needs(one.inject) => return None,
            Intent::HoldInject(one) if engine.state.held.contains(&one.inject) == one.held => {
                return None;
            }
            as_it_was => as_it_was.clone(),
        };
        if let Some(planned) = of_planned(&mut intent) {
            *planned = self.planned.get(planned.at()).copied().flatten()?;
        }
        if let Intent::ReleasePlanned(one) = &intent
            && step.waited
            && !engine.waits(one.planned)
        {
            // As of an inject: what had come due and has not here goes when it does.
            let held = engine.world.plans.get(one.planned);
            held.filter(|one| one.held)?;
            intent = HoldPlanned {
                planned: one.planned,
                held: false,
                controller: one.controller.clone(),
            }
            .into();
        }
        let by = step.action.by;
        Some(Action { by, intent })
    }

    /// Lets go what came due and nobody will release: a contingency to whom it is needed for.
    fn let_go(&mut self, engine: &mut Engine) {
        let exercise = Arc::clone(&engine.exercise);
        let left = |inject: &InjectId| {
            let contingency = matches!(exercise.injects[inject.at()].trigger, Trigger::Unless(..));
            let open = self.open.get(inject).is_some_and(|open| *open > 0);
            (contingency || self.alone) && !open && !self.needless.contains(inject)
        };
        let left: Vec<InjectId> = engine.waiting().filter(left).collect();
        for inject in left {
            let by = exercise.excon();
            let intent = let_go(inject, Rare(None));
            if !engine.needs(inject) {
                self.needless.insert(inject);
            } else if engine.does(Action { by, intent }) {
                let held = Held::Inject(inject);
                self.handled.let_go.push((engine.now(), held));
            }
        }
        let added: Vec<PlannedId> = engine.added_and_due().filter(|_| self.alone).collect();
        for planned in added {
            let intent = HoldPlanned {
                planned,
                held: false,
                controller: Rare(None),
            };
            let (by, intent) = (exercise.excon(), intent.into());
            if engine.does(Action { by, intent }) {
                let held = Held::Added(planned);
                self.handled.let_go.push((engine.now(), held));
            }
        }
    }
}

impl Step {
    /// The inject whose going out it decides on.
    fn decides(&self) -> Option<InjectId> {
        match &self.action.intent {
            Intent::EditInject(_) => None,
            Intent::HoldInject(one) if one.held => None,
            intent => of_inject(intent),
        }
    }
}

impl Engine {
    /// Does what is allowed now, and records nothing of what is not: nobody asked for it here.
    fn does(&mut self, action: Action) -> bool {
        self.allows(&action).is_ok() && self.submit(action).is_ok()
    }

    /// What came due, is held and was not set aside.
    fn waiting(&self) -> impl Iterator<Item = InjectId> {
        let settled = &self.state.settled;
        let waiting = self.state.waiting.iter().copied();
        waiting.filter(|inject| !settled.contains(inject))
    }

    /// Whether what EXCON added came due while it was held, and was not settled.
    fn waits(&self, planned: PlannedId) -> bool {
        let one = self.world.plans.get(planned);
        one.is_some_and(|one| one.became == PlannedBecame::Waits && one.waits)
    }

    /// What EXCON added, came due and is held.
    fn added_and_due(&self) -> impl Iterator<Item = PlannedId> {
        let all = (0..self.planned().len()).map(PlannedId::nth);
        all.filter(|planned| self.waits(*planned))
    }

    /// Whether an inject would go to anybody now.
    fn needs(&mut self, inject: InjectId) -> bool {
        self.with_turn(|turn| behaviour::is_needed(turn, inject))
    }
}

fn let_go(inject: InjectId, controller: Rare<String>) -> Intent {
    let held = false;
    HoldInject {
        inject,
        held,
        controller,
    }
    .into()
}

/// The inject that an intent handles.
fn of_inject(intent: &Intent) -> Option<InjectId> {
    match intent {
        Intent::ReleaseInject(one) => Some(one.inject),
        Intent::SkipInject(one) => Some(one.inject),
        Intent::HoldInject(one) => Some(one.inject),
        Intent::EditInject(one) => Some(one.inject),
        _ => None,
    }
}

/// The number of the planned message that an intent handles.
fn of_planned(intent: &mut Intent) -> Option<&mut PlannedId> {
    match intent {
        Intent::DropPlanned(one) => Some(&mut one.planned),
        Intent::ReleasePlanned(one) => Some(&mut one.planned),
        Intent::HoldPlanned(one) => Some(&mut one.planned),
        Intent::EditPlanned(one) => Some(&mut one.planned),
        _ => None,
    }
}

/// Whether an intent handles the script.
fn inject_or_plan(intent: &Intent) -> bool {
    let plan = matches!(
        intent,
        Intent::PlanMessage(_)
            | Intent::DropPlanned(_)
            | Intent::ReleasePlanned(_)
            | Intent::HoldPlanned(_)
            | Intent::EditPlanned(_)
    );
    plan || of_inject(intent).is_some()
}

/// What somebody did at an entry, and was allowed to.
fn done_by(entry: &Entry, org: OrgId) -> Option<&Action> {
    match &entry.body {
        Body::Input(Input::Action(action, None)) if action.by == org => Some(action),
        _ => None,
    }
}

/// The number in a fork of each message that was planned in its past. Both tell of the same
/// inputs, though perhaps with other answers where the past differs.
fn numbers(past: &[Entry], fork: &[Entry]) -> Vec<Option<PlannedId>> {
    let plans = |entries: &[Entry]| {
        let allowed = entries.iter().filter_map(|entry| match &entry.body {
            Body::Input(Input::Action(action, refusal)) => {
                let plans = matches!(action.intent, Intent::PlanMessage(_));
                plans.then_some(refusal.is_none())
            }
            _ => None,
        });
        allowed.collect::<Vec<bool>>()
    };
    let (was, is) = (plans(past), plans(fork));
    let mut next = 0;
    let mut numbers = Vec::new();
    for (was, is) in was.into_iter().zip(is) {
        let number = is.then(|| PlannedId::nth(next));
        next += usize::from(is);
        if was {
            numbers.push(number);
        }
    }
    numbers
}
