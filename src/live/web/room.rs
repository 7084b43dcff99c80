//! The places that there are for connections. Where there is none left, whoever has held one
//! longest without being anybody who takes part gives theirs up, so that silence keeps nobody out.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a place that somebody gives up may take to come free, and how often one is asked for.
const GIVEN_UP: Duration = Duration::from_millis(50);
const ASKED: u32 = 20;

/// Places for so many connections.
#[derive(Clone, Debug)]
pub(super) struct Room {
    places: Arc<Semaphore>,
    strangers: Arc<Mutex<Strangers>>,
}

/// Connections on which nobody who takes part has asked for anything yet, the oldest first.
#[derive(Debug, Default)]
struct Strangers {
    next: u64,
    all: BTreeMap<u64, Arc<Notify>>,
}

/// One place, for as long as it is kept.
#[derive(Debug)]
pub(super) struct Place {
    nth: u64,
    sent_away: Arc<Notify>,
    strangers: Arc<Mutex<Strangers>>,
    _held: OwnedSemaphorePermit,
}

fn of(strangers: &Mutex<Strangers>) -> MutexGuard<'_, Strangers> {
    strangers.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    /// Places for so many connections.
    pub(super) fn new(places: usize) -> Room {
        Room {
            places: Arc::new(Semaphore::new(places)),
            strangers: Arc::default(),
        }
    }

    /// A place, where one is free.
    pub(super) fn free(&self) -> Option<Place> {
        let held = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(self.place(held))
    }

    /// A place that a stranger gives up, the oldest first; none where all who are here take part.
    pub(super) async fn given_up(&self) -> Option<Place> {
        let mut held = pin!(Arc::clone(&self.places).acquire_owned());
        // Whoever waited before may be given the place that comes free, and be the next to go.
        for _ in 0..ASKED {
            self.send_away();
            if let Ok(held) = timeout(GIVEN_UP, &mut held).await {
                return held.ok().map(|held| self.place(held));
            }
        }
        None
    }

    fn send_away(&self) {
        if let Some((_, oldest)) = of(&self.strangers).all.pop_first() {
            oldest.notify_one();
        }
    }

    fn place(&self, held: OwnedSemaphorePermit) -> Place {
        let sent_away = Arc::new(Notify::new());
        let mut strangers = of(&self.strangers);
        let nth = strangers.next;
        strangers.next += 1;
        strangers.all.insert(nth, Arc::clone(&sent_away));
        drop(strangers);
        Place {
            nth,
            sent_away,
            strangers: Arc::clone(&self.strangers),
            _held: held,
        }
    }
}

impl Place {
    /// Somebody who takes part speaks here: the place is theirs.
    pub(super) fn is_known(&self) {
        of(&self.strangers).all.remove(&self.nth);
    }

    /// Waits until it has to be given up.
    pub(super) async fn until_sent_away(&self) {
        self.sent_away.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_known();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a place is told to be given up.
    async fn is_sent_away(place: &Place) -> bool {
        let soon = Duration::from_millis(20);
        timeout(soon, place.until_sent_away()).await.is_ok()
    }

    #[tokio::test]
    async fn the_oldest_stranger_gives_way_and_nobody_who_takes_part() {
        let room = Room::new(3);
        let mut places: Vec<Place> = (0..3).filter_map(|_| room.free()).collect();
        assert!(places.len() == 3 && room.free().is_none());
        places[0].is_known();
        let newcomer = tokio::spawn({
            let room = room.clone();
            async move { room.given_up().await }
        });
        assert!(is_sent_away(&places[1]).await);
        drop(places.remove(1));
        let newcomer = newcomer.await.expect("it ends").expect("it came free");
        assert!(!is_sent_away(&places[0]).await && !is_sent_away(&newcomer).await);
        newcomer.is_known();
        // The third is the only stranger left, and keeps the place all the same.
        assert!(room.given_up().await.is_none());
        assert!(is_sent_away(&places[1]).await && !is_sent_away(&newcomer).await);
    }

    #[tokio::test]
    async fn whoever_left_by_themselves_is_not_sent_away() {
        let room = Room::new(1);
        drop(room.free());
        assert!(of(&room.strangers).all.is_empty());
        let place = room.given_up().await.expect("it is free");
        place.is_known();
        assert!(room.given_up().await.is_none() && !is_sent_away(&place).await);
    }
}
