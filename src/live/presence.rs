//! Who has a seat's pages open just now, and whether its drafts were touched: nothing of it is
//! kept, and nobody but the seat hears of it.

use crate::model::OrgId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Open event streams and names, by seat and by whose they are.
#[derive(Clone, Debug, Default)]
pub struct Presence(Arc<Mutex<BTreeMap<OrgId, Open>>>);

#[derive(Debug, Default)]
struct Open {
    streams: BTreeMap<String, usize>,
    names: BTreeMap<String, String>,
    drafts: u64,
}

/// An open stream of somebody in a seat; whoever drops it has gone.
#[derive(Debug)]
pub struct Here {
    presence: Presence,
    seat: OrgId,
    who: String,
}

/// What somebody in a seat hears of the others in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// How many have a page of it open.
    pub count: usize,
    /// The names of those of them who said one.
    pub names: Vec<String>,
    /// How often its drafts were touched.
    pub drafts: u64,
}

impl Presence {
    fn with<T>(&self, seat: OrgId, change: impl FnOnce(&mut Open) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry(seat).or_default())
    }

    /// Somebody opened a stream.
    #[must_use]
    pub fn enter(&self, seat: OrgId, who: &str) -> Here {
        self.with(seat, |open| {
            *open.streams.entry(who.to_owned()).or_default() += 1;
        });
        Here {
            presence: self.clone(),
            seat,
            who: who.to_owned(),
        }
    }

    /// Somebody says their name; an empty one is none.
    pub fn call(&self, seat: OrgId, who: &str, name: &str) {
        self.with(seat, |open| match name {
            "" => drop(open.names.remove(who)),
            name => drop(open.names.insert(who.to_owned(), name.to_owned())),
        });
    }

    /// What somebody is called, empty where they never said.
    #[must_use]
    pub fn name(&self, seat: OrgId, who: &str) -> String {
        self.with(seat, |open| {
            open.names.get(who).cloned().unwrap_or_default()
        })
    }

    /// A draft of a seat was kept or forgotten.
    pub fn drafted(&self, seat: OrgId) {
        self.with(seat, |open| open.drafts += 1);
    }
}

impl Here {
    /// Who else has a page of the seat open, and how often its drafts were touched.
    #[must_use]
    pub fn told(&self) -> Others {
        self.presence.with(self.seat, |open| {
            let others = open.streams.keys().filter(|who| **who != self.who);
            let names = others.clone().filter_map(|who| open.names.get(who));
            Others {
                count: others.clone().count(),
                names: names.cloned().collect(),
                drafts: open.drafts,
            }
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
        let told = |here: &Here| (here.told().count, here.told().drafts);
        let ann = presence.enter(seat, "ann");
        assert_eq!(told(&ann), (0, 0));
        let (bob, again) = (presence.enter(seat, "bob"), presence.enter(seat, "bob"));
        let elsewhere = presence.enter(other, "cid");
        presence.drafted(seat);
        assert_eq!((told(&ann), told(&bob)), ((1, 1), (1, 1)));
        assert_eq!(told(&elsewhere), (0, 0), "another seat hears nothing");
        presence.call(seat, "bob", "Bob");
        assert_eq!(ann.told().names, ["Bob"]);
        assert!(bob.told().names.is_empty() && elsewhere.told().names.is_empty());
        drop(bob);
        assert_eq!(told(&ann).0, 1, "a page is still open");
        drop(again);
        assert_eq!(
            ann.told(),
            Others {
                drafts: 1,
                ..Others::default()
            }
        );
        // What they wrote is still theirs.
        assert_eq!(presence.name(seat, "bob"), "Bob");
        presence.call(seat, "bob", "");
        assert_eq!(presence.name(seat, "bob"), "");
    }
}
