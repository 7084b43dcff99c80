//! Hosts: infrastructure, malicious or innocent.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::ron_place::{Given, Spot};
use super::amount::Rate;
use super::{noun, text};
use crate::exercise::{Family, Host};
use crate::model::{EconomyId, OrgId};

noun! {
    HostText as "Host" {
        address: Spot<String>,
        threat: Spot<String>,
        hosted_by: Spot<String>,
        economy: Spot<String>,
        reserve: bool,
        stands_in_for: Spot<String>,
        innocent_harm: Given<Rate>,
    }
}

/// Resolves all hosts.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Host> {
    list.values().map(|entry| one(cx, entry)).collect()
}

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>) -> Host {
    let said = entry.value.decode::<HostText>(cx.sources, cx.problems);
    let id = entry.id.value.clone();
    let mut host = Host {
        address: id.clone(),
        id,
        threat: None,
        hosted_by: OrgId(0),
        economy: EconomyId(0),
        reserve: false,
        stands_in_for: None,
        innocent_harm_milli_per_hour: 0,
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return host;
    };
    host.threat = cx.find_some(said.threat.as_ref());
    match &said.hosted_by {
        Some(by) => host.hosted_by = cx.find(by).unwrap_or(host.hosted_by),
        None if !entry.lacks("hosted_by", cx.sources) => {}
        None => {
            let message = format!("the field `hosted_by` of host `{}` is missing", host.id);
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
    }
    let own = cx
        .roster
        .economies
        .get(host.hosted_by.at())
        .copied()
        .flatten();
    let economy = cx.find_some(said.economy.as_ref());
    match economy.or(own) {
        Some(economy) => host.economy = economy,
        None if said.economy.is_none() && said.hosted_by.is_some() => {
            let message = format!("host `{}` needs an economy: who hosts it has none", host.id);
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
        None => {}
    }
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Threat,
    };
    let harm = Rate::milli_per_hour(said.innocent_harm.as_ref());
    let harm = cx.numbers(&of).may("innocent_harm", &harm);
    host.innocent_harm_milli_per_hour = harm.unwrap_or(0);
    host.reserve = said.reserve.unwrap_or(false);
    host.stands_in_for = cx.find_some(said.stands_in_for.as_ref());
    if said.address.is_some() {
        host.address = text(said.address);
    }
    host
}
