//! What many runs say of one measure. The run is the unit: figures within a run hang together.

use statrs::distribution::{Binomial, ContinuousCDF as _, DiscreteCDF as _, StudentsT};

/// From where to where a value lies at a stated level of confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// A quantile over runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// Which share of runs lies at or below it.
    pub share: f64,
    /// Its value.
    pub value: f64,
    /// Where it lies, by order statistics; none while there are too few runs to say.
    pub interval: Option<Interval>,
}

/// What runs say of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Runs in which there was something to observe.
    pub runs: usize,
    /// The mean over them.
    pub mean: f64,
    /// The standard deviation between them; none of a single one.
    pub deviation: Option<f64>,
    /// Where the mean lies, by Student's t; none of a single run.
    pub interval: Option<Interval>,
    /// The 5th, 50th and 95th percentile over runs.
    pub quantiles: [Quantile; 3],
}

/// Shares at which quantiles are given.
const SHARES: [f64; 3] = [0.05, 0.5, 0.95];

/// Estimates a measure from the figures of runs at a level of confidence such as 0.95; none where
/// no run had anything to observe.
///
/// The mean's interval is Student's t, mean ± t × s / √n. A quantile's is distribution-free: the
/// l-th to the u-th smallest figure, where a binomial count of figures below the quantile lies
/// from l to u − 1 with at least that confidence (H. A. David and H. N. Nagaraja, "Order
/// Statistics", 2003, §7.1).
#[must_use]
pub fn estimate(figures: impl Iterator<Item = f64>, level: f64) -> Option<Estimate> {
    let mut sorted: Vec<f64> = figures.collect();
    if sorted.is_empty() {
        return None;
    }
    // In the order of runs, so that the sum is the same however it came about.
    let runs = sorted.len();
    let n = runs as f64;
    let mean = sorted.iter().sum::<f64>() / n;
    let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
    let deviation = (runs > 1).then(|| (squares / (n - 1.0)).sqrt());
    sorted.sort_by(f64::total_cmp);
    Some(Estimate {
        runs,
        mean,
        deviation,
        interval: deviation.and_then(|s| student(mean, s, runs, level)),
        quantiles: SHARES.map(|share| quantile(&sorted, share, level)),
    })
}

impl Estimate {
    /// Where the mean lies at another level of confidence; none of a single run.
    #[must_use]
    pub fn at(&self, level: f64) -> Option<Interval> {
        student(self.mean, self.deviation?, self.runs, level)
    }
}

/// Differences of two variants, seed by seed, where both had something to observe.
pub fn paired<'a>(
    one: &'a [Option<f64>],
    other: &'a [Option<f64>],
) -> impl Iterator<Item = f64> + 'a {
    let both = one.iter().zip(other);
    both.filter_map(|(one, other)| Some((*other)? - (*one)?))
}

fn student(mean: f64, deviation: f64, runs: usize, level: f64) -> Option<Interval> {
    let law = StudentsT::new(0.0, 1.0, runs as f64 - 1.0).ok()?;
    let half = law.inverse_cdf(0.5 + level / 2.0) * deviation / (runs as f64).sqrt();
    Some(Interval {
        low: mean - half,
        high: mean + half,
    })
}

/// How likely a mean at least so far from zero is where there is no difference: Student's t,
/// two-sided. None of a single run; 1 where nothing ever differs.
pub(super) fn chance_of_none(estimate: &Estimate) -> Option<f64> {
    let deviation = estimate.deviation?;
    if deviation == 0.0 {
        return Some(if estimate.mean == 0.0 { 1.0 } else { 0.0 });
    }
    let law = StudentsT::new(0.0, 1.0, estimate.runs as f64 - 1.0).ok()?;
    let t = estimate.mean / (deviation / (estimate.runs as f64).sqrt());
    Some(2.0 * law.sf(t.abs()))
}

/// `sorted` is in order and not empty.
fn quantile(sorted: &[f64], share: f64, level: f64) -> Quantile {
    let n = sorted.len();
    let rank = ((n as f64 * share).ceil() as usize).clamp(1, n);
    Quantile {
        share,
        value: sorted[rank - 1],
        interval: ranks(n, share, level).map(|(low, high)| Interval {
            low: sorted[low - 1],
            high: sorted[high - 1],
        }),
    }
}

/// The ranks, from 1, between which a quantile lies.
fn ranks(n: usize, share: f64, level: f64) -> Option<(usize, usize)> {
    let law = Binomial::new(share, n as u64).ok()?;
    let tail = (1.0 - level) / 2.0;
    // The largest l with P(count < l) ≤ tail, and the smallest u with P(count ≥ u) ≤ tail.
    let low = law.inverse_cdf(tail) as usize;
    let high = law.inverse_cdf(1.0 - tail) as usize + 1;
    (low >= 1 && high <= n).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and s² = 32/7; t(0.975, 7) = 2.364624.
    #[test]
    fn the_interval_of_a_mean_is_students() {
        let figures = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        let found = estimate(figures.into_iter(), 0.95).expect("there are runs");
        let half = 2.364_624 * (32.0_f64 / 7.0).sqrt() / 8.0_f64.sqrt();
        let interval = found.interval.expect("more than one run");
        assert!((found.mean - 5.0).abs() < 1e-12);
        assert!((interval.high - 5.0 - half).abs() < 1e-5, "{interval:?}");
        assert!((5.0 - interval.low - half).abs() < 1e-5, "{interval:?}");
    }

    /// For n = 100 the 95% interval of the median is the 40th to the 61st figure (tables of the
    /// sign test; P(40 ≤ B(100, ½) ≤ 60) = 0.9648).
    #[test]
    fn the_interval_of_a_median_is_of_order_statistics() {
        assert_eq!(ranks(100, 0.5, 0.95), Some((40, 61)));
        // Six figures: from the least to the greatest with 1 − 2/64 = 0.969; five do not do.
        assert_eq!(ranks(6, 0.5, 0.95), Some((1, 6)));
        assert_eq!(ranks(5, 0.5, 0.95), None);
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        assert_eq!(estimate(std::iter::empty(), 0.95), None);
        let one = estimate(std::iter::once(3.0), 0.95).expect("a run");
        assert_eq!((one.mean, one.deviation, one.interval), (3.0, None, None));
        let pairs: Vec<f64> =
            paired(&[Some(1.0), None, Some(5.0)], &[Some(4.0), Some(1.0), None]).collect();
        assert_eq!(pairs, [3.0]);
    }

    #[test]
    fn what_never_differs_is_no_difference() {
        let same = estimate([0.0; 10].into_iter(), 0.95).expect("runs");
        assert_eq!(chance_of_none(&same), Some(1.0));
        let always = estimate([2.0; 10].into_iter(), 0.95).expect("runs");
        assert_eq!(chance_of_none(&always), Some(0.0));
        // t = 2.364624 with 7 degrees of freedom leaves 5% on both sides together.
        let s = (32.0_f64 / 7.0).sqrt();
        let edge = Estimate {
            mean: 2.364_624 * s / 8.0_f64.sqrt(),
            runs: 8,
            deviation: Some(s),
            ..same
        };
        let p = chance_of_none(&edge).expect("more than one run");
        assert!((p - 0.05).abs() < 1e-6, "{p}");
    }
}
