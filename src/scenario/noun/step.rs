//! The steps of a rule.

use super::super::cx::{Cx, Of};
use super::super::ron_place::{Each, Given, Length, OneOrMany, Share, Spot};
use super::guard::{self, GuardText};
use super::selector;
use crate::exercise::{Over, Step, What, Who};
use crate::model::{AgreementId, MessageKind, OrgKind, Priority, Span, Tier, Work};
use serde::Deserialize;

/// One step as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Step")]
pub(in crate::scenario) enum StepText {
    Acknowledge,
    Work {
        work: Work,
        #[serde(default)]
        priority: Option<Priority>,
    },
    Wait(Given<Length>),
    Verify,
    Answer,
    Clarify(Given<u32>),
    Share {
        with: WhoText,
        #[serde(default)]
        what: Option<What>,
        #[serde(default)]
        over: Option<Over>,
    },
    Send {
        kind: MessageKind,
        to: WhoText,
        #[serde(default)]
        priority: Option<Priority>,
        #[serde(default)]
        over: Option<Over>,
    },
    Hold,
    Suspend,
    Block,
    Analyse,
    Apply,
    Contain,
    Recover,
    Escalate,
    Release,
    Attribute,
    Publish(String),
    Decide(String),
    CommsCheck(WhoText),
    Chance {
        of: Given<Share>,
        then: Each<StepText>,
        #[serde(default)]
        otherwise: Each<StepText>,
    },
    Close,
    Only(GuardText),
}

/// Whom a step is directed at, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "Who")]
pub(in crate::scenario) enum WhoText {
    Sender,
    Hoster,
    HostCert,
    HostPolice,
    Victim,
    VictimCert,
    Constituents,
    Ours(OrgKind),
    Every(OrgKind),
    Trusted(OrgKind, Tier),
    Partners,
    PartiesOf(Spot<String>),
    These(OneOrMany<String>),
}

/// Resolves the steps of a rule.
/// `list_path` is what their numbers are called by: `rules.notify.do`.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    of: &Of<'_>,
    list_path: &str,
    list: &Each<StepText>,
) -> Vec<Step> {
    let steps = (1..).zip(list.iter());
    steps
        .map(|(nth, step)| one(cx, of, &format!("{list_path}.{nth}"), &step.value))
        .collect()
}

fn one(cx: &mut Cx<'_>, of: &Of<'_>, path: &str, said: &StepText) -> Step {
    let usual = |priority: &Option<Priority>| priority.unwrap_or(Priority::High);
    match said {
        StepText::Acknowledge => Step::Acknowledge,
        StepText::Work { work, priority } => Step::Work(*work, usual(priority)),
        StepText::Wait(length) => {
            let length = cx.numbers(of).may(path, &Some(length.clone()));
            Step::Wait(length.map_or(Span::ZERO, |length| length.0))
        }
        StepText::Verify => Step::Verify,
        StepText::Answer => Step::Answer,
        StepText::Clarify(rounds) => {
            let given = cx.numbers(of).may(path, &Some(rounds.clone()));
            Step::Clarify(given.unwrap_or(rounds.value))
        }
        StepText::Share { with, what, over } => {
            Step::Share(who(cx, with), what.unwrap_or(What::Trigger), *over)
        }
        StepText::Send {
            kind,
            to,
            priority,
            over,
        } => Step::Send(*kind, who(cx, to), usual(priority), *over),
        StepText::Hold => Step::Hold,
        StepText::Suspend => Step::Suspend,
        StepText::Block => Step::Block,
        StepText::Analyse => Step::Analyse,
        StepText::Apply => Step::Apply,
        StepText::Contain => Step::Contain,
        StepText::Recover => Step::Recover,
        StepText::Escalate => Step::Escalate,
        StepText::Release => Step::Release,
        StepText::Attribute => Step::Attribute,
        StepText::Publish(text) => Step::Publish(text.clone()),
        StepText::Decide(word) => Step::Decide(word.clone()),
        StepText::CommsCheck(of) => Step::CommsCheck(who(cx, of)),
        StepText::Chance {
            of: share,
            then,
            otherwise,
        } => {
            let own = format!("{path}.of");
            let share = cx.numbers(of).may(&own, &Some(share.clone()));
            Step::Chance(
                share.map_or(0, |share| share.0),
                resolve(cx, of, &format!("{path}.then"), then),
                resolve(cx, of, &format!("{path}.otherwise"), otherwise),
            )
        }
        StepText::Close => Step::Close,
        StepText::Only(guard) => {
            Step::Only(guard::resolve(cx, of, &guard::under(path, guard), guard))
        }
    }
}

fn who(cx: &mut Cx<'_>, said: &WhoText) -> Who {
    match said {
        WhoText::Sender => Who::Sender,
        WhoText::Hoster => Who::Hoster,
        WhoText::HostCert => Who::HostCert,
        WhoText::HostPolice => Who::HostPolice,
        WhoText::Victim => Who::Victim,
        WhoText::VictimCert => Who::VictimCert,
        WhoText::Constituents => Who::Constituents,
        WhoText::Ours(kind) => Who::Ours(*kind),
        WhoText::Every(kind) => Who::Every(*kind),
        WhoText::Trusted(kind, tier) => Who::Trusted(*kind, *tier),
        WhoText::Partners => Who::Partners,
        WhoText::PartiesOf(agreement) => {
            Who::PartiesOf(cx.find(agreement).unwrap_or(AgreementId(0)))
        }
        WhoText::These(list) => Who::These(selector::select(cx, &list.0, None)),
    }
}
