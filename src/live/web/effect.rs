//! What an inject does to the world, in words.

use crate::exercise::{Effect, Exercise, Inject};
use crate::model::{MILLION, OrgId, ThreatId};

/// Each of its effects.
pub(super) fn effects(exercise: &Exercise, inject: &Inject) -> Vec<String> {
    let effects = inject.effects.iter();
    effects.map(|effect| in_words(exercise, effect)).collect()
}

fn in_words(exercise: &Exercise, effect: &Effect) -> String {
    let org = |org: &OrgId| exercise.org(*org).name.as_str();
    let group = |id: &ThreatId| exercise.threats[id.at()].id.as_str();
    match effect {
        Effect::Channel(id, up, slowdown) => {
            let channel = exercise.channels[id.at()].name.as_str();
            let times = (f64::from(*slowdown) / f64::from(MILLION)).to_string();
            match (up, *slowdown == MILLION) {
                (false, _) => text!("effect-channel-down", channel = channel),
                (true, true) => text!("effect-channel-up", channel = channel),
                (true, false) => text!("effect-channel-slow", channel = channel, times = times),
            }
        }
        Effect::Tension(one, other, ppm) => {
            let name = |at: usize| exercise.economies[at].name.as_str();
            let (one, other) = (name(one.at()), name(other.at()));
            let percent = (f64::from(*ppm) / f64::from(MILLION) * 100.0).to_string();
            text!(
                "effect-tension",
                one = one,
                other = other,
                percent = percent
            )
        }
        Effect::Agreement(id, to) => {
            let agreement = exercise.agreements[id.at()].title.as_str();
            text!("effect-agreement", agreement = agreement, to = to.word())
        }
        Effect::Publish(by, _, says) => match by {
            Some(by) => text!("effect-published-by", by = org(by), says = says.as_str()),
            None => text!("effect-published", says = says.as_str()),
        },
        Effect::HostUp(host) => {
            text!(
                "effect-host-up",
                host = exercise.hosts[host.at()].id.as_str()
            )
        }
        Effect::Unleash(threat) => text!("effect-unleash", group = group(threat)),
        Effect::Attribute(by, threat) => {
            text!("effect-attribute", by = org(by), group = group(threat))
        }
        Effect::ContactsRotate(of) => text!("effect-contacts", of = org(of)),
    }
}
