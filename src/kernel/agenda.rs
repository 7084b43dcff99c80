//! What is due next: a monotone queue in exact (time, phase, insertion) order.
//!
//! Three parts hold what is pending, by how soon it is due:
//!
//! - the **lanes**, one first-in-first-out line a phase, for the moment being played;
//! - the **front**, a short sorted run of what is due next;
//! - the **ladder**, which sorts the rest only as far as it must, and keeps insertion order.
//!
//! No sequence number is stored: every step keeps the order in which equals were pushed. While
//! little is pending, all of it stays in the front and the ladder is never touched.

use super::ladder::{Ladder, SHORT};
use super::phase::Phase;
use super::pool::Entry;
use crate::model::SimTime;
use std::collections::VecDeque;
use std::hint::select_unpredictable;
use thiserror::Error;

/// Half the range of representable moments: 2^60 ms, 36 million years either side of STARTEX.
const HALF: i64 = 1 << 60;

/// Something was to be due before the moment being played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("due at {at}, but {now} is already being played")]
pub struct PastDue {
    /// When it was to be due.
    pub at: SimTime,
    /// The moment being played: that of the last pop.
    pub now: SimTime,
}

/// What is pending, popped in the order (time, phase, insertion).
///
/// Payloads are small and `Copy`; large ones live in a [`Slab`](super::Slab) and are cancelled by
/// removing them there, so that a popped key which resolves to nothing is skipped. Moments
/// further than 2^60 ms from STARTEX count as one moment, the last of which reads as
/// [`SimTime::NEVER`].
#[derive(Clone, Debug)]
pub struct Agenda<T> {
    /// The tick of the last pop; zero before the first.
    now: u64,
    /// Every tick below this one that is pending, is in the front.
    bound: u64,
    /// Soonest last, so that it pops from the end.
    front: Vec<Entry<T>>,
    ladder: Ladder<T>,
    /// What is due at `now` and was pushed while `now` was being played.
    lanes: [VecDeque<T>; 7],
    /// One bit for each lane that holds something.
    waiting: u8,
    /// How many things the lanes hold between them.
    lined_up: usize,
}

/// In a front no longer than this a place is found without a branch that could be mispredicted.
const FEW: usize = 8;

/// Puts an entry in its place, soonest last and ties in reverse, by handing it down the line: who
/// is due no later than what it is handed takes that, and hands itself on.
#[inline(always)]
fn insert_among_few<T: Copy>(front: &mut Vec<Entry<T>>, entry: Entry<T>) {
    let (mut key, mut item) = (entry.key, entry.item);
    for place in front.iter_mut() {
        let (here, takes) = (*place, place.key <= key);
        place.key = select_unpredictable(takes, key, here.key);
        place.item = select_unpredictable(takes, item, here.item);
        key = select_unpredictable(takes, here.key, key);
        item = select_unpredictable(takes, here.item, item);
    }
    front.push(Entry { key, item });
}

impl<T: Copy> Default for Agenda<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy> Agenda<T> {
    /// An empty agenda that accepts any moment.
    #[must_use]
    pub fn new() -> Self {
        Self {
            now: 0,
            bound: u64::MAX,
            front: Vec::with_capacity(SHORT),
            ladder: Ladder::new(),
            lanes: Default::default(),
            waiting: 0,
            lined_up: 0,
        }
    }

    /// Makes `item` due at `at`, after everything already pending for that moment and phase.
    ///
    /// # Errors
    /// [`PastDue`] when `at` is earlier than the last pop; nothing is pushed then.
    #[inline(always)]
    pub fn push(&mut self, at: SimTime, phase: Phase, item: T) -> Result<(), PastDue> {
        let tick = tick(at);
        if tick > self.now {
            let entry = Entry {
                key: tick << 3 | phase as u64,
                item,
            };
            if tick < self.bound {
                self.push_front(entry);
            } else {
                self.ladder.put(entry);
            }
        } else if tick == self.now {
            self.lanes[phase as usize].push_back(item);
            self.waiting |= 1 << phase as u8;
            self.lined_up += 1;
        } else {
            return Err(PastDue {
                at,
                now: moment(self.now),
            });
        }
        Ok(())
    }

    /// Takes what is due next, and makes its moment the one being played.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<(SimTime, Phase, T)> {
        if self.waiting != 0 {
            return self.pop_waiting();
        }
        let entry = match self.front.pop() {
            Some(entry) => entry,
            None => self.refill()?,
        };
        self.now = entry.tick();
        Some((moment(self.now), Phase::of_key(entry.key), entry.item))
    }

    /// When the next thing is due, if anything is pending.
    #[inline]
    #[must_use]
    pub fn peek_time(&self) -> Option<SimTime> {
        if self.waiting != 0 {
            return Some(moment(self.now));
        }
        match self.front.last() {
            Some(entry) => Some(moment(entry.tick())),
            None => self.ladder.first_tick().map(moment),
        }
    }

    /// What will be due after `n` more that are known to be next; none where that is not settled
    /// yet, and nothing to rely on: whatever is pushed meanwhile may come first.
    #[inline]
    #[must_use]
    pub fn ahead(&self, n: usize) -> Option<&T> {
        let place = self.front.len().checked_sub(n + 1)?;
        Some(&self.front[place].item)
    }

    /// How many things are pending, cancelled ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.front.len() + self.ladder.len() + self.lined_up
    }

    /// Whether nothing is pending.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets everything, the moment being played included, and keeps the memory.
    pub fn clear(&mut self) {
        self.now = 0;
        self.bound = u64::MAX;
        self.front.clear();
        self.ladder.clear();
        self.lanes.iter_mut().for_each(VecDeque::clear);
        self.waiting = 0;
        self.lined_up = 0;
    }

    /// Drops what `keep` refuses, in no particular order; for purging when half is cancelled.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.front.retain(|entry| keep(&entry.item));
        self.ladder.retain(&mut keep);
        (self.waiting, self.lined_up) = (0, 0);
        for (phase, lane) in self.lanes.iter_mut().enumerate() {
            lane.retain(&mut keep);
            self.lined_up += lane.len();
            self.waiting |= u8::from(!lane.is_empty()) << phase;
        }
    }

    /// What is due now: the front first where its phase is not later, because whatever is still
    /// in the front was pushed before this moment was being played.
    #[inline(never)]
    fn pop_waiting(&mut self) -> Option<(SimTime, Phase, T)> {
        let phase = self.waiting.trailing_zeros();
        let due = self.now << 3 | u64::from(phase);
        if let Some(entry) = self.front.pop_if(|entry| entry.key <= due) {
            return Some((moment(self.now), Phase::of_key(entry.key), entry.item));
        }
        let lane = &mut self.lanes[phase as usize];
        let item = lane.pop_front();
        self.lined_up -= usize::from(item.is_some());
        self.waiting &= !(u8::from(lane.is_empty()) << phase);
        item.map(|item| (moment(self.now), Phase::of_key(due), item))
    }

    #[inline(always)]
    fn push_front(&mut self, entry: Entry<T>) {
        if self.front.len() <= FEW {
            return insert_among_few(&mut self.front, entry);
        }
        self.push_among_many(entry);
    }

    #[inline(never)]
    fn push_among_many(&mut self, entry: Entry<T>) {
        if self.front.len() >= SHORT {
            self.ladder.take_back(&mut self.front, self.now);
            self.bound = self.ladder.from();
            if entry.tick() >= self.bound {
                return self.ladder.put(entry);
            }
        }
        let mut place = self.front.len();
        self.front.push(entry);
        while place > 0 && self.front[place - 1].key <= entry.key {
            self.front[place] = self.front[place - 1];
            place -= 1;
        }
        self.front[place] = entry;
    }

    /// Fills the empty front from the ladder and takes the first.
    #[inline(never)]
    fn refill(&mut self) -> Option<Entry<T>> {
        self.ladder.take_first(&mut self.front);
        self.bound = self.ladder.from();
        self.front.pop()
    }
}

/// A moment as an unsigned tick, order kept.
#[inline]
fn tick(at: SimTime) -> u64 {
    (at.0.clamp(-HALF, HALF - 1) + HALF).cast_unsigned()
}

/// The moment a tick stands for.
#[inline]
fn moment(tick: u64) -> SimTime {
    let ms = tick.cast_signed() - HALF;
    if ms == HALF - 1 {
        SimTime::NEVER
    } else {
        SimTime(ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_played_phase_by_phase_and_first_come_first_served() {
        let mut agenda = Agenda::new();
        let at = SimTime(-5);
        for (n, phase) in Phase::ALL.into_iter().rev().enumerate() {
            agenda.push(at, phase, n).expect("the future");
            agenda.push(at, phase, 10 + n).expect("the future");
        }
        for (n, phase) in Phase::ALL.into_iter().enumerate() {
            assert_eq!(agenda.pop(), Some((at, phase, 6 - n)));
            assert_eq!(agenda.pop(), Some((at, phase, 16 - n)));
        }
        assert_eq!(agenda.pop(), None);
    }

    #[test]
    fn what_is_pushed_for_now_into_an_earlier_phase_is_next() {
        let mut agenda = Agenda::new();
        agenda
            .push(SimTime(1), Phase::Seat, 'a')
            .expect("the future");
        agenda
            .push(SimTime(1), Phase::Seat, 'b')
            .expect("the future");
        agenda.pop();
        agenda.push(SimTime(1), Phase::Seat, 'c').expect("now");
        agenda.push(SimTime(1), Phase::Channel, 'd').expect("now");
        let order: String = std::iter::from_fn(|| agenda.pop())
            .map(|(.., item)| item)
            .collect();
        assert_eq!(order, "dbc");
    }

    #[test]
    fn the_past_is_refused_by_name_and_changes_nothing() {
        let mut agenda = Agenda::new();
        agenda
            .push(SimTime(60_000), Phase::Desk, 1)
            .expect("the future");
        agenda.pop();
        let refused = agenda.push(SimTime(59_999), Phase::Control, 2);
        assert_eq!(
            refused,
            Err(PastDue {
                at: SimTime(59_999),
                now: SimTime(60_000)
            })
        );
        assert!(agenda.is_empty() && agenda.pop().is_none());
        agenda.clear();
        assert_eq!(agenda.push(SimTime(59_999), Phase::Control, 2), Ok(()));
    }

    #[test]
    fn the_ends_of_time_keep_their_order() {
        let mut agenda = Agenda::new();
        let times = [
            SimTime::NEVER,
            SimTime(HALF - 2),
            SimTime(0),
            SimTime(-1),
            SimTime(-HALF),
        ];
        for at in times {
            agenda.push(at, Phase::Control, ()).expect("the future");
        }
        for at in times.into_iter().rev() {
            assert_eq!(agenda.peek_time(), Some(at));
            assert_eq!(agenda.pop(), Some((at, Phase::Control, ())));
        }
    }
}
