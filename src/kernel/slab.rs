//! Payloads too large for the agenda, found by keys that go stale when their payload is removed.
//!
//! Cancelling is removing: whoever still holds the key finds nothing, so nothing is searched for.

/// Names one payload in a [`Slab`], and no later one in the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The place.
    pub index: u32,
    /// How many payloads this place held before.
    pub generation: u32,
}

#[derive(Clone, Debug)]
struct Place<T> {
    generation: u32,
    payload: Option<T>,
}

/// Payloads by [`Key`].
#[derive(Clone, Debug)]
pub struct Slab<T> {
    places: Vec<Place<T>>,
    free: Vec<u32>,
    len: usize,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Slab<T> {
    /// An empty slab.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            places: Vec::new(),
            free: Vec::new(),
            len: 0,
        }
    }

    /// Keeps a payload and returns the key that finds it until it is removed.
    ///
    /// # Panics
    /// Past 2^32 payloads at once, which no memory holds.
    pub fn insert(&mut self, payload: T) -> Key {
        self.len += 1;
        if let Some(index) = self.free.pop() {
            let place = &mut self.places[index as usize];
            place.payload = Some(payload);
            return Key {
                index,
                generation: place.generation,
            };
        }
        let index = u32::try_from(self.places.len()).expect("fewer than 2^32 payloads fit");
        self.places.push(Place {
            generation: 0,
            payload: Some(payload),
        });
        Key {
            index,
            generation: 0,
        }
    }

    /// The payload, unless it was removed.
    #[inline]
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&T> {
        let place = self.places.get(key.index as usize)?;
        if place.generation == key.generation {
            place.payload.as_ref()
        } else {
            None
        }
    }

    /// The payload to change, unless it was removed.
    #[inline]
    pub fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        let place = self.places.get_mut(key.index as usize)?;
        if place.generation == key.generation {
            place.payload.as_mut()
        } else {
            None
        }
    }

    /// Takes the payload out; its key is stale from now on.
    pub fn remove(&mut self, key: Key) -> Option<T> {
        let place = self.places.get_mut(key.index as usize)?;
        if place.generation != key.generation {
            return None;
        }
        let payload = place.payload.take()?;
        self.len -= 1;
        // A place whose generations are used up is left empty, so that no stale key revives.
        if place.generation < u32::MAX {
            place.generation += 1;
            self.free.push(key.index);
        }
        Some(payload)
    }

    /// Takes everything out and forgets every key, so that keys given later are as of a new slab.
    pub fn clear(&mut self) {
        self.places.clear();
        self.free.clear();
        self.len = 0;
    }

    /// Every payload with its key, in order of place.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &T)> {
        let places = (0..).zip(&self.places);
        places.filter_map(|(index, place)| {
            let generation = place.generation;
            Some((Key { index, generation }, place.payload.as_ref()?))
        })
    }

    /// How many payloads are kept.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether no payload is kept.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_key_finds_nothing_even_when_its_place_is_taken_again() {
        let mut slab = Slab::new();
        let old = slab.insert("notification");
        let other = slab.insert("advisory");
        assert_eq!(slab.remove(old), Some("notification"));
        assert_eq!(slab.remove(old), None);
        let new = slab.insert("answer");
        assert_eq!((new.index, new.generation), (old.index, 1));
        assert_eq!(slab.get(old), None);
        assert_eq!(slab.get_mut(old), None);
        assert_eq!(slab.get(new), Some(&"answer"));
        assert_eq!(slab.get(other), Some(&"advisory"));
        assert_eq!(slab.len(), 2);
        let kept: Vec<_> = slab.iter().collect();
        assert_eq!(kept, [(new, &"answer"), (other, &"advisory")]);
    }

    #[test]
    fn a_place_is_retired_when_its_generations_are_used_up() {
        let mut slab = Slab::new();
        let first = slab.insert(1);
        slab.places[0].generation = u32::MAX;
        let last = Key {
            generation: u32::MAX,
            ..first
        };
        assert_eq!(slab.remove(last), Some(1));
        assert_eq!(
            slab.insert(2),
            Key {
                index: 1,
                generation: 0
            }
        );
        assert_eq!(slab.get(last), None);
    }
}
