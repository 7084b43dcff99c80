//! What a behaviour is given: the exercise, a World to read, chance, and three ways to act —
//! tell a fact, put something on the agenda, want an action done.

use super::due::{Due, Item};
use super::plan::Plan;
use super::playbook::actor;
use super::state::State;
use crate::exercise::{Channel, Exercise, Organisation};
use crate::fact::{Fact, Now};
use crate::journal::{Body, Causes, Entry};
use crate::kernel::{Agenda, Chance, Draw, Limit, LimitReached, Limits, Purpose};
use crate::model::{
    ChannelId, Message, MessageId, OrgId, Placed, Seat, SeatState, SeatView, SimTime, Span, World,
};

/// How many entries back it is looked for who acted last, when a run is stopped.
const LOOKED_BACK: usize = 100;

/// One moment of a run, as behaviours see it.
pub struct Turn<'e> {
    /// What is fixed.
    pub exercise: &'e Exercise,
    /// Indexes over it.
    pub plan: &'e Plan,
    /// What behaviours remember for themselves; no fact, no seat and no metric sees it.
    pub state: &'e mut State,
    pub(crate) world: &'e mut World,
    pub(crate) agenda: &'e mut Agenda<Item>,
    pub(crate) entries: &'e mut Vec<Entry>,
    pub(crate) chance: Chance,
    pub(crate) limits: &'e Limits,
    pub(crate) at: SimTime,
    pub(crate) told_now: &'e mut u64,
    pub(crate) stopped: &'e mut Option<LimitReached>,
}

impl<'e> Turn<'e> {
    /// The moment.
    #[inline]
    #[must_use]
    pub fn at(&self) -> SimTime {
        self.at
    }

    /// The World, to read.
    #[inline]
    #[must_use]
    pub fn world(&self) -> &World {
        self.world
    }

    /// Records a fact, applies it, and leaves the reactions to come in order of record. Returns
    /// its sequence number.
    pub fn tell(&mut self, fact: impl Into<Fact>, causes: Causes) -> u32 {
        let fact = fact.into();
        let seq = self.entries.len() as u32;
        *self.told_now += 1;
        if let Err(reached) =
            self.limits
                .check(Limit::FactsPerInstant, *self.told_now, self.at, || {
                    let before = self.entries.iter().rev().take(LOOKED_BACK);
                    let who = actor(&fact)
                        .or_else(|| before.filter_map(Entry::fact).find_map(actor))
                        .map(|org| format!(" at {}", self.exercise.org(org).id));
                    let who = who.unwrap_or_default();
                    format!("the run, last with {}{who},", fact.kind().word())
                })
        {
            self.stopped.get_or_insert(reached);
        }
        fact.apply(Now { at: self.at, seq }, self.world);
        self.entries.push(Entry {
            seq,
            at: self.at,
            causes,
            body: Body::Fact(fact),
        });
        seq
    }

    /// Puts something on the agenda.
    pub fn later(&mut self, after: Span, due: Due, cause: u32) {
        self.on(self.at + Span(after.0.max(0)), due, cause);
    }

    /// Puts something on the agenda for a moment; what is past is due now.
    pub fn on(&mut self, at: SimTime, due: Due, cause: u32) {
        if at > self.exercise.clock.endex {
            return;
        }
        let pushed = self
            .agenda
            .push(at.max(self.at), due.phase(), Item { due, cause });
        debug_assert!(pushed.is_ok(), "never earlier than the moment being played");
        let pending = self.agenda.len() as u64;
        if let Err(reached) = self
            .limits
            .check(Limit::Pending, pending, self.at, || "the run".to_owned())
        {
            self.stopped.get_or_insert(reached);
        }
    }

    /// Stops the run at a limit.
    pub fn stop(&mut self, reached: LimitReached) {
        self.stopped.get_or_insert(reached);
    }

    /// The limits of the run.
    #[must_use]
    pub fn limits(&self) -> &'e Limits {
        self.limits
    }

    /// A stream for one decision.
    #[inline]
    #[must_use]
    pub fn draw(&self, lineage: u64, purpose: Purpose) -> Draw {
        self.chance.draw(lineage, purpose)
    }

    /// One organisation.
    #[inline]
    #[must_use]
    pub fn org(&self, id: OrgId) -> &'e Organisation {
        self.exercise.org(id)
    }

    /// One channel.
    #[inline]
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> &'e Channel {
        &self.exercise.channels[id.at()]
    }

    /// One message.
    #[inline]
    #[must_use]
    pub fn message(&self, id: MessageId) -> &Message {
        self.world.messages.get(id)
    }

    /// How much scenario time has passed since STARTEX at a moment of exercise time.
    #[must_use]
    pub fn scenario_time(&self, at: SimTime) -> SimTime {
        let clock = &self.exercise.clock;
        SimTime(clock.scenario_unix_ms(at) - clock.startex_unix_ms)
    }

    /// What one seat sees.
    #[must_use]
    pub fn view(&self, org: OrgId) -> SeatView<'_> {
        SeatView::new(self.world, org)
    }

    /// Whether an organisation's playbook acts for it.
    #[must_use]
    pub fn is_simulated(&self, org: OrgId) -> bool {
        org.get::<Seat>(self.world).0 == SeatState::Simulated
    }

    /// Whether its playbook follows what happens there, to act or to propose.
    #[must_use]
    pub fn has_playbook(&self, org: OrgId) -> bool {
        org.get::<Seat>(self.world).0 != SeatState::Human
    }

    /// The fact of an entry; inputs have none.
    #[must_use]
    pub fn fact(&self, seq: u32) -> Option<&Fact> {
        self.entries[seq as usize].fact()
    }

    /// Tension between the economies of two organisations, in parts per million.
    #[must_use]
    pub fn tension(&self, one: OrgId, other: OrgId) -> u32 {
        let (Some(a), Some(b)) = (self.org(one).economy, self.org(other).economy) else {
            return 0;
        };
        a.get::<crate::model::Tension>(self.world)
            .0
            .get(&b)
            .copied()
            .unwrap_or(0)
    }

    /// The trust of one organisation in another, in parts per million.
    #[must_use]
    pub fn trust(&self, holder: OrgId, other: OrgId) -> u32 {
        let first = || super::trust::at_first(self, holder, other);
        let Some(moved) = self.view(holder).trust(other) else {
            return first();
        };
        match self.exercise.season.trust_half_life {
            None => moved.ppm,
            Some(half_life) => {
                let passed = self
                    .scenario_time(self.at)
                    .since(self.scenario_time(moved.at));
                super::trust::faded(moved.ppm, first(), passed, half_life)
            }
        }
    }
}
