//! How fast exercise time passed while people played, and so how long things took for them.

use super::Entry;
use crate::fact::{Fact, PaceSet};
use crate::model::{Pacing, SimTime, Span};

/// The paces of play, from each change on; none for a journal in which nobody set any, where
/// exercise time passed as real time does or nobody was there to feel it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paces(Vec<(SimTime, Option<f64>)>);

impl Paces {
    /// By the entries of a journal.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Paces {
        let mut paces = Paces::default();
        for entry in entries {
            if let Some(Fact::PaceSet(fact)) = entry.fact() {
                paces.set(fact, entry.at);
            }
        }
        paces
    }

    /// Takes note of the next change.
    pub fn set(&mut self, fact: &PaceSet, at: SimTime) {
        // No exercise time passes while play is paused.
        if fact.pacing != Pacing::Paused {
            self.0.push((at, fact.times()));
        }
    }

    /// Whether some of it ran at another speed than that of real time.
    #[must_use]
    pub fn vary(&self) -> bool {
        let lasted = |nth: usize, at: SimTime| {
            let next = self.0.get(nth + 1);
            next.is_none_or(|(next, _)| *next > at)
        };
        let mut all = self.0.iter().enumerate();
        all.any(|(nth, (at, times))| *times != Some(1.0) && lasted(nth, *at))
    }

    /// How much passed of what lies between two moments at each pace, in order; before the first
    /// pace was set, as in real time.
    fn between(&self, from: SimTime, to: SimTime) -> impl Iterator<Item = (Span, Option<f64>)> {
        let first = std::iter::once((SimTime(i64::MIN / 2), Some(1.0)));
        let all: Vec<(SimTime, Option<f64>)> = first.chain(self.0.iter().copied()).collect();
        let ends: Vec<SimTime> = all.iter().skip(1).map(|(at, _)| *at).chain([to]).collect();
        let parts = all.into_iter().zip(ends).map(move |((at, times), end)| {
            let passed = end.min(to).since(at.max(from));
            (passed, times)
        });
        parts.filter(|(passed, _)| passed.0 > 0)
    }

    /// The real length of what lies between two moments, without what play was paused for; none
    /// where a part of it was played as fast as possible, so that nobody could have acted in it.
    #[must_use]
    pub fn real(&self, from: SimTime, to: SimTime) -> Option<Span> {
        let mut parts = self.between(from, to);
        let real = parts.try_fold(0.0, |real, (passed, times)| {
            Some(real + passed.0 as f64 / times?)
        });
        real.map(|real| Span(real as i64))
    }

    /// How play ran first between two moments where it did not run as real time does.
    #[must_use]
    pub fn unusual(&self, from: SimTime, to: SimTime) -> Option<String> {
        let mut parts = self.between(from, to);
        let (_, times) = parts.find(|(_, times)| *times != Some(1.0))?;
        Some(match times {
            Some(times) => format!("at {times} times real time"),
            None => "as fast as possible".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Body, Causes};
    use crate::model::Rare;

    fn paces(of: &[(i64, Pacing, u32)]) -> Paces {
        let entry = |(minutes, pacing, speed): &(i64, Pacing, u32)| {
            let fact = PaceSet {
                pacing: *pacing,
                speed: Rare(Some(*speed).filter(|speed| *speed > 0)),
                controller: "EXCON".to_owned(),
            };
            Entry {
                seq: 0,
                at: minute(*minutes),
                causes: Causes::NONE,
                body: Body::Fact(fact.into()),
            }
        };
        Paces::of(&of.iter().map(entry).collect::<Vec<_>>())
    }

    fn minute(minutes: i64) -> SimTime {
        SimTime(minutes * 60_000)
    }

    #[test]
    fn what_was_played_faster_took_less_and_a_pause_takes_nothing() {
        use Pacing::{Paused, Timed, Untimed};
        let all = paces(&[
            (0, Timed, 60_000),
            (60, Paused, 0),
            (60, Timed, 1_000),
            (70, Timed, 500),
            (80, Untimed, 0),
            (90, Timed, 1_000),
        ]);
        for (from, to, real, unusual) in [
            (0, 60, Some(60), Some("at 60 times real time")),
            (30, 65, Some(30 + 300), Some("at 60 times real time")),
            (60, 70, Some(600), None),
            (65, 75, Some(300 + 600), Some("at 0.5 times real time")),
            (70, 80, Some(1_200), Some("at 0.5 times real time")),
            (85, 95, None, Some("as fast as possible")),
            (90, 95, Some(300), None),
            (5, 5, Some(0), None),
        ] {
            let (from, to) = (minute(from), minute(to));
            assert_eq!(
                all.real(from, to),
                real.map(Span::seconds),
                "{from} to {to}"
            );
            assert_eq!(all.unusual(from, to).as_deref(), unusual, "{from} to {to}");
        }
        assert!(all.vary() && !paces(&[(0, Timed, 1_000), (9, Paused, 0)]).vary());
        let none = paces(&[]);
        assert!(!none.vary() && none.unusual(minute(0), minute(9)).is_none());
    }
}
