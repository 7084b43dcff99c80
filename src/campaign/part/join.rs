//! Puts parts together to the campaign that they are of.

use super::{Head, Part};
use crate::campaign::Outcome;
use std::ops::Range;

/// What parts come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The campaign, its range all of it.
    pub head: Head,
    /// All runs, in order.
    pub runs: Vec<Outcome>,
}

/// Why parts are not one campaign. A part is named by its place in what was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The first is of another campaign than the second, and why.
    Foreign(usize, usize, String),
    /// Runs are in two parts.
    Doubled(usize, usize, Range<u64>),
    /// Runs are in no part.
    Missing(Range<u64>),
}

/// Puts parts together, in whichever order they come.
///
/// # Errors
/// Everything that keeps them from being one whole campaign: first what is foreign, and only where
/// nothing is, what is doubled and what is missing.
///
/// # Panics
/// Never: no part at all lacks everything, and is told so.
pub fn join(parts: Vec<Part>) -> Result<Joined, Vec<Misfit>> {
    let Some(first) = parts.first().map(|part| part.head.clone()) else {
        return Err(vec![Misfit::Missing(0..0)]);
    };
    let foreign = parts.iter().enumerate().filter_map(|(nth, part)| {
        let reason = part.head.misfit(&first)?;
        Some(Misfit::Foreign(nth, 0, reason))
    });
    let mut misfits: Vec<Misfit> = foreign.collect();
    if !misfits.is_empty() {
        return Err(misfits);
    }
    let mut parts: Vec<(usize, Part)> = parts.into_iter().enumerate().collect();
    parts.sort_by_key(|(nth, part)| (part.head.range.start, part.head.range.end, *nth));
    let (mut reached, mut by) = (0, 0);
    for (nth, part) in &parts {
        let Range { start, end } = part.head.range;
        if start > reached {
            misfits.push(Misfit::Missing(reached..start));
        } else if start < reached.min(end) {
            misfits.push(Misfit::Doubled(by, *nth, start..reached.min(end)));
        }
        if end > reached {
            (reached, by) = (end, *nth);
        }
    }
    if reached < first.total {
        misfits.push(Misfit::Missing(reached..first.total));
    }
    if !misfits.is_empty() {
        return Err(misfits);
    }
    Ok(Joined {
        head: Head {
            range: 0..first.total,
            ..first
        },
        runs: parts.into_iter().flat_map(|(_, part)| part.runs).collect(),
    })
}
