//! What is due next: a monotone queue in exact (time, phase, insertion) order.
//!
//! Three parts hold what is pending, by how soon it is due:
//!
//! - the **lanes**, one first-in-first-out line a phase, for the moment being played;
//! - the **front**, a short sorted run of what is due next;
//! - the **wheel**, which sorts the rest only as far as it must, and keeps insertion order.
//!
//! No sequence number is stored: every step keeps the order in which equals were pushed. While
//! little is pending, all of it stays in the front and the wheel is never touched.

use super::phase::Phase;
use super::wheel::{Entry, Wheel};
use crate::model::SimTime;
use std::collections::VecDeque;
use thiserror::Error;

/// The front's length past which its later half moves to the wheel.
const FRONT: usize = 128;
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
    wheel: Wheel<T>,
    /// What is due at `now` and was pushed while `now` was being played.
    lanes: [VecDeque<T>; 7],
    /// One bit for each lane that holds something.
    waiting: u8,
    len: usize,
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
            front: Vec::with_capacity(FRONT),
            wheel: Wheel::new(),
            lanes: Default::default(),
            waiting: 0,
            len: 0,
        }
    }

    /// Makes `item` due at `at`, after everything already pending for that moment and phase.
    ///
    /// # Errors
    /// [`PastDue`] when `at` is earlier than the last pop; nothing is pushed then.
    #[inline]
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
                self.wheel.put(entry);
            }
        } else if tick == self.now {
            self.lanes[phase as usize].push_back(item);
            self.waiting |= 1 << phase as u8;
        } else {
            return Err(PastDue {
                at,
                now: moment(self.now),
            });
        }
        self.len += 1;
        Ok(())
    }

    /// Takes what is due next, and makes its moment the one being played.
    #[inline]
    pub fn pop(&mut self) -> Option<(SimTime, Phase, T)> {
        if self.waiting != 0 {
            return self.pop_waiting();
        }
        let entry = match self.front.pop() {
            Some(entry) => entry,
            None => self.refill()?,
        };
        self.len -= 1;
        self.now = entry.key >> 3;
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
            Some(entry) => Some(moment(entry.key >> 3)),
            None => self.wheel.first_tick().map(moment),
        }
    }

    /// How many things are pending, cancelled ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is pending.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Forgets everything, the moment being played included, and keeps the memory.
    pub fn clear(&mut self) {
        self.now = 0;
        self.bound = u64::MAX;
        self.front.clear();
        self.wheel.clear();
        self.lanes.iter_mut().for_each(VecDeque::clear);
        self.waiting = 0;
        self.len = 0;
    }

    /// Drops what `keep` refuses, in no particular order; for purging when half is cancelled.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.front.retain(|entry| keep(&entry.item));
        self.wheel.retain(&mut keep);
        self.len = self.front.len() + self.wheel.len();
        self.waiting = 0;
        for (phase, lane) in self.lanes.iter_mut().enumerate() {
            lane.retain(&mut keep);
            self.len += lane.len();
            self.waiting |= u8::from(!lane.is_empty()) << phase;
        }
    }

    /// What is due now: the front first where its phase is not later, because whatever is still
    /// in the front was pushed before this moment was being played.
    fn pop_waiting(&mut self) -> Option<(SimTime, Phase, T)> {
        let phase = self.waiting.trailing_zeros();
        let due = self.now << 3 | u64::from(phase);
        self.len -= 1;
        if let Some(entry) = self.front.pop_if(|entry| entry.key <= due) {
            return Some((moment(self.now), Phase::of_key(entry.key), entry.item));
        }
        let lane = &mut self.lanes[phase as usize];
        let item = lane.pop_front();
        self.waiting &= !(u8::from(lane.is_empty()) << phase);
        item.map(|item| (moment(self.now), Phase::of_key(due), item))
    }

    #[inline]
    fn push_front(&mut self, entry: Entry<T>) {
        if self.front.len() >= FRONT {
            self.spill();
            if entry.key >> 3 >= self.bound {
                return self.wheel.put(entry);
            }
        }
        let later = self.front.iter().rposition(|other| other.key > entry.key);
        self.front.insert(later.map_or(0, |place| place + 1), entry);
    }

    /// Moves the later half of the front to the wheel, whole moments at a time.
    #[cold]
    fn spill(&mut self) {
        let bound = self.front[self.front.len() / 2].key >> 3;
        let keep_from = self.front.partition_point(|entry| entry.key >> 3 >= bound);
        if self.wheel.len() == 0 {
            self.wheel.start_at(self.now);
        }
        for entry in self.front.drain(..keep_from).rev() {
            self.wheel.put(entry);
        }
        self.bound = bound;
    }

    /// Fills the empty front from the wheel and takes the first.
    fn refill(&mut self) -> Option<Entry<T>> {
        self.bound = self.wheel.take_first(&mut self.front)?;
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
