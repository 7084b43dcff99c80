//! The guards of a rule.

use super::super::cx::{Cx, Of};
use super::super::ron_place::{Given, Spot};
use crate::exercise::Guard;
use crate::model::{AgreementId, FindingKind, Mandate, OrgKind, Tier};
use serde::Deserialize;

/// A guard as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "Guard")]
pub(in crate::scenario) enum GuardText {
    FirstTime,
    About(FindingKind),
    FromKind(OrgKind),
    FromTier(Tier),
    May(Mandate),
    HostsIt,
    InOurEconomy,
    OurConstituent,
    WeAreTheVictim,
    StillUp,
    QueueBelow(Given<u32>),
    HasArtefact,
    InForce(Spot<String>),
    Not(Box<GuardText>),
}

/// Resolves a guard; `path` is what its number is called by: `rules.notify.when.1`.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    of: &Of<'_>,
    path: &str,
    said: &GuardText,
) -> Guard {
    match said {
        GuardText::FirstTime => Guard::FirstTime,
        GuardText::About(kind) => Guard::About(*kind),
        GuardText::FromKind(kind) => Guard::FromKind(*kind),
        GuardText::FromTier(tier) => Guard::FromTier(*tier),
        GuardText::May(mandate) => Guard::May(*mandate),
        GuardText::HostsIt => Guard::HostsIt,
        GuardText::InOurEconomy => Guard::InOurEconomy,
        GuardText::OurConstituent => Guard::OurConstituent,
        GuardText::WeAreTheVictim => Guard::WeAreTheVictim,
        GuardText::StillUp => Guard::StillUp,
        GuardText::QueueBelow(limit) => {
            let given = cx.numbers(of).may(path, &Some(limit.clone()));
            Guard::QueueBelow(given.unwrap_or(limit.value))
        }
        GuardText::HasArtefact => Guard::HasArtefact,
        // What is not there is a problem of its own, and the exercise is not played.
        GuardText::InForce(agreement) => {
            Guard::InForce(cx.find(agreement).unwrap_or(AgreementId(0)))
        }
        GuardText::Not(inner) => Guard::Not(Box::new(resolve(cx, of, &under(path, inner), inner))),
    }
}

/// What the number of a guard is called by that stands in a step or another guard.
pub(in crate::scenario) fn under(path: &str, inner: &GuardText) -> String {
    match inner {
        GuardText::QueueBelow(_) => format!("{path}.queue_below"),
        GuardText::Not(_) => format!("{path}.not"),
        _ => path.to_owned(),
    }
}
