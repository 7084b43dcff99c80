//! Durations of which some have not ended yet: Kaplan–Meier (1958), and the mean restricted to
//! a horizon (Irwin 1949). Nothing is dropped because it did not finish.

/// What a set of durations comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survival {
    /// The area under the survival curve from 0 to the horizon. Past the longest observation the
    /// curve stays level: what was still open is taken to last to the horizon.
    pub mean: f64,
    /// The earliest time by which half had ended; none when not reached.
    pub median: Option<f64>,
    /// The earliest time by which nine tenths had ended; none when not reached.
    pub p90: Option<f64>,
}

/// Products of fractions miss their exact value by a few units in the last place.
const ROUNDING: f64 = 1e-9;

/// The Kaplan–Meier estimate of `(duration, whether it was still open)`, which must be sorted by
/// duration and, among equal ones, ended before open: what is open at a time was at risk at it.
/// None where nothing was observed.
#[must_use]
pub fn survival(sorted: &[(f64, bool)], horizon: f64) -> Option<Survival> {
    let total = sorted.len();
    if total == 0 {
        return None;
    }
    let mut found = Survival {
        mean: 0.0,
        median: None,
        p90: None,
    };
    let (mut level, mut since, mut nth) = (1.0_f64, 0.0_f64, 0);
    while nth < total {
        let (time, open) = sorted[nth];
        if open {
            nth += 1;
            continue;
        }
        let alike = sorted[nth..]
            .iter()
            .take_while(|one| one.0 <= time && !one.1);
        let ended = alike.count();
        found.mean += level * (time.min(horizon) - since).max(0.0);
        since = time.min(horizon);
        let at_risk = total - nth;
        level *= (at_risk - ended) as f64 / at_risk as f64;
        if level <= 0.5 + ROUNDING {
            found.median.get_or_insert(time);
        }
        if level <= 0.1 + ROUNDING {
            found.p90.get_or_insert(time);
        }
        nth += ended;
    }
    found.mean += level * (horizon - since).max(0.0);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ended: &[f64], open: &[f64], horizon: f64, expected: Option<(f64, f64, f64)>) {
        let mut all: Vec<(f64, bool)> = ended.iter().map(|t| (*t, false)).collect();
        all.extend(open.iter().map(|t| (*t, true)));
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let found = survival(&all, horizon);
        let never = |t: f64| (t >= 0.0).then_some(t);
        match (found, expected) {
            (None, None) => {}
            (Some(found), Some((mean, median, p90))) => {
                assert!((found.mean - mean).abs() < 1e-9, "{all:?}: {found:?}");
                assert_eq!(
                    (found.median, found.p90),
                    (never(median), never(p90)),
                    "{all:?}"
                );
            }
            _ => panic!("{all:?}: {found:?} against {expected:?}"),
        }
    }

    #[test]
    fn hand_worked_cases() {
        // A negative quantile stands for one that is not reached.
        check(&[], &[], 100.0, None);
        // Nothing open: the plain mean and quantiles.
        check(&[2.0, 4.0, 6.0, 8.0], &[], 100.0, Some((5.0, 4.0, 8.0)));
        // Ties: S falls from 1 to 1/4 at 3, to 0 at 5. Area 3 + 2/4.
        check(&[3.0, 3.0, 3.0, 5.0], &[], 100.0, Some((3.5, 3.0, 5.0)));
        // All still open: level at 1 to the horizon.
        check(&[], &[1.0, 5.0], 10.0, Some((10.0, -1.0, -1.0)));
        // At 1: 4/5. Open at 2 leaves three at risk: at 3 4/5·2/3 = 8/15; open at 4; at 5 zero.
        check(
            &[1.0, 3.0, 5.0],
            &[2.0, 4.0],
            10.0,
            Some((1.0 + 1.6 + 16.0 / 15.0, 5.0, 5.0)),
        );
        // One open at the same time as an end was at risk at it: 2/3, then level to 10.
        check(
            &[4.0],
            &[4.0, 6.0],
            10.0,
            Some((4.0 + 2.0 / 3.0 * 6.0, -1.0, -1.0)),
        );
        // The horizon cuts the area, not the quantiles.
        check(&[2.0, 20.0], &[], 10.0, Some((2.0 + 0.5 * 8.0, 2.0, 20.0)));
        // Exactly nine tenths of ten: p90 is the ninth.
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        check(&ten, &[], 100.0, Some((5.5, 5.0, 9.0)));
        // Freireich et al. 1963, 6-MP arm, remission in weeks; median 23, S(23) = 0.448.
        let ended = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
        let open = [
            6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0,
        ];
        let found = {
            let mut all: Vec<(f64, bool)> = ended.iter().map(|t| (*t, false)).collect();
            all.extend(open.iter().map(|t| (*t, true)));
            all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            survival(&all, 35.0).expect("not empty")
        };
        assert_eq!((found.median, found.p90), (Some(23.0), None));
        assert!((found.mean - 23.287_394_958).abs() < 1e-8, "{found:?}");
    }
}
