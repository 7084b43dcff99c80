//! Variates by inversion: each takes exactly one number from its stream, so that two variants of
//! a run stay comparable draw by draw.
//!
//! Parameters are integers, as an exercise stores them; logarithms and exponentials come from
//! `libm`, so that journals agree across platforms.

use super::log::minus_ln;
use crate::model::Span;
use rand::Rng;

/// Parts in a whole: probabilities are integers in parts per million.
pub const MILLION: u32 = 1_000_000;

/// A number strictly between 0 and 1: the middle of one of 2^52 equal cells.
#[inline]
pub fn uniform(rng: &mut impl Rng) -> f64 {
    const CELL: f64 = 1.0 / (1_u64 << 52) as f64;
    ((rng.next_u64() >> 12) as f64 + 0.5) * CELL
}

/// An exponential span with this mean, to the nearest millisecond; zero for a mean of zero or
/// less.
#[inline]
pub fn exponential(rng: &mut impl Rng, mean: Span) -> Span {
    whole(mean.0 as f64 * minus_ln(uniform(rng)))
}

/// A lognormal span with this median and this standard deviation of its logarithm, in
/// thousandths; zero for a median of zero or less.
#[inline]
pub fn lognormal(rng: &mut impl Rng, median: Span, sigma_milli: u32) -> Span {
    let sigma = f64::from(sigma_milli) / 1000.0;
    whole(median.0 as f64 * libm::exp(sigma * normal_quantile(uniform(rng))))
}

/// True with a probability in parts per million; always from a million on.
#[inline]
pub fn bernoulli(rng: &mut impl Rng, ppm: u32) -> bool {
    below(rng, u64::from(MILLION)) < u64::from(ppm)
}

/// An integer from 0 to `n` − 1, or 0 when `n` is 0. No value is likelier than another by more
/// than n / 2^64 (Lemire's multiplication without the rejection, which would take more draws).
#[inline]
pub fn below(rng: &mut impl Rng, n: u64) -> u64 {
    ((u128::from(rng.next_u64()) * u128::from(n)) >> 64) as u64
}

/// One of `items`, each as likely; none of an empty slice.
#[inline]
pub fn pick<'a, T>(rng: &mut impl Rng, items: &'a [T]) -> Option<&'a T> {
    items.get(usize::try_from(below(rng, items.len() as u64)).ok()?)
}

/// The nearest whole millisecond, not below zero, saturating.
#[inline]
fn whole(ms: f64) -> Span {
    Span(((ms + 0.5) as i64).max(0))
}

/// The quantile function of the standard normal distribution at `p` in (0, 1), to about one part
/// in 10^16: algorithm AS 241, PPND16 (M. J. Wichura, "The percentage points of the normal
/// distribution", Applied Statistics 37, 1988, 477–484).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&A, r) / polynomial(&B, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let size = if r <= 5.0 {
        polynomial(&C, r - 1.6) / polynomial(&D, r - 1.6)
    } else {
        polynomial(&E, r - 5.0) / polynomial(&F, r - 5.0)
    };
    if q < 0.0 { -size } else { size }
}

/// Horner's rule; the constant term comes first.
#[inline]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

#[allow(clippy::excessive_precision, reason = "as published")]
const A: [f64; 8] = [
    3.387_132_872_796_366_608,
    133.141_667_891_784_377_45,
    1_971.590_950_306_551_442_7,
    13_731.693_765_509_461_125,
    45_921.953_931_549_871_457,
    67_265.770_927_008_700_853,
    33_430.575_583_588_128_105,
    2_509.080_928_730_122_672_7,
];
#[allow(clippy::excessive_precision, reason = "as published")]
const B: [f64; 8] = [
    1.0,
    42.313_330_701_600_911_252,
    687.187_007_492_057_908_3,
    5_394.196_021_424_751_107_7,
    21_213.794_301_586_595_867,
    39_307.895_800_092_710_61,
    28_729.085_735_721_942_674,
    5_226.495_278_852_854_561,
];
#[allow(clippy::excessive_precision, reason = "as published")]
const C: [f64; 8] = [
    1.423_437_110_749_683_577_34,
    4.630_337_846_156_545_295_9,
    5.769_497_221_460_691_405_5,
    3.647_848_324_763_204_605_04,
    1.270_458_252_452_368_382_58,
    0.241_780_725_177_450_611_77,
    0.022_723_844_989_269_184_583_3,
    7.745_450_142_783_414_076_4e-4,
];
#[allow(clippy::excessive_precision, reason = "as published")]
const D: [f64; 8] = [
    1.0,
    2.053_191_626_637_758_821_87,
    1.676_384_830_183_803_849_4,
    0.689_767_334_985_100_004_55,
    0.148_103_976_427_480_074_59,
    0.015_198_666_563_616_457_196_6,
    5.475_938_084_995_344_946e-4,
    1.050_750_071_644_416_843_24e-9,
];
#[allow(clippy::excessive_precision, reason = "as published")]
const E: [f64; 8] = [
    6.657_904_643_501_103_777_2,
    5.463_784_911_164_114_369_9,
    1.784_826_539_917_291_335_8,
    0.296_560_571_828_504_891_23,
    0.026_532_189_526_576_123_093,
    0.001_242_660_947_388_078_438_6,
    2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7,
];
#[allow(clippy::excessive_precision, reason = "as published")]
const F: [f64; 8] = [
    1.0,
    0.599_832_206_555_887_937_69,
    0.136_929_880_922_735_805_31,
    0.014_875_361_290_850_615_025,
    7.868_691_311_456_132_591e-4,
    1.846_318_317_510_054_681_8e-5,
    1.421_511_758_316_445_888_7e-7,
    2.044_263_103_389_939_785_64e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::stream::{Chance, Purpose};

    const N: u32 = 100_000;

    /// Draws one variate from each of `N` keyed streams, as an engine does.
    fn sample(seed: u64, mut one: impl FnMut(&mut crate::kernel::Draw) -> f64) -> Vec<f64> {
        let chance = Chance::new(seed);
        let purpose = Purpose::of("sample");
        (0..u64::from(N))
            .map(|n| one(&mut chance.draw(n, purpose)))
            .collect()
    }

    /// Mean and variance lie within the 99.9% bounds (3.29 standard errors) of what they should
    /// be; `kurtosis` is the fourth central moment over the squared variance.
    fn check(name: &str, sample: &[f64], mean: f64, variance: f64, kurtosis: f64) {
        let n = f64::from(N);
        let m = sample.iter().sum::<f64>() / n;
        let v = sample.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / (n - 1.0);
        let (of_mean, of_variance) = (
            (variance / n).sqrt(),
            variance * ((kurtosis - 1.0) / n).sqrt(),
        );
        assert!(
            (m - mean).abs() < 3.29 * of_mean,
            "{name}: mean {m}, not {mean}"
        );
        assert!(
            (v - variance).abs() < 3.29 * of_variance,
            "{name}: variance {v}, not {variance}"
        );
    }

    #[test]
    fn moments_are_those_of_the_distribution() {
        let hour = Span::hours(1);
        for seed in [1, 2, 3] {
            check("uniform", &sample(seed, uniform), 0.5, 1.0 / 12.0, 1.8);
            let x = sample(seed, |rng| exponential(rng, hour).0 as f64 / hour.0 as f64);
            check("exponential", &x, 1.0, 1.0, 9.0);
            let x = sample(seed, |rng| {
                libm::log(lognormal(rng, hour, 800).0 as f64 / hour.0 as f64)
            });
            check("lognormal", &x, 0.0, 0.64, 3.0);
            let p = 0.25;
            let x = sample(seed, |rng| f64::from(u8::from(bernoulli(rng, 250_000))));
            check(
                "bernoulli",
                &x,
                p,
                p * (1.0 - p),
                1.0 / (p * (1.0 - p)) - 3.0,
            );
            let x = sample(seed, |rng| below(rng, 7) as f64);
            check("below", &x, 3.0, 4.0, 1.75);
        }
    }

    /// Values from Python's `statistics.NormalDist().inv_cdf`, two of them confirmed to 40
    /// digits by finding the root of the distribution function.
    #[test]
    fn quantiles_of_the_normal_are_known() {
        for (p, x) in [
            (0.5, 0.0),
            (0.6, 0.253_347_103_135_799_8),
            (0.925, 1.439_531_470_938_456),
            (0.0749, -1.440_238_267_527_963_2),
            (0.975, 1.959_963_984_540_053_6),
            (0.001, -3.090_232_306_167_813),
            (1e-10, -6.361_340_902_404_056),
            (1e-12, -7.034_483_825_301_132),
            (1.110_223_024_625_156_5e-16, -8.209_536_151_601_386),
        ] {
            let found = normal_quantile(p);
            assert!(
                (found - x).abs() <= 1e-15 * x.abs().max(1.0),
                "{p}: {found}, not {x}"
            );
        }
    }

    #[test]
    fn extreme_parameters_stay_within_bounds() {
        let mut rng = Chance::new(1).draw(0, Purpose::of("extreme"));
        for _ in 0..1000 {
            assert_eq!(exponential(&mut rng, Span::ZERO), Span::ZERO);
            assert_eq!(exponential(&mut rng, Span(-60_000)), Span::ZERO);
            assert_eq!(lognormal(&mut rng, Span::hours(2), 0), Span::hours(2));
            assert!(lognormal(&mut rng, Span(i64::MAX), u32::MAX).0 >= 0);
            assert!(!bernoulli(&mut rng, 0) && bernoulli(&mut rng, MILLION));
            assert!(bernoulli(&mut rng, u32::MAX));
            assert_eq!((below(&mut rng, 0), below(&mut rng, 1)), (0, 0));
            assert_eq!(pick::<u8>(&mut rng, &[]), None);
            assert!(pick(&mut rng, &[1, 2, 3]).is_some());
        }
    }

    /// The ends of the generator's range, which no seed is likely to meet.
    #[test]
    fn a_uniform_never_reaches_its_ends() {
        struct Always(u64);
        impl rand::TryRng for Always {
            type Error = std::convert::Infallible;
            fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
                Ok(self.0 as u32)
            }
            fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
                Ok(self.0)
            }
            fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
                bytes.fill(self.0 as u8);
                Ok(())
            }
        }
        let (low, high) = (uniform(&mut Always(0)), uniform(&mut Always(u64::MAX)));
        assert!(0.0 < low && high < 1.0, "{low} and {high}");
        assert_eq!(low + high, 1.0);
    }
}
