//! Joint operations: parties, what each has to have ready, the date.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::ron_place::{Each, Given, Length, Milli, OneOrMany, Share, Spot};
use super::{noun, selector, text};
use crate::exercise::{Family, Host, Operation, Party};
use crate::model::{Admits, FindingId, HostId, OrgId, SimTime, Span, ThreatId};
use serde::Deserialize;

noun! {
    OperationText as "Operation" {
        title: Spot<String>,
        against: Spot<String>,
        lead: Spot<String>,
        parties: OneOrMany<String>,
        at: Spot<String>,
        postpones: Given<Length>,
        evidence: Each<String>,
        admits: Admits,
        warrant: Given<Length>,
        warrant_spread: Given<Milli>,
        needs: Each<PartyText>,
        hosts: Each<String>,
        suspects_in: Spot<String>,
        holds: OneOrMany<String>,
        flees: Given<Share>,
    }
}

/// What one party needs, where it is not what all need.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Party")]
pub(in crate::scenario) struct PartyText {
    org: Spot<String>,
    evidence: Option<Each<String>>,
    admits: Option<Admits>,
    warrant: Option<Given<Length>>,
}

/// How long a court takes, how much that varies, and how likely suspects are gone once they have
/// been warned, where an author does not say: assumed, no public figure gives them.
const WARRANT: Span = Span::hours(2);
const WARRANT_SPREAD: u32 = 500;
const FLEES: u32 = 500_000;

/// Resolves all operations; what lists no hosts seizes all of its group's.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    list: &List<'_>,
    hosts: &[Host],
) -> Vec<Operation> {
    let all = list.values().enumerate();
    all.map(|(nth, entry)| one(cx, (nth, entry), hosts))
        .collect()
}

fn one(cx: &mut Cx<'_>, (nth, entry): (usize, &Entry<'_>), hosts: &[Host]) -> Operation {
    let said = entry.value.decode::<OperationText>(cx.sources, cx.problems);
    let place = entry.id.place;
    cx.places
        .insert(("operation", u32::try_from(nth).unwrap_or(u32::MAX)), place);
    let mut operation = Operation {
        id: entry.id.value.clone(),
        title: entry.id.value.clone(),
        threat: ThreatId(0),
        lead: OrgId(0),
        parties: Vec::new(),
        at: SimTime::STARTEX,
        postpones: None,
        hosts: Vec::new(),
        suspects_in: None,
        holds: Vec::new(),
        flees_ppm: FLEES,
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return operation;
    };
    complete(cx, entry, &said);
    operation.threat = cx.find_some(said.against.as_ref()).unwrap_or(ThreatId(0));
    operation.lead = cx.find_some(said.lead.as_ref()).unwrap_or(OrgId(0));
    let at = said.at.as_ref().and_then(|at| cx.moment(at));
    operation.at = at.unwrap_or(SimTime::STARTEX);
    let of = Of {
        layers: &entry.layers,
        place,
        family: Family::Threat,
    };
    let usual = numbers(cx, &of, &said, &mut operation);
    let evidence = cx.find_all::<FindingId>(&said.evidence.unwrap_or_default());
    let mut orgs = selector::select(cx, &said.parties.unwrap_or_default(), None);
    orgs.push(operation.lead);
    orgs.sort_unstable();
    orgs.dedup();
    let own = |org| Party {
        org,
        evidence: evidence.clone(),
        ..usual.clone()
    };
    operation.parties = orgs.into_iter().map(own).collect();
    for need in said.needs.unwrap_or_default() {
        party(cx, &of, need.value, &mut operation);
    }
    let all_of_its = |(place, host): (usize, &Host)| {
        (host.threat == Some(operation.threat)).then(|| HostId::nth(place))
    };
    operation.hosts = match said.hosts {
        Some(hosts) => cx.find_all(&hosts),
        None => hosts.iter().enumerate().filter_map(all_of_its).collect(),
    };
    operation.suspects_in = cx.find_some(said.suspects_in.as_ref());
    operation.holds = selector::select(cx, &said.holds.unwrap_or_default(), None);
    let partner = |org: &OrgId| operation.party(*org).is_none();
    let holds: Vec<OrgId> = operation.holds.iter().copied().filter(partner).collect();
    operation.holds = holds;
    if said.title.is_some() {
        operation.title = text(said.title);
    }
    operation
}

/// Takes the numbers of an operation; gives what each party needs where nothing else is said.
fn numbers(cx: &mut Cx<'_>, of: &Of<'_>, said: &OperationText, operation: &mut Operation) -> Party {
    let mut numbers = cx.numbers(of);
    let postpones = numbers.may("postpones", &said.postpones);
    operation.postpones = postpones.map(|length| length.0);
    let flees = numbers.may("flees", &said.flees);
    operation.flees_ppm = flees.map_or(FLEES, |share| share.0);
    let warrant = numbers.may("warrant", &said.warrant);
    let spread = numbers.may("warrant_spread", &said.warrant_spread);
    if let (Some(given), Some(span)) = (&said.postpones, operation.postpones)
        && span.0 <= 0
    {
        let message = "an operation cannot be put off by nothing";
        cx.problem(&codes::OUT_OF_RANGE, given.place, message);
        operation.postpones = None;
    }
    Party {
        org: operation.lead,
        evidence: Vec::new(),
        admits: said.admits.unwrap_or(Admits::Anything),
        warrant: warrant.map_or(WARRANT, |length| length.0),
        warrant_sigma_milli: spread.map_or(WARRANT_SPREAD, |milli| milli.0),
    }
}

/// Says which fields are missing that have no default.
fn complete(cx: &mut Cx<'_>, entry: &Entry<'_>, said: &OperationText) {
    for (field, given) in [
        ("against", said.against.is_some()),
        ("lead", said.lead.is_some()),
        ("at", said.at.is_some()),
    ] {
        if !given && entry.lacks(field, cx.sources) {
            let message = format!(
                "the field `{field}` of operation `{}` is missing",
                entry.id.value
            );
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
    }
}

fn party(cx: &mut Cx<'_>, of: &Of<'_>, said: PartyText, operation: &mut Operation) {
    let Some(org) = cx.find::<OrgId>(&said.org) else {
        return;
    };
    let path = format!("needs.{}.warrant", said.org.value);
    let warrant = cx.numbers(of).may(&path, &said.warrant);
    let evidence = said.evidence.map(|list| cx.find_all::<FindingId>(&list));
    let Ok(place) = operation
        .parties
        .binary_search_by_key(&org, |party| party.org)
    else {
        let message = format!("`{}` is no party of `{}`", said.org.value, operation.id);
        cx.problem(&codes::UNKNOWN_ID, said.org.place, message);
        return;
    };
    let party = &mut operation.parties[place];
    if let Some(evidence) = evidence {
        party.evidence = evidence;
    }
    if let Some(admits) = said.admits {
        party.admits = admits;
    }
    if let Some(warrant) = warrant {
        party.warrant = warrant.0;
    }
}
