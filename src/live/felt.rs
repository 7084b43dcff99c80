//! How long things took for the people who did them, where exercise time did not pass as real time
//! does: the same lengths in real seconds.

use super::store::Paced;
use crate::fact::Fact;
use crate::journal::Entry;
use crate::model::{MessageId, OrgId, SeatState, SimTime, Span};
use std::collections::BTreeMap;

/// How fast exercise time passed, from each change of pace on.
#[derive(Clone, Debug, Default)]
pub struct Speeds(Vec<(SimTime, Option<f64>)>);

impl Speeds {
    /// By the changes of pace, in order.
    #[must_use]
    pub fn of(paces: &[Paced]) -> Speeds {
        let speed = |words: &str| words.strip_suffix(" times real time")?.parse().ok();
        // No exercise time passes while play is paused.
        let runs = paces.iter().filter(|one| one.pace != "paused");
        Speeds(runs.map(|one| (one.at, speed(&one.pace))).collect())
    }

    /// Whether some of it ran at another speed than that of real time.
    #[must_use]
    pub fn vary(&self) -> bool {
        self.0.iter().any(|(_, speed)| *speed != Some(1.0))
    }

    /// The real length of what lies between two moments, without what play was paused for; none
    /// where a part of it was played as fast as possible, so that nobody could have acted in it.
    #[must_use]
    pub fn real(&self, from: SimTime, to: SimTime) -> Option<Span> {
        let mut real = 0.0;
        for (nth, (at, speed)) in self.0.iter().enumerate() {
            let until = self.0.get(nth + 1).map_or(to, |(next, _)| (*next).min(to));
            let passed = until.since((*at).max(from)).0;
            if passed > 0 {
                real += passed as f64 / (*speed)?;
            }
        }
        Some(Span(real as i64))
    }
}

/// Of lengths the one in the middle, in exercise time and in real time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Felt {
    played: Vec<Span>,
    real: Vec<Span>,
}

impl Felt {
    fn add(&mut self, speeds: &Speeds, from: SimTime, to: SimTime) {
        if let Some(real) = speeds.real(from, to) {
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
pub fn latencies(entries: &[Entry], speeds: &Speeds) -> BTreeMap<OrgId, Latencies> {
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
            which(all.entry(org).or_default()).add(speeds, *from, entry.at);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_played_faster_took_less_and_a_pause_takes_nothing() {
        let paced = |minutes: i64, pace: &str| Paced {
            at: SimTime(minutes * 60_000),
            real: 0,
            pace: pace.to_owned(),
            by: String::new(),
        };
        let speeds = Speeds::of(&[
            paced(0, "60 times real time"),
            paced(10, "paused"),
            paced(10, "1 times real time"),
            paced(20, "0.5 times real time"),
            paced(30, "as fast as possible until T+01:00:00"),
            paced(60, "paused"),
        ]);
        assert!(speeds.vary());
        assert!(!Speeds::of(&[paced(0, "1 times real time")]).vary());
        for (from, to, seconds) in [
            (0, 10, Some(10)),
            (0, 11, Some(70)),
            (12, 14, Some(120)),
            (19, 21, Some(180)),
            (5, 5, Some(0)),
            (29, 31, None),
            (40, 50, None),
        ] {
            let real = speeds.real(SimTime(from * 60_000), SimTime(to * 60_000));
            assert_eq!(real, seconds.map(Span::seconds), "{from} to {to}");
        }
    }

    #[test]
    fn the_median_is_one_that_was() {
        let speeds = Speeds::of(&[Paced {
            at: SimTime::STARTEX,
            real: 0,
            pace: "10 times real time".to_owned(),
            by: String::new(),
        }]);
        let mut felt = Felt::default();
        assert_eq!(felt.medians(), None);
        for seconds in [30, 10, 20, 50] {
            felt.add(&speeds, SimTime::STARTEX, SimTime(seconds * 1000));
        }
        let expected = (4, Span::seconds(20), Span::seconds(2));
        assert_eq!(felt.medians(), Some(expected));
    }
}
