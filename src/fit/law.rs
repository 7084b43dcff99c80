//! Laws fitted to what was seen, each with where its parameters lie.

use libm::{exp, log, sqrt};
use statrs::distribution::{
    Beta, ChiSquared, Continuous as _, ContinuousCDF as _, Gamma, Normal, StudentsT,
};

/// A number with the ends between which it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The most likely value.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A length of time that was seen, to its end or to the end of the record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// Milliseconds.
    pub ms: f64,
    /// Whether it was seen to its end; otherwise it lasted at least so long.
    pub whole: bool,
}

/// Median in milliseconds and sigma of the logarithm of a lognormal law; none with fewer than
/// `LEAST` whole lengths, or where nothing varies.
///
/// Without open lengths the intervals are exact: Student's t for the logarithm of the median,
/// chi-square for sigma. With open ones the likelihood is climbed by expectation-maximisation (A.
/// P. Dempster, N. M. Laird and D. B. Rubin, "Maximum likelihood from incomplete data via the EM
/// algorithm", Journal of the Royal Statistical Society B 39, 1977), and the intervals are
/// Wald's, by the curvature at its top.
pub fn lognormal(lengths: &[Length], level: f64) -> Option<(Found, Found)> {
    let seen = Seen::of(lengths);
    if seen.whole.len() < LEAST {
        return None;
    }
    let n = seen.whole.len() as f64;
    let mean = seen.whole.iter().sum::<f64>() / n;
    let squares: f64 = seen.whole.iter().map(|x| (x - mean) * (x - mean)).sum();
    if squares <= 0.0 {
        return None;
    }
    if seen.open.is_empty() {
        let s = sqrt(squares / (n - 1.0));
        let t = StudentsT::new(0.0, 1.0, n - 1.0).ok()?;
        let half = t.inverse_cdf(0.5 + level / 2.0) * s / sqrt(n);
        let chi = ChiSquared::new(n - 1.0).ok()?;
        let tail = (1.0 - level) / 2.0;
        let sigma = Found {
            value: s,
            low: sqrt(squares / chi.inverse_cdf(1.0 - tail)),
            high: sqrt(squares / chi.inverse_cdf(tail)),
        };
        return Some((around(mean, half), sigma));
    }
    let (mu, sigma) = seen.climb(mean, sqrt(squares / n));
    let (mu_error, log_error) = seen.errors(mu, sigma)?;
    let z = standard().inverse_cdf(0.5 + level / 2.0);
    let spread = Found {
        value: sigma,
        low: sigma * exp(-z * log_error),
        high: sigma * exp(z * log_error),
    };
    Some((around(mu, z * mu_error), spread))
}

/// With fewer whole lengths nothing is estimated.
const LEAST: usize = 5;

fn around(mu: f64, half: f64) -> Found {
    Found {
        value: exp(mu),
        low: exp(mu - half),
        high: exp(mu + half),
    }
}

fn standard() -> Normal {
    Normal::standard()
}

/// Logarithms of lengths, those seen to their end apart from the open ones.
struct Seen {
    whole: Vec<f64>,
    open: Vec<f64>,
}

impl Seen {
    fn of(lengths: &[Length]) -> Seen {
        let logs = |whole: bool| {
            let of = lengths.iter().filter(|one| one.whole == whole);
            of.filter(|one| one.ms > 0.0)
                .map(|one| log(one.ms))
                .collect()
        };
        Seen {
            whole: logs(true),
            open: logs(false),
        }
    }

    /// Climbs until a step changes next to nothing.
    fn climb(&self, mut mu: f64, mut sigma: f64) -> (f64, f64) {
        let all = (self.whole.len() + self.open.len()) as f64;
        for _ in 0..10_000 {
            // Mean and mean square of what the open ones would have become.
            let beyond = self.open.iter().map(|floor| {
                let z = (floor - mu) / sigma;
                let ratio = hazard(z);
                let first = mu + sigma * ratio;
                let second = mu * mu + sigma * sigma + sigma * ratio * (floor + mu);
                (first, second)
            });
            let (first, second) =
                beyond.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let next = (self.whole.iter().sum::<f64>() + first) / all;
            let square = (self.whole.iter().map(|x| x * x).sum::<f64>() + second) / all;
            let spread = sqrt((square - next * next).max(1e-12));
            let still = (next - mu).abs() < 1e-10 && (spread - sigma).abs() < 1e-10;
            (mu, sigma) = (next, spread);
            if still {
                break;
            }
        }
        (mu, sigma)
    }

    fn likelihood(&self, mu: f64, sigma: f64) -> f64 {
        let standard = standard();
        let whole = self.whole.iter().map(|x| {
            let z = (x - mu) / sigma;
            -log(sigma) - z * z / 2.0
        });
        let open = self.open.iter().map(|x| {
            let z = (x - mu) / sigma;
            log(standard.sf(z).max(f64::MIN_POSITIVE))
        });
        whole.sum::<f64>() + open.sum::<f64>()
    }

    /// Standard errors of mu and of the logarithm of sigma, by the curvature of the likelihood;
    /// none where it has no top.
    fn errors(&self, mu: f64, sigma: f64) -> Option<(f64, f64)> {
        let step = 1e-3;
        let at = |a: f64, b: f64| self.likelihood(mu + a * step * sigma, sigma * exp(b * step));
        let top = at(0.0, 0.0);
        let scale = step * step;
        let mm = (at(1.0, 0.0) - 2.0 * top + at(-1.0, 0.0)) / scale;
        let ss = (at(0.0, 1.0) - 2.0 * top + at(0.0, -1.0)) / scale;
        let ms = (at(1.0, 1.0) - at(1.0, -1.0) - at(-1.0, 1.0) + at(-1.0, -1.0)) / (4.0 * scale);
        let determinant = mm * ss - ms * ms;
        let curved = mm < 0.0 && determinant > 0.0;
        // The first parameter was stepped in units of sigma.
        curved.then(|| (sigma * sqrt(-ss / determinant), sqrt(-mm / determinant)))
    }
}

/// Density over tail of the standard normal law: Mills' ratio turned over. Far out, where the tail
/// is nothing in floating point, its expansion.
fn hazard(z: f64) -> f64 {
    if z > 25.0 {
        return z + 1.0 / z;
    }
    let standard = standard();
    standard.pdf(z) / standard.sf(z)
}

/// A share, `hits` of `all`, with the interval of C. J. Clopper and E. S. Pearson ("The use of
/// confidence or fiducial limits", Biometrika 26, 1934); none of nothing.
pub fn share(hits: u64, all: u64, level: f64) -> Option<Found> {
    if all == 0 || hits > all {
        return None;
    }
    let (k, n) = (hits as f64, all as f64);
    let tail = (1.0 - level) / 2.0;
    let low = match hits {
        0 => 0.0,
        _ => Beta::new(k, n - k + 1.0).ok()?.inverse_cdf(tail),
    };
    let high = if hits == all {
        1.0
    } else {
        Beta::new(k + 1.0, n - k).ok()?.inverse_cdf(1.0 - tail)
    };
    Some(Found {
        value: k / n,
        low,
        high,
    })
}

/// A rate, `count` in so much time, with F. Garwood's exact interval ("Fiducial limits for the
/// Poisson distribution", Biometrika 28, 1936); none of no time.
pub fn rate(count: u64, time: f64, level: f64) -> Option<Found> {
    if time <= 0.0 {
        return None;
    }
    let k = count as f64;
    let tail = (1.0 - level) / 2.0;
    let low = match count {
        0 => 0.0,
        _ => Gamma::new(k, 1.0).ok()?.inverse_cdf(tail),
    };
    let high = Gamma::new(k + 1.0, 1.0).ok()?.inverse_cdf(1.0 - tail);
    Some(Found {
        value: k / time,
        low: low / time,
        high: high / time,
    })
}

/// A mean with Student's interval; none with fewer than five figures.
pub fn mean(figures: &[f64], level: f64) -> Option<Found> {
    if figures.len() < LEAST {
        return None;
    }
    let n = figures.len() as f64;
    let mean = figures.iter().sum::<f64>() / n;
    let squares: f64 = figures.iter().map(|x| (x - mean) * (x - mean)).sum();
    let t = StudentsT::new(0.0, 1.0, n - 1.0).ok()?;
    let half = t.inverse_cdf(0.5 + level / 2.0) * sqrt(squares / (n - 1.0)) / sqrt(n);
    Some(Found {
        value: mean,
        low: mean - half,
        high: mean + half,
    })
}

/// What became of tries by one channel in one record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tries {
    /// Arrived.
    pub delivered: u64,
    /// Came back because the contact was out of date.
    pub bounced: u64,
    /// Vanished.
    pub vanished: u64,
    /// How many vanish for each that bounces: (1 − bounce) / bounce, as the scenario has it.
    pub swallowed: f64,
}

/// The share of tries to good contacts that is lost. What vanishes at stale contacts looks the
/// same, and is taken out in proportion to what bounced; the interval is by the delta method where
/// anything is taken out, else Clopper and Pearson's.
pub fn loss(tries: &[Tries], level: f64) -> Option<Found> {
    let sum = |of: fn(&Tries) -> u64| tries.iter().map(of).sum::<u64>();
    let (delivered, vanished) = (sum(|t| t.delivered), sum(|t| t.vanished));
    let taken: f64 = tries.iter().map(|t| t.swallowed * t.bounced as f64).sum();
    if taken == 0.0 {
        return share(vanished, vanished + delivered, level);
    }
    let d = delivered as f64;
    let v = (vanished as f64 - taken).max(0.0);
    let m = v + d;
    if m <= 0.0 {
        return None;
    }
    let (by_vanished, by_delivered) = (d / (m * m), -v / (m * m));
    let mut squares = by_vanished * by_vanished * vanished as f64 + by_delivered * by_delivered * d;
    let mut linear = by_vanished * vanished as f64 + by_delivered * d;
    let mut all = vanished as f64 + d;
    for one in tries {
        let (slope, count) = (-one.swallowed * by_vanished, one.bounced as f64);
        squares += slope * slope * count;
        linear += slope * count;
        all += count;
    }
    let z = standard().inverse_cdf(0.5 + level / 2.0);
    let half = z * sqrt((squares - linear * linear / all).max(0.0));
    Some(Found {
        value: v / m,
        low: (v / m - half).max(0.0),
        high: (v / m + half).min(1.0),
    })
}
