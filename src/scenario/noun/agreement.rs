//! Agreements and their terms.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::problem::Problem;
use super::super::ron_place::{Each, Given, Length, Milli, OneOrMany, Spot};
use super::{noun, selector, text};
use crate::exercise::{Agreement, Family, Term};
use crate::model::{
    AgreementId, AgreementState, EconomyId, FieldSet, IssueArea, Named as _, RequestField,
    ThreatClass, Tier, Work,
};
use serde::Deserialize;
use std::collections::BTreeSet;

noun! {
    AgreementText as "Agreement" {
        title: Spot<String>,
        parties: OneOrMany<String>,
        between: OneOrMany<String>,
        areas: Vec<IssueArea>,
        state: AgreementState,
        gives: Each<TermText>,
        effort: Given<Milli>,
    }
}

/// One term as written.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::scenario) enum TermText {
    Channel(Spot<String>),
    ContactsKeptCurrent,
    AnswerWithin(Given<Length>),
    Form(Vec<RequestField>),
    Ladder(Vec<String>),
    Sharing(Tier),
    Liaison,
    Insulated,
    SharedTerms,
    Training { work: Work, factor: Given<Milli> },
    Renounces(ThreatClass),
}

/// Resolves all agreements.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Agreement> {
    for (nth, entry) in (0u32..).zip(list.values()) {
        cx.places.insert(("agreement", nth), entry.id.place);
    }
    list.values().map(|entry| one(cx, entry)).collect()
}

/// How places of agreements whose terms give nothing are kept.
pub(super) const GIVES_NOTHING: &str = "agreement that gives nothing";

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>) -> Agreement {
    let said = entry.value.decode::<AgreementText>(cx.sources, cx.problems);
    let id = entry.id.value.clone();
    let mut agreement = Agreement {
        title: id.clone(),
        id,
        parties: Vec::new(),
        between: Vec::new(),
        areas: Vec::new(),
        state: AgreementState::Operational,
        gives: Vec::new(),
        effort_milli_hours: 0,
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return agreement;
    };
    let before = cx.problems.errors();
    let unread = said.parties.is_none();
    agreement.parties = selector::select(cx, &said.parties.unwrap_or_default(), None);
    let given = !entry.lacks("parties", cx.sources);
    let told = cx.problems.errors() != before || selector::is_spent(cx);
    if agreement.parties.len() < 2 && !told && (!given || !unread) {
        let message = format!("agreement `{}` needs at least two parties", agreement.id);
        cx.problem(&codes::EMPTY, entry.id.place, message);
    }
    agreement.between = between(cx, &agreement, said.between.as_ref(), before);
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Agreement,
    };
    let effort = cx.numbers(&of).may("effort", &said.effort);
    agreement.effort_milli_hours = effort.map_or(0, |milli| milli.0);
    let misread = said.gives.is_none() && !entry.lacks("gives", cx.sources);
    for (nth, term) in (1..).zip(said.gives.unwrap_or_default()) {
        agreement
            .gives
            .extend(resolve_term(cx, &of, nth, term.value));
    }
    if agreement.gives.is_empty() && cx.problems.errors() == before && !misread {
        // Unless something is held under it, which is seen when gatherings are known.
        if let Some(id) = AgreementId::find(&agreement.id, &cx.names) {
            cx.places.insert((GIVES_NOTHING, id.0), entry.id.place);
        }
    }
    if said.title.is_some() {
        agreement.title = text(said.title);
    }
    agreement.areas = said.areas.unwrap_or_default();
    agreement.state = said.state.unwrap_or(AgreementState::Operational);
    agreement
}

/// The economies that sign an agreement. One that is named without a party of its own is bound by
/// nobody who could act.
fn between(
    cx: &mut Cx<'_>,
    agreement: &Agreement,
    said: Option<&OneOrMany<String>>,
    before: usize,
) -> Vec<EconomyId> {
    let economies = &cx.roster.economies;
    let homes = agreement.parties.iter().filter_map(|id| economies[id.at()]);
    let homes: BTreeSet<EconomyId> = homes.collect();
    let Some(said) = said else {
        return homes.into_iter().collect();
    };
    let mut signed = BTreeSet::new();
    for name in &said.0 {
        let Some(economy) = cx.find::<EconomyId>(name) else {
            continue;
        };
        let first = signed.insert(economy);
        if first && !homes.contains(&economy) && cx.problems.errors() == before {
            let message = format!("nobody in {} is a party of `{}`", name.value, agreement.id);
            let problem = Problem::new(&codes::FOR_SHOW, message).at(name.place);
            let reason = "the agreement is for show there: what it gives, it gives to its parties";
            cx.problems.push(problem.because(reason));
        }
    }
    signed.into_iter().collect()
}

/// `nth` is the term's number in its agreement, from 1.
fn resolve_term(cx: &mut Cx<'_>, of: &Of<'_>, nth: usize, term: TermText) -> Option<Term> {
    Some(match term {
        TermText::Channel(channel) => Term::Channel(cx.find(&channel)?),
        TermText::ContactsKeptCurrent => Term::ContactsKeptCurrent,
        TermText::AnswerWithin(span) => {
            Term::AnswerWithin(cx.numbers(of).length("gives.answer_within", &Some(span)))
        }
        TermText::Form(fields) => Term::Form(FieldSet::of(&fields)),
        TermText::Ladder(steps) => Term::Ladder(steps),
        TermText::Sharing(tier) => Term::Sharing(tier),
        TermText::Liaison => Term::Liaison,
        TermText::Insulated => Term::Insulated,
        TermText::SharedTerms => Term::SharedTerms,
        TermText::Training { work, factor } => {
            if factor.value.0 == 0 {
                let message = "nobody works so slowly: the factor must be more than 0";
                cx.problem(&codes::OUT_OF_RANGE, factor.place, message);
            }
            let path = format_args!("gives.{nth}.factor");
            Term::Training(work, cx.numbers(of).milli(path, &Some(factor)))
        }
        TermText::Renounces(class) => Term::Renounces(class),
    })
}
