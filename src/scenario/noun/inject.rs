//! The MSEL.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::problem::Problem;
use super::super::ron_place::{Brief, Each, Given, Length, OneOrMany, Spot};
use super::effect::{self, EffectText};
use super::pattern::{self, PatternText};
use super::task::TaskText;
use super::{noun, selector, subject, text};
use crate::exercise::{Condition, Family, Finding, Inject, Trigger};
use crate::model::{
    ChannelId, Claim, MessageKind, Named, OrgId, OrgKind, Pap, Part, Priority, SimTime, Span, Tlp,
};
use serde::Deserialize;

noun! {
    InjectText as "Inject" {
        title: Spot<String>,
        at: Spot<String>,
        after: Spot<AfterText>,
        unless: Spot<String>,
        by_time: Spot<String>,
        by_hand: Spot<bool>,
        to: OneOrMany<String>,
        from: Spot<String>,
        by: Spot<String>,
        kind: MessageKind,
        about: Spot<String>,
        text: Spot<String>,
        claims: Each<Brief<ClaimText>>,
        attach: Each<String>,
        priority: Priority,
        effects: Each<EffectText>,
        expects: Each<TaskText>,
        response: Spot<String>,
        notes: Spot<String>,
    }
}

/// What has to happen first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "After")]
pub(in crate::scenario) struct AfterText {
    who: Option<Spot<String>>,
    does: PatternText,
    wait: Option<Given<Length>>,
}

/// What an inject asserts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Claim")]
pub(in crate::scenario) struct ClaimText {
    finding: Spot<String>,
    part: Option<Part>,
    tlp: Option<Tlp>,
    pap: Option<Pap>,
    source: Option<Spot<String>>,
}

/// What the parts of an inject are resolved against.
pub(in crate::scenario) struct Around<'a> {
    pub findings: &'a [Finding],
    pub excon: OrgId,
}

/// The injects as written, for their ids and tasks to be known first.
pub(in crate::scenario) fn decode(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Option<InjectText>> {
    let decode = |entry: &Entry<'_>| entry.value.decode::<InjectText>(cx.sources, cx.problems);
    list.values()
        .map(decode)
        .map(|said| said.map(|spot| spot.value))
        .collect()
}

/// Resolves one inject.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    entry: &Entry<'_>,
    said: Option<&InjectText>,
    around: &Around<'_>,
) -> Inject {
    let id = entry.id.value.clone();
    let mut inject = Inject {
        title: id.clone(),
        id,
        trigger: Trigger::ByHand,
        to: Vec::new(),
        from: around.excon,
        channel: ChannelId(0),
        kind: MessageKind::Notification,
        about: None,
        text: String::new(),
        claims: Vec::new(),
        artefacts: Vec::new(),
        priority: Priority::High,
        effects: Vec::new(),
        notes: String::new(),
        expected_response: String::new(),
    };
    let Some(said) = said else { return inject };
    if let Some(trigger) = trigger(cx, entry, said) {
        inject.trigger = trigger;
    }
    let before = cx.problems.list().len();
    if let Some(to) = &said.to {
        inject.to = selector::select(cx, to, None);
    }
    let told = cx.problems.list().len() > before || selector::is_spent(cx);
    if let Some(from) = &said.from {
        inject.from = cx.find(from).unwrap_or(around.excon);
    }
    inject.channel = channel(cx, entry, said, &inject);
    inject.kind = said.kind.unwrap_or(inject.kind);
    inject.about = subject::some(cx, said.about.as_ref());
    for claim in said.claims.iter().flat_map(|list| list.iter()) {
        inject
            .claims
            .extend(resolve_claim(cx, claim, inject.from, around));
    }
    if let Some(attach) = &said.attach {
        inject.artefacts = cx.find_all(attach);
    }
    inject.priority = said.priority.unwrap_or(inject.priority);
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Channel,
    };
    let effects = said.effects.iter().flat_map(|list| list.iter());
    for (nth, one) in (1..).zip(effects) {
        (inject.effects).extend(effect::resolve(cx, &of, nth, &one.value));
    }
    if inject.to.is_empty() && !told {
        to_nobody(cx, entry, &inject, said.text.is_some());
    }
    if said.title.is_some() {
        inject.title = text(said.title.clone());
    }
    inject.text = text(said.text.clone());
    inject.notes = text(said.notes.clone());
    inject.expected_response = text(said.response.clone());
    inject
}

/// What goes to nobody does something, and then says nothing.
fn to_nobody(cx: &mut Cx<'_>, entry: &Entry<'_>, inject: &Inject, speaks: bool) {
    let id = &inject.id;
    let layers: Vec<_> = entry.layers.iter().map(|layer| layer.place).collect();
    let problem = match inject.effects.is_empty() {
        true if cx.is_told(&layers, "id") => return,
        true => Problem::new(
            &codes::EMPTY,
            format!("inject `{id}` goes to nobody and does nothing"),
        )
        .help("say whom it goes to (`to: …`) or what it does (`effects: […]`)"),
        false if speaks => Problem::new(
            &codes::NOTHING_TO_DO,
            format!("the text of inject `{id}` goes to nobody"),
        )
        .help("say whom it goes to (`to: …`), or make `notes` of it, which EXCON reads"),
        false => return,
    };
    cx.problems.push(problem.at(entry.id.place));
}

fn trigger(cx: &mut Cx<'_>, entry: &Entry<'_>, said: &InjectText) -> Option<Trigger> {
    let by_hand = said.by_hand.as_ref().is_some_and(|by_hand| by_hand.value);
    let given = |field: &str| !entry.lacks(field, cx.sources);
    let ways = [given("at"), given("after"), given("unless"), by_hand];
    let count = ways.iter().filter(|way| **way).count();
    let layers: Vec<_> = entry.layers.iter().map(|layer| layer.place).collect();
    // A field of another name, or `by_hand: yes`, is said to be wrong already.
    let unread = ["id", "by_hand"]
        .iter()
        .any(|field| cx.is_told(&layers, field));
    if count == 0 && unread {
        return None;
    }
    if count != 1 {
        let id = &entry.id.value;
        let message = match count {
            0 => format!("inject `{id}` needs one trigger"),
            _ => format!("inject `{id}` has {count} triggers and needs one"),
        };
        let problem = Problem::new(&codes::MISSING_FIELD, message).at(entry.id.place);
        let help = "give it `at: \"+45m\"`, `after: (does: …)`, `unless: \"task\", by_time: \
                    \"+2h\"` or `by_hand: true`, and only one of them";
        cx.problems.push(problem.help(help));
        return None;
    }
    if let Some(at) = &said.at {
        return cx.moment(at).map(Trigger::At);
    }
    if let Some(after) = &said.after {
        let who = cx.find_some(after.who.as_ref());
        let does = pattern::resolve(cx, &after.does);
        let of = Of {
            layers: &entry.layers,
            place: entry.id.place,
            family: Family::Script,
        };
        let wait = cx.numbers(&of).may("after.wait", &after.wait);
        let wait = wait.map_or(Span::ZERO, |wait| wait.0);
        return Some(Trigger::After(Condition { who, does }, wait));
    }
    let Some(task) = &said.unless else {
        return Some(Trigger::ByHand);
    };
    let found = cx.find(task);
    let Some(by) = &said.by_time else {
        if !entry.lacks("by_time", cx.sources) {
            return None;
        }
        let message = "`unless` needs a `by_time`: when it is looked whether the task was done";
        cx.problem(&codes::MISSING_FIELD, task.place, message);
        return None;
    };
    let by = cx.moment(by).unwrap_or(SimTime::STARTEX);
    found.map(|task| Trigger::Unless(task, by))
}

fn channel(cx: &mut Cx<'_>, entry: &Entry<'_>, said: &InjectText, inject: &Inject) -> ChannelId {
    if let Some(by) = &said.by {
        // Spreadsheets write `E-mail` or `Phone`.
        let plain = |name: &str| super::super::table::plain(name);
        let same = |name: &&String| plain(name) == plain(&by.value);
        let meant = cx.names.channels.iter().find(same).cloned();
        let by = meant.map_or_else(
            || by.clone(),
            |id| Spot {
                value: id,
                place: by.place,
            },
        );
        return cx.find(&by).unwrap_or(ChannelId(0));
    }
    if let Some(email) = ChannelId::find("email", &cx.names) {
        return email;
    }
    if !inject.to.is_empty() {
        let message = format!("inject `{}` needs a channel to come by: `by: …`", inject.id);
        cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
    }
    ChannelId(0)
}

fn resolve_claim(
    cx: &mut Cx<'_>,
    claim: &Spot<Brief<ClaimText>>,
    from: OrgId,
    around: &Around<'_>,
) -> Option<Claim> {
    let id;
    let (finding, full) = match &claim.value {
        Brief::Text(text) => {
            id = Spot {
                value: text.clone(),
                place: claim.place,
            };
            (&id, None)
        }
        Brief::Full(full) => (&full.finding, Some(full)),
    };
    let index = cx.find::<crate::model::FindingId>(finding)?;
    let known = around.findings.get(index.at());
    let source = full.and_then(|full| full.source.as_ref());
    let source = source.and_then(|source| cx.find(source));
    Some(Claim {
        finding: index,
        part: full.and_then(|full| full.part).unwrap_or(Part::Full),
        tlp: full
            .and_then(|full| full.tlp)
            .or(known.and_then(|known| known.tlp))
            .unwrap_or(Tlp::Green),
        pap: full
            .and_then(|full| full.pap)
            .or(known.map(|known| known.pap))
            .unwrap_or(Pap::Clear),
        source: source.unwrap_or(from),
    })
}

/// The seat of EXCON among organisations of these kinds.
pub(in crate::scenario) fn excon(kinds: &[OrgKind]) -> OrgId {
    let place = kinds.iter().position(|kind| *kind == OrgKind::Excon);
    OrgId::nth(place.unwrap_or(0))
}
