//! What lay on each desk at each moment: mail that nobody had opened, and work that waited or was
//! being done. Nobody works off tickets where people sit; what they owe is seen by their mail.

use super::super::Edition;
use super::super::chart::{Level, TimeAxis, levels};
use super::{Press, Section};
use crate::fact::Fact;
use crate::model::{OrgId, SimTime};
use minijinja::{Value, context};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The section.
pub const SECTION: Section = Section {
    id: "load",
    title: "Load on each desk",
    template: include_str!("../../../assets/report/load.jinja"),
    fill,
};

/// How many desks have a chart of their own, the busiest.
const DRAWN: usize = 12;
/// How many desks are listed.
const LISTED: usize = 120;
/// The colours of both lines.
const UNREAD: u8 = 0;
const WORK: u8 = 2;

/// What lies on one desk.
struct Desk {
    unread: Level,
    work: Level,
}

impl Desk {
    fn new() -> Desk {
        let level = |kind| Level {
            kind,
            steps: Vec::new(),
        };
        Desk {
            unread: level(UNREAD),
            work: level(WORK),
        }
    }

    /// The most of both together, which the order goes by.
    fn most(&self) -> u32 {
        self.unread.most().0.max(self.work.most().0)
    }
}

/// One more from a moment on, or one less.
fn change(level: &mut Level, at: SimTime, more: bool) {
    let at = at.since(SimTime::STARTEX).as_seconds();
    let before = level.last();
    let now = if more {
        before + 1
    } else {
        before.saturating_sub(1)
    };
    match level.steps.last_mut().filter(|(last, _)| *last == at) {
        Some(last) => last.1 = now,
        None => level.steps.push((at, now)),
    }
}

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    if lens.edition == Edition::Public {
        return None;
    }
    let mut desks: BTreeMap<OrgId, Desk> = BTreeMap::new();
    // A second try may bring a message once more; it lies on the desk but once.
    let mut arrived = std::collections::BTreeSet::new();
    for (entry, fact) in lens.facts() {
        let (org, unread, more) = match fact {
            Fact::MessageDelivered(f) if arrived.insert(f.message) => (f.to, true, true),
            Fact::MessageOpened(f) => (f.to, true, false),
            Fact::TicketQueued(f) => (f.org, false, true),
            Fact::TicketFinished(f) => (f.org, false, false),
            _ => continue,
        };
        let theirs = lens.own().is_none_or(|own| own == org);
        if !theirs || !lens.what.exercise.org(org).kind.plays() {
            continue;
        }
        let desk = desks.entry(org).or_insert_with(Desk::new);
        let level = if unread {
            &mut desk.unread
        } else {
            &mut desk.work
        };
        change(level, entry.at, more);
    }
    let mut order: Vec<(OrgId, Desk)> = desks.into_iter().collect();
    order.sort_by_key(|(org, desk)| (Reverse(desk.most()), *org));
    let axis = TimeAxis::moments(lens.what.scorecard.ended_at);
    let charts: Vec<Value> = (order.iter().take(DRAWN))
        .map(|(org, desk)| {
            let name = lens.org(*org);
            let says = format!("{name}: mail unread and work undone over time.");
            let both = [desk.work.clone(), desk.unread.clone()];
            let chart = Value::from_safe_string(levels(&says, axis, &both));
            context! { name, chart }
        })
        .collect();
    let rows: Vec<Value> = (order.iter().take(LISTED))
        .map(|(org, desk)| context! { name => lens.org(*org), ..row(desk) })
        .collect();
    let more = order.len().saturating_sub(LISTED);
    (!order.is_empty()).then(|| context! { charts, rows, more, unread => UNREAD, work => WORK })
}

fn row(desk: &Desk) -> Value {
    let when = |level: &Level| {
        let at = crate::model::Span::seconds(level.most().1 as i64);
        (level.most().0 > 0).then(|| (SimTime::STARTEX + at).to_string())
    };
    context! {
        unread => desk.unread.most().0,
        unread_at => when(&desk.unread),
        unread_last => desk.unread.last(),
        work => desk.work.most().0,
        work_at => when(&desk.work),
        work_last => desk.work.last(),
    }
}
