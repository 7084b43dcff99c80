//! Small exercises made by hand, so that a test says just what it depends on.

use hotwash::engine::Engine;
use hotwash::exercise::{
    Channel, Clock, ContactPoint, Economy, Exercise, FORMAT, Law, Move, Organisation, Playbook,
    Policy, Reading, Season, ServiceTime, TargetsHold,
};
use hotwash::journal::Entry;
use hotwash::model::{
    ChannelId, EconomyId, MILLION, OrgKind, PlaybookId, SimTime, Span, Tlp, Work,
};
use std::sync::Arc;

/// An exercise of so many hours with EXCON, one economy, one instant e-mail channel and one empty
/// playbook.
pub fn empty(hours: i64) -> Exercise {
    let moves = vec![Move {
        title: "only".into(),
        at: SimTime::STARTEX,
        jump: Span::ZERO,
    }];
    let clock = Clock {
        targets: TargetsHold::RealTime,
        startex_unix_ms: 1_692_144_000_000,
        endex: SimTime::STARTEX + Span::hours(hours),
        moves,
        zone: String::new(),
        zone_data: "test".into(),
    };
    let mut exercise = Exercise {
        format: FORMAT,
        id: "test".into(),
        title: "Test".into(),
        mark: "EXERCISE".into(),
        tlp: Tlp::Amber,
        clock,
        economies: vec![economy("xx")],
        organisations: Vec::new(),
        channels: vec![channel("email")],
        agreements: Vec::new(),
        findings: Vec::new(),
        artefacts: Vec::new(),
        hosts: Vec::new(),
        threats: Vec::new(),
        season: Season::default(),
        gatherings: Vec::new(),
        operations: Vec::new(),
        playbooks: vec![Playbook {
            id: "empty".into(),
            rules: Vec::new(),
        }],
        injects: Vec::new(),
        tasks: Vec::new(),
        objectives: Vec::new(),
        improvements: Vec::new(),
        service: Work::ALL
            .iter()
            .map(|_| ServiceTime {
                median: Span::minutes(10),
                sigma_milli: 0,
                law: Law::Lognormal,
            })
            .collect(),
        parameters: Vec::new(),
    };
    exercise.organisations.push(org("excon", OrgKind::Excon));
    exercise
}

/// An economy that works round the clock, so that office hours play no part.
pub fn economy(id: &str) -> Economy {
    Economy {
        id: id.into(),
        name: id.into(),
        zone: "UTC".into(),
        offsets: vec![(SimTime::STARTEX, 0)],
        working: vec![(SimTime::STARTEX, SimTime::NEVER)],
        languages: Vec::new(),
        tension: Vec::new(),
        not_incidents: Vec::new(),
        asks_first_ppm: 0,
    }
}

/// A channel that takes a minute, loses nothing and interrupts.
pub fn channel(id: &str) -> Channel {
    Channel {
        id: id.into(),
        name: id.into(),
        transit: Span::minutes(1),
        sigma_milli: 0,
        reading: Reading::AroundTheClock,
        loss_ppm: 0,
        bounce_ppm: MILLION,
        bounce_after: Span::minutes(2),
        authenticated: true,
        checking_ppm: 1_000_000,
        ceiling: Tlp::Red,
        classified: true,
        evidence: false,
        approval: None,
        capacity: 0,
        by_agreement: false,
    }
}

/// An organisation with two analysts round the clock, good contacts and nothing to do.
pub fn org(id: &str, kind: OrgKind) -> Organisation {
    Organisation {
        id: id.into(),
        name: id.into(),
        kind,
        economy: Some(EconomyId(0)),
        constituency: Vec::new(),
        mandates: Vec::new(),
        duty: vec![(SimTime::STARTEX, 2)],
        skill_ppm: MILLION,
        background_milli_per_hour: 0,
        background_service: None,
        contacts: vec![ContactPoint {
            role: "desk".into(),
            channels: vec![ChannelId(0)],
            tenure: None,
        }],
        reached_by: vec![ChannelId(0)],
        stale_ppm: 0,
        missing_ppm: 0,
        directory_age: None,
        entries: Vec::new(),
        trusts: Vec::new(),
        sensors: Vec::new(),
        policy: Policy {
            tlp: Tlp::Green,
            classifies_ppm: 0,
            release: Span::hours(1),
            legal_review: false,
            full_ppm: 0,
            share_ppm: 0,
            sees_through_ppm: 0,
            careless_ppm: 0,
        },
        playbook: PlaybookId(0),
        needs: Vec::new(),
        thorough_ppm: MILLION,
        harm_milli_per_hour: 1000,
        patience: Span::minutes(30),
        leak_ppm: 0,
        approval: hotwash::exercise::Approval::Politics,
        not_incidents: None,
    }
}

/// Adds an organisation, keeping the table in order of id.
pub fn add(exercise: &mut Exercise, org: Organisation) {
    let place = exercise
        .organisations
        .partition_point(|one| one.id < org.id);
    exercise.organisations.insert(place, org);
}

/// Plays an exercise to its end.
pub fn play(exercise: &Exercise, seed: u64) -> Vec<Entry> {
    let mut engine = Engine::new(Arc::new(exercise.clone()), seed);
    engine.run().expect("within limits");
    engine.into_entries()
}
