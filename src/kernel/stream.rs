//! Named random streams: what a draw depends on, and nothing else.
//!
//! A draw depends on (seed, the author's id text, lineage, purpose), never on how many draws were
//! made before. Two variants of a run with one seed therefore share their luck wherever they
//! share a message or a task (common random numbers): one clarification round fewer, or an
//! observer more, changes nobody else's draws. Streams for outside processes, such as tickets
//! arriving in the background, count their draws instead.

use rand::rand_core::utils;
use rand::{SeedableRng, TryRng};
use rand_pcg::Pcg64Mcg;
use std::convert::Infallible;

/// The 64-bit golden ratio: the step of Weyl's sequence in splitmix64.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// One random stream, used up by one decision. It implements [`rand::Rng`]; the functions of
/// [`draw`](super::draw) each take one number from it.
pub type Draw = Pcg64Mcg;

/// Spreads every bit of `x` over all 64: the finaliser of splitmix64 (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014), in Stafford's variant 13.
#[inline]
const fn spread(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Joins two keys into one. Order matters; for either argument fixed, no two values of the
/// other collide.
#[inline]
#[must_use]
pub const fn mix(a: u64, b: u64) -> u64 {
    spread(spread(a.wrapping_add(STEP)) ^ b.wrapping_mul(STEP))
}

/// The key of a text: its length, then its bytes eight at a time, joined by [`mix`]. Stable
/// across platforms and releases, for journals depend on it.
#[must_use]
pub const fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = bytes.len() as u64;
    let mut at = 0;
    while at < bytes.len() {
        let mut word = 0;
        let mut n = 0;
        while n < 8 && at < bytes.len() {
            word |= (bytes[at] as u64) << (8 * n);
            at += 1;
            n += 1;
        }
        hash = mix(hash, word);
    }
    spread(hash)
}

/// What a draw is for, such as `Purpose::of("transit")`: two purposes never share their luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purpose(u64);

impl Purpose {
    /// The purpose of this name; meant for constants, where it costs nothing at run time.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self(key(name))
    }
}

/// All the chance of one run: its seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance(u64);

impl Chance {
    /// The chance of the run with this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(mix(0, seed))
    }

    /// The stream for one decision. `lineage` says about what: keys of root inject or finding,
    /// sender, recipient, kind and ordinal, joined by [`mix`]. Asked twice, it answers the same.
    #[inline]
    #[must_use]
    pub fn draw(self, lineage: u64, purpose: Purpose) -> Draw {
        open(mix(mix(self.0, lineage), purpose.0))
    }

    /// The counted stream of an outside process at the organisation (or other thing) with this
    /// id.
    #[must_use]
    pub const fn counted(self, id: &str, purpose: Purpose) -> Counted {
        Counted {
            key: mix(mix(self.0, key(id)), purpose.0),
            drawn: 0,
        }
    }
}

/// A stream whose n-th number depends on (seed, id, purpose, n): splitmix64 (as above), started at
/// the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    key: u64,
    drawn: u64,
}

impl Counted {
    /// How many numbers were drawn.
    #[must_use]
    pub const fn drawn(&self) -> u64 {
        self.drawn
    }
}

impl TryRng for Counted {
    type Error = Infallible;

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.drawn = self.drawn.wrapping_add(1);
        Ok(spread(self.key.wrapping_add(self.drawn.wrapping_mul(STEP))))
    }

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|n| (n >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}

/// A generator whose state is filled from a key; its first number is already well mixed.
#[inline]
fn open(key: u64) -> Draw {
    let low = key.wrapping_mul(STEP) ^ key >> 32;
    let mut seed = [0; 16];
    seed[..8].copy_from_slice(&low.to_le_bytes());
    seed[8..].copy_from_slice(&key.to_le_bytes());
    Draw::from_seed(seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use std::collections::BTreeSet;

    const TRANSIT: Purpose = Purpose::of("transit");
    const WORK: Purpose = Purpose::of("work");

    /// Values from a second implementation, in Python.
    #[test]
    fn keys_are_those_of_every_release() {
        for (text, expected) in [
            ("", 0x0000_0000_0000_0000),
            ("transit", 0x25B8_9E69_E1C5_FEBD),
            ("auscert", 0xE619_B1C1_0CF6_31F5),
            (
                "a text longer than two words of eight",
                0xEF0B_DD28_7B0B_5C29,
            ),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn every_part_of_a_name_changes_the_draw_and_nothing_else_does() {
        let draw = |seed, lineage, purpose| Chance::new(seed).draw(lineage, purpose).next_u64();
        assert_eq!(draw(1, 2, WORK), draw(1, 2, WORK));
        let all: BTreeSet<u64> = (0..100)
            .flat_map(|seed| (0..100).map(move |lineage| (seed, lineage)))
            .flat_map(|(s, l)| [draw(s, l, TRANSIT), draw(s, l, WORK)])
            .collect();
        assert_eq!(all.len(), 20_000);
    }

    #[test]
    fn a_counted_draw_depends_on_its_number() {
        let mut arrivals = Chance::new(7).counted("auscert", WORK);
        let first: Vec<u64> = (0..1000).map(|_| arrivals.next_u64()).collect();
        let mut again = Chance::new(7).counted("auscert", WORK);
        let mut other = Chance::new(7).counted("jpcert", WORK);
        assert!(first.iter().all(|n| *n == again.next_u64()));
        assert!(first.iter().all(|n| *n != other.next_u64()));
        assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 1000);
        assert_eq!(again.drawn(), 1000);
    }

    /// Flipping any bit of either key must flip each bit of the result half of the time: the
    /// bounds are 5 standard deviations of 4,096 fair coins for the mean over result bits.
    #[test]
    fn mixing_leaves_no_trace_of_a_bit() {
        for bit in 0..64 {
            for side in [false, true] {
                let flips: u32 = (0..4096)
                    .map(|n| {
                        let other = n ^ 1 << bit;
                        let (a, b) = (mix(n, 3), mix(3, n));
                        let (c, d) = (mix(other, 3), mix(3, other));
                        if side {
                            (a ^ c).count_ones()
                        } else {
                            (b ^ d).count_ones()
                        }
                    })
                    .sum();
                let mean = f64::from(flips) / 4096.0;
                assert!((mean - 32.0).abs() < 0.3, "bit {bit}: {mean} of 64 flipped");
            }
        }
    }
}
