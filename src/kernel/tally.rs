//! How often each key was counted.

use hashbrown::HashTable;

/// Counts by key. Keys are hashes already, such as [`mix`](super::mix) makes, and serve as their
/// own; nothing ever goes through a tally in its order, so none can leak into a run.
#[derive(Clone, Debug, Default)]
pub struct Tally(HashTable<(u64, u32)>);

impl Tally {
    /// Nothing was counted.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How often the key was counted so far.
    #[inline]
    #[must_use]
    pub fn of(&self, key: u64) -> u32 {
        self.0
            .find(key, |(known, _)| *known == key)
            .map_or(0, |(_, count)| *count)
    }

    /// Counts the key once more; returns how often it had been counted before.
    #[inline]
    pub fn count(&mut self, key: u64) -> u32 {
        let same = |(known, _): &(u64, u32)| *known == key;
        let mut place = self
            .0
            .entry(key, same, |(known, _)| *known)
            .or_insert((key, 0));
        let count = &mut place.get_mut().1;
        *count = count.saturating_add(1);
        *count - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::mix;
    use std::collections::BTreeMap;

    #[test]
    fn keys_are_counted_apart_however_alike() {
        let (mut tally, mut oracle) = (Tally::default(), BTreeMap::new());
        // Some keys come often, most once; small ones share the bits that a table looks at first.
        for n in 0..20_000_u64 {
            let key = if n % 3 == 0 { n % 101 } else { mix(n, 7) };
            let before = oracle.entry(key).or_insert(0_u32);
            assert_eq!(tally.count(key), *before);
            *before += 1;
        }
        assert!(oracle.iter().all(|(key, count)| tally.of(*key) == *count));
        assert_eq!(tally.of(mix(1, 1)), 0);
    }
}
