//! What injects do to the world.

use super::super::cx::{Cx, Of};
use super::super::ron_place::{Each, Given, Milli, Share, Spot};
use crate::exercise::{Effect, Family};
use crate::model::{AgreementState, MILLION};
use serde::Deserialize;

/// One effect as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Effect")]
pub(in crate::scenario) enum EffectText {
    ChannelDown(Spot<String>),
    ChannelUp(Spot<String>),
    /// So many times slower than usual.
    ChannelSlow(Spot<String>, Given<Milli>),
    Tension(Spot<String>, Spot<String>, Given<Share>),
    Agreement(Spot<String>, AgreementState),
    Publish {
        #[serde(default)]
        by: Option<Spot<String>>,
        #[serde(default)]
        findings: Each<String>,
        text: String,
    },
    HostUp(Spot<String>),
    Unleash(Spot<String>),
    Attribute {
        by: Spot<String>,
        threat: Spot<String>,
    },
    ContactsRotate(Spot<String>),
}

/// Resolves one effect.
/// `nth` is its number in its inject, from 1.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    of: &Of<'_>,
    nth: usize,
    said: &EffectText,
) -> Option<Effect> {
    Some(match said {
        EffectText::ChannelDown(channel) => Effect::Channel(cx.find(channel)?, false, MILLION),
        EffectText::ChannelUp(channel) => Effect::Channel(cx.find(channel)?, true, MILLION),
        EffectText::ChannelSlow(channel, times) => {
            let path = format_args!("effects.{nth}.times");
            let times = cx.numbers(of).may(path, &Some(times.clone()))?;
            Effect::Channel(cx.find(channel)?, true, times.0.saturating_mul(1000))
        }
        EffectText::Tension(one, other, share) => {
            let (one, other) = (cx.find(one), cx.find(other));
            let of = Of {
                family: Family::Sharing,
                ..*of
            };
            let path = format_args!("effects.{nth}.share");
            let share = cx.numbers(&of).may(path, &Some(share.clone()))?;
            Effect::Tension(one?, other?, share.0)
        }
        EffectText::Agreement(agreement, state) => Effect::Agreement(cx.find(agreement)?, *state),
        EffectText::Publish { by, findings, text } => {
            let by = cx.find_some(by.as_ref());
            Effect::Publish(by, cx.find_all(findings), text.clone())
        }
        EffectText::HostUp(host) => Effect::HostUp(cx.find(host)?),
        EffectText::Unleash(threat) => Effect::Unleash(cx.find(threat)?),
        EffectText::Attribute { by, threat } => {
            let (by, threat) = (cx.find(by), cx.find(threat));
            Effect::Attribute(by?, threat?)
        }
        EffectText::ContactsRotate(org) => Effect::ContactsRotate(cx.find(org)?),
    })
}
