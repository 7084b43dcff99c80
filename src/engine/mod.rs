//! The loop: due → decide → record → apply → react. Reads no clock, no file, no environment.

mod fork;
mod handling;
mod stage;

pub use fork::past;
pub use handling::{Handled, Handling, Held};

use crate::action::{Action, Intent, Refusal};
use crate::behaviour::{self, Due, Item, Plan, State, Turn, acts};
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::journal::{Body, Causes, Entry, Input};
use crate::kernel::{Agenda, Chance, LimitReached, Limits};
use crate::model::{
    ChannelId, LookUp, OrgId, Outside, Planned, PlaybookId, SeatView, SimTime, World,
};
use std::sync::Arc;

/// The engine's version; a journal made by another may not replay.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How many things ahead of what is played the engine looks, so that memory is there when it is
/// needed: at the message first, then at whom it is for.
const AHEAD: [usize; 2] = [6, 2];

/// One run of an exercise: the same exercise, seed and inputs give the same journal.
pub struct Engine {
    exercise: Arc<Exercise>,
    plan: Arc<Plan>,
    seed: u64,
    world: World,
    agenda: Agenda<Item>,
    entries: Vec<Entry>,
    state: State,
    limits: Limits,
    now: SimTime,
    reacted: u32,
    told_now: u64,
    begun: bool,
    stopped: Option<LimitReached>,
}

/// What a run fills: empty, though perhaps with room left by a run that is over.
#[derive(Default)]
struct Parts {
    world: World,
    agenda: Agenda<Item>,
    entries: Vec<Entry>,
    state: State,
}

/// Where runs of an exercise follow each other: the memory of one that is over, and nothing of
/// what was in it.
pub struct Room {
    exercise: Arc<Exercise>,
    plan: Arc<Plan>,
    limits: Limits,
    parts: Parts,
}

impl Room {
    /// The exercise at STARTEX, as a new engine would have it.
    #[must_use]
    pub fn engine(self, seed: u64) -> Engine {
        Engine::staged(self.exercise, self.plan, seed, self.limits, self.parts)
    }
}

impl Engine {
    /// An engine at STARTEX, with nothing played yet.
    #[must_use]
    pub fn new(exercise: Arc<Exercise>, seed: u64) -> Engine {
        let plan = Arc::new(Plan::of(&exercise));
        Engine::with_plan(exercise, plan, seed, Limits::default())
    }

    /// The same with a plan worked out before and other limits.
    #[must_use]
    pub fn with_plan(
        exercise: Arc<Exercise>,
        plan: Arc<Plan>,
        seed: u64,
        limits: Limits,
    ) -> Engine {
        let mut parts = Parts::default();
        // Room for what a drill of some hours usually records, so that it is seldom moved.
        parts.entries.reserve(128 * exercise.organisations.len());
        parts
            .state
            .errands
            .reserve(16 * exercise.organisations.len());
        parts
            .state
            .chores
            .reserve(32 * exercise.organisations.len());
        Engine::staged(exercise, plan, seed, limits, parts)
    }

    /// Lets go of everything that was played, and keeps the memory it lay in for another run.
    #[must_use]
    pub fn let_go(self) -> Room {
        let (mut agenda, mut entries) = (self.agenda, self.entries);
        agenda.clear();
        entries.clear();
        let parts = Parts {
            world: self.world.emptied(),
            agenda,
            entries,
            state: self.state.emptied(),
        };
        Room {
            exercise: self.exercise,
            plan: self.plan,
            limits: self.limits,
            parts,
        }
    }

    /// At STARTEX, in parts that hold nothing yet.
    fn staged(
        exercise: Arc<Exercise>,
        plan: Arc<Plan>,
        seed: u64,
        limits: Limits,
        parts: Parts,
    ) -> Engine {
        let world = stage::world(&exercise, parts.world);
        let mut agenda = parts.agenda;
        let mut put = |at: SimTime, due: Due| {
            let pushed = agenda.push(
                at,
                due.phase(),
                Item {
                    due,
                    cause: u32::MAX,
                },
            );
            debug_assert!(pushed.is_ok(), "nothing has been played yet");
        };
        put(SimTime::STARTEX, Due::Start);
        for (nth, one) in exercise.clock.moves.iter().enumerate() {
            put(one.at, Due::Move(nth as u32));
        }
        put(exercise.clock.endex, Due::End);
        Engine {
            exercise,
            plan,
            seed,
            world,
            agenda,
            entries: parts.entries,
            state: parts.state,
            limits,
            now: SimTime::STARTEX,
            reacted: 0,
            told_now: 0,
            begun: false,
            stopped: None,
        }
    }

    /// The exercise.
    #[must_use]
    pub fn exercise(&self) -> &Arc<Exercise> {
        &self.exercise
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Whether anything was played yet.
    #[must_use]
    pub fn begun(&self) -> bool {
        self.begun
    }

    /// The last moment played.
    #[must_use]
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// When the next thing is due; none after ENDEX.
    #[must_use]
    pub fn next_due(&self) -> Option<SimTime> {
        self.agenda
            .peek_time()
            .filter(|at| *at <= self.exercise.clock.endex)
    }

    /// Everything recorded so far.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes everything recorded, which ends the run.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// What was recorded from a sequence number on.
    #[must_use]
    pub fn entries_since(&self, seq: u32) -> &[Entry] {
        &self.entries[(seq as usize).min(self.entries.len())..]
    }

    /// Rules of playbooks that were set off at least once, each by its number in its playbook.
    pub fn rules_set_off(&self) -> impl Iterator<Item = (PlaybookId, usize)> {
        let rules = self.state.set_off.iter();
        rules.map(|(playbook, rule)| (*playbook, usize::from(*rule)))
    }

    /// What one seat sees now.
    #[must_use]
    pub fn seat_view(&self, org: OrgId) -> SeatView<'_> {
        SeatView::new(&self.world, org)
    }

    /// Whether the World would allow an action now; nothing is recorded.
    ///
    /// # Errors
    /// The refusal.
    pub fn allows(&self, action: &Action) -> Result<(), Refusal> {
        action.check(self.now, &self.world)
    }

    /// All contacts outside that were noted, which EXCON sees.
    #[must_use]
    pub fn outsides(&self) -> &[Outside] {
        &self.world.outsides.0
    }

    /// All messages that EXCON planned for later.
    #[must_use]
    pub fn planned(&self) -> &[Planned] {
        &self.world.plans.0
    }

    /// What a seat's own directory says of another by a channel, as it looks to the seat; none
    /// where that channel is not open to it.
    #[must_use]
    pub fn directory(&self, org: OrgId, other: OrgId, channel: ChannelId) -> Option<LookUp> {
        let (view, chance) = (self.seat_view(org), Chance::new(self.seed));
        behaviour::looks(&self.exercise, &self.plan, &chance, view, other, channel)
    }

    /// Plays everything due up to and including a moment.
    ///
    /// # Errors
    /// Says who went past which limit; what was recorded until then stays readable.
    pub fn run_until(&mut self, until: SimTime) -> Result<(), LimitReached> {
        if let Some(reached) = &self.stopped {
            return Err(reached.clone());
        }
        let until = until.min(self.exercise.clock.endex);
        while let Some(at) = self.agenda.peek_time().filter(|at| *at <= until) {
            self.play_next(at)?;
        }
        self.now = self.now.max(until);
        Ok(())
    }

    /// Plays the whole exercise.
    ///
    /// # Errors
    /// As [`Engine::run_until`].
    pub fn run(&mut self) -> Result<(), LimitReached> {
        self.run_until(self.exercise.clock.endex)
    }

    #[inline]
    fn play_next(&mut self, at: SimTime) -> Result<(), LimitReached> {
        if at > self.now {
            self.now = at;
            self.told_now = 0;
        }
        let Some((_, _, item)) = self.agenda.pop() else {
            return Ok(());
        };
        self.begun = true;
        self.look_ahead();
        self.with_turn(|turn| behaviour::due(turn, item));
        self.settle()
    }

    #[inline]
    fn look_ahead(&self) {
        if let Some(item) = self.agenda.ahead(AHEAD[0]) {
            behaviour::look_far(item.due, &self.world);
        }
        if let Some(item) = self.agenda.ahead(AHEAD[1]) {
            behaviour::look(
                item.due,
                &self.exercise,
                &self.plan,
                &self.state,
                &self.world,
            );
        }
    }

    /// Reacts to every fact told and not yet reacted to, in order of record.
    fn settle(&mut self) -> Result<(), LimitReached> {
        while (self.reacted as usize) < self.entries.len() {
            let seq = self.reacted;
            self.reacted += 1;
            self.with_turn(|turn| behaviour::react(turn, seq));
            if let Some(reached) = self.stopped.clone() {
                return Err(reached);
            }
        }
        let entries = self.entries.len() as u64;
        let within = self
            .limits
            .check(crate::kernel::Limit::Entries, entries, self.now, || {
                "the run".to_owned()
            });
        if let Err(reached) = &within {
            self.stopped = Some(reached.clone());
        }
        within
    }

    #[inline]
    fn with_turn<T>(&mut self, act: impl FnOnce(&mut Turn<'_>) -> T) -> T {
        act(&mut Turn {
            exercise: &self.exercise,
            plan: &self.plan,
            state: &mut self.state,
            world: &mut self.world,
            agenda: &mut self.agenda,
            entries: &mut self.entries,
            chance: Chance::new(self.seed),
            limits: &self.limits,
            at: self.now,
            told_now: &mut self.told_now,
            stopped: &mut self.stopped,
        })
    }

    /// Takes an action from outside at the moment reached: it is recorded, refused or not, and
    /// then takes effect. Returns the sequence number of its entry.
    ///
    /// Whatever is due by that moment is played before it, and what it makes due at that very
    /// moment after it, so that the record alone tells what an action found. What is
    /// prepared before anything is played (who sits where, which injects are held or changed) is
    /// done before STARTEX.
    ///
    /// # Errors
    /// The refusal, which is recorded too.
    pub fn submit(&mut self, action: Action) -> Result<u32, Refusal> {
        let before = !self.begun && prepares(&action.intent);
        if !before {
            self.catch_up();
        }
        let refused = action.check(self.now, &self.world).err();
        let seq = self.record(Input::action(action.clone(), refused.clone()));
        if let Some(refusal) = refused {
            return Err(refusal);
        }
        self.with_turn(|turn| acts::carry_out(turn, action, Causes::of(seq)));
        if self.settle().is_ok() && !before {
            self.catch_up();
        }
        Ok(seq)
    }

    /// Records that this moment was reached and everything due by it played, before anything of
    /// it is shown.
    pub fn reached(&mut self) -> u32 {
        self.catch_up();
        self.record(Input::TimeReached)
    }

    /// Plays what is due by the moment reached. A limit reached here is told by the next call to
    /// `run_until`.
    fn catch_up(&mut self) {
        let _ = self.run_until(self.now);
    }

    fn record(&mut self, input: Input) -> u32 {
        let seq = self.entries.len() as u32;
        let body = Body::Input(input);
        self.entries.push(Entry {
            seq,
            at: self.now,
            causes: Causes::NONE,
            body,
        });
        self.reacted = self.reacted.max(seq + 1);
        seq
    }

    /// Runs an exercise again with the inputs of a recorded run, each at its own moment, up to
    /// the moment the record ends.
    ///
    /// # Errors
    /// As [`Engine::run_until`].
    pub fn replay(
        exercise: Arc<Exercise>,
        seed: u64,
        recorded: &[Entry],
    ) -> Result<Engine, LimitReached> {
        Engine::replay_with(exercise, seed, recorded, |_, _| ())
    }

    /// The same, and looks at how it stood before each input.
    fn replay_with(
        exercise: Arc<Exercise>,
        seed: u64,
        recorded: &[Entry],
        mut before: impl FnMut(&mut Engine, &Entry),
    ) -> Result<Engine, LimitReached> {
        let mut engine = Engine::new(exercise, seed);
        let begins = |entry: &Entry| matches!(entry.fact(), Some(Fact::ExerciseStarted(_)));
        let begun = recorded.iter().position(begins).unwrap_or(0);
        for (nth, entry) in recorded.iter().enumerate() {
            if let Body::Input(input) = &entry.body {
                if nth >= begun {
                    engine.run_until(entry.at)?;
                }
                before(&mut engine, entry);
                match input {
                    // A refusal is part of the record, and is compared like everything else.
                    Input::Action(action, _) => drop(engine.submit((**action).clone())),
                    Input::TimeReached => drop(engine.reached()),
                }
            }
        }
        if let Some(last) = recorded.last() {
            engine.run_until(last.at)?;
        }
        Ok(engine)
    }
}

/// Whether an intent prepares an exercise and plays nothing of it.
#[must_use]
pub fn prepares(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::SwitchSeat(_)
            | Intent::HoldInject(_)
            | Intent::EditInject(_)
            | Intent::PlanMessage(_)
            | Intent::DropPlanned(_)
            | Intent::HoldPlanned(_)
            | Intent::EditPlanned(_)
            | Intent::SetPace(_)
    )
}
