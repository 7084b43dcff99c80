//! Fitted laws against tables and against what they were drawn from.

use super::law::{Length, Tries, lognormal, loss, rate, share};
use statrs::distribution::{ContinuousCDF as _, Normal};

fn close(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() < within, "{found} is not {wanted}");
}

/// C. J. Clopper and E. S. Pearson: 5 of 20 at 95% lie from 0.0866 to 0.4910 (printed in most
/// tables of exact binomial limits).
#[test]
fn a_share_has_the_limits_of_the_tables() {
    let found = share(5, 20, 0.95).expect("of twenty");
    close(found.low, 0.0866, 1e-4);
    close(found.high, 0.4910, 1e-4);
    let none = share(0, 30, 0.95).expect("of thirty");
    assert!(none.low == 0.0 && none.value == 0.0);
    close(none.high, 0.1157, 1e-4);
    assert_eq!(share(0, 0, 0.95), None);
}

/// Garwood's limits for ten events at 95%: 4.795 and 18.390.
#[test]
fn a_rate_has_the_limits_of_the_tables() {
    let found = rate(10, 2.0, 0.95).expect("two hours");
    close(found.value, 5.0, 1e-12);
    close(found.low, 4.795 / 2.0, 1e-3);
    close(found.high, 18.390 / 2.0, 1e-3);
    assert_eq!(rate(3, 0.0, 0.95), None);
}

/// By hand: the logarithms 1, 2, 3, 4, 5 have mean 3 and s = √2.5; t(0.975, 4) = 2.776445.
#[test]
fn whole_lengths_have_students_interval() {
    let lengths: Vec<Length> = (1..=5)
        .map(|x| Length {
            ms: libm::exp(f64::from(x)),
            whole: true,
        })
        .collect();
    let (median, sigma) = lognormal(&lengths, 0.95).expect("five lengths");
    close(libm::log(median.value), 3.0, 1e-9);
    let half = 2.776_445 * 2.5_f64.sqrt() / 5.0_f64.sqrt();
    close(libm::log(median.high), 3.0 + half, 1e-5);
    close(sigma.value, 2.5_f64.sqrt(), 1e-9);
    // chi-square with 4 degrees: 0.484419 and 11.143287.
    close(sigma.low, (10.0_f64 / 11.143_287).sqrt(), 1e-5);
    close(sigma.high, (10.0_f64 / 0.484_419).sqrt(), 1e-4);
    assert_eq!(lognormal(&lengths[..4], 0.95), None);
}

/// Two thousand lengths, of which those over a horizon are cut: without its open ones the median
/// would come out far too short.
#[test]
fn open_lengths_are_made_up_for() {
    let horizon = 1_200_000.0;
    let law = Normal::new(libm::log(900_000.0), 0.9).expect("a law");
    let all = (0..2_000).map(|nth| libm::exp(law.inverse_cdf((f64::from(nth) + 0.5) / 2_000.0)));
    let all: Vec<f64> = all.collect();
    let cut: Vec<Length> = all
        .iter()
        .map(|ms| Length {
            ms: ms.min(horizon),
            whole: *ms <= horizon,
        })
        .collect();
    assert!(cut.iter().filter(|one| !one.whole).count() > 600);
    let (median, sigma) = lognormal(&cut, 0.999).expect("many lengths");
    assert!(
        median.low < 900_000.0 && 900_000.0 < median.high,
        "{median:?}"
    );
    assert!(sigma.low < 0.9 && 0.9 < sigma.high, "{sigma:?}");
    let without: Vec<Length> = cut.into_iter().filter(|one| one.whole).collect();
    let (naive, _) = lognormal(&without, 0.999).expect("many lengths");
    assert!(naive.high < 900_000.0, "{naive:?}");
}

/// Of 1,000 tries to good contacts 50 are lost; of 200 to stale ones half bounce.
#[test]
fn what_stale_contacts_swallow_is_no_loss() {
    let tries = Tries {
        delivered: 950,
        bounced: 100,
        vanished: 150,
        swallowed: 1.0,
    };
    let found = loss(&[tries], 0.95).expect("many tries");
    close(found.value, 0.05, 1e-12);
    assert!(found.low > 0.02 && found.high < 0.08, "{found:?}");
    let apart = loss(
        &[
            tries,
            Tries {
                bounced: 0,
                vanished: 0,
                ..tries
            },
        ],
        0.95,
    );
    close(apart.expect("many tries").value, 50.0 / 1950.0, 1e-12);
}
