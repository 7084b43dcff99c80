//! How often somebody may do something: so many a second, and so many at once after a rest.

use super::guard::Guest;
use super::streams::Streams;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Beyond so many, those who have rested enough are forgotten.
const KNOWN: usize = 10_000;

/// How often people may do what costs something.
pub struct Limits {
    /// Changes by one cookie. People are far below it, and two hundred a second by a hundred seats
    /// too.
    pub(super) actions: Rate,
    /// Changes by all who share a seat, an economy or the control of all, however many cookies
    /// they have.
    pub(super) shared: Rate,
    /// Looks by one cookie or token: an open page looks at most twice a second.
    pub(super) looks: Rate,
    /// Ways in by one link, each of which is kept.
    pub(super) ways_in: Rate,
    /// Streams of events by one cookie or token.
    pub(super) streams: Streams,
    /// Links that open nothing, by anybody. A right one always opens: nobody can lock
    /// others out, and what keeps people from guessing is its length.
    pub(super) guesses: Rate,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            actions: Rate::new(20, 40),
            shared: Rate::new(100, 400),
            looks: Rate::new(100, 500),
            ways_in: Rate::new(5, 200),
            streams: Streams::default(),
            guesses: Rate::new(5, 50),
        }
    }
}

impl Limits {
    /// Whether somebody may change something once more now.
    pub(super) fn act(&self, guest: &Guest) -> bool {
        self.actions.allows(&guest.word) && self.shared.allows(&guest.holder.word())
    }
}

/// A limit that holds for each of many.
pub(super) struct Rate {
    /// How long it takes until one more may be done.
    each: Duration,
    /// How many may be done at once after a rest.
    burst: u32,
    began: Instant,
    /// When each will have rested enough.
    rested: Mutex<BTreeMap<String, Duration>>,
}

impl Rate {
    pub(super) fn new(per_second: u32, burst: u32) -> Rate {
        Rate {
            each: Duration::from_secs(1) / per_second,
            burst,
            began: Instant::now(),
            rested: Mutex::default(),
        }
    }

    /// Whether somebody may do it once more now.
    pub(super) fn allows(&self, who: &str) -> bool {
        self.allows_at(who, self.began.elapsed())
    }

    fn allows_at(&self, who: &str, now: Duration) -> bool {
        let mut rested = self.rested.lock().unwrap_or_else(|held| held.into_inner());
        if rested.len() >= KNOWN {
            rested.retain(|_, at| *at > now);
        }
        let at = rested.get(who).copied().unwrap_or_default().max(now) + self.each;
        let allows = at <= now + self.each * self.burst;
        if allows {
            rested.insert(who.to_owned(), at);
        }
        allows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_may_do_so_many_at_once_and_then_so_many_a_second() {
        let rate = Rate::new(20, 40);
        let at = Duration::from_millis;
        let many = |who: &str, now: u64| (0..100).filter(|_| rate.allows_at(who, at(now))).count();
        assert_eq!(many("Ann", 0), 40);
        assert_eq!(many("Ben", 0), 40, "nobody pays for another");
        assert_eq!(many("Ann", 49), 0);
        assert_eq!(many("Ann", 50), 1);
        assert_eq!(many("Ann", 1_050), 20);
        assert_eq!(many("Ann", 60_000), 40, "no rest is worth more");
    }

    #[test]
    fn a_hundred_seats_at_two_a_second_each_never_wait() {
        let rate = Rate::new(20, 40);
        for nth in 0..20_000u64 {
            let who = format!("seat {}", nth % 100);
            assert!(
                rate.allows_at(&who, Duration::from_millis(nth * 5)),
                "{nth}"
            );
        }
    }
}
