//! The far part of the agenda: a radix wheel that keeps the order in which equals were put.
//!
//! A tick is read as eleven digits of six bits. What is pending lies in the slot of the highest
//! digit in which it differs from `base`, so the first slot of the lowest level in use holds
//! what is due first. Taking that slot spreads it over the levels below, or, once it is short,
//! hands it over sorted. All entries of one tick always share a slot and every move goes in
//! order, so ties stay in the order of insertion without a number to remember it by.
//!
//! Slots are chains of small blocks out of one pool: memory just read is what is written next,
//! and the pool never holds more than was once pending.

const BITS: u32 = 6;
const SLOTS: usize = 1 << BITS;
const LEVELS: usize = 11;
/// Entries in a block.
const BLOCK: usize = 32;
/// A slot of no more entries than this is sorted rather than spread further.
const SHORT: usize = 48;
/// The end of a chain of blocks.
const NONE: u32 = u32::MAX;

/// Something pending: its tick times eight plus its phase, and what is to be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<T> {
    pub key: u64,
    pub item: T,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    first: u32,
    last: u32,
    len: u32,
}

const EMPTY: Slot = Slot {
    first: NONE,
    last: NONE,
    len: 0,
};

/// Pending entries, none of them due before `base`.
#[derive(Clone, Debug)]
pub(super) struct Wheel<T> {
    base: u64,
    len: usize,
    /// One bit for each level in use, and in each level one for each slot.
    levels: u32,
    used: [u64; LEVELS],
    slots: Vec<Slot>,
    entries: Vec<Entry<T>>,
    /// For each block the one after it in its chain.
    next: Vec<u32>,
    /// The chain of blocks not in use.
    free: u32,
}

impl<T: Copy> Wheel<T> {
    pub fn new() -> Self {
        Self {
            base: 0,
            len: 0,
            levels: 0,
            used: [0; LEVELS],
            slots: vec![EMPTY; LEVELS * SLOTS],
            entries: Vec::new(),
            next: Vec::new(),
            free: NONE,
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn clear(&mut self) {
        while let Some((level, slot)) = self.first_slot() {
            let taken = self.detach(level, slot);
            let mut block = taken.first;
            while block != NONE {
                block = self.release(block);
            }
        }
        self.base = 0;
        self.len = 0;
    }

    /// Places the empty wheel, so that ticks near `base` need few moves.
    pub fn start_at(&mut self, base: u64) {
        self.base = base;
    }

    /// Adds an entry, due at `base` or later, behind those of its tick.
    #[inline]
    pub fn put(&mut self, entry: Entry<T>) {
        self.len += 1;
        self.place(entry);
    }

    #[inline]
    fn place(&mut self, entry: Entry<T>) {
        let tick = entry.key >> 3;
        let level = (63 - (tick ^ self.base | 1).leading_zeros()) / BITS;
        let digit = tick >> (level * BITS) & (SLOTS as u64 - 1);
        let at = level as usize * SLOTS + digit as usize;
        let Slot { last, len, .. } = self.slots[at];
        let room = len as usize % BLOCK;
        let block = if room == 0 {
            self.grow(at, level, digit, entry)
        } else {
            last
        };
        self.slots[at].len = len + 1;
        self.entries[block as usize * BLOCK + room] = entry;
    }

    /// Chains a block to the slot and returns it.
    fn grow(&mut self, at: usize, level: u32, digit: u64, filler: Entry<T>) -> u32 {
        let block = if self.free == NONE {
            self.entries.resize(self.entries.len() + BLOCK, filler);
            self.next.push(NONE);
            u32::try_from(self.next.len() - 1).expect("fewer than 2^32 blocks fit in memory")
        } else {
            let block = self.free;
            self.free = self.next[block as usize];
            self.next[block as usize] = NONE;
            block
        };
        let slot = &mut self.slots[at];
        if slot.len == 0 {
            slot.first = block;
            self.levels |= 1 << level;
            self.used[level as usize] |= 1 << digit;
        } else {
            self.next[slot.last as usize] = block;
        }
        slot.last = block;
        block
    }

    /// Puts a block back for reuse and returns the one chained after it.
    fn release(&mut self, block: u32) -> u32 {
        let after = std::mem::replace(&mut self.next[block as usize], self.free);
        self.free = block;
        after
    }

    fn first_slot(&self) -> Option<(usize, usize)> {
        if self.levels == 0 {
            return None;
        }
        let level = self.levels.trailing_zeros() as usize;
        Some((level, self.used[level].trailing_zeros() as usize))
    }

    /// Takes a slot's chain off the wheel.
    fn detach(&mut self, level: usize, slot: usize) -> Slot {
        self.used[level] &= !(1 << slot);
        if self.used[level] == 0 {
            self.levels &= !(1 << level);
        }
        std::mem::replace(&mut self.slots[level * SLOTS + slot], EMPTY)
    }

    /// The ranges of `entries` that a slot holds, in order of insertion.
    fn ranges(&self, slot: Slot) -> impl Iterator<Item = std::ops::Range<usize>> {
        let (mut block, mut left) = (slot.first, slot.len as usize);
        std::iter::from_fn(move || {
            (left > 0).then(|| {
                let start = block as usize * BLOCK;
                let taken = left.min(BLOCK);
                left -= taken;
                block = self.next[block as usize];
                start..start + taken
            })
        })
    }

    /// The soonest tick among a slot's entries; none for an empty slot.
    fn soonest(&self, slot: Slot) -> Option<u64> {
        self.ranges(slot)
            .flat_map(|range| &self.entries[range])
            .map(|e| e.key >> 3)
            .min()
    }

    /// The soonest tick pending.
    pub fn first_tick(&self) -> Option<u64> {
        let (level, slot) = self.first_slot()?;
        self.soonest(self.slots[level * SLOTS + slot])
    }

    /// Moves the soonest entries into `front`, which is empty, soonest last and ties in reverse.
    /// Returns the first tick that may still be on the wheel, or `None` for an empty wheel.
    pub fn take_first(&mut self, front: &mut Vec<Entry<T>>) -> Option<u64> {
        loop {
            let (level, digit) = self.first_slot()?;
            let slot = self.detach(level, digit);
            if level == 0 || slot.len as usize <= SHORT {
                let shift = u32::try_from(level).ok()? * BITS;
                self.hand_over(slot, front);
                if self.len == 0 {
                    return Some(u64::MAX);
                }
                let soonest = front.last()?.key >> 3;
                return Some(((soonest >> shift) + 1) << shift);
            }
            self.base = self.soonest(slot)?;
            self.spread(slot);
        }
    }

    /// Spreads a detached slot over the levels below, in order.
    fn spread(&mut self, slot: Slot) {
        let (mut block, mut left) = (slot.first, slot.len as usize);
        while left > 0 {
            let start = block as usize * BLOCK;
            let taken = left.min(BLOCK);
            for at in start..start + taken {
                self.place(self.entries[at]);
            }
            left -= taken;
            block = self.release(block);
        }
    }

    /// Moves a detached slot into `front`, sorted.
    fn hand_over(&mut self, slot: Slot, front: &mut Vec<Entry<T>>) {
        let (mut block, mut left) = (slot.first, slot.len as usize);
        self.len -= left;
        while left > 0 {
            let start = block as usize * BLOCK;
            let taken = left.min(BLOCK);
            front.extend_from_slice(&self.entries[start..start + taken]);
            left -= taken;
            block = self.release(block);
        }
        front.reverse();
        front.sort_by_key(|entry| std::cmp::Reverse(entry.key));
    }

    /// Drops the entries whose item `keep` refuses.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        let base = self.base;
        let mut kept = Vec::with_capacity(self.len);
        while let Some((level, slot)) = self.first_slot() {
            let taken = self.detach(level, slot);
            for range in self.ranges(taken) {
                kept.extend(self.entries[range].iter().filter(|entry| keep(&entry.item)));
            }
            let mut block = taken.first;
            while block != NONE {
                block = self.release(block);
            }
        }
        self.len = 0;
        self.base = base;
        kept.into_iter().for_each(|entry| self.put(entry));
    }
}
