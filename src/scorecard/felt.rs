//! How long things took for the people who did them, where exercise time did not pass as real time
//! does: the same lengths in real seconds.

use crate::fact::Fact;
use crate::journal::{Entry, Paces};
use crate::model::{MessageId, OrgId, SeatState, SimTime, Span};
use std::collections::BTreeMap;

/// Of lengths the one in the middle, in exercise time and in real time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Felt {
    played: Vec<Span>,
    real: Vec<Span>,
}

impl Felt {
    /// Adds what lies between two moments, where people could act in all of it.
    pub fn add(&mut self, paces: &Paces, from: SimTime, to: SimTime) {
        if let Some(real) = paces.real(from, to) {
            self.played.push(to.since(from));
            self.real.push(real);
        }
    }

    /// How many there are, and the medians; none where there are none.
    #[must_use]
    pub fn medians(&self) -> Option<(usize, Span, Span)> {
        let median = |all: &[Span]| {
            let mut all = all.to_vec();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) / 2).copied()
        };
        Some((self.real.len(), median(&self.played)?, median(&self.real)?))
    }
}

/// What the people of one seat took: to open mail, to acknowledge it, to answer it, each from its
/// arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latencies {
    /// To open it.
    pub opened: Felt,
    /// To acknowledge it.
    pub acknowledged: Felt,
    /// To answer it.
    pub answered: Felt,
}

/// The same of every seat in which people acted.
#[must_use]
pub fn latencies(entries: &[Entry], paces: &Paces) -> BTreeMap<OrgId, Latencies> {
    let mut all: BTreeMap<OrgId, Latencies> = BTreeMap::new();
    let mut arrived: BTreeMap<MessageId, SimTime> = BTreeMap::new();
    let mut played: BTreeMap<OrgId, SeatState> = BTreeMap::new();
    for entry in entries {
        let (message, org, which): (_, _, fn(&mut Latencies) -> &mut Felt) = match entry.fact() {
            Some(Fact::SeatSwitched(f)) => {
                played.insert(f.org, f.to);
                continue;
            }
            Some(Fact::MessageDelivered(f)) => {
                arrived.entry(f.message).or_insert(entry.at);
                continue;
            }
            Some(Fact::MessageOpened(f)) => (f.message, f.to, |of| &mut of.opened),
            Some(Fact::MessageAcknowledged(f)) => (f.message, f.to, |of| &mut of.acknowledged),
            Some(Fact::MessageAnswered(f)) => (f.message, f.to, |of| &mut of.answered),
            _ => continue,
        };
        let people = played
            .get(&org)
            .is_some_and(|state| *state != SeatState::Simulated);
        if let Some(from) = arrived.get(&message).filter(|_| people) {
            which(all.entry(org).or_default()).add(paces, *from, entry.at);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::PaceSet;
    use crate::model::{Pacing, Rare};

    #[test]
    fn the_median_is_one_that_was() {
        let mut paces = Paces::default();
        let fact = PaceSet {
            pacing: Pacing::Timed,
            speed: Rare(Some(10_000)),
            controller: "EXCON".to_owned(),
        };
        paces.set(&fact, SimTime::STARTEX);
        let mut felt = Felt::default();
        assert_eq!(felt.medians(), None);
        for seconds in [30, 10, 20, 50] {
            felt.add(&paces, SimTime::STARTEX, SimTime(seconds * 1000));
        }
        let expected = (4, Span::seconds(20), Span::seconds(2));
        assert_eq!(felt.medians(), Some(expected));
    }
}
