//! Chains of small blocks out of one pool, for the far part of the agenda.
//!
//! Memory just read is what is written next, and the pool never holds more than was once
//! pending. Reading goes in the order of appending.

/// Entries in a block.
pub(super) const BLOCK: usize = 32;
/// The end of a chain of blocks.
const NONE: u32 = u32::MAX;

/// Something pending: its tick times eight plus its phase, and what is to be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<T> {
    pub key: u64,
    pub item: T,
}

impl<T> Entry<T> {
    #[inline]
    pub fn tick(&self) -> u64 {
        self.key >> 3
    }
}

/// A sequence of entries in the pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    first: u32,
    last: u32,
    len: u32,
}

impl Chain {
    pub const EMPTY: Chain = Chain {
        first: NONE,
        last: NONE,
        len: 0,
    };

    #[inline]
    pub fn len(self) -> usize {
        self.len as usize
    }
}

/// The blocks of all chains.
#[derive(Clone, Debug)]
pub(super) struct Pool<T> {
    entries: Vec<Entry<T>>,
    /// For each block the one after it in its chain.
    next: Vec<u32>,
    /// The chain of blocks not in use.
    free: u32,
}

impl<T: Copy> Pool<T> {
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            next: Vec::new(),
            free: NONE,
        }
    }

    /// Forgets all chains and keeps the memory.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.next.clear();
        self.free = NONE;
    }

    /// Adds an entry to the end of a chain.
    #[inline(always)]
    pub fn append(&mut self, chain: &mut Chain, entry: Entry<T>) {
        let room = chain.len() % BLOCK;
        if room == 0 {
            let block = self.take(entry);
            if chain.len == 0 {
                chain.first = block;
            } else {
                self.next[chain.last as usize] = block;
            }
            chain.last = block;
        }
        chain.len += 1;
        self.entries[chain.last as usize * BLOCK + room] = entry;
    }

    /// A block that no chain uses. `filler` is what a new one holds at first.
    #[inline]
    fn take(&mut self, filler: Entry<T>) -> u32 {
        if self.free == NONE {
            self.free = u32::try_from(self.next.len()).expect("2^32 blocks do not fit in memory");
            self.next.push(NONE);
            self.entries.resize(self.entries.len() + BLOCK, filler);
        }
        let block = self.free;
        self.free = self.next[block as usize];
        block
    }

    /// The entries in the chain's first block; none when the chain is empty.
    #[inline]
    pub fn first(&self, chain: Chain) -> &[Entry<T>] {
        match chain.len() {
            0 => &[],
            len => {
                let start = chain.first as usize * BLOCK;
                &self.entries[start..start + len.min(BLOCK)]
            }
        }
    }

    /// Frees the first block of a chain that is not empty.
    #[inline]
    pub fn release_first(&mut self, chain: &mut Chain) {
        let block = chain.first;
        chain.len = chain.len.saturating_sub(BLOCK as u32);
        chain.first = std::mem::replace(&mut self.next[block as usize], self.free);
        self.free = block;
    }

    /// All entries of a chain, in order.
    pub fn iter(&self, mut chain: Chain) -> impl Iterator<Item = &Entry<T>> {
        std::iter::from_fn(move || {
            let entries = self.first(chain);
            if !entries.is_empty() {
                chain.first = self.next[chain.first as usize];
                chain.len = chain.len.saturating_sub(BLOCK as u32);
            }
            (!entries.is_empty()).then_some(entries)
        })
        .flatten()
    }
}
