//! Threat groups: stages, victims, infrastructure, temper.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::ron_place::{Each, Given, Length, Milli, OneOrMany, Share, Spot};
use super::{noun, selector, text};
use crate::exercise::{Customers, Family, Heeds, Host, Stage, ThreatGroup, Victim};
use crate::model::{HostId, MILLION, OrgId, SimTime, Span, ThreatClass, ThreatId};
use serde::Deserialize;
use std::collections::BTreeSet;

noun! {
    ThreatText as "Threat" {
        name: Spot<String>,
        class: ThreatClass,
        economy: Spot<String>,
        waits: bool,
        stages: Each<StageText>,
        victims: Each<VictimText>,
        breakout: Given<Length>,
        breakout_spread: Given<Milli>,
        hosts: Each<String>,
        returns_after: Given<Length>,
        returns: Given<Share>,
        moves_after: Given<Length>,
        notices: Given<Share>,
        sponsor: Spot<String>,
        tolerated_by: Each<String>,
        switches_to: ThreatClass,
        renames: bool,
        heeds: HeedsText,
        attribution_tension: Given<Share>,
        customers: Each<CustomersText>,
    }
}

/// Where some of a group's customers go.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Customers")]
pub(in crate::scenario) struct CustomersText {
    to: Spot<String>,
    share: Given<Share>,
    after: Option<Given<Length>>,
}

/// By how much tension with its sponsor rises when a group is attributed in public, where an author
/// does not say, in parts per million: assumed.
const ATTRIBUTION_TENSION: u32 = 100_000;

/// How long it takes customers to be at work elsewhere, where an author does not say: assumed.
const CUSTOMERS_AFTER: Span = Span::hours(7 * 24);

/// What a group heeds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Heeds")]
pub(in crate::scenario) struct HeedsText {
    renounced: Option<Given<Share>>,
    attributed: Option<Given<Share>>,
    arrested: Option<Given<Share>>,
    lies_low: Option<Given<Length>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Stage")]
pub(in crate::scenario) struct StageText {
    name: Spot<String>,
    at: Spot<String>,
    needs: Option<Spot<String>>,
}

/// One planned victim, or several by a pattern.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Victim")]
pub(in crate::scenario) struct VictimText {
    org: Option<Spot<String>>,
    among: Option<OneOrMany<String>>,
    count: Option<Given<u32>>,
    at: Spot<String>,
    every: Option<Given<Length>>,
    stage: Option<Spot<String>>,
    through: Option<Spot<String>>,
}

/// The median of a lognormal time of spread 0.8 whose mean is the 62 minutes that break-out took in
/// 2023 (CrowdStrike, Global Threat Report 2024): 62 × exp(−0.8² / 2). The spread, and how the rest
/// of a group's temper is where its author does not say, are assumed.
const BREAKOUT: Span = Span::minutes(45);

/// Resolves one threat group; `hosts` are all hosts, of which those that name it are its own
/// unless it lists them itself.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    list: &List<'_>,
    hosts: &[Host],
) -> Vec<ThreatGroup> {
    let entries = list.values().enumerate();
    entries
        .map(|(place, entry)| one(cx, entry, ThreatId::nth(place), hosts))
        .collect()
}

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>, id: ThreatId, hosts: &[Host]) -> ThreatGroup {
    let said = entry.value.decode::<ThreatText>(cx.sources, cx.problems);
    let seat = cx.find::<OrgId>(&entry.id).unwrap_or(OrgId(0));
    let mut group = ThreatGroup {
        id: entry.id.value.clone(),
        name: entry.id.value.clone(),
        seat,
        class: ThreatClass::Ransomware,
        waits: false,
        stages: Vec::new(),
        victims: Vec::new(),
        breakout: BREAKOUT,
        breakout_sigma_milli: 800,
        hosts: own_hosts(id, hosts),
        returns_after: Span::hours(24),
        returns_ppm: 0,
        moves_after: None,
        notices_ppm: 500_000,
        sponsor: None,
        tolerated_by: Vec::new(),
        renames: false,
        heeds: Heeds::default(),
        attribution_tension_ppm: ATTRIBUTION_TENSION,
        customers: Vec::new(),
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return group;
    };
    // Its economy is its seat's.
    let _ = &said.economy;
    match said.class {
        Some(class) => group.class = class,
        None if !entry.lacks("class", cx.sources) => {}
        None => {
            let message = format!("the field `class` of threat `{}` is missing", group.id);
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
    }
    group.waits = said.waits.unwrap_or(false);
    numbers(cx, entry, &said, &mut group);
    group.renames = said.renames.unwrap_or(false);
    group.heeds.switches_to = said.switches_to;
    customers(cx, entry, &said, id, &mut group);
    let names = stages(cx, said.stages.unwrap_or_default(), &mut group);
    let mut planned = BTreeSet::new();
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Threat,
    };
    for (nth, victim) in (1..).zip(said.victims.unwrap_or_default()) {
        let numbers = numbers_of(cx, &of, nth, &victim);
        victims(cx, &victim, numbers, &names, &mut group, &mut planned);
    }
    group.victims.sort_by_key(|victim| victim.org);
    group.victims.dedup_by_key(|victim| victim.org);
    if let Some(hosts) = said.hosts {
        group.hosts = cx.find_all(&hosts);
    }
    group.sponsor = cx.find_some(said.sponsor.as_ref());
    group.tolerated_by = cx.find_all(&said.tolerated_by.unwrap_or_default());
    if said.name.is_some() {
        group.name = text(said.name);
    }
    group
}

/// The numbers of its temper.
fn numbers(cx: &mut Cx<'_>, entry: &Entry<'_>, said: &ThreatText, group: &mut ThreatGroup) {
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Threat,
    };
    let mut numbers = cx.numbers(&of);
    let breakout = numbers.may("breakout", &said.breakout);
    group.breakout = breakout.map_or(BREAKOUT, |length| length.0);
    let spread = numbers.may("breakout_spread", &said.breakout_spread);
    group.breakout_sigma_milli = spread.map_or(800, |milli| milli.0);
    let returns_after = numbers.may("returns_after", &said.returns_after);
    group.returns_after = returns_after.map_or(group.returns_after, |length| length.0);
    group.returns_ppm = numbers
        .may("returns", &said.returns)
        .map_or(0, |share| share.0);
    group.moves_after = numbers
        .may("moves_after", &said.moves_after)
        .map(|length| length.0);
    let notices = numbers.may("notices", &said.notices);
    group.notices_ppm = notices.map_or(group.notices_ppm, |share| share.0);
    let tension = numbers.may("attribution_tension", &said.attribution_tension);
    group.attribution_tension_ppm = tension.map_or(ATTRIBUTION_TENSION, |share| share.0);
    if let Some(heeds) = &said.heeds {
        let mut share = |path, given: &Option<Given<Share>>| {
            numbers.may(path, given).map_or(0, |share| share.0)
        };
        group.heeds.renounced_ppm = share("heeds.renounced", &heeds.renounced);
        group.heeds.attributed_ppm = share("heeds.attributed", &heeds.attributed);
        group.heeds.arrested_ppm = share("heeds.arrested", &heeds.arrested);
        let lies_low = numbers.may("heeds.lies_low", &heeds.lies_low);
        group.heeds.lies_low = lies_low.map_or(Span::ZERO, |length| length.0);
    }
}

/// Where its customers go: to other groups, no more than all of them together.
fn customers(
    cx: &mut Cx<'_>,
    entry: &Entry<'_>,
    said: &ThreatText,
    id: ThreatId,
    group: &mut ThreatGroup,
) {
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Threat,
    };
    let mut all = 0u32;
    for (nth, one) in (1..).zip(said.customers.iter().flat_map(|list| list.iter())) {
        let mut numbers = cx.numbers(&of);
        let share_ppm = numbers.share(
            format_args!("customers.{nth}.share"),
            &Some(one.share.clone()),
        );
        let after = numbers.may(format_args!("customers.{nth}.after"), &one.after);
        let after = after.map_or(CUSTOMERS_AFTER, |length| length.0);
        let Some(to) = cx.find::<ThreatId>(&one.to) else {
            continue;
        };
        all = all.saturating_add(share_ppm);
        if to == id || all > MILLION {
            let message = if to == id {
                format!("customers of `{}` cannot leave it for itself", group.id)
            } else {
                format!("more than all customers of `{}` would leave it", group.id)
            };
            cx.problem(&codes::OUT_OF_RANGE, one.place, message);
            continue;
        }
        group.customers.push(Customers {
            to,
            share_ppm,
            after,
        });
    }
}

/// Its hosts in the order they are used: those that serve from the beginning, then reserves.
fn own_hosts(id: ThreatId, hosts: &[Host]) -> Vec<HostId> {
    let own = hosts
        .iter()
        .enumerate()
        .filter(|(_, host)| host.threat == Some(id));
    let mut own: Vec<_> = own
        .map(|(place, host)| (host.reserve, HostId::nth(place)))
        .collect();
    own.sort_unstable();
    own.into_iter().map(|(_, host)| host).collect()
}

fn stages(cx: &mut Cx<'_>, list: Each<StageText>, group: &mut ThreatGroup) -> Vec<String> {
    let mut names = Vec::new();
    for stage in list {
        let at = cx.moment(&stage.at).unwrap_or(SimTime::STARTEX);
        if group.stages.last().is_some_and(|last| at < last.at) {
            let message = "a stage begins no earlier than the one before it";
            cx.problem(&codes::TIMES_CONTRADICT, stage.at.place, message);
        }
        let needs = cx.find_some(stage.needs.as_ref());
        let name = stage.value.name.value;
        names.push(name.clone());
        group.stages.push(Stage { name, at, needs });
    }
    names
}

/// Of how many victims there are, and how far apart.
fn numbers_of(
    cx: &mut Cx<'_>,
    of: &Of<'_>,
    nth: usize,
    said: &Spot<VictimText>,
) -> (Option<u32>, Span) {
    let mut numbers = cx.numbers(of);
    let count = numbers.may(format_args!("victims.{nth}.count"), &said.count);
    let every = numbers.may(format_args!("victims.{nth}.every"), &said.every);
    (count, every.map_or(Span::ZERO, |every| every.0))
}

fn victims(
    cx: &mut Cx<'_>,
    said: &Spot<VictimText>,
    (count, every): (Option<u32>, Span),
    stages: &[String],
    group: &mut ThreatGroup,
    planned: &mut BTreeSet<OrgId>,
) {
    let stage = said
        .stage
        .as_ref()
        .and_then(|name| stage_of(cx, name, stages));
    let through = cx.find_some(said.through.as_ref());
    let first = cx.moment(&said.at);
    let orgs = match (&said.org, &said.among) {
        (Some(org), None) => cx.find::<OrgId>(org).into_iter().collect(),
        (None, Some(among)) => selector::select(cx, among, None),
        (None, None) if cx.is_told(&[said.place], "org") || cx.is_told(&[said.place], "among") => {
            Vec::new()
        }
        _ => {
            let message = "a victim is either an `org` or `among` several";
            cx.problem(&codes::MISSING_FIELD, said.place, message);
            Vec::new()
        }
    };
    let Some(first) = first else { return };
    let count = count.map_or(orgs.len(), |count| count as usize);
    if let Some(asked) = &said.count
        && count > orgs.len()
        && !selector::is_spent(cx)
    {
        let message = format!("there are only {} to choose among", orgs.len());
        cx.problem(&codes::OUT_OF_RANGE, asked.place, message);
    }
    for (nth, org) in (0i64..).zip(orgs.into_iter().take(count)) {
        if !planned.insert(org) {
            let message = format!("`{}` is planned to be hit twice", cx.names.orgs[org.at()]);
            cx.problem(&codes::TIMES_CONTRADICT, said.place, message);
            continue;
        }
        let at = SimTime(first.0.saturating_add(every.0.saturating_mul(nth)));
        let stage = stage.unwrap_or(0);
        group.victims.push(Victim {
            org,
            at,
            stage,
            through,
        });
    }
}

fn stage_of(cx: &mut Cx<'_>, name: &Spot<String>, stages: &[String]) -> Option<u32> {
    let found = stages.iter().position(|stage| *stage == name.value);
    if found.is_none() {
        let known = stages.iter().map(String::as_str);
        let meant = cx
            .problems
            .did_you_mean(&name.value, known)
            .map(str::to_owned);
        let message = format!(
            "there is no stage `{}`",
            super::super::cx::short(&name.value)
        );
        let problem = super::super::problem::Problem::new(&codes::UNKNOWN_ID, message);
        cx.problems
            .push(problem.at(name.place).meant(meant.as_deref()));
    }
    found.map(|place| u32::try_from(place).unwrap_or(0))
}
