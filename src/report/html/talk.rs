//! Who talked to whom: how many messages went from each kind of organisation to each other, from
//! each organisation to each other, and between whom there were most.

use super::super::{Edition, alias, number};
use super::{Press, Section};
use crate::fact::Fact;
use crate::model::{OrgId, OrgKind};
use minijinja::{Value, context};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The section.
pub const SECTION: Section = Section {
    id: "talk",
    title: "Who talked to whom",
    template: include_str!("../../../assets/report/talk.jinja"),
    fill,
};

const MATRIX: &str = include_str!("../../../assets/report/matrix.jinja");

/// Above this many organisations there is no table of them, since nobody could read it.
const MOST: usize = 120;
/// Above this many columns a table is set in small print.
const DENSE: usize = 20;
/// How many pairs are listed.
const PAIRS: usize = 25;
/// Shades of a cell.
const SHADES: usize = 6;

/// One cell: how many messages, and the first of them.
#[derive(Clone, Copy, Default)]
struct Cell {
    count: u32,
    first: Option<u32>,
}

/// A row and a column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    /// Which group of rows it stands in.
    group: Option<OrgKind>,
    /// For the order within the group.
    rank: usize,
    /// What it is called.
    name: String,
}

type Pairs = BTreeMap<(OrgId, OrgId), Cell>;
type Table = BTreeMap<(Side, Side), Cell>;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let pairs = pairs(press);
    let orgs: BTreeSet<OrgId> = pairs.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let team = lens.own().is_some();
    let public = lens.edition == Edition::Public;
    let count: u32 = pairs.values().map(|cell| cell.count).sum();
    // What kind an alias is of is not for a team to be told here.
    let by_kind = (!team && count > 0).then(|| {
        let name = |org| by_kind(lens.what.exercise.org(org).kind);
        let caption = "Messages by kind of sender and recipient";
        matrix(press, caption, &table(&pairs, name))
    });
    let by_org = (!public && (1..=MOST).contains(&orgs.len())).then(|| {
        let name = |org| by_org(press, org);
        let table = table(&pairs, name);
        matrix(press, "Messages by sender and recipient", &table)
    });
    let top = (!public && count > 0).then(|| top(press, &pairs));
    Some(context! {
        by_kind,
        by_org,
        top,
        all_pairs => number::count(pairs.len() as u64),
        too_many => !public && orgs.len() > MOST,
        orgs => orgs.len(),
        most => MOST,
        team,
        public,
        count => number::count(u64::from(count)),
    })
}

fn by_kind(kind: OrgKind) -> Side {
    let place = OrgKind::ALL.iter().position(|one| *one == kind);
    Side {
        group: None,
        rank: place.unwrap_or(0),
        name: alias::kinds(kind).to_owned(),
    }
}

/// By kind and within it by id; a team's pseudonyms in the order of their letters.
fn by_org(press: &Press<'_>, org: OrgId) -> Side {
    let name = press.lens.org(org).to_owned();
    match press.lens.own() {
        Some(own) => Side {
            group: None,
            rank: if org == own { 0 } else { name.chars().count() },
            name,
        },
        None => Side {
            group: Some(press.lens.what.exercise.org(org).kind),
            rank: org.at(),
            name,
        },
    }
}

fn table(pairs: &Pairs, side: impl Fn(OrgId) -> Side) -> Table {
    let mut table = Table::new();
    for ((from, to), cell) in pairs {
        let sum = table.entry((side(*from), side(*to))).or_default();
        sum.count += cell.count;
        sum.first = match (sum.first, cell.first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    table
}

fn matrix(press: &mut Press<'_>, caption: &str, table: &Table) -> Value {
    let senders: BTreeSet<&Side> = table.keys().map(|(from, _)| from).collect();
    let heads: BTreeSet<&Side> = table.keys().map(|(_, to)| to).collect();
    let heads: Vec<&Side> = heads.into_iter().collect();
    let senders: Vec<&Side> = senders.into_iter().collect();
    let most = table.values().map(|cell| cell.count).max().unwrap_or(0);
    let sum = |fits: &dyn Fn(&Side, &Side) -> bool| {
        let of = table.iter().filter(|((from, to), _)| fits(from, to));
        number::count(of.map(|(_, cell)| u64::from(cell.count)).sum())
    };
    // Where a group of columns begins, a line is drawn.
    let edge = |nth: usize| nth > 0 && heads[nth].group != heads[nth - 1].group;
    let mut groups = Vec::new();
    for group in senders.chunk_by(|a, b| a.group == b.group) {
        let mut rows = Vec::new();
        for from in group {
            let cells: Vec<Value> = heads
                .iter()
                .enumerate()
                .map(|(nth, to)| {
                    let cell = table.get(&((*from).clone(), (*to).clone()));
                    show(press, cell.copied().unwrap_or_default(), most, edge(nth))
                })
                .collect();
            let sent = sum(&|one, _| one == *from);
            rows.push(context! { from => from.name.as_str(), cells, sent });
        }
        groups.push(context! { kind => group[0].group.map(alias::kinds), rows });
    }
    let columns: Vec<Value> = heads
        .iter()
        .enumerate()
        .map(|(nth, head)| {
            let name = &head.name;
            let kind = head.group.map(alias::kind);
            let received = sum(&|_, to| to == *head);
            context! { name, kind, received, edge => edge(nth) }
        })
        .collect();
    let dense = heads.len() > DENSE;
    super::fill(
        MATRIX,
        context! { caption, groups, heads => columns, dense },
    )
}

fn show(press: &mut Press<'_>, cell: Cell, most: u32, edge: bool) -> Value {
    let shade = if cell.count == 0 {
        0
    } else {
        1 + (cell.count as usize * (SHADES - 1)) / most.max(1) as usize
    };
    let entry = cell.first.and_then(|seq| press.cites.one(seq));
    context! { n => cell.count, shade, entry, edge }
}

/// The pairs with most messages, as a list that is read from top to bottom.
fn top(press: &mut Press<'_>, pairs: &Pairs) -> Vec<Value> {
    let lens = press.lens;
    let mut order: Vec<(&(OrgId, OrgId), &Cell)> = pairs.iter().collect();
    // By name where counts are equal: the order of ids would tell a team who hides behind which.
    order.sort_by_key(|((from, to), cell)| {
        let name = |org| (lens.org(org).chars().count(), lens.org(org));
        (Reverse(cell.count), name(*from), name(*to))
    });
    let most = order.into_iter().take(PAIRS);
    most.map(|((from, to), cell)| {
        let seqs: Vec<u32> = cell.first.into_iter().collect();
        let link = press.cites.links(&seqs);
        let n = number::count(u64::from(cell.count));
        context! { from => lens.org(*from), to => lens.org(*to), n, link }
    })
    .collect()
}

/// Messages between players, the first try of each. A team sees what it sent as sent and what
/// came to it as delivered.
fn pairs(press: &Press<'_>) -> Pairs {
    let lens = press.lens;
    let mut pairs = Pairs::new();
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
