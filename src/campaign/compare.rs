//! Two variants of an exercise, seed by seed.

use super::estimate::{Estimate, Interval, chance_of_none, estimate, paired};
use super::measure::{Measure, Outcome, measures};

/// What may be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same in every run.
    Same,
    /// No difference can be told from chance.
    NotDistinguishable,
    /// The variant has more.
    More,
    /// The variant has less.
    Less,
}

/// One measure of two variants.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// The measure.
    pub measure: Measure,
    /// The first variant alone.
    pub base: Option<Estimate>,
    /// The second alone.
    pub variant: Option<Estimate>,
    /// The second less the first, seed by seed; none where no seed had both.
    pub difference: Option<Estimate>,
    /// Where the difference lies: at the level asked for if it is the primary measure, otherwise
    /// at the level at which Holm's procedure judged it, so that it leaves out zero exactly where
    /// a difference is told.
    pub interval: Option<Interval>,
    /// The difference in standard deviations of itself (Cohen's d for pairs).
    pub effect_size: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

/// Two variants compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The measure that was named beforehand.
    pub primary: Contrast,
    /// All others, in the order of the metrics.
    pub others: Vec<Contrast>,
}

/// Compares two variants by runs with the same seeds. The primary measure, which is named before
/// anything is played, is judged by its own interval. For the others, whether they differ is
/// judged by Holm's procedure (S. Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 6, 1979, 65–70), so that the chance of any
/// wrong verdict among them stays below 1 − `level`; the interval of each is at the level at which
/// it was judged.
///
/// # Panics
/// Never: `primary` is one of [`measures`].
#[must_use]
pub fn compare(base: &[Outcome], variant: &[Outcome], primary: &Measure, level: f64) -> Comparison {
    let all: Vec<Measure> = measures().collect();
    let column = |runs: &[Outcome], nth: usize| -> Vec<Option<f64>> {
        runs.iter().map(|run| run.figures[nth]).collect()
    };
    let mut contrasts: Vec<Contrast> = Vec::new();
    for (nth, measure) in all.iter().enumerate() {
        let (one, other) = (column(base, nth), column(variant, nth));
        let difference = estimate(paired(&one, &other), level);
        contrasts.push(Contrast {
            measure: *measure,
            base: estimate(one.iter().copied().flatten(), level),
            variant: estimate(other.iter().copied().flatten(), level),
            interval: difference.as_ref().and_then(|found| found.interval),
            effect_size: difference.as_ref().and_then(|found| {
                // What differs by the same in every run has no size in deviations.
                let varies = |spread: &f64| *spread > 1e-9 * found.mean.abs();
                let spread = found.deviation.filter(varies)?;
                Some(found.mean / spread)
            }),
            difference,
            verdict: Verdict::NotDistinguishable,
        });
    }
    let place = all.iter().position(|one| one == primary).unwrap_or(0);
    let mut first = contrasts.remove(place);
    judge(&mut [&mut first], level);
    judge(&mut contrasts.iter_mut().collect::<Vec<_>>(), level);
    Comparison {
        primary: first,
        others: contrasts,
    }
}

/// Holm's procedure: the smallest chance is held against the strictest level, and so on until one
/// does not pass. What is the same in every run is no test.
fn judge(contrasts: &mut [&mut Contrast], level: f64) {
    let mut tests: Vec<(f64, usize)> = Vec::new();
    for (nth, contrast) in contrasts.iter_mut().enumerate() {
        let Some(found) = &contrast.difference else {
            continue;
        };
        if found.mean == 0.0 && found.deviation.is_none_or(|spread| spread == 0.0) {
            contrast.verdict = Verdict::Same;
        } else if let Some(chance) = chance_of_none(found) {
            tests.push((chance, nth));
        }
    }
    tests.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let count = tests.len();
    // Once one does not pass, none behind it is tried, and its level is theirs.
    let mut stopped_at = None;
    for (rank, (chance, nth)) in tests.into_iter().enumerate() {
        let alpha = stopped_at.unwrap_or((1.0 - level) / (count - rank) as f64);
        let contrast = &mut contrasts[nth];
        let Some(found) = &contrast.difference else {
            continue;
        };
        contrast.interval = found.at(1.0 - alpha);
        if stopped_at.is_some() || chance > alpha {
            stopped_at = Some(alpha);
            continue;
        }
        contrast.verdict = if found.mean > 0.0 {
            Verdict::More
        } else {
            Verdict::Less
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(change: impl Fn(u64, usize) -> f64) -> Vec<Outcome> {
        (0..40)
            .map(|seed| Outcome {
                seed,
                entries: 1,
                figures: (0..measures().count())
                    .map(|nth| Some(change(seed, nth)))
                    .collect(),
            })
            .collect()
    }

    /// A figure that varies from run to run the same way in both variants.
    fn luck(seed: u64, nth: usize) -> f64 {
        let mut chance = crate::kernel::Chance::new(seed)
            .draw(nth as u64, crate::kernel::Purpose::of("a test's luck"));
        crate::kernel::draw::uniform(&mut chance)
    }

    #[test]
    fn pairs_show_what_luck_would_hide() {
        let primary = measures().nth(3).expect("there are measures");
        let base = runs(|seed, nth| 10.0 * luck(seed, nth));
        let better = runs(|seed, nth| {
            let gain = if nth == 3 {
                1.0 + 0.1 * luck(seed, 99)
            } else {
                0.0
            };
            10.0 * luck(seed, nth) - gain
        });
        let found = compare(&base, &better, &primary, 0.95);
        assert_eq!(found.primary.verdict, Verdict::Less);
        let interval = found.primary.interval.expect("forty runs");
        assert!(interval.low > -1.1 && interval.high < -1.0, "{interval:?}");
        assert!(found.others.iter().all(|one| one.verdict == Verdict::Same));
        assert_eq!(found.others.len() + 1, measures().count());
    }

    #[test]
    fn chance_is_not_taken_for_a_difference() {
        let primary = measures().next().expect("there are measures");
        let base = runs(luck);
        let other = runs(|seed, nth| luck(seed + 1_000, nth));
        let found = compare(&base, &other, &primary, 0.95);
        let told = found
            .others
            .iter()
            .filter(|one| matches!(one.verdict, Verdict::More | Verdict::Less));
        assert_eq!(told.count(), 0);
        // An interval leaves out zero exactly where a difference is told.
        let shifted = runs(|seed, nth| luck(seed, nth) + 0.02 * nth as f64 * luck(seed, 7 + nth));
        let found = compare(&base, &shifted, &primary, 0.95);
        let mut told = 0;
        for one in &found.others {
            let interval = one.interval.expect("forty runs");
            let out = interval.low > 0.0 || interval.high < 0.0;
            let differs = matches!(one.verdict, Verdict::More | Verdict::Less);
            assert_eq!(out, differs, "{one:?}");
            told += usize::from(differs);
        }
        assert!(told > 10, "only {told}");
    }
}
