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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::draw::{below, exponential};
    use crate::kernel::{Agenda, Chance, Purpose};
    use crate::model::Span;
    use proptest::prelude::*;

    /// The interface under comparison.
    trait Queue {
        fn push(&mut self, at: SimTime, phase: Phase, item: u32) -> Result<(), PastDue>;
        fn pop(&mut self) -> Option<(SimTime, Phase, u32)>;
        fn peek_time(&self) -> Option<SimTime>;
        fn len(&self) -> usize;
        fn retain(&mut self, keep: impl FnMut(&u32) -> bool);
    }

    macro_rules! queue {
        ($type:ty) => {
            impl Queue for $type {
                fn push(&mut self, at: SimTime, phase: Phase, item: u32) -> Result<(), PastDue> {
                    <$type>::push(self, at, phase, item)
                }
                fn pop(&mut self) -> Option<(SimTime, Phase, u32)> {
                    <$type>::pop(self)
                }
                fn peek_time(&self) -> Option<SimTime> {
                    <$type>::peek_time(self)
                }
                fn len(&self) -> usize {
                    <$type>::len(self)
                }
                fn retain(&mut self, keep: impl FnMut(&u32) -> bool) {
                    <$type>::retain(self, keep);
                }
            }
        };
    }
    queue!(Heap<u32>);
    queue!(Agenda<u32>);

    /// Wrong on purpose: among ties the last pushed comes first, or phases are forgotten.
    struct Canary {
        #[allow(clippy::type_complexity, reason = "a key, spelt out")]
        heap: BinaryHeap<(Reverse<(SimTime, Phase)>, i64, u32)>,
        forget_phase: bool,
    }

    impl Queue for Canary {
        fn push(&mut self, at: SimTime, phase: Phase, item: u32) -> Result<(), PastDue> {
            let n = i64::from(item);
            self.heap.push(match self.forget_phase {
                true => (Reverse((at, Phase::Control)), -n, item),
                false => (Reverse((at, phase)), n, item),
            });
            Ok(())
        }
        fn pop(&mut self) -> Option<(SimTime, Phase, u32)> {
            self.heap
                .pop()
                .map(|(Reverse((at, phase)), _, item)| (at, phase, item))
        }
        fn peek_time(&self) -> Option<SimTime> {
            self.heap.peek().map(|(Reverse((at, _)), ..)| *at)
        }
        fn len(&self) -> usize {
            self.heap.len()
        }
        fn retain(&mut self, mut keep: impl FnMut(&u32) -> bool) {
            self.heap.retain(|(.., item)| keep(item));
        }
    }

    /// How far ahead things are due.
    #[derive(Clone, Copy, Debug)]
    enum Delays {
        Exponential,
        Bimodal,
        AllEqual,
        Zero,
        FarFuture,
        AFewTicks,
        /// Each of the others in turn.
        Mixed,
    }
    use Delays::*;

    fn delay(delays: Delays, luck: u64) -> i64 {
        let rng = &mut Chance::new(luck).draw(0, Purpose::of("delay"));
        match delays {
            Exponential => exponential(rng, Span::hours(1)).0,
            Bimodal => 1_000 + 86_400_000 * (below(rng, 2) as i64),
            AllEqual => 60_000,
            Zero => 0,
            FarFuture => 1 << below(rng, 55),
            AFewTicks => below(rng, 4) as i64,
            Mixed => {
                let all = [Exponential, Bimodal, AllEqual, Zero, FarFuture, AFewTicks];
                delay(all[below(rng, 6) as usize], luck)
            }
        }
    }

    /// A script: what the delays are, of eight steps how many push, and luck for each step.
    type Script = (Delays, u64, Vec<u64>);

    fn script() -> impl Strategy<Value = Script> {
        let delays = prop_oneof![
            Just(Exponential),
            Just(Bimodal),
            Just(AllEqual),
            Just(Zero),
            Just(FarFuture),
            Just(AFewTicks),
            Just(Mixed),
        ];
        (
            delays,
            3..9_u64,
            prop::collection::vec(any::<u64>(), 0..3000),
        )
    }

    /// Runs a script on a queue and the oracle, then drains both; says where they first differ.
    fn compare(mut queue: impl Queue, (delays, pushes, steps): &Script) -> Result<(), String> {
        let mut oracle = Heap::new();
        let mut now = SimTime(-90_000);
        for (n, luck) in (0..).zip(steps) {
            let phase = Phase::ALL[(luck >> 8) as usize % 7];
            if luck % 1021 == 0 {
                let keep = |item: &u32| !item.is_multiple_of(3);
                oracle.retain(keep);
                queue.retain(keep);
            } else if luck % 61 == 0 {
                let at = SimTime(now.0 - 1);
                same(n, oracle.push(at, phase, n), queue.push(at, phase, n))?;
            } else if luck % 8 < *pushes {
                let at = now + Span(delay(*delays, *luck));
                same(n, oracle.push(at, phase, n), queue.push(at, phase, n))?;
            } else {
                same(n, oracle.peek_time(), queue.peek_time())?;
                let popped = oracle.pop();
                same(n, popped, queue.pop())?;
                now = popped.map_or(now, |(at, ..)| at);
            }
            same(n, oracle.len(), queue.len())?;
        }
        while let Some(popped) = oracle.pop() {
            same(u32::MAX, Some(popped), queue.pop())?;
        }
        same(u32::MAX, None, queue.pop())
    }

    fn same<V: PartialEq + std::fmt::Debug>(n: u32, oracle: V, queue: V) -> Result<(), String> {
        if oracle == queue {
            Ok(())
        } else {
            Err(format!("step {n}: {oracle:?}, not {queue:?}"))
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            cases: 512,
            ..Default::default()
        })]
        #[test]
        fn the_agenda_pops_what_the_heap_pops(script in script()) {
            prop_assert_eq!(compare(Agenda::new(), &script), Ok(()));
        }
    }

    #[test]
    fn the_comparison_catches_wrong_queues() {
        // No step pushes into the past, which the canary would let pass.
        let luck = (0..).map(|n| crate::kernel::stream::mix(1, n));
        let steps: Vec<u64> = luck.filter(|luck| luck % 61 != 0).take(500).collect();
        for delays in [Bimodal, AllEqual, Zero, AFewTicks, Mixed] {
            let script = (delays, 6, steps.clone());
            assert_eq!(compare(Agenda::new(), &script), Ok(()));
            for forget_phase in [true, false] {
                let canary = Canary {
                    heap: BinaryHeap::new(),
                    forget_phase,
                };
                let caught = compare(canary, &script);
                assert!(
                    caught.is_err(),
                    "{delays:?}, forget_phase {forget_phase}: not caught"
                );
            }
        }
    }
}
