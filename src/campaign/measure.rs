//! What a run comes to: one figure for each measure.

use crate::metric::{self, Reading, Scope, Statistic, Unit};

/// A measure of whole runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The metric's id.
    pub metric: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// How its observations become the figure of a run.
    pub statistic: Statistic,
}

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its seed.
    pub seed: u64,
    /// How many entries its journal had.
    pub entries: u32,
    /// The figure of each measure, in the order of [`measures`]; none where nothing was there to
    /// observe.
    pub figures: Vec<Option<f64>>,
}

/// Amounts of which the mean over what was observed says more than the total: what is needed, what
/// is asked for and what is achieved differ in number from run to run.
const BY_MEAN: &[&str] = &["clarification_rounds", "fresh_value", "effort"];

/// Every measure, in the order of the metrics.
pub fn measures() -> impl Iterator<Item = Measure> {
    metric::descriptions().map(|about| Measure {
        metric: about.id,
        title: about.title,
        unit: about.unit,
        statistic: about.statistic,
    })
}

impl Measure {
    /// The figure of a run: of durations the mean restricted to the horizon, so that what stayed
    /// open counts with all of it; of shares the share; of events and most amounts the total, of
    /// some amounts the mean.
    #[must_use]
    pub fn figure(&self, readings: &[Reading]) -> Option<f64> {
        let mut all = readings
            .iter()
            .filter(|one| one.metric == self.metric && one.scope == Scope::All);
        let reading = all.clone().find(|one| one.count > 0).or(all.next())?;
        self.of(reading)
    }

    /// The figure of one of its readings.
    #[must_use]
    pub fn of(&self, reading: &Reading) -> Option<f64> {
        match self.statistic {
            Statistic::Duration if reading.count > 0 && reading.count == reading.censored => {
                reading.horizon
            }
            Statistic::Duration | Statistic::Share => reading.mean,
            Statistic::Amount if BY_MEAN.contains(&self.metric) => reading.mean,
            Statistic::Amount | Statistic::Events => reading.total,
        }
    }
}

impl Measure {
    /// Whether its figure is a mean over what was observed, or a share of it; else a total.
    pub(super) fn is_mean(&self) -> bool {
        match self.statistic {
            Statistic::Duration | Statistic::Share => true,
            Statistic::Amount => BY_MEAN.contains(&self.metric),
            Statistic::Events => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_by_its_mean_is_an_amount() {
        for id in BY_MEAN {
            let about = metric::describe(id).expect("the metric is there");
            assert_eq!(about.statistic, Statistic::Amount, "{id}");
        }
    }

    #[test]
    fn what_never_ended_counts_with_all_of_the_exercise() {
        let measure = measures()
            .find(|one| one.statistic == Statistic::Duration)
            .expect("times are measured");
        let reading = |count, censored, mean| Reading {
            metric: measure.metric,
            scope: Scope::All,
            provenance: crate::metric::Provenance::Simulated,
            assumed: true,
            unit: measure.unit,
            count,
            censored,
            mean,
            median: None,
            p90: None,
            total: None,
            horizon: Some(3600.0),
            evidence: Vec::new(),
            samples: Vec::new(),
        };
        for (count, censored, mean, figure) in [
            (0, 0, None, None),
            (2, 2, None, Some(3600.0)),
            (2, 1, Some(600.0), Some(600.0)),
        ] {
            let found = measure.figure(&[reading(count, censored, mean)]);
            assert_eq!(found, figure, "{censored} of {count} open");
        }
    }
}
