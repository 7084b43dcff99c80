//! What a conclusion hangs on: the same comparison with one parameter at a time at either end of
//! where it may lie.

use super::compare::{Contrast, Verdict, compare};
use super::estimate::{Estimate, estimate};
use super::experiment::Pairs;
use super::measure::{Measure, measures};
use crate::model::word::words;

words! {
    /// What becomes of a conclusion.
    pub enum Flip {
        /// What was told is told again, or still cannot be.
        Holds = "holds",
        /// What was told can no longer be told from chance.
        Lost = "lost",
        /// What could not be told can be.
        Found = "found",
        /// The opposite is told.
        Reversed = "reversed",
    }
}

/// The comparison with every parameter as the scenario has it.
#[derive(Clone, Debug)]
pub struct Base {
    /// The primary measure, with less without.
    pub primary: Contrast,
    differences: Vec<Option<f64>>,
}

/// The comparison with one parameter at one end.
#[derive(Clone, Debug)]
pub struct End {
    /// The parameter's value there, as it would be written.
    pub value: String,
    /// Whether it was cut off where the value has to end, as a share at 1.
    pub clipped: bool,
    /// The primary measure there, with less without; none where play is the same whatever the
    /// parameter is.
    pub primary: Option<Contrast>,
    /// By how much the difference moves from what it is with the parameter as it stands, pair by
    /// pair with the same seeds.
    pub moves: Option<Estimate>,
    /// What becomes of the conclusion.
    pub flip: Flip,
}

/// One parameter at both ends.
#[derive(Clone, Debug)]
pub struct Swing {
    /// Where it stands.
    pub path: String,
    /// Its value, as written.
    pub value: String,
    /// Whether its ends are given by the scenario, and not half and double of what it is.
    pub given: bool,
    /// Its lower and its upper end; none where the scenario cannot be played there.
    pub ends: [Option<End>; 2],
}

impl Swing {
    /// By how much the difference moves at the end that moves it further.
    #[must_use]
    pub fn most(&self) -> f64 {
        let moves = self
            .ends
            .iter()
            .flatten()
            .filter_map(|end| end.moves.as_ref());
        moves.map(|one| one.mean.abs()).fold(0.0, f64::max)
    }

    /// Whether the conclusion is another at either end.
    #[must_use]
    pub fn flips(&self) -> bool {
        self.ends
            .iter()
            .flatten()
            .any(|end| end.flip != Flip::Holds)
    }

    /// Whether the difference moves in any pair at either end.
    #[must_use]
    pub fn acts(&self) -> bool {
        let mut moves = self
            .ends
            .iter()
            .flatten()
            .filter_map(|end| end.moves.as_ref());
        moves.any(|one| one.mean != 0.0 || one.deviation.is_some_and(|spread| spread > 0.0))
    }
}

/// The primary measure of both arms, pair by pair, with less without.
fn differences(pairs: &Pairs, primary: &Measure) -> Vec<Option<f64>> {
    let place = measures().position(|one| one == *primary).unwrap_or(0);
    let both = pairs.with.iter().zip(&pairs.without);
    both.map(|(with, without)| Some(with.figures[place]? - without.figures[place]?))
        .collect()
}

impl Base {
    /// What the pairs say with every parameter as it stands.
    #[must_use]
    pub fn of(pairs: &Pairs, primary: &Measure, level: f64) -> Base {
        Base {
            primary: compare(&pairs.without, &pairs.with, primary, level).primary,
            differences: differences(pairs, primary),
        }
    }

    /// What the pairs say with one parameter at an end. `pairs` is none where both arms are the
    /// exercises that they were.
    #[must_use]
    pub fn end(&self, (value, clipped): (String, bool), pairs: Option<&Pairs>, level: f64) -> End {
        let primary = &self.primary.measure;
        let there = pairs.map(|pairs| {
            let contrast = compare(&pairs.without, &pairs.with, primary, level).primary;
            (contrast, differences(pairs, primary))
        });
        let (contrast, moved) = there.unzip();
        let moves = moved.and_then(|moved| {
            let pairs = self.differences.iter().zip(&moved);
            let moved = pairs.filter_map(|(before, after)| Some((*after)? - (*before)?));
            estimate(moved, level)
        });
        let flip = contrast.as_ref().map_or(Flip::Holds, |there: &Contrast| {
            flip(self.primary.verdict, there.verdict)
        });
        End {
            value,
            clipped,
            primary: contrast,
            moves,
            flip,
        }
    }
}

fn flip(before: Verdict, after: Verdict) -> Flip {
    let told = |verdict| matches!(verdict, Verdict::More | Verdict::Less);
    match (told(before), told(after)) {
        (true, true) if before != after => Flip::Reversed,
        (true, false) => Flip::Lost,
        (false, true) => Flip::Found,
        _ => Flip::Holds,
    }
}

/// The parameters that the conclusion hangs on most first, others in order of their paths.
pub fn rank(swings: &mut [Swing]) {
    swings.sort_by(|a, b| {
        b.most()
            .total_cmp(&a.most())
            .then_with(|| a.path.cmp(&b.path))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Outcome;

    /// Twenty pairs in which every measure differs by so much, give or take one.
    fn pairs(difference: f64) -> Pairs {
        let arm = |of: &dyn Fn(f64) -> f64| -> Vec<Outcome> {
            let run = |seed: u64| Outcome {
                seed,
                entries: 1,
                figures: measures()
                    .map(|_| Some(of(if seed.is_multiple_of(2) { 1.0 } else { -1.0 })))
                    .collect(),
            };
            (0..20).map(run).collect()
        };
        Pairs {
            with: arm(&|wobble| 100.0 + difference + wobble),
            without: arm(&|_| 100.0),
            same: 0,
        }
    }

    #[test]
    fn what_moves_a_conclusion_most_comes_first_and_what_turns_it_is_marked() {
        let primary = measures().next().expect("there are measures");
        let base = Base::of(&pairs(-5.0), &primary, 0.95);
        let end = |difference: f64| {
            let found = pairs(difference);
            base.end((String::new(), false), Some(&found), 0.95)
        };
        let swing = |path: &str, ends| Swing {
            path: path.to_owned(),
            value: "1".to_owned(),
            given: false,
            ends,
        };
        let idle = base.end((String::new(), false), None, 0.95);
        let mut swings = vec![
            swing("idle", [Some(idle.clone()), Some(idle)]),
            swing("b", [Some(end(-5.0)), Some(end(-6.0))]),
            swing("lost", [None, Some(end(0.1))]),
            swing("turned", [Some(end(4.0)), Some(end(-7.0))]),
        ];
        rank(&mut swings);
        let found: Vec<(&str, f64, bool, bool)> = swings
            .iter()
            .map(|one| {
                (
                    one.path.as_str(),
                    (one.most() * 1e6).round() / 1e6,
                    one.flips(),
                    one.acts(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("turned", 9.0, true, true),
                ("lost", 5.1, true, true),
                ("b", 1.0, false, true),
                ("idle", 0.0, false, false),
            ]
        );
        assert_eq!(
            swings[0].ends[0].as_ref().map(|end| end.flip),
            Some(Flip::Reversed)
        );
        assert_eq!(
            swings[1].ends[1].as_ref().map(|end| end.flip),
            Some(Flip::Lost)
        );
    }
}
