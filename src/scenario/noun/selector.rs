//! Who is meant: ids, patterns, kinds, economies.

use super::super::cx::{Cx, short};
use super::super::problem::Problem;
use super::super::ron_place::Spot;
use super::super::{codes, problem};
use crate::model::{EconomyId, Named, OrgId, OrgKind};
use std::collections::BTreeSet;

/// How many organisations all selectors of a scenario may select, and compare to select them,
/// together.
const MOST: usize = 5_000_000;
/// How many comparisons weigh as much as one organisation that is selected.
const LIGHTER: usize = 4;

/// The organisations that selectors mean, sorted; nobody once too many were selected, which is
/// said once. `home` is seen from `of`.
pub(in crate::scenario) fn select(
    cx: &mut Cx<'_>,
    selectors: &[Spot<String>],
    of: Option<OrgId>,
) -> Vec<OrgId> {
    let mut chosen = Vec::new();
    for selector in selectors {
        let (left_out, word) = match selector.value.strip_prefix('!') {
            Some(word) => (true, word),
            None => (false, selector.value.as_str()),
        };
        if is_spent(cx) {
            return Vec::new();
        }
        let Some(found) = one(cx, selector, word, of) else {
            continue;
        };
        cx.selected = cx.selected.saturating_add(found.len());
        if is_spent(cx) {
            let message = "selectors select too many organisations";
            let reason = format!(
                "all together may select {MOST}, and every one that a pattern \
                                  with `*` is compared with counts as well"
            );
            let help = "name kinds (`\"kind:Police\"`) and economies (`\"economy:JP\"`), or put \
                        what many need into the defaults of their kind";
            let problem = Problem::new(&codes::TOO_MANY, message).at(selector.place);
            cx.problems.push(problem.because(reason).help(help));
            return Vec::new();
        }
        if left_out {
            let found: BTreeSet<OrgId> = found.into_iter().collect();
            chosen.retain(|org| !found.contains(org));
        } else {
            chosen.extend(found);
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Whether so many were selected that nothing is any more.
pub(in crate::scenario) fn is_spent(cx: &Cx<'_>) -> bool {
    cx.selected > MOST
}

/// The organisations one selector means; none after a problem was reported.
fn one(
    cx: &mut Cx<'_>,
    selector: &Spot<String>,
    word: &str,
    of: Option<OrgId>,
) -> Option<Vec<OrgId>> {
    let skipped = selector.value.len() - word.len();
    let found = if let Some(kind) = word.strip_prefix("kind:") {
        let Some(kind) = kind_of(kind) else {
            bad_kind(cx, selector, kind, skipped + 5);
            return None;
        };
        cx.roster.of_kind.get(&kind).cloned().unwrap_or_default()
    } else if let Some(economy) = word.strip_prefix("economy:") {
        let start = skipped + 8;
        let place = selector.part(cx.sources, start..start + economy.len());
        let economy = cx.find::<EconomyId>(&Spot {
            value: economy.to_owned(),
            place,
        })?;
        cx.roster.at_home.get(&economy).cloned().unwrap_or_default()
    } else if word.eq_ignore_ascii_case("all") {
        cx.roster
            .at_home
            .values()
            .flatten()
            .copied()
            .chain(stateless(cx))
            .collect()
    } else if word == "home" {
        return Some(home(cx, of));
    } else if word.contains('*') {
        starred(cx, word)
    } else {
        let place = selector.part(cx.sources, skipped..selector.value.len());
        return cx
            .find::<OrgId>(&Spot {
                value: word.to_owned(),
                place,
            })
            .map(|org| vec![org]);
    };
    if found.is_empty() && !is_spent(cx) {
        let message = format!("`{}` selects nobody", short(word));
        cx.problem(&codes::SELECTS_NOBODY, selector.place, message);
    }
    Some(found)
}

/// Organisations that take part and whose ids fit a pattern with a `*`.
fn starred(cx: &mut Cx<'_>, word: &str) -> Vec<OrgId> {
    let begins = word.split('*').next().unwrap_or_default();
    // Ids are sorted, so those that begin alike stand together.
    let orgs = &cx.names.orgs;
    let first = orgs.partition_point(|id| id.as_str() < begins);
    let alike = orgs[first..].partition_point(|id| id.starts_with(begins));
    let long = 1 + word.len() / 64;
    cx.selected = cx.selected.saturating_add(alike * long / LIGHTER);
    if is_spent(cx) {
        return Vec::new();
    }
    let plays = |org: &usize| cx.roster.kinds.get(*org).is_some_and(|kind| kind.plays());
    let parts: Vec<&str> = word.split('*').collect();
    let fits = |org: &usize| matches(&parts, &cx.names.orgs[*org]);
    (first..first + alike)
        .filter(plays)
        .filter(fits)
        .map(OrgId::nth)
        .collect()
}

/// Organisations that take part and belong to no economy.
fn stateless(cx: &Cx<'_>) -> Vec<OrgId> {
    let of = |(place, economy): (usize, &Option<EconomyId>)| {
        let plays = cx.roster.kinds[place].plays();
        (plays && economy.is_none()).then(|| OrgId::nth(place))
    };
    cx.roster
        .economies
        .iter()
        .enumerate()
        .filter_map(of)
        .collect()
}

/// Organisations of the same economy, but not itself nor national CERTs.
fn home(cx: &Cx<'_>, of: Option<OrgId>) -> Vec<OrgId> {
    let economy = of.and_then(|of| cx.roster.economies[of.at()]);
    let all = economy.and_then(|economy| cx.roster.served.get(&economy));
    let others = all.into_iter().flatten().copied();
    others.filter(|org| Some(*org) != of).collect()
}

/// The kind of a name as written in scenarios.
pub(in crate::scenario) fn kind_of(name: &str) -> Option<OrgKind> {
    OrgKind::ALL
        .iter()
        .copied()
        .find(|kind| format!("{kind:?}") == name)
}

fn bad_kind(cx: &mut Cx<'_>, selector: &Spot<String>, kind: &str, start: usize) {
    let known: Vec<String> = OrgKind::ALL
        .iter()
        .map(|kind| format!("{kind:?}"))
        .collect();
    let place = selector.part(cx.sources, start..start + kind.len());
    let message = format!("there is no kind `{}`", short(kind));
    let meant = problem::did_you_mean(kind, known.iter().map(String::as_str));
    let reason = format!("the kinds are: {}", known.join(", "));
    let problem = Problem::new(&codes::BAD_SELECTOR, message).at(place);
    cx.problems.push(problem.because(reason).meant(meant));
}

/// Whether a text is made of these parts in order, with anything between them.
fn matches(parts: &[&str], text: &str) -> bool {
    let [first, middle @ .., last] = parts else {
        return parts.first().is_some_and(|only| *only == text);
    };
    let Some(rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(mut rest) = rest.strip_suffix(last) else {
        return false;
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// The roster of organisations by kind and economy.
pub(in crate::scenario) fn roster(
    cx: &mut Cx<'_>,
    orgs: impl Iterator<Item = (OrgKind, Option<Spot<String>>)>,
) {
    for (place, (kind, economy)) in orgs.enumerate() {
        let economy = economy.and_then(|economy| cx.find::<EconomyId>(&economy));
        cx.roster.kinds.push(kind);
        cx.roster.economies.push(economy);
        if kind.plays() {
            let org = <OrgId as Named>::nth(place);
            cx.roster.of_kind.entry(kind).or_default().push(org);
            if let Some(economy) = economy {
                cx.roster.at_home.entry(economy).or_default().push(org);
                if kind != OrgKind::NationalCert {
                    cx.roster.served.entry(economy).or_default().push(org);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, fits) in [
            ("*cert", "auscert", true),
            ("*cert", "cert", true),
            ("*cert", "certs", false),
            ("a*t", "auscert", true),
            ("a*u*t", "auscert", true),
            ("ab*ba", "aba", false),
            ("*", "", true),
            ("**", "x", true),
            ("x", "x", true),
        ] {
            let parts: Vec<&str> = pattern.split('*').collect();
            assert_eq!(matches(&parts, text), fits, "{pattern} {text}");
        }
    }
}
