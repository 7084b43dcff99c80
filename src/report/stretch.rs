//! Where the time of critical paths went, as an edition shows it.

use super::Edition;
use super::lens::Lens;
use crate::model::{OrgId, Span};
use crate::scorecard::{CriticalPath, LegKind};

/// What a leg is called; a team is told no more of others than that it went on elsewhere.
#[must_use]
pub fn word(kind: Option<LegKind>) -> &'static str {
    match kind {
        None => "elsewhere",
        Some(LegKind::Waiting) => "waiting",
        Some(LegKind::Working) => "working",
        Some(LegKind::Transit) => "in transit",
        Some(LegKind::Unread) => "unread",
        Some(LegKind::Approval) => "approval",
        Some(LegKind::OffHours) => "off hours",
        Some(LegKind::ContactSearch) => "contact search",
        Some(LegKind::Clarification) => "clarification",
        Some(LegKind::Planned) => "planned",
        Some(LegKind::InTheTeam) => "in the team",
    }
}

/// One stretch of a path as an edition shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What the time was spent on; none is elsewhere.
    pub kind: Option<LegKind>,
    /// Where.
    pub org: Option<OrgId>,
    /// From when, in milliseconds after the path began.
    pub from: i64,
    /// How long.
    pub span: Span,
    /// The entry it ends with.
    pub to_seq: u32,
}

/// The legs of a path that took time, neighbours of one kind at one place as one.
#[must_use]
pub fn stretches(lens: &Lens<'_>, path: &CriticalPath) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let begins = path.legs.first().map_or(0, |leg| leg.from.0);
    for leg in path.legs.iter().filter(|leg| leg.span > Span::ZERO) {
        let hidden = lens.own().is_some_and(|own| leg.org != Some(own));
        let (kind, org) = if hidden {
            (None, None)
        } else {
            (Some(leg.kind), leg.org)
        };
        match out.last_mut() {
            Some(last) if last.kind == kind && last.org == org => {
                last.span = last.span + leg.span;
                last.to_seq = leg.to_seq;
            }
            _ => out.push(Stretch {
                kind,
                org,
                from: leg.from.0.saturating_sub(begins),
                span: leg.span,
                to_seq: leg.to_seq,
            }),
        }
    }
    out
}

/// How much of the paths' time went on what, in the order of [`LegKind::ALL`], elsewhere last.
#[must_use]
pub fn split(lens: &Lens<'_>, paths: &[&CriticalPath]) -> Vec<(Option<LegKind>, Span)> {
    let all: Vec<Stretch> = paths
        .iter()
        .flat_map(|path| stretches(lens, path))
        .collect();
    let kinds = LegKind::ALL.iter().copied().map(Some).chain([None]);
    kinds
        .map(|kind| {
            let of_kind = all.iter().filter(|one| one.kind == kind);
            (kind, of_kind.fold(Span::ZERO, |sum, one| sum + one.span))
        })
        .filter(|(_, span)| *span > Span::ZERO)
        .collect()
}

/// Shares a number of cells out in proportion, the largest remainders first, so that they add up.
#[must_use]
pub fn cells(spans: &[Span], room: usize) -> Vec<usize> {
    let whole: i128 = spans.iter().map(|span| i128::from(span.0.max(0))).sum();
    if whole == 0 {
        return vec![0; spans.len()];
    }
    let exact = spans
        .iter()
        .map(|span| i128::from(span.0.max(0)) * room as i128);
    let exact: Vec<i128> = exact.collect();
    let mut out: Vec<usize> = exact.iter().map(|n| (n / whole) as usize).collect();
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(exact[*place] % whole));
    let left = room - out.iter().sum::<usize>();
    for place in order.into_iter().take(left) {
        out[place] += 1;
    }
    out
}

/// The paths whose time is split on the first page and what they are called: the longest one, or
/// for the public all of them together.
#[must_use]
pub fn worst_path<'a>(lens: &Lens<'a>) -> Vec<&'a CriticalPath> {
    match lens.edition {
        Edition::Public => lens.what.scorecard.paths.iter().collect(),
        Edition::Excon | Edition::Team(_) => longest(lens).into_iter().take(1).collect(),
    }
}

/// The paths that the reader may see, longest first. What the plan laid down, such as the wait for
/// an inject, is set aside: nobody could have done it sooner.
#[must_use]
pub fn longest<'a>(lens: &Lens<'a>) -> Vec<&'a CriticalPath> {
    let mut paths: Vec<&CriticalPath> = lens.paths().collect();
    paths.sort_by_key(|path| std::cmp::Reverse(unplanned(path)));
    paths
}

fn unplanned(path: &CriticalPath) -> Span {
    let legs = path.legs.iter();
    let legs = legs.filter(|leg| leg.kind != LegKind::Planned);
    legs.fold(Span::ZERO, |sum, leg| sum + leg.span)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, small};
    use super::*;

    #[test]
    fn what_was_planned_does_not_make_a_path_long() {
        let mut fixture = small();
        let names = |fixture: &Fixture| -> Vec<u32> {
            let lens = Lens::new(fixture.subject(), Edition::Excon);
            longest(&lens).iter().map(|path| path.outcome).collect()
        };
        let before = names(&fixture);
        assert_eq!(before.len(), 2);
        for leg in &mut fixture.card.paths[0].legs {
            leg.kind = LegKind::Planned;
        }
        let after = names(&fixture);
        assert_eq!(after, [before[1], before[0]]);
    }

    #[test]
    fn cells_add_up() {
        for (spans, room, expected) in [
            (vec![1, 1, 1], 10, vec![4, 3, 3]),
            (vec![0, 5], 7, vec![0, 7]),
            (vec![0, 0], 7, vec![0, 0]),
            (vec![1, 999], 10, vec![0, 10]),
            (vec![], 7, vec![]),
        ] {
            let spans: Vec<Span> = spans.into_iter().map(Span).collect();
            assert_eq!(cells(&spans, room), expected);
        }
    }
}
