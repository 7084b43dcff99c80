//! A plain binary heap behind the agenda's interface: slow, obvious, and the oracle of its tests.

use super::agenda::PastDue;
use super::phase::Phase;
use crate::model::SimTime;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What is pending, each with the number of its push.
#[derive(Clone, Debug)]
pub struct Heap<T> {
    heap: BinaryHeap<Reverse<(SimTime, Phase, u64, T)>>,
    pushed: u64,
    now: SimTime,
}

impl<T: Copy + Ord> Heap<T> {
    /// An empty heap that accepts any moment.
    pub fn new() -> Self {
        Self {
            heap: BinaryHeap::new(),
            pushed: 0,
            now: SimTime(i64::MIN),
        }
    }

    /// As [`Agenda::push`](super::Agenda::push).
    pub fn push(&mut self, at: SimTime, phase: Phase, item: T) -> Result<(), PastDue> {
        if at < self.now {
            return Err(PastDue { at, now: self.now });
        }
        self.pushed += 1;
        self.heap.push(Reverse((at, phase, self.pushed, item)));
        Ok(())
    }

    /// As [`Agenda::pop`](super::Agenda::pop).
    pub fn pop(&mut self) -> Option<(SimTime, Phase, T)> {
        let Reverse((at, phase, _, item)) = self.heap.pop()?;
        self.now = at;
        Some((at, phase, item))
    }

    /// As [`Agenda::peek_time`](super::Agenda::peek_time).
    pub fn peek_time(&self) -> Option<SimTime> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    /// As [`Agenda::len`](super::Agenda::len).
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// As [`Agenda::retain`](super::Agenda::retain).
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.heap.retain(|Reverse((.., item))| keep(item));
    }
}
