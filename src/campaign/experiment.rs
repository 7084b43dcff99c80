//! Plays both arms of a case with the same seeds, and says whether what was expected came out.
//! The difference is always the arm with the instrument less the arm without it.

use super::compare::{Comparison, Verdict, compare};
use super::estimate::{Estimate, estimate};
use super::measure::{Measure, Outcome, measures};
use super::replicate::{Job, Stopped, each_in};
use super::theatre::Theatre;
use crate::behaviour::Plan;
use crate::engine::Engine;
use crate::exercise::{Case, Exercise, Expects};
use crate::metric::{self, Evidence};
use crate::model::word::words;
use crate::model::{AgreementState, SimTime};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

words! {
    /// What came of an expectation.
    pub enum Borne {
        /// It came out as expected.
        AsExpected = "as expected",
        /// It came out otherwise.
        NotAsExpected = "not as expected",
        /// So many runs cannot tell.
        Undecided = "undecided",
    }
}

/// The runs of both arms, in order of their seeds.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// With the instrument.
    pub with: Vec<Outcome>,
    /// Without it.
    pub without: Vec<Outcome>,
    /// In how many pairs the same happened, entry for entry.
    pub same: usize,
}

/// What a case found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Both arms compared, with less without.
    pub comparison: Comparison,
    /// Analyst-hours more with the instrument: work on messages and upkeep together, within the
    /// exercise.
    pub effort: Option<Estimate>,
    /// Analyst-hours a year of upkeep more, over all parties, as far as agreements stand at
    /// STARTEX.
    pub upkeep: f64,
    /// How many pairs were played.
    pub pairs: usize,
    /// In how many of them the same happened, entry for entry.
    pub same: usize,
    /// Whether it is as expected.
    pub borne: Borne,
}

/// Plays both arms with every seed, up to the earlier of their ENDEXes, so that what
/// stays open is cut off at one moment in both. `played` is called after each pair.
///
/// # Errors
/// The limit that the pair with the lowest seed went past, of those that did.
pub fn play(
    (with, without): (&Arc<Exercise>, &Arc<Exercise>),
    seeds: Range<u64>,
    threads: NonZeroUsize,
    played: &(dyn Fn() + Sync),
) -> Result<Pairs, Stopped> {
    let until = with.clock.endex.min(without.clock.endex);
    let all: Vec<Measure> = measures().collect();
    let job = Job {
        exercise: with,
        seeds,
        threads,
        played,
    };
    let plans = [with, without].map(|arm| Arc::new(Plan::of(arm)));
    let theatres = || {
        (
            Theatre::of(with, &plans[0]),
            Theatre::of(without, &plans[1]),
        )
    };
    let pairs = each_in(&job, theatres, |(one, other), seed| {
        let (one, other) = (one.play(seed)?, other.play(seed)?);
        let same = one.entries() == other.entries();
        let [one, other] = [one, other].map(|arm| outcome(arm, seed, until, &all));
        Ok((one, other, same))
    })?;
    let mut found = Pairs {
        with: Vec::with_capacity(pairs.len()),
        without: Vec::with_capacity(pairs.len()),
        same: 0,
    };
    for (with, without, same) in pairs {
        found.with.push(with);
        found.without.push(without);
        found.same += usize::from(same);
    }
    Ok(found)
}

/// What a run comes to by a moment.
fn outcome(engine: &Engine, seed: u64, until: SimTime, all: &[Measure]) -> Outcome {
    let entries = engine.entries();
    let within = entries.partition_point(|entry| entry.at <= until);
    let ledgers = metric::fold(engine.exercise(), &entries[..within], until);
    let readings = metric::readings(&ledgers, Evidence::Skip);
    Outcome {
        seed,
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        figures: all.iter().map(|one| one.figure(&readings)).collect(),
    }
}

/// What the runs of a case say of it, at a level of confidence such as 0.95; none where there is
/// no such measure.
#[must_use]
pub fn judge(case: &Case, pairs: &Pairs, level: f64) -> Option<Found> {
    let primary = measures().find(|one| one.metric == case.measure)?;
    let comparison = compare(&pairs.without, &pairs.with, &primary, level);
    let hours = effort(&pairs.with, &pairs.without);
    let count = pairs.with.len();
    Some(Found {
        borne: borne(case.expects, &comparison, (pairs.same, count)),
        comparison,
        effort: estimate(hours.into_iter(), level),
        upkeep: upkeep(&case.with) - upkeep(&case.without),
        pairs: count,
        same: pairs.same,
    })
}

/// Analyst-hours more with the instrument, pair by pair: all work on messages and all upkeep.
pub(super) fn effort(with: &[Outcome], without: &[Outcome]) -> Vec<f64> {
    let places: Vec<usize> = measures()
        .enumerate()
        .filter(|(_, one)| matches!(one.metric, "effort_total" | "agreement_effort"))
        .map(|(nth, _)| nth)
        .collect();
    let hours = |run: &Outcome| -> f64 {
        let figures = places.iter().filter_map(|nth| run.figures[*nth]);
        figures.sum()
    };
    let pairs = with.iter().zip(without);
    pairs
        .map(|(one, other)| hours(one) - hours(other))
        .collect()
}

/// Analyst-hours a year that the agreements in force at STARTEX cost all their parties.
pub(super) fn upkeep(exercise: &Exercise) -> f64 {
    let standing = exercise.agreements.iter();
    let standing = standing.filter(|one| one.state == AgreementState::Operational);
    let hours =
        standing.map(|one| f64::from(one.effort_milli_hours) / 1000.0 * one.parties.len() as f64);
    hours.sum()
}

fn borne(expects: Expects, found: &Comparison, (same, pairs): (usize, usize)) -> Borne {
    let primary = &found.primary;
    let wanted = match expects {
        Expects::Vanishes if same == pairs && pairs > 0 => return Borne::AsExpected,
        Expects::Vanishes if pairs > 0 => return Borne::NotAsExpected,
        Expects::Vanishes => return Borne::Undecided,
        Expects::Within(margin) => return within(margin, found),
        Expects::Falls => Verdict::Less,
        Expects::Rises => Verdict::More,
    };
    match primary.verdict {
        verdict if verdict == wanted => Borne::AsExpected,
        Verdict::NotDistinguishable => Borne::Undecided,
        Verdict::Same | Verdict::More | Verdict::Less => Borne::NotAsExpected,
    }
}

/// Equivalence: the whole interval lies within the margin, or none of it does.
fn within(margin: f64, found: &Comparison) -> Borne {
    let primary = &found.primary;
    if primary.verdict == Verdict::Same {
        return Borne::AsExpected;
    }
    match primary.interval {
        Some(of) if -margin < of.low && of.high < margin => Borne::AsExpected,
        Some(of) if of.low > margin || of.high < -margin => Borne::NotAsExpected,
        _ => Borne::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Interval;

    /// A comparison of forty pairs in which one measure differs by these figures.
    fn found(differences: impl Fn(u64) -> f64) -> Comparison {
        let runs = |change: &dyn Fn(u64) -> f64| -> Vec<Outcome> {
            let one = |seed| Outcome {
                seed,
                entries: 1,
                figures: measures().map(|_| Some(change(seed))).collect(),
            };
            (0..40).map(one).collect()
        };
        let primary = measures().next().expect("there are measures");
        compare(
            &runs(&|_| 100.0),
            &runs(&|seed| 100.0 + differences(seed)),
            &primary,
            0.95,
        )
    }

    #[test]
    fn what_was_expected_is_borne_out_or_not_or_open() {
        let wobble = |seed: u64| if seed.is_multiple_of(2) { 1.0 } else { -1.0 };
        let less = found(|seed| wobble(seed) - 5.0);
        let open = found(|seed| wobble(seed) - 0.2);
        let same = found(|_| 0.0);
        let Interval { low, high } = open.primary.interval.expect("forty pairs");
        assert!(low > -0.6 && high < 0.2 && high > 0.0, "{low} {high}");
        use Borne::{AsExpected as Yes, NotAsExpected as No, Undecided as Open};
        use Expects::{Falls, Rises, Vanishes, Within};
        for (expects, comparison, pairs, expected) in [
            (Falls, &less, 0, Yes),
            (Rises, &less, 0, No),
            (Falls, &open, 0, Open),
            (Rises, &open, 0, Open),
            (Falls, &same, 40, No),
            (Within(1.0), &open, 0, Yes),
            (Within(0.3), &open, 0, Open),
            (Within(0.1), &same, 40, Yes),
            (Within(4.0), &less, 0, No),
            (Within(5.0), &less, 0, Open),
            (Vanishes, &same, 40, Yes),
            (Vanishes, &same, 39, No),
            (Vanishes, &less, 0, No),
        ] {
            let found = borne(expects, comparison, (pairs, 40));
            assert_eq!(
                found, expected,
                "{expects:?} of {:?}",
                comparison.primary.interval
            );
        }
        assert_eq!(borne(Vanishes, &same, (0, 0)), Open);
    }
}
