//! What an entry followed from.

use super::entry::Entry;

/// The chain of causes of an entry along the last to arrive, from the root cause to the entry
/// itself: the critical path to it. Empty when there is no such entry.
#[must_use]
pub fn causes_of(entries: &[Entry], seq: u32) -> Vec<u32> {
    let mut chain = Vec::new();
    let mut next = Some(seq);
    while let Some(entry) = next.and_then(|seq| entries.get(seq as usize)) {
        chain.push(entry.seq);
        // Causes come before their effects; whatever says otherwise would lead in circles.
        next = entry.causes.last().filter(|cause| *cause < entry.seq);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Causes, Input};
    use super::*;
    use crate::model::SimTime;

    #[test]
    fn the_chain_follows_the_last_to_arrive() {
        let causes: [&[u32]; 6] = [&[], &[0], &[0], &[2, 1], &[4], &[3, 0]];
        let entries: Vec<Entry> = (0u32..)
            .zip(causes)
            .map(|(seq, causes)| Entry {
                seq,
                at: SimTime::STARTEX,
                causes: causes.iter().copied().collect::<Causes>(),
                body: Body::Input(Input::TimeReached),
            })
            .collect();
        for (seq, chain) in [
            (0, vec![0]),
            (3, vec![0, 2, 3]),
            (5, vec![0, 2, 3, 5]),
            (4, vec![4]),
            (9, vec![]),
        ] {
            assert_eq!(causes_of(&entries, seq), chain, "entry {seq}");
        }
    }
}
