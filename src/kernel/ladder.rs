//! The far part of the agenda: a ladder queue that keeps the order in which equals were put
//! (W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: an O(1) priority queue structure for
//! large-scale discrete event simulation", ACM TOMACS 15, 2005).
//!
//! What is due last lies unsorted in the **top**. Below it each **rung** divides one stretch of
//! time into slots of equal width; each finer rung divides the slot that the coarser one has come
//! to. Once a slot is short, it is handed over sorted. All entries of one tick always lie in the
//! same slot and every move goes in order, so ties stay in the order of insertion without a
//! number to remember it by.

use super::pool::{BLOCK, Chain, Entry, Pool};

/// A slot of no more entries than this is sorted rather than divided. It fits one block.
pub(super) const SHORT: usize = 32;
/// Entries a slot should hold when its rung is made, within a factor of two.
const DENSITY: u64 = 6;
/// Slots of a rung at most.
const SLOTS: u64 = 1 << 11;

const _: () = assert!(SHORT <= BLOCK);

/// A stretch of time in slots of 2^`shift` ticks.
#[derive(Clone, Copy, Debug)]
struct Rung {
    /// The first tick of the first slot.
    start: u64,
    /// The first tick of slot `next`: what is due sooner lies in a finer rung or in the front.
    from: u64,
    shift: u32,
    /// Where its slots lie among those of all rungs: those before `next` are empty.
    slots: usize,
    next: usize,
    end: usize,
}

impl Rung {
    #[inline(always)]
    fn slot_of(&self, tick: u64) -> usize {
        let place = self.slots + ((tick - self.start) >> self.shift) as usize;
        if place >= self.end { 0 } else { place }
    }
}

/// Pending entries, in no order within a slot but that of insertion.
#[derive(Clone, Debug)]
pub(super) struct Ladder<T> {
    len: usize,
    /// The coarsest rung first.
    rungs: Vec<Rung>,
    slots: Vec<Chain>,
    /// The first tick that goes to the top.
    top_from: u64,
    pool: Pool<T>,
}

impl<T: Copy> Ladder<T> {
    pub fn new() -> Self {
        Self {
            len: 0,
            rungs: Vec::new(),
            slots: vec![Chain::EMPTY],
            top_from: u64::MAX,
            pool: Pool::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn clear(&mut self) {
        self.len = 0;
        self.rungs.clear();
        self.slots.clear();
        self.slots.push(Chain::EMPTY);
        self.top_from = u64::MAX;
        self.pool.clear();
    }

    /// The first tick that [`put`](Self::put) accepts. Whatever is due sooner is for the front.
    pub fn from(&self) -> u64 {
        self.rungs.last().map_or(self.top_from, |rung| rung.from)
    }

    /// Adds an entry behind those of its tick.
    #[inline(always)]
    pub fn put(&mut self, entry: Entry<T>) {
        self.len += 1;
        self.place(entry);
    }

    #[inline(always)]
    fn place(&mut self, entry: Entry<T>) {
        let tick = entry.tick();
        let mut slot = 0;
        for rung in &self.rungs {
            if tick >= rung.from {
                slot = rung.slot_of(tick);
                break;
            }
        }
        self.pool.append(&mut self.slots[slot], entry);
    }

    /// The soonest tick pending.
    pub fn first_tick(&self) -> Option<u64> {
        let mut slots = self
            .rungs
            .iter()
            .rev()
            .flat_map(|rung| &self.slots[rung.next..rung.end]);
        let first = slots.find(|slot| slot.len() > 0).unwrap_or(&self.slots[0]);
        self.pool.iter(*first).map(Entry::tick).min()
    }

    /// Moves the soonest entries into `front`, which is empty, soonest last and ties in reverse.
    /// Leaves it empty only if nothing is pending.
    #[inline(never)]
    pub fn take_first(&mut self, front: &mut Vec<Entry<T>>) {
        while self.len > 0 {
            if let Some((from, shift, slot)) = self.take_slot() {
                if shift == 0 || slot.len() <= SHORT {
                    return self.hand_over(slot, Some(from).filter(|_| shift <= 45), front);
                }
                self.add_rung(from, 1 << shift, slot.len());
                self.spread(slot);
            } else if self.slots[0].len() <= SHORT {
                self.top_from = u64::MAX;
                let top = std::mem::replace(&mut self.slots[0], Chain::EMPTY);
                return self.hand_over(top, None, front);
            } else {
                self.divide_top();
            }
        }
    }

    /// Takes the first slot that is not empty off the finest rung that has one, and drops the
    /// rungs that have none. Gives the slot's first tick and the logarithm of its width.
    #[inline]
    fn take_slot(&mut self) -> Option<(u64, u32, Chain)> {
        loop {
            let rung = self.rungs.last_mut()?;
            while rung.next < rung.end {
                let slot = std::mem::replace(&mut self.slots[rung.next], Chain::EMPTY);
                let from = rung.from;
                rung.next += 1;
                rung.from += 1 << rung.shift;
                if slot.len() > 0 {
                    return Some((from, rung.shift, slot));
                }
            }
            self.slots.truncate(rung.slots);
            self.rungs.pop();
        }
    }

    /// Makes a finest rung that divides so many entries over `width` ticks.
    fn add_rung(&mut self, start: u64, width: u64, entries: usize) {
        let wanted = (entries as u64 / DENSITY).clamp(2, SLOTS);
        let shift = 64 - (width.div_ceil(wanted) - 1).leading_zeros();
        let slots = self.slots.len();
        let end = slots + ((width - 1) >> shift) as usize + 1;
        self.rungs.push(Rung {
            start,
            from: start,
            shift,
            slots,
            next: slots,
            end,
        });
        self.slots.resize(end, Chain::EMPTY);
    }

    /// Divides the top's near part, twice as long as the mean distance, by a first rung. What
    /// is due later stays in the top, so that a few far entries do not make the slots wide.
    fn divide_top(&mut self) {
        let top = std::mem::replace(&mut self.slots[0], Chain::EMPTY);
        let (mut min, mut max, mut sum) = (u64::MAX, 0, 0);
        for entry in self.pool.iter(top) {
            let tick = entry.tick();
            min = min.min(tick);
            max = max.max(tick);
            sum += u128::from(tick);
        }
        let mean = sum.div_ceil(top.len() as u128) as u64;
        let width = (max - min).min(2 * (mean - min)) + 1;
        self.add_rung(min, width, top.len());
        let rung = self.rungs[0];
        self.top_from = rung.start + (((rung.end - rung.slots) as u64) << rung.shift);
        self.spread(top);
    }

    /// Spreads a chain that was taken off over the finest rung and the top, in order.
    fn spread(&mut self, mut chain: Chain) {
        let Some(&rung) = self.rungs.last() else {
            return;
        };
        while chain.len() > 0 {
            for at in 0..self.pool.first(chain).len() {
                let entry = self.pool.first(chain)[at];
                self.pool
                    .append(&mut self.slots[rung.slot_of(entry.tick())], entry);
            }
            self.pool.release_first(&mut chain);
        }
    }

    /// Moves a chain that was taken off into `front`, sorted.
    #[inline]
    fn hand_over(&mut self, mut chain: Chain, from: Option<u64>, front: &mut Vec<Entry<T>>) {
        self.len -= chain.len();
        if let Some(from) = from
            && chain.len() <= SHORT
        {
            sort_short(from, self.pool.first(chain), front);
            return self.pool.release_first(&mut chain);
        }
        front.extend(self.pool.iter(chain));
        while chain.len() > 0 {
            self.pool.release_first(&mut chain);
        }
        front.reverse();
        front.sort_by_key(|entry| std::cmp::Reverse(entry.key));
    }

    /// Takes back what of the front, grown too long, need not be there: what is due after `now`,
    /// into the slot that it came from, or, with no rung in use, only the later half.
    #[cold]
    pub fn take_back(&mut self, front: &mut Vec<Entry<T>>, now: u64) {
        let mut from = now + 1;
        if let Some(rung) = self.rungs.last_mut() {
            rung.next -= 1;
            rung.from -= 1 << rung.shift;
        } else {
            from = from.max(front[front.len() / 2].tick());
            self.top_from = from;
        }
        let taken = front.partition_point(|entry| entry.tick() >= from);
        for entry in front.drain(..taken).rev() {
            self.put(entry);
        }
    }

    /// Drops the entries whose item `keep` refuses.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.len = 0;
        for slot in self.slots.iter_mut() {
            let mut old = std::mem::replace(slot, Chain::EMPTY);
            while old.len() > 0 {
                for at in 0..self.pool.first(old).len() {
                    let entry = self.pool.first(old)[at];
                    if keep(&entry.item) {
                        self.pool.append(slot, entry);
                    }
                }
                self.pool.release_first(&mut old);
            }
            self.len += slot.len();
        }
    }
}

/// Appends to `front` no more than [`SHORT`] entries from 2^45 ticks, soonest last and ties in
/// reverse: each to the place that a comparison with every other gives it, which a processor
/// does two at a time and cannot mispredict. Key and order of insertion fit an exact `f64`.
#[inline]
fn sort_short<T: Copy>(from: u64, entries: &[Entry<T>], front: &mut Vec<Entry<T>>) {
    let mut ranks = [-1.0; SHORT];
    for (n, (rank, entry)) in ranks.iter_mut().zip(entries).enumerate() {
        *rank = ((entry.key - (from << 3)) << 5 | n as u64).cast_signed() as f64;
    }
    front.extend_from_slice(entries);
    let lanes = entries.len().next_multiple_of(8);
    let mut places = [0_u64; SHORT];
    for rank in &ranks[..entries.len()] {
        let eights = places[..lanes]
            .chunks_exact_mut(8)
            .zip(ranks.chunks_exact(8));
        for (places, others) in eights {
            for (place, other) in places.iter_mut().zip(others) {
                *place += u64::from(rank > other);
            }
        }
    }
    for (entry, place) in entries.iter().zip(places) {
        front[place as usize] = *entry;
    }
}
