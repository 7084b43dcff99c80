//! What has to happen: patterns of one fact.

use super::super::cx::Cx;
use super::super::ron_place::Spot;
use super::subject;
use crate::exercise::Pattern;
use crate::model::{LearntBy, MessageKind, OrgKind, Work};
use serde::Deserialize;

type Text = Option<Spot<String>>;

/// A pattern as written: `Received(Notification)`, `Suspended("c2-1")`, `Contained`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Pattern")]
pub(in crate::scenario) enum PatternText {
    Start,
    Received {
        #[serde(default)]
        kind: Option<MessageKind>,
        #[serde(default)]
        about: Text,
    },
    Acknowledged {
        #[serde(default)]
        kind: Option<MessageKind>,
    },
    Sent {
        kind: MessageKind,
        #[serde(default)]
        about: Text,
        #[serde(default)]
        to_kind: Option<OrgKind>,
        #[serde(default)]
        to: Text,
    },
    Answered {
        #[serde(default)]
        kind: Option<MessageKind>,
    },
    Learnt {
        #[serde(default)]
        finding: Text,
        #[serde(default)]
        by: Option<LearntBy>,
    },
    Holds {
        #[serde(default)]
        artefact: Text,
    },
    Analysed {
        #[serde(default)]
        artefact: Text,
    },
    Applied {
        #[serde(default)]
        finding: Text,
    },
    Detected {
        #[serde(default)]
        threat: Text,
    },
    Contained {
        #[serde(default)]
        threat: Text,
    },
    Recovered {
        #[serde(default)]
        threat: Text,
    },
    Suspended {
        #[serde(default)]
        host: Text,
    },
    Blocked {
        #[serde(default)]
        host: Text,
    },
    Published,
    Escalated {
        #[serde(default)]
        about: Text,
    },
    Decided(String),
    Released {
        #[serde(default)]
        finding: Text,
    },
    DeadlineMissed {
        #[serde(default)]
        kind: Option<MessageKind>,
    },
    GaveUp {
        #[serde(default)]
        kind: Option<MessageKind>,
    },
    WarrantObtained {
        #[serde(default)]
        threat: Text,
    },
    Arrested {
        #[serde(default)]
        threat: Text,
    },
    Attributed {
        #[serde(default)]
        threat: Text,
    },
    TurnedDown {
        #[serde(default)]
        kind: Option<MessageKind>,
    },
    Finished(Work),
}

/// Resolves a pattern.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, said: &PatternText) -> Pattern {
    use PatternText as P;
    match said {
        P::Start => Pattern::Start,
        P::Received { kind, about } => Pattern::Received(*kind, subject::some(cx, about.as_ref())),
        P::Acknowledged { kind } => Pattern::Acknowledged(*kind),
        P::Sent {
            kind,
            about,
            to_kind,
            to,
        } => {
            let about = subject::some(cx, about.as_ref());
            Pattern::Sent(*kind, about, *to_kind, cx.find_some(to.as_ref()))
        }
        P::Answered { kind } => Pattern::Answered(*kind),
        P::Learnt { finding, by } => Pattern::Learnt(cx.find_some(finding.as_ref()), *by),
        P::Holds { artefact } => Pattern::Holds(cx.find_some(artefact.as_ref())),
        P::Analysed { artefact } => Pattern::Analysed(cx.find_some(artefact.as_ref())),
        P::Applied { finding } => Pattern::Applied(cx.find_some(finding.as_ref())),
        P::Detected { threat } => Pattern::Detected(cx.find_some(threat.as_ref())),
        P::Contained { threat } => Pattern::Contained(cx.find_some(threat.as_ref())),
        P::Recovered { threat } => Pattern::Recovered(cx.find_some(threat.as_ref())),
        P::Suspended { host } => Pattern::Suspended(cx.find_some(host.as_ref())),
        P::Blocked { host } => Pattern::Blocked(cx.find_some(host.as_ref())),
        P::Published => Pattern::Published,
        P::Escalated { about } => Pattern::Escalated(subject::some(cx, about.as_ref())),
        P::Decided(word) => Pattern::Decided(word.clone()),
        P::Released { finding } => Pattern::Released(cx.find_some(finding.as_ref())),
        P::DeadlineMissed { kind } => Pattern::DeadlineMissed(*kind),
        P::GaveUp { kind } => Pattern::GaveUp(*kind),
        P::WarrantObtained { threat } => Pattern::WarrantObtained(cx.find_some(threat.as_ref())),
        P::Arrested { threat } => Pattern::Arrested(cx.find_some(threat.as_ref())),
        P::Attributed { threat } => Pattern::Attributed(cx.find_some(threat.as_ref())),
        P::TurnedDown { kind } => Pattern::TurnedDown(*kind),
        P::Finished(work) => Pattern::Finished(*work),
    }
}
