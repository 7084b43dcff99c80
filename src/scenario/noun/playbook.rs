//! Playbooks: rules, and rules taken over from another playbook.

use super::super::codes;
use super::super::cx::{Cx, Of, short};
use super::super::gather::{Entry, List};
use super::super::problem::Problem;
use super::super::ron_place::{Each, Spot};
use super::super::source::Place;
use super::guard::{self, GuardText};
use super::noun;
use super::pattern::{self, PatternText};
use super::step::{self, StepText};
use crate::exercise::{Family, Playbook, Rule};
use serde::Deserialize;
use std::collections::BTreeMap;

noun! {
    PlaybookText as "Playbook" {
        extends: Spot<String>,
        without: Each<String>,
        rules: Each<RuleText>,
    }
}

/// One rule as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Rule")]
pub(in crate::scenario) struct RuleText {
    pub name: Spot<String>,
    pub on: PatternText,
    #[serde(default)]
    pub when: Vec<GuardText>,
    #[serde(rename = "do")]
    pub steps: Each<StepText>,
}

/// A playbook's rules with the places of their names, for checks.
type Rules = Vec<(Rule, Place)>;

/// Resolves all playbooks; a playbook that extends another has its rules first, in order, each
/// replaced by its own rule of the same name.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    list: &List<'_>,
) -> (Vec<Playbook>, Vec<Vec<Place>>) {
    let mut said: BTreeMap<&str, Option<PlaybookText>> = BTreeMap::new();
    for (id, entry) in list {
        let decoded = entry.value.decode::<PlaybookText>(cx.sources, cx.problems);
        said.insert(id, decoded.map(|spot| spot.value));
    }
    let mut done: BTreeMap<String, Option<Rules>> = BTreeMap::new();
    let mut all = 0;
    for (id, entry) in list {
        rules_of(cx, id, entry, list, &said, &mut done);
        all += done.get(id).and_then(Option::as_ref).map_or(0, Vec::len);
        if all > MOST_ALL {
            let message = format!("playbooks have more than {MOST_ALL} rules together");
            cx.problem(&codes::TOO_MANY, entry.id.place, message);
            break;
        }
    }
    let (mut playbooks, mut places) = (Vec::new(), Vec::new());
    for id in list.keys() {
        let rules = done.remove(id).flatten().unwrap_or_default();
        let (rules, at) = rules.into_iter().unzip();
        playbooks.push(Playbook {
            id: id.clone(),
            rules,
        });
        places.push(at);
    }
    (playbooks, places)
}

/// Says what is wrong with the fields of playbooks that play no part.
pub(in crate::scenario) fn look_at(cx: &mut Cx<'_>, list: &List<'_>) {
    for entry in list.values() {
        entry.value.decode::<PlaybookText>(cx.sources, cx.problems);
    }
}

/// How deep playbooks may extend each other.
const DEEPEST: usize = 32;
/// How many rules a playbook may have, those it takes over among them. The largest standard one has
/// some thirty; each fact that a seat acts in is held against the rules of its playbook.
const MOST_RULES: usize = 1_000;
/// How many rules all playbooks of a scenario may have together.
const MOST_ALL: usize = 100_000;

fn rules_of(
    cx: &mut Cx<'_>,
    id: &str,
    entry: &Entry<'_>,
    list: &List<'_>,
    said: &BTreeMap<&str, Option<PlaybookText>>,
    done: &mut BTreeMap<String, Option<Rules>>,
) {
    // The chain of playbooks still to do, from the one asked for to the one it rests on.
    let mut chain = vec![(id, entry)];
    while let Some((id, _)) = chain.last()
        && let Some(Some(text)) = said.get(id)
        && let Some(base) = &text.extends
        && !done.contains_key(&base.value)
    {
        let Some((base_id, base_entry)) = list.get_key_value(&base.value) else {
            break;
        };
        if chain.iter().any(|(id, _)| id == base_id) || chain.len() > DEEPEST {
            let message = format!("`{}` extends itself", short(base_id));
            cx.problem(&codes::OVERRIDE_CYCLE, base.place, message);
            break;
        }
        chain.push((base_id, base_entry));
    }
    while let Some((id, entry)) = chain.pop() {
        if done.contains_key(id) {
            continue;
        }
        let rules = match said.get(id) {
            Some(Some(text)) => Some(own_rules(cx, entry, text, done)),
            _ => None,
        };
        done.insert(id.to_owned(), rules);
    }
}

fn own_rules(
    cx: &mut Cx<'_>,
    entry: &Entry<'_>,
    text: &PlaybookText,
    done: &BTreeMap<String, Option<Rules>>,
) -> Rules {
    let mut rules: Rules = Vec::new();
    if let Some(base) = &text.extends {
        match done.get(&base.value) {
            Some(found) => rules = found.clone().unwrap_or_default(),
            // A cycle was reported; anything else is unknown.
            None => drop(cx.find::<crate::model::PlaybookId>(base)),
        }
    }
    for name in text.without.iter().flat_map(|list| list.iter()) {
        let before = rules.len();
        rules.retain(|(rule, _)| rule.name != name.value);
        if rules.len() == before {
            let known = rules.iter().map(|(rule, _)| rule.name.as_str());
            let meant = cx
                .problems
                .did_you_mean(&name.value, known)
                .map(str::to_owned);
            let message = format!("there is no rule `{}` to leave out", short(&name.value));
            let problem = Problem::new(&codes::UNKNOWN_ID, message).at(name.place);
            cx.problems.push(problem.meant(meant.as_deref()));
        }
    }
    let inherited = rules.len();
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Desk,
    };
    for said in text.rules.iter().flat_map(|list| list.iter()) {
        let rule = Rule {
            name: said.name.value.clone(),
            on: pattern::resolve(cx, &said.on),
            when: said
                .when
                .iter()
                .map(|said| guard::resolve(cx, said))
                .collect(),
            steps: step::resolve(cx, &of, &format!("rules.{}", said.name.value), &said.steps),
        };
        let place = said.name.place;
        match rules.iter().position(|(one, _)| one.name == rule.name) {
            Some(nth) if nth < inherited => rules[nth] = (rule, place),
            Some(nth) => {
                let message = format!("there are two rules `{}`", short(&rule.name));
                let problem = Problem::new(&codes::DUPLICATE_ID, message).at(place);
                cx.problems
                    .push(problem.related(Some(rules[nth].1), "the first is here"));
            }
            None if rules.len() == MOST_RULES => {
                let message = format!("a playbook has more than {MOST_RULES} rules");
                let problem = Problem::new(&codes::TOO_MANY, message).at(place);
                let help = "those that it takes over count as well: leave some out with `without`, \
                            or give other organisations a playbook of their own";
                cx.problems.push(problem.help(help));
                return Rules::new();
            }
            None => rules.push((rule, place)),
        }
    }
    rules
}
