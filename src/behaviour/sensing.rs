//! Sensors: what an organisation sees by itself, how likely, how late, how much of it.

use super::{Due, Turn, heed, learning, temper};
use crate::exercise::Sensor;
use crate::fact::{FindingObtainable, VictimDetected};
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{Cases, FindingId, LearntBy, OrgId, Part, Placed, SimTime, Subject, ThreatId};

const SEES: Purpose = Purpose::of("sensor sees");
const LATE: Purpose = Purpose::of("sensor delay");

/// A victim was compromised: those who watch it may see it, sooner or later.
pub fn compromised(turn: &mut Turn<'_>, threat: ThreatId, victim: OrgId, seq: u32) {
    let plan = turn.plan;
    for watcher in &plan.watchers[victim.at()] {
        let Some(at) = sees_at(turn, threat, victim, *watcher) else {
            continue;
        };
        if *watcher == victim {
            turn.on(at, Due::Detect(threat, victim), seq);
        }
        for finding in &plan.findings_of[threat.at()] {
            let found = &turn.exercise.findings[finding.at()];
            let elsewhere = matches!(found.points_at, Some(Subject::Victim(v)) if v != victim);
            let met = temper::leaves_traces(turn, threat, found.points_at, victim);
            if let (Some(there), true) = (found.obtainable, met && !elsewhere) {
                turn.on(
                    at.max(SimTime::STARTEX + there),
                    Due::Sense(*watcher, *finding),
                    seq,
                );
            }
        }
    }
}

/// When a watcher sees a compromise; its best sensor for the class decides.
fn sees_at(turn: &Turn<'_>, threat: ThreatId, victim: OrgId, watcher: OrgId) -> Option<SimTime> {
    let sensor = sensor_for(turn, threat, watcher, watcher != victim)?;
    let key = mix(
        mix(turn.plan.threat(threat), turn.plan.org(victim)),
        turn.plan.org(watcher),
    );
    if !draw::bernoulli(&mut turn.draw(key, SEES), sensor.sees_ppm) {
        return None;
    }
    let late = draw::lognormal(&mut turn.draw(key, LATE), sensor.delay, sensor.sigma_milli);
    Some(turn.at() + late)
}

fn sensor_for<'e>(
    turn: &Turn<'e>,
    threat: ThreatId,
    org: OrgId,
    constituent: bool,
) -> Option<&'e Sensor> {
    let class = heed::class(turn, threat);
    let sensors = turn.exercise.org(org).sensors.iter();
    let fitting = sensors.filter(|one| one.class == class && (!constituent || one.constituency));
    fitting.max_by_key(|one| one.sees_ppm)
}

/// A sensor shows a finding.
pub fn sense(turn: &mut Turn<'_>, org: OrgId, finding: FindingId, cause: u32) {
    let threat = turn.exercise.findings[finding.at()].threat;
    let sensor = threat.and_then(|threat| sensor_for(turn, threat, org, false));
    let part = sensor.map_or(Part::Partial, |sensor| sensor.gives);
    learning::find(turn, org, finding, part, LearntBy::Sensor, cause);
}

/// A victim's own sensors show that it is compromised.
pub fn detect(turn: &mut Turn<'_>, threat: ThreatId, org: OrgId, cause: u32) {
    let case = org
        .get::<Cases>(turn.world())
        .0
        .get(&threat)
        .copied()
        .unwrap_or_default();
    if case.compromised_at.is_some() && case.detected_at.is_none() {
        let detected = VictimDetected {
            threat,
            org,
            told_by: None,
            message: None,
        };
        turn.tell(detected, Causes::of(cause));
    }
}

/// A finding comes to be there for whoever looks.
pub fn obtainable(turn: &mut Turn<'_>, finding: FindingId, cause: u32) {
    turn.tell(FindingObtainable { finding }, Causes::of(cause));
}
