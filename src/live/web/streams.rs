//! How many streams of events one browser holds open: its tabs share one, and nobody takes the room
//! of others.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many streams of one cookie or token at most: tabs that cannot share one have one each.
const AT_MOST: usize = 12;

/// Open streams, by whose they are.
#[derive(Clone, Debug, Default)]
pub struct Streams(Arc<Mutex<BTreeMap<String, usize>>>);

/// One open stream; whoever drops it makes room.
#[derive(Debug)]
pub(super) struct Stream {
    all: Streams,
    whose: String,
}

impl Streams {
    /// One more; none where somebody has as many as they may.
    pub(super) fn open(&self, whose: &str) -> Option<Stream> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = all.entry(whose.to_owned()).or_default();
        if *open >= AT_MOST {
            return None;
        }
        *open += 1;
        Some(Stream {
            all: self.clone(),
            whose: whose.to_owned(),
        })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = all.get_mut(&self.whose) {
            *open -= 1;
            if *open == 0 {
                all.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_so_many_and_who_closes_one_has_room_again() {
        let streams = Streams::default();
        let mut held: Vec<_> = (0..AT_MOST).filter_map(|_| streams.open("ann")).collect();
        assert_eq!(held.len(), AT_MOST);
        assert!(streams.open("ann").is_none() && streams.open("ben").is_some());
        held.pop();
        assert!(streams.open("ann").is_some());
        drop(held);
        assert!(streams.0.lock().expect("nobody panics").is_empty());
    }
}
