//! Playing until a mean is known well enough.
//!
//! Whoever looks after every run and stops when the interval is short enough stops where it happens
//! to be short, and the interval then holds the truth less often than it says. So there are few
//! looks, at numbers of runs that are fixed beforehand, and the error is spent across them: of
//! α = 1 − level, look k may err with α / (k (k + 1)). These sum to α over any number of looks, so
//! the interval of whichever look play ends at holds with at least the level (Bonferroni's
//! inequality). Nothing depends on threads or pace: the looks are of the first so many runs.

use super::estimate::{Interval, estimate};
use super::measure::{Measure, Outcome, measures};

/// Runs at the first look; each further look is at twice as many.
const FIRST: u64 = 200;

/// Runs that must have had something to observe before their mean is judged: Student's interval
/// is of means that are nearly normal.
const FEWEST: usize = 30;

/// How short half of an interval is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Half {
    /// In the measure's unit; times in seconds, shares between 0 and 1.
    Absolute(f64),
    /// As a share of the mean.
    OfMean(f64),
}

/// Which mean is to be known how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The measure.
    pub measure: Measure,
    /// How short half of its interval is to be.
    pub half: Half,
}

/// What was seen at a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Which look, from 1.
    pub nth: u32,
    /// How many runs there were.
    pub runs: usize,
    /// The level of an interval at this look, with what the looks may err in all spread over them.
    pub level: f64,
    /// Half of the mean's interval at that level; none while too few runs had anything to observe.
    pub half: Option<f64>,
    /// What it was to be at the most; none of an unknown mean's share.
    pub aim: Option<f64>,
    /// Whether it is.
    pub suffices: bool,
}

/// At how many runs is looked, with so many at the most: 200, 400, 800 and so on, and at the most.
pub fn looks(most: u64) -> impl Iterator<Item = u64> {
    let mut next = Some(FIRST.min(most));
    std::iter::from_fn(move || {
        let runs = next?;
        next = (runs < most).then(|| runs.saturating_mul(2).min(most));
        Some(runs)
    })
}

/// The level of an interval at the n-th look, where all looks together hold at `level`.
#[must_use]
fn level_at(nth: u32, level: f64) -> f64 {
    let nth = f64::from(nth);
    1.0 - (1.0 - level) / (nth * (nth + 1.0))
}

impl Precision {
    /// Looks at runs for the n-th time.
    #[must_use]
    pub fn look(&self, nth: u32, runs: &[Outcome], level: f64) -> Look {
        let place = measures().position(|one| one == self.measure);
        let figures = runs.iter().filter_map(|run| run.figures[place?]);
        let level = level_at(nth, level);
        let found = estimate(figures, level).filter(|found| found.runs >= FEWEST);
        let half = |of: Interval| (of.high - of.low) / 2.0;
        let half = found.as_ref().and_then(|found| found.interval).map(half);
        let aim = match self.half {
            Half::Absolute(aim) => Some(aim),
            Half::OfMean(share) => found.as_ref().map(|found| share * found.mean.abs()),
        };
        Look {
            nth,
            runs: runs.len(),
            level,
            half,
            aim,
            suffices: half.zip(aim).is_some_and(|(half, aim)| half <= aim),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;
    use rand_pcg::Pcg64Mcg;

    #[test]
    fn looks_are_fixed_beforehand_and_end_at_the_most() {
        for (most, at) in [
            (1, &[1][..]),
            (200, &[200]),
            (201, &[200, 201]),
            (1000, &[200, 400, 800, 1000]),
            (1600, &[200, 400, 800, 1600]),
        ] {
            assert_eq!(looks(most).collect::<Vec<_>>(), at, "{most}");
        }
        assert!(looks(u64::MAX).count() < 64);
    }

    #[test]
    fn what_the_looks_may_err_in_all_is_what_the_level_leaves() {
        let spent = |looks: u32| {
            (1..=looks)
                .map(|nth| 1.0 - level_at(nth, 0.95))
                .sum::<f64>()
        };
        assert!((spent(1) - 0.025).abs() < 1e-12);
        for looks in 1..60 {
            assert!(spent(looks) < 0.05);
        }
        assert!(spent(1000) > 0.0499);
    }

    fn runs_of(figures: &[f64], place: usize) -> Vec<Outcome> {
        let runs = (1..).zip(figures).map(|(seed, figure)| {
            let mut figures = vec![None; measures().count()];
            figures[place] = Some(*figure);
            Outcome {
                seed,
                entries: 1,
                figures,
            }
        });
        runs.collect()
    }

    #[test]
    fn a_look_says_whether_the_mean_is_known_well_enough() {
        let measure = measures().nth(3).expect("there are more");
        let look = |figures: &[f64], half| {
            let precision = Precision { measure, half };
            precision.look(1, &runs_of(figures, 3), 0.95)
        };
        // 9 and 11 in turn: mean 10, s = 1.00251, t(0.9875, 199) = 2.25834.
        let figures: Vec<f64> = (0..200).map(|n| f64::from(9 + n % 2 * 2)).collect();
        let half = look(&figures, Half::Absolute(1.0))
            .half
            .expect("enough runs");
        assert!((half - 0.16009).abs() < 1e-4, "{half}");
        for (half, suffices) in [
            (Half::Absolute(0.161), true),
            (Half::Absolute(0.159), false),
            (Half::OfMean(0.0161), true),
            (Half::OfMean(0.0159), false),
        ] {
            assert_eq!(look(&figures, half).suffices, suffices, "{half:?}");
        }
        // Of few figures nothing is said, however alike they are.
        let few = look(&[1.0; 29], Half::Absolute(1.0));
        assert!(!few.suffices && few.half.is_none());
        assert!(look(&[1.0; 30], Half::Absolute(1.0)).suffices);
    }

    /// Of a thousand campaigns of skewed figures with a known mean, count those whose interval
    /// misses it at any of six looks: whatever rule ends a campaign at one of them, it errs no
    /// more often. At the plain level the looks miss it far more often than one in twenty.
    #[test]
    fn the_level_holds_whichever_look_ends_play() {
        const CAMPAIGNS: u32 = 1000;
        let at: Vec<u64> = looks(6400).collect();
        assert_eq!(at.len(), 6);
        let (mut missed, mut naively) = (0, 0);
        for campaign in 0..CAMPAIGNS {
            let mut rng = Pcg64Mcg::new(u128::from(campaign) * 0x9e37_79b9_7f4a_7c15 + 1);
            let mut draw = || {
                let uniform = (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
                -libm::log1p(-uniform)
            };
            let figures: Vec<f64> = (0..6400).map(|_| draw()).collect();
            let misses = |nth: u32, level: f64| {
                let runs = at[nth as usize - 1] as usize;
                let found = estimate(figures[..runs].iter().copied(), level);
                let of = found.and_then(|found| found.interval).expect("many runs");
                of.low > 1.0 || of.high < 1.0
            };
            missed += u32::from((1..=6).any(|nth| misses(nth, level_at(nth, 0.95))));
            naively += u32::from((1..=6).any(|nth| misses(nth, 0.95)));
        }
        // 50 are allowed; three standard deviations of a binomial count above them are 71.
        assert!(missed <= 71, "{missed} of {CAMPAIGNS} miss the mean");
        assert!(naively >= 100, "only {naively}: the canary does not sing");
    }
}
