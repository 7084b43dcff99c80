//! Who has a seat's pages open just now, and whether its drafts were touched: nothing of it is
//! kept, and nobody but the seat hears of it.

use super::pass::hash;
use crate::model::OrgId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Open event streams, by seat and by whose they are.
#[derive(Clone, Debug, Default)]
pub struct Presence(Arc<Mutex<BTreeMap<OrgId, Open>>>);

#[derive(Debug, Default)]
struct Open {
    streams: BTreeMap<[u8; 32], usize>,
    drafts: u64,
}

/// An open stream of somebody in a seat; whoever drops it has gone.
#[derive(Debug)]
pub struct Here {
    presence: Presence,
    seat: OrgId,
    who: [u8; 32],
}

impl Presence {
    fn with<T>(&self, seat: OrgId, change: impl FnOnce(&mut Open) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry(seat).or_default())
    }

    /// Somebody, known by a cookie, opened a stream.
    #[must_use]
    pub fn enter(&self, seat: OrgId, cookie: &str) -> Here {
        let who = hash(cookie);
        self.with(seat, |open| *open.streams.entry(who).or_default() += 1);
        Here {
            presence: self.clone(),
            seat,
            who,
        }
    }

    /// A draft of a seat was kept or forgotten.
    pub fn drafted(&self, seat: OrgId) {
        self.with(seat, |open| open.drafts += 1);
    }
}

impl Here {
    /// How many others have a page of the seat open, and how often its drafts were touched.
    #[must_use]
    pub fn told(&self) -> (usize, u64) {
        self.presence.with(self.seat, |open| {
            let others = open.streams.keys().filter(|who| **who != self.who);
            (others.count(), open.drafts)
        })
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.presence.with(self.seat, |open| {
            if let Some(streams) = open.streams.get_mut(&self.who) {
                *streams -= 1;
                if *streams == 0 {
                    open.streams.remove(&self.who);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_counts_once_and_until_the_last_page_is_closed() {
        let (presence, seat, other) = (Presence::default(), OrgId(1), OrgId(2));
        let ann = presence.enter(seat, "ann");
        assert_eq!(ann.told(), (0, 0));
        let (bob, again) = (presence.enter(seat, "bob"), presence.enter(seat, "bob"));
        let elsewhere = presence.enter(other, "cid");
        presence.drafted(seat);
        assert_eq!((ann.told(), bob.told()), ((1, 1), (1, 1)));
        assert_eq!(elsewhere.told(), (0, 0), "another seat hears nothing");
        drop(bob);
        assert_eq!(ann.told().0, 1, "a page is still open");
        drop(again);
        assert_eq!(ann.told().0, 0);
    }
}
