//! What each of several instruments is worth among the others: by leaving one out, or by its
//! Shapley value, its mean difference over the orders in which they may come together (L. S.
//! Shapley, "A value for n-person games", 1953; by sampled orders: J. Castro, D. Gómez, J. Tejada,
//! "Polynomial calculation of the Shapley value based on sampling", Computers & Operations
//! Research 36, 2009).

use super::compare::{Comparison, compare};
use super::estimate::{Estimate, estimate};
use super::experiment::{effort, upkeep};
use super::measure::{Measure, Outcome, measures};
use super::replicate::{Job, Stopped, each_seed};
use crate::engine::Engine;
use crate::exercise::{Change, Exercise, changed};
use crate::kernel::{Chance, Purpose, draw};
use crate::metric::{self, Evidence, Scope};
use crate::model::{AgreementId, OrgId};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// More instruments than this have no Shapley value here: group them.
pub const MOST_PLAYERS: usize = 25;

const ORDERS: Purpose = Purpose::of("order in which instruments come together");

/// What is valued as one.
#[derive(Clone, Debug)]
pub struct Group {
    /// How it is called.
    pub name: String,
    /// Its agreements.
    pub agreements: Vec<AgreementId>,
}

/// How the worth of one among others is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// All of them less all but one.
    LeaveOneOut,
    /// The mean of what one adds to those before it, over so many orders: all there are, where
    /// there are no more.
    Shapley(usize),
}

/// A set of instruments, by what is left out of all of them, in order.
type LeftOut = Vec<usize>;

/// Which sets of instruments have to be played.
#[derive(Clone, Debug)]
pub struct Coalitions {
    count: usize,
    orders: Vec<Vec<usize>>,
    every: bool,
    sets: BTreeSet<LeftOut>,
}

impl Coalitions {
    /// Those that a method needs for so many instruments.
    #[must_use]
    pub fn of(count: usize, method: Method) -> Coalitions {
        let mut sets = BTreeSet::from([Vec::new()]);
        let (mut orders, mut every) = (Vec::new(), true);
        match method {
            Method::LeaveOneOut => sets.extend((0..count).map(|one| vec![one])),
            Method::Shapley(asked) => {
                (orders, every) = self::orders(count, asked);
                for order in &orders {
                    sets.extend((0..=count).map(|before| left_out(order, before)));
                }
            }
        }
        Coalitions {
            count,
            orders,
            every,
            sets,
        }
    }

    /// How many sets are played with each seed.
    #[must_use]
    pub fn sets(&self) -> usize {
        self.sets.len()
    }

    /// How many orders are gone through; none where one is left out.
    #[must_use]
    pub fn orders(&self) -> usize {
        self.orders.len()
    }

    /// Whether these are all orders that there are, not a sample of them.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.every
    }
}

/// What is left out when only so many of an order have come together.
fn left_out(order: &[usize], before: usize) -> LeftOut {
    let mut rest = order[before..].to_vec();
    rest.sort_unstable();
    rest
}

/// All orders where there are no more than are asked for; else a sample, each with its reverse, so
/// that whoever comes early in one comes late in another. The sample is always the same.
fn orders(count: usize, asked: usize) -> (Vec<Vec<usize>>, bool) {
    let all = (1..=count).try_fold(1_usize, |all, n| all.checked_mul(n));
    if all.is_some_and(|all| all <= asked.max(1)) {
        let mut orders = vec![Vec::new()];
        for _ in 0..count {
            let longer = orders.iter().flat_map(|order: &Vec<usize>| {
                let rest = (0..count).filter(|one| !order.contains(one));
                rest.map(|one| [&order[..], &[one]].concat())
            });
            orders = longer.collect();
        }
        return (orders, true);
    }
    let mut chance = Chance::new(1).draw(count as u64, ORDERS);
    let mut orders = Vec::new();
    while orders.len() < asked.max(2) {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            let place = draw::below(&mut chance, last as u64 + 1);
            order.swap(last, usize::try_from(place).unwrap_or(last));
        }
        let reverse = order.iter().rev().copied().collect();
        orders.extend([order, reverse]);
    }
    (orders, false)
}

/// What one instrument is worth.
#[derive(Clone, Debug)]
pub struct Worth {
    /// Which.
    pub group: Group,
    /// All measures; the difference is with it less without. Variants of their own it has none
    /// where it is a mean over orders.
    pub comparison: Comparison,
    /// The primary measure by economy, with it less without, where there was anything to observe.
    pub economies: Vec<Option<Estimate>>,
    /// Analyst-hours more with it: work on messages and upkeep together, within the exercise.
    pub effort: Option<Estimate>,
    /// Analyst-hours a year of upkeep more, over all parties.
    pub upkeep: f64,
}

/// What all of them are worth.
#[derive(Clone, Debug)]
pub struct Value {
    /// Each, the largest difference of the primary measure first.
    pub worths: Vec<Worth>,
    /// The primary measure with all of them, as the scenario says.
    pub whole: Option<Estimate>,
    /// The primary measure with all of them less with none; none where one is left out.
    pub together: Option<Estimate>,
    /// How many runs each set had.
    pub runs: usize,
}

/// One run: every measure, and the primary one by economy.
#[derive(Clone)]
struct Run {
    outcome: Outcome,
    economies: Vec<Option<f64>>,
}

/// Plays an exercise with every set of instruments that is needed and says what each is worth.
/// `played` is called after each run.
///
/// # Errors
/// The limit that the run with the lowest seed went past, of those of the first set that did.
pub fn value(
    exercise: &Exercise,
    groups: &[Group],
    coalitions: &Coalitions,
    primary: &Measure,
    (seeds, threads): (Range<u64>, NonZeroUsize),
    played: &(dyn Fn() + Sync),
    level: f64,
) -> Result<Value, Stopped> {
    let mut runs: BTreeMap<&[usize], Vec<Run>> = BTreeMap::new();
    for set in &coalitions.sets {
        let variant = Arc::new(without(exercise, groups, set));
        let job = Job {
            exercise: &variant,
            seeds: seeds.clone(),
            threads,
            played,
        };
        runs.insert(
            set,
            each_seed(&job, |seed, engine| take(seed, engine, primary))?,
        );
    }
    let whole = &runs[&[][..]];
    let place = measures().position(|one| one == *primary).unwrap_or(0);
    let column = |runs: &[Run]| -> Vec<Option<f64>> {
        runs.iter().map(|run| run.outcome.figures[place]).collect()
    };
    let none: Vec<usize> = (0..groups.len()).collect();
    let together = runs
        .get(&none[..])
        .filter(|_| !coalitions.orders.is_empty());
    let together = together.map(|none| (column(none), column(whole)));
    let worths = groups.iter().enumerate().map(|(nth, group)| {
        let arms = arms(nth, coalitions, &runs);
        let [one, other] =
            arms.map(|arm| -> Vec<Outcome> { arm.iter().map(|run| run.outcome.clone()).collect() });
        let alone = without(exercise, groups, &[nth]);
        Worth {
            group: group.clone(),
            comparison: compare(&other, &one, primary, level),
            economies: by_economy(exercise, &self::arms(nth, coalitions, &runs), level),
            effort: estimate(effort(&one, &other).into_iter(), level),
            upkeep: upkeep(exercise) - upkeep(&alone),
        }
    });
    let mut worths: Vec<Worth> = worths.collect();
    let size = |worth: &Worth| {
        let difference = worth.comparison.primary.difference.as_ref();
        difference.map_or(-1.0, |found| found.mean.abs())
    };
    worths.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(Value {
        worths,
        whole: estimate(column(whole).into_iter().flatten(), level),
        together: together
            .and_then(|(none, all)| estimate(super::estimate::paired(&none, &all), level)),
        runs: whole.len(),
    })
}

fn without(exercise: &Exercise, groups: &[Group], set: &[usize]) -> Exercise {
    let left = set.iter().flat_map(|nth| &groups[*nth].agreements);
    let changes: Vec<Change> = left.map(|id| Change::WithoutAgreement(*id)).collect();
    changed(exercise, &changes)
}

fn take(seed: u64, engine: &Engine, primary: &Measure) -> Run {
    let exercise = engine.exercise();
    let ledgers = metric::fold(exercise, engine.entries(), exercise.clock.endex);
    let readings = metric::readings(&ledgers, Evidence::Skip);
    // By economy: how many were observed, and the sum of their figures.
    let mut sums = vec![None; exercise.economies.len()];
    for reading in &readings {
        let Scope::Org(org) = reading.scope else {
            continue;
        };
        let figure = primary
            .of(reading)
            .filter(|_| reading.metric == primary.metric);
        if let (Some(figure), Some(economy)) = (figure, economy(exercise, org)) {
            let weight = if primary.is_mean() {
                f64::from(reading.count)
            } else {
                1.0
            };
            let (count, sum) = sums[economy].unwrap_or((0.0, 0.0));
            sums[economy] = Some((count + weight, sum + weight * figure));
        }
    }
    let mean = |(count, sum): (f64, f64)| if primary.is_mean() { sum / count } else { sum };
    let seen = |sum: &Option<(f64, f64)>| sum.filter(|(count, _)| *count > 0.0).map(mean);
    Run {
        outcome: Outcome {
            seed,
            entries: u32::try_from(engine.entries().len()).unwrap_or(u32::MAX),
            figures: measures().map(|one| one.figure(&readings)).collect(),
        },
        economies: sums.iter().map(seen).collect(),
    }
}

fn economy(exercise: &Exercise, org: OrgId) -> Option<usize> {
    exercise.org(org).economy.map(crate::model::EconomyId::at)
}

/// With and without one instrument, seed by seed. Of several orders the first holds the mean of
/// what it adds, and the second nothing.
fn arms(nth: usize, of: &Coalitions, runs: &BTreeMap<&[usize], Vec<Run>>) -> [Vec<Run>; 2] {
    let whole = &runs[&[][..]];
    if of.orders.is_empty() {
        return [whole.clone(), runs[&[nth][..]].clone()];
    }
    debug_assert!(of.count > nth, "it is one of them");
    let pairs = of.orders.iter().map(|order| {
        let before = order.iter().position(|one| *one == nth).unwrap_or(0);
        let with = left_out(order, before + 1);
        (&runs[&with[..]], &runs[&left_out(order, before)[..]])
    });
    let pairs: Vec<(&Vec<Run>, &Vec<Run>)> = pairs.collect();
    let adds = |seed: usize, figure: &dyn Fn(&Run) -> Option<f64>| -> Option<f64> {
        let mut sum = 0.0;
        for (with, without) in &pairs {
            sum += figure(&with[seed])? - figure(&without[seed])?;
        }
        Some(sum / pairs.len() as f64)
    };
    let mut found = [whole.clone(), whole.clone()];
    for seed in 0..whole.len() {
        for place in 0..whole[seed].outcome.figures.len() {
            let added = adds(seed, &|run| run.outcome.figures[place]);
            found[0][seed].outcome.figures[place] = added;
            found[1][seed].outcome.figures[place] = added.map(|_| 0.0);
        }
        for place in 0..whole[seed].economies.len() {
            let added = adds(seed, &|run| run.economies[place]);
            found[0][seed].economies[place] = added;
            found[1][seed].economies[place] = added.map(|_| 0.0);
        }
    }
    found
}

fn by_economy(exercise: &Exercise, arms: &[Vec<Run>; 2], level: f64) -> Vec<Option<Estimate>> {
    let places = 0..exercise.economies.len();
    let of = places.map(|place| {
        let [with, without] = arms.each_ref().map(|arm| -> Vec<Option<f64>> {
            arm.iter().map(|run| run.economies[place]).collect()
        });
        estimate(super::estimate::paired(&without, &with), level)
    });
    of.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_orders_are_all_gone_through_and_many_are_a_fair_sample() {
        let few = Coalitions::of(3, Method::Shapley(24));
        assert_eq!((few.orders(), few.sets(), few.is_exact()), (6, 8, true));
        let many = Coalitions::of(MOST_PLAYERS, Method::Shapley(40));
        assert!(!many.is_exact() && many.orders() == 40);
        for order in &many.orders {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..MOST_PLAYERS).collect::<Vec<_>>());
        }
        // Whoever comes first in one comes last in its reverse: on average all stand in the middle.
        for one in 0..MOST_PLAYERS {
            let places = many
                .orders
                .iter()
                .map(|order| order.iter().position(|x| *x == one));
            let sum: usize = places.map(|place| place.expect("everybody comes")).sum();
            assert_eq!(sum, 40 * (MOST_PLAYERS - 1) / 2);
        }
        assert_eq!(Coalitions::of(4, Method::LeaveOneOut).sets(), 5);
        assert_eq!(Coalitions::of(0, Method::Shapley(24)).sets(), 1);
    }
}
