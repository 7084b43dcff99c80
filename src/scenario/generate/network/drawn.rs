//! A network that is drawn: how many economies and agreements there are is asked for, the rest is
//! assumed.

use super::mechanism::MECHANISMS;
use super::{Network, Origin, Pact, pick};
use crate::model::{AgreementState, IssueArea};
use std::collections::BTreeSet;

/// How many economies had agreements, by the count of one paper, seen second-hand.
pub const ECONOMIES: u32 = 116;
/// How many agreements there were between them, by the same count.
pub const AGREEMENTS: u32 = 196;
/// How many of a hundred agreements are signed and not in force. Assumed.
pub(super) const SIGNED: u32 = 25;

impl Network {
    /// Draws a network of so many economies, two at least, and so many agreements between pairs of
    /// them, no pair twice.
    #[must_use]
    pub fn drawn(economies: u32, agreements: u32, seed: u64) -> Network {
        let economies = economies.max(2);
        let names: Vec<String> = (1..=economies)
            .map(|nth| format!("Economy {nth}"))
            .collect();
        let pairs = pairs(economies, agreements as usize, seed);
        let pact = |(nth, (one, other)): (u32, (u32, u32))| {
            let parties = [one, other].map(|place| place as usize);
            let state = if pick(seed, "signed", nth, 100) < SIGNED {
                AgreementState::Signed
            } else {
                AgreementState::Operational
            };
            Pact {
                title: parties.map(|place| names[place].as_str()).join(" and "),
                date: None,
                parties: parties.to_vec(),
                areas: areas(nth, seed),
                state,
                effort_milli_hours: None,
            }
        };
        let pacts = (0..).zip(pairs).map(pact).collect();
        Network {
            origin: Origin::Drawn(seed),
            economies: names,
            pacts,
        }
    }
}

/// The areas of an agreement, each by itself; dialogue where that leaves none.
fn areas(nth: u32, seed: u64) -> Vec<IssueArea> {
    let covers = MECHANISMS.iter().filter(|one| {
        let what = format!("area {}", one.area);
        pick(seed, &what, nth, 100) < one.drawn
    });
    let mut areas: Vec<IssueArea> = covers.map(|one| one.area).collect();
    if areas.is_empty() {
        areas.push(IssueArea::Discussion);
    }
    areas
}

/// Pairs of economies that agree. First everybody has a partner, then a few have many: each pair is
/// as likely as its economies are sought after, which falls with the root of their rank (assumed).
/// Drawn without replacement by the keys of Efraimidis and Spirakis (Information Processing Letters
/// 97, 2006).
fn pairs(economies: u32, wanted: usize, seed: u64) -> Vec<(u32, u32)> {
    let mut order: Vec<u32> = (0..economies).collect();
    order.sort_by_key(|one| (pick(seed, "partner", *one, u32::MAX), *one));
    let sorted = |one: u32, other: u32| (one.min(other), one.max(other));
    let mut first: Vec<(u32, u32)> = order
        .chunks(2)
        .map(|pair| sorted(pair[0], *pair.get(1).unwrap_or(&order[0])))
        .collect();
    let taken: BTreeSet<(u32, u32)> = first.iter().copied().collect();
    let mut ranked: Vec<u32> = (0..economies).collect();
    ranked.sort_by_key(|one| (pick(seed, "sought after", *one, u32::MAX), *one));
    let mut weight = vec![0.0; economies as usize];
    for (rank, one) in (1u32..).zip(&ranked) {
        weight[*one as usize] = 1.0 / f64::from(rank).sqrt();
    }
    let all = (0..economies).flat_map(|one| (one + 1..economies).map(move |other| (one, other)));
    let left = all.filter(|pair| !taken.contains(pair));
    let key = |(one, other): (u32, u32)| {
        let drawn = pick(seed, &format!("pair with {one}"), other, u32::MAX);
        let share = (f64::from(drawn) + 1.0) / (f64::from(u32::MAX) + 1.0);
        -libm::log(share) / (weight[one as usize] * weight[other as usize])
    };
    let mut keyed: Vec<(f64, (u32, u32))> = left.map(|pair| (key(pair), pair)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    first.extend(keyed.into_iter().map(|(_, pair)| pair));
    first.truncate(wanted);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_partner_and_no_pair_agrees_twice() {
        for (economies, wanted) in [(2, 1), (3, 2), (3, 3), (7, 21), (20, 30), (116, 196)] {
            for seed in 1..4 {
                let pairs = pairs(economies, wanted, seed);
                let each: BTreeSet<_> = pairs.iter().collect();
                assert_eq!((pairs.len(), each.len()), (wanted, wanted));
                assert!(
                    pairs
                        .iter()
                        .all(|(one, other)| one < other && *other < economies)
                );
                let met: BTreeSet<_> = pairs.iter().flat_map(|(one, other)| [one, other]).collect();
                assert_eq!(met.len(), economies as usize, "{economies} {wanted} {seed}");
            }
        }
        let few = pairs(116, 10, 1);
        assert_eq!(few.len(), 10);
    }

    #[test]
    fn some_are_sought_after_more_than_others() {
        let pairs = pairs(ECONOMIES, AGREEMENTS as usize, 1);
        let partners = |one: u32| pairs.iter().filter(|(a, b)| *a == one || *b == one).count();
        let mut partners: Vec<usize> = (0..ECONOMIES).map(partners).collect();
        partners.sort_unstable();
        let most = partners[partners.len() - 1];
        assert!((8..30).contains(&most), "{most}");
        assert!(partners[partners.len() / 2] <= 4, "{partners:?}");
    }
}
