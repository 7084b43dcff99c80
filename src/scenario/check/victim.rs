//! Threat groups whose plans do not hold together.

use super::Places;
use crate::exercise::{Effect, Exercise, ThreatGroup};
use crate::model::{OrgId, ThreatId};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut through: BTreeMap<OrgId, Vec<OrgId>> = BTreeMap::new();
    let (mut hit, mut next) = (BTreeSet::new(), Vec::new());
    for victim in &group.victims {
        match victim.through {
            Some(from) => through.entry(from).or_default().push(victim.org),
            None => next.push(victim.org),
        }
    }
    while let Some(org) = next.pop() {
        if hit.insert(org) {
            next.extend(through.get(&org).into_iter().flatten());
        }
    }
    let missed = group
        .victims
        .iter()
        .filter(|victim| !hit.contains(&victim.org));
    missed.map(|victim| victim.org).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Heeds, Victim};
    use crate::model::{SimTime, Span, ThreatClass};

    #[test]
    fn a_chain_of_any_length_is_followed_and_what_hangs_on_nothing_is_not_hit() {
        const LONG: u32 = 100_000;
        let victim = |org: u32, through: Option<u32>| Victim {
            org: OrgId(org),
            at: SimTime(0),
            stage: 0,
            through: through.map(OrgId),
        };
        // Each is hit through the one after it, so that one pass finds one more.
        let mut victims: Vec<_> = (0..LONG).map(|org| victim(org, Some(org + 1))).collect();
        victims.push(victim(LONG, None));
        victims.extend([
            victim(LONG + 1, Some(LONG + 2)),
            victim(LONG + 2, Some(LONG + 1)),
        ]);
        let group = ThreatGroup {
            id: "g".to_owned(),
            name: "g".to_owned(),
            seat: OrgId(0),
            class: ThreatClass::Ransomware,
            stages: Vec::new(),
            victims,
            breakout: Span(0),
            breakout_sigma_milli: 0,
            hosts: Vec::new(),
            returns_after: Span(0),
            returns_ppm: 0,
            moves_after: None,
            notices_ppm: 0,
            sponsor: None,
            tolerated_by: Vec::new(),
            heeds: Heeds::default(),
            renames: false,
            attribution_tension_ppm: 0,
            customers: Vec::new(),
            waits: false,
        };
        assert_eq!(never_hit(&group), [OrgId(LONG + 1), OrgId(LONG + 2)]);
    }
}
