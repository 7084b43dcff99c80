//! Who talked to whom: how many messages went from each organisation to each other.

use super::super::{Edition, alias, number};
use super::{Press, Section};
use crate::fact::Fact;
use crate::model::{OrgId, OrgKind};
use minijinja::{Value, context};
use std::collections::{BTreeMap, BTreeSet};

/// The section.
pub const SECTION: Section = Section {
    id: "talk",
    title: "Who talked to whom",
    template: include_str!("../../../assets/report/talk.jinja"),
    fill,
};

/// Above this many organisations the table is by kind of organisation.
const MOST: usize = 45;
/// Shades of a cell.
const SHADES: usize = 6;

/// One cell: how many messages, and the first of them.
#[derive(Clone, Copy, Default)]
struct Cell {
    count: u32,
    first: Option<u32>,
}

type Table = BTreeMap<(String, String), Cell>;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let pairs = pairs(press);
    let orgs: BTreeSet<OrgId> = pairs.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let by_kind = lens.edition == Edition::Public || orgs.len() > MOST;
    let kind = |org: OrgId| lens.what.exercise.org(org).kind;
    let name = |org: OrgId| match by_kind {
        true => alias::kind(kind(org)).to_owned(),
        false => lens.org(org).to_owned(),
    };
    let mut table = Table::new();
    for ((from, to), cell) in &pairs {
        let sum = table.entry((name(*from), name(*to))).or_default();
        sum.count += cell.count;
        sum.first = sum.first.or(cell.first);
    }
    // In the order of ids, or of kinds; a team's pseudonyms in that of their letters.
    let mut names: Vec<String> = orgs.iter().map(|org| name(*org)).collect();
    if by_kind || lens.own().is_some() {
        names.sort_by_key(|name| (name.len(), name.clone()));
    }
    names.dedup();
    let to: BTreeSet<&str> = table.keys().map(|(_, to)| to.as_str()).collect();
    let heads = names.iter().filter(|name| to.contains(name.as_str()));
    let heads: Vec<String> = heads.cloned().collect();
    let most = table.values().map(|cell| cell.count).max().unwrap_or(0);
    let mut rows = Vec::new();
    for from in &names {
        let of = |to: &String| table.get(&(from.clone(), to.clone())).copied();
        let sent: u32 = heads.iter().filter_map(of).map(|cell| cell.count).sum();
        if sent > 0 {
            let cells: Vec<Value> = heads
                .iter()
                .map(|to| show(press, of(to).unwrap_or_default(), most))
                .collect();
            rows.push(context! { from, cells, sent => number::count(u64::from(sent)) });
        }
    }
    let firsts: Vec<u32> = table.values().filter_map(|cell| cell.first).collect();
    press.cites.links(&firsts, firsts.len());
    let all: u32 = table.values().map(|cell| cell.count).sum();
    Some(context! {
        heads,
        rows,
        by_kind,
        team => lens.own().is_some(),
        count => number::count(u64::from(all)),
    })
}

fn show(press: &Press<'_>, cell: Cell, most: u32) -> Value {
    let shade = if cell.count == 0 {
        0
    } else {
        1 + (cell.count as usize * (SHADES - 1)) / most.max(1) as usize
    };
    context! { n => cell.count, shade, entry => cell.first.map(|seq| press.lens.number(seq)) }
}

/// Messages between players, the first try of each. A team sees what it sent as sent and what
/// came to it as delivered.
fn pairs(press: &Press<'_>) -> BTreeMap<(OrgId, OrgId), Cell> {
    let lens = press.lens;
    let mut pairs: BTreeMap<(OrgId, OrgId), Cell> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let plays = |org: OrgId| lens.what.exercise.org(org).kind != OrgKind::Excon;
    for entry in lens.what.entries {
        let (message, from, to) = match entry.fact() {
            Some(Fact::MessageSent(f)) => (f.message, f.from, f.to),
            Some(Fact::MessageDelivered(f)) => (f.message, f.from, f.to),
            _ => continue,
        };
        let may = lens.edition == Edition::Public || lens.sees(entry);
        if may && plays(from) && plays(to) && seen.insert(message) {
            let cell = pairs.entry((from, to)).or_default();
            cell.count += 1;
            let cited = lens.sees(entry).then_some(entry.seq);
            cell.first = cell.first.or(cited);
        }
    }
    pairs
}
