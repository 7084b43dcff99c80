//! Compares a recorded run with one played again.

use super::causes::causes_of;
use super::entry::Entry;

/// The first entry in which two runs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its number.
    pub seq: u32,
    /// What was recorded; none where the record ends.
    pub recorded: Option<Entry>,
    /// What happened when it was played again; none where that ends.
    pub rerun: Option<Entry>,
    /// The entries that led to it, from the root cause on; up to here both runs agree.
    pub led_to: Vec<u32>,
}

/// The first difference between two runs; none when they are the same to the last entry.
#[must_use]
pub fn compare(recorded: &[Entry], rerun: &[Entry]) -> Option<Difference> {
    let same = recorded.iter().zip(rerun).take_while(|(a, b)| a == b);
    let place = same.count();
    let (was, is) = (recorded.get(place), rerun.get(place));
    let either = was.or(is)?;
    let led_to = either
        .causes
        .last()
        .map_or_else(Vec::new, |cause| causes_of(&recorded[..place], cause));
    Some(Difference {
        seq: either.seq,
        recorded: was.cloned(),
        rerun: is.cloned(),
        led_to,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Causes, sample};
    use super::*;
    use crate::model::Span;

    /// The canary: a comparison that cannot fail proves nothing.
    #[test]
    fn any_change_of_any_entry_is_found() {
        let recorded = sample::entries();
        assert_eq!(compare(&recorded, &recorded), None);
        for place in 0..recorded.len() {
            let mut later = recorded.clone();
            later[place].at += Span(1);
            let mut freed = recorded.clone();
            freed[place].causes = Causes::of(u32::MAX - 1);
            let mut swapped = recorded.clone();
            swapped[place].body = recorded[(place + 1) % recorded.len()].body.clone();
            for changed in [&later, &freed, &swapped, &recorded[..place].to_vec()] {
                let found = compare(&recorded, changed).expect("a difference");
                assert_eq!(found.seq as usize, place);
                assert_eq!(found.recorded.as_ref(), recorded.get(place));
                assert_eq!(found.rerun.as_ref(), changed.get(place));
                assert_eq!(found.led_to.last().copied(), recorded[place].causes.last());
            }
            let found = compare(&recorded[..place], &recorded).expect("a difference");
            assert_eq!((found.recorded, found.seq as usize), (None, place));
        }
    }
}
