//! Threat groups whose plans do not hold together.

use super::Places;
use crate::exercise::{Effect, Exercise, ThreatGroup};
use crate::model::{OrgId, ThreatId};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use std::collections::BTreeSet;

/// Warns of victims that can never be hit and of infrastructure that is another's.
pub(super) fn check(exercise: &Exercise, places: &Places, problems: &mut Problems) {
    for (nth, group) in exercise.threats.iter().enumerate() {
        let place = places.of("threat", nth);
        let mut warn = |message: String, reason: &str| {
            let problem = Problem::new(&codes::NEVER_FIRES, message).because(reason);
            problems.push(problem.at(place));
        };
        let unleashed = (exercise.injects.iter().flat_map(|inject| &inject.effects))
            .any(|effect| *effect == Effect::Unleash(ThreatId::nth(nth)));
        if group.waits && !unleashed {
            let message = format!("`{}` never begins", group.id);
            warn(message, "it waits, and no inject unleashes it");
        }
        if unleashed && !group.waits {
            let message = format!("`{}` has begun before it is unleashed", group.id);
            warn(message, "only a group that `waits` is set off by an inject");
        }
        for org in never_hit(group) {
            let id = &exercise.org(org).id;
            let message = format!("`{id}` is never hit by `{}`", group.id);
            warn(message, "it is reached through a victim that is never hit");
        }
        for victim in &group.victims {
            if victim.at > exercise.clock.endex {
                let id = &exercise.org(victim.org).id;
                let message = format!("`{id}` is never hit by `{}`", group.id);
                warn(message, "it would be after ENDEX");
            }
        }
        for host in &group.hosts {
            let host = &exercise.hosts[host.at()];
            if host.threat != Some(ThreatId::nth(nth)) {
                let message = format!("`{}` uses `{}`, which is not its own", group.id, host.id);
                warn(message, "the host names another threat, or none");
            }
        }
    }
}

/// Victims that are not hit directly and not through anybody who is.
fn never_hit(group: &ThreatGroup) -> Vec<OrgId> {
    let direct = group
        .victims
        .iter()
        .filter(|victim| victim.through.is_none());
    let mut hit: BTreeSet<OrgId> = direct.map(|victim| victim.org).collect();
    loop {
        let reached = group.victims.iter().filter(|victim| {
            !hit.contains(&victim.org) && victim.through.is_some_and(|from| hit.contains(&from))
        });
        let reached: Vec<OrgId> = reached.map(|victim| victim.org).collect();
        if reached.is_empty() {
            break;
        }
        hit.extend(reached);
    }
    let missed = group
        .victims
        .iter()
        .filter(|victim| !hit.contains(&victim.org));
    missed.map(|victim| victim.org).collect()
}
