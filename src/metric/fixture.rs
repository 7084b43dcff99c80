//! A small exercise and a journal written by hand, for the tests of metrics and ratings. Times
//! are in seconds; the horizon is at 1,000.

mod tape;

pub use tape::{Called, Tape, claim, letter};

use super::ledger::Ledgers;
use super::{Evidence, Metric, Provenance, Reading, Statistic};
use crate::exercise::{
    Agreement, Channel, Clock, CriticalTask, Economy, Exercise, Finding, Heeds, Host, Inject, Late,
    Objective, Organisation, Pattern, Performer, Policy, Season, TargetsHold, ThreatGroup, Trigger,
    Victim,
};
use crate::model::{
    AgreementState, ChannelId, DataCategory, EconomyId, FindingId, FindingKind, HostId, Mandate,
    MessageKind, ObjectiveId, OrgId, OrgKind, Pap, PlaybookId, Priority, SimTime, Span, Subject,
    ThreatClass, ThreatId, Tlp,
};

pub const ACME: OrgId = OrgId(0);
pub const CERT_A: OrgId = OrgId(1);
pub const CERT_B: OrgId = OrgId(2);
pub const EXCON: OrgId = OrgId(3);
pub const GANG: OrgId = OrgId(4);
pub const HOSTER: OrgId = OrgId(5);
pub const POLICE: OrgId = OrgId(6);
pub const PRESS: OrgId = OrgId(7);

pub const EMAIL: ChannelId = ChannelId(0);
pub const PHONE: ChannelId = ChannelId(1);

/// The address of `C2`, needed by the CERT and the provider of its economy.
pub const ADDR: FindingId = FindingId(0);
/// A hash that points at nothing, needed by both CERTs and the police.
pub const HASH: FindingId = FindingId(1);
/// A falsehood about the innocent `SHOP`.
pub const LIE: FindingId = FindingId(2);
/// That `ACME` is a victim, needed by it.
pub const HIT: FindingId = FindingId(3);

pub const C2: HostId = HostId(0);
pub const SPARE: HostId = HostId(1);
pub const SHOP: HostId = HostId(2);
pub const THREAT: ThreatId = ThreatId(0);

/// Eight organisations, two channels, four findings that halve in 100 seconds, three hosts, one
/// threat, one objective; no tasks, injects or agreements.
pub fn exercise() -> Exercise {
    let a = Some(EconomyId(0));
    let b = Some(EconomyId(1));
    let mut orgs = vec![
        org("acme", OrgKind::Company, a),
        org("cert-a", OrgKind::NationalCert, a),
        org("cert-b", OrgKind::NationalCert, b),
        org("excon", OrgKind::Excon, None),
        org("gang", OrgKind::ThreatGroup, None),
        org("hoster", OrgKind::HostingProvider, b),
        org("police", OrgKind::Police, a),
        org("press", OrgKind::Media, a),
    ];
    orgs[CERT_A.at()].constituency = vec![ACME];
    orgs[HOSTER.at()].mandates = vec![Mandate::TakeDown];
    // Two units of harm an hour; nobody on duty at the second CERT from 300 to 600 seconds.
    orgs[ACME.at()].harm_milli_per_hour = 2_000;
    let at = |seconds| SimTime::STARTEX + Span::seconds(seconds);
    orgs[CERT_B.at()].duty = vec![(at(0), 1), (at(300), 0), (at(600), 1)];
    Exercise {
        format: crate::exercise::FORMAT,
        id: "small".to_owned(),
        title: "A small exercise".to_owned(),
        mark: "EXERCISE".to_owned(),
        tlp: Tlp::Amber,
        clock: Clock {
            startex_unix_ms: 0,
            zone: String::new(),
            endex: at(1_000),
            moves: Vec::new(),
            targets: TargetsHold::RealTime,
            zone_data: String::new(),
        },
        economies: vec![economy("aa"), economy("bb")],
        organisations: orgs,
        channels: vec![channel("email"), channel("phone")],
        agreements: Vec::new(),
        findings: vec![
            finding("addr", Some(Subject::Host(C2)), &[CERT_B, HOSTER]),
            finding("hash", None, &[CERT_A, CERT_B, EXCON, POLICE]),
            Finding {
                truth: false,
                ..finding("lie", Some(Subject::Host(SHOP)), &[])
            },
            finding("victim", Some(Subject::Victim(ACME)), &[ACME]),
        ],
        artefacts: Vec::new(),
        hosts: vec![
            host("c2", Some(THREAT), false),
            host("c2-spare", Some(THREAT), true),
            host("shop", None, false),
        ],
        threats: vec![threat()],
        season: Season::default(),
        gatherings: Vec::new(),
        operations: Vec::new(),
        playbooks: Vec::new(),
        injects: Vec::new(),
        tasks: Vec::new(),
        improvements: Vec::new(),
        objectives: vec![Objective {
            id: "o".to_owned(),
            title: "Do well".to_owned(),
        }],
        service: Vec::new(),
        parameters: Vec::new(),
    }
}

fn economy(id: &str) -> Economy {
    Economy {
        id: id.to_owned(),
        name: id.to_owned(),
        zone: "UTC".to_owned(),
        offsets: Vec::new(),
        working: Vec::new(),
        languages: Vec::new(),
        tension: Vec::new(),
        not_incidents: Vec::new(),
        asks_first_ppm: 0,
    }
}

fn org(id: &str, kind: OrgKind, economy: Option<EconomyId>) -> Organisation {
    Organisation {
        id: id.to_owned(),
        name: id.to_owned(),
        kind,
        economy,
        constituency: Vec::new(),
        mandates: Vec::new(),
        duty: vec![(SimTime::STARTEX, 1)],
        skill_ppm: 1_000_000,
        background_milli_per_hour: 0,
        background_service: None,
        contacts: Vec::new(),
        trusts: Vec::new(),
        reached_by: vec![EMAIL],
        stale_ppm: 0,
        missing_ppm: 0,
        directory_age: None,
        entries: Vec::new(),
        sensors: Vec::new(),
        policy: Policy {
            tlp: Tlp::Green,
            classifies_ppm: 0,
            release: Span::ZERO,
            legal_review: false,
            full_ppm: 0,
            share_ppm: 0,
            sees_through_ppm: 0,
            careless_ppm: 0,
        },
        playbook: PlaybookId(0),
        needs: Vec::new(),
        thorough_ppm: 0,
        harm_milli_per_hour: 0,
        patience: Span::ZERO,
        leak_ppm: 0,
        approval: crate::exercise::Approval::Politics,
        not_incidents: None,
    }
}

fn channel(id: &str) -> Channel {
    Channel {
        id: id.to_owned(),
        name: id.to_owned(),
        transit: Span::ZERO,
        sigma_milli: 0,
        reading: crate::exercise::Reading::AroundTheClock,
        loss_ppm: 0,
        bounce_ppm: 0,
        bounce_after: Span::ZERO,
        authenticated: true,
        checking_ppm: 1_000_000,
        ceiling: Tlp::Red,
        classified: false,
        evidence: false,
        approval: None,
        capacity: 0,
        by_agreement: false,
    }
}

fn finding(id: &str, points_at: Option<Subject>, needed_by: &[OrgId]) -> Finding {
    Finding {
        id: id.to_owned(),
        says: id.to_owned(),
        kind: FindingKind::Address,
        truth: true,
        threat: Some(THREAT),
        points_at,
        half_life: Span::seconds(100),
        obtainable: None,
        tlp: None,
        pap: Pap::Clear,
        data: DataCategory::Technical,
        wards_ppm: 0,
        known_to: Vec::new(),
        needed_by: needed_by.to_vec(),
    }
}

fn host(id: &str, threat: Option<ThreatId>, reserve: bool) -> Host {
    Host {
        id: id.to_owned(),
        address: id.to_owned(),
        threat,
        hosted_by: HOSTER,
        economy: EconomyId(1),
        reserve,
        stands_in_for: None,
        innocent_harm_milli_per_hour: 3_600,
    }
}

fn threat() -> ThreatGroup {
    let victim = |org| Victim {
        org,
        at: SimTime::STARTEX,
        stage: 0,
        through: None,
    };
    ThreatGroup {
        id: "gang".to_owned(),
        name: "gang".to_owned(),
        seat: GANG,
        class: ThreatClass::SupplyChain,
        stages: Vec::new(),
        victims: vec![victim(ACME)],
        breakout: Span::ZERO,
        breakout_sigma_milli: 0,
        hosts: vec![C2, SPARE],
        returns_after: Span::ZERO,
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
    }
}

/// An agreement between the two CERTs.
pub fn pact(gives: Vec<crate::exercise::Term>) -> Agreement {
    Agreement {
        id: "pact".to_owned(),
        title: "Pact".to_owned(),
        parties: vec![CERT_A, CERT_B],
        between: Vec::new(),
        areas: Vec::new(),
        state: AgreementState::Operational,
        gives,
        effort_milli_hours: 0,
    }
}

/// An inject of a kind, to whom the tape delivers it.
pub fn inject(id: &str, kind: MessageKind, to: &[OrgId], trigger: Trigger) -> Inject {
    Inject {
        id: id.to_owned(),
        title: id.to_owned(),
        trigger,
        to: to.to_vec(),
        from: EXCON,
        channel: EMAIL,
        kind,
        about: None,
        text: String::new(),
        claims: Vec::new(),
        artefacts: Vec::new(),
        priority: Priority::Normal,
        effects: Vec::new(),
        notes: String::new(),
        expected_response: String::new(),
    }
}

/// A task of the first inject, with its target at 100 seconds and its limit at 300.
pub fn task(id: &str, who: Performer, does: Pattern) -> CriticalTask {
    CriticalTask {
        id: id.to_owned(),
        title: id.to_owned(),
        inject: Some(crate::model::InjectId(0)),
        who,
        does,
        target: Span::seconds(100),
        limit: Span::seconds(300),
        late: Late::Major,
        objective: Some(ObjectiveId(0)),
        weight: 1,
    }
}

/// The readings of one metric over a tape.
pub fn readings(metric: &Metric, tape: &Tape) -> Vec<Reading> {
    let mut ledgers = Ledgers::new(&tape.exercise, tape.until);
    for entry in &tape.entries {
        ledgers.fold(entry);
    }
    let all = super::readings(&ledgers, Evidence::Collect);
    all.into_iter()
        .filter(|one| one.metric == metric.about.id)
        .collect()
}

/// Checks readings of a metric against hand-worked figures: `scope`, or `scope provenance` where
/// it is not simulated, and `n=2 open=1 mean=… median=… p90=…` (`-` for none),
/// `total=…` for amounts, `n=…` alone for events; `absent` where there is none. Scopes that are
/// not listed are not looked at.
#[track_caller]
pub fn check(metric: &Metric, tape: &Tape, expected: &[(&str, &str)]) {
    let found = readings(metric, tape);
    let names = tape.exercise.names();
    let title = |one: &Reading| match one.provenance {
        Provenance::Simulated => one.scope.text(&names),
        other => format!("{} {other}", one.scope.text(&names)),
    };
    for (scope, figures) in expected {
        let reading = found.iter().find(|one| title(one) == *scope);
        let shown = reading.map(|one| show(metric.about.statistic, one));
        assert_eq!(
            shown.as_deref().unwrap_or("absent"),
            *figures,
            "{} {scope}",
            metric.about.id
        );
    }
    let last = tape.entries.last().map_or(0, |entry| entry.seq);
    for one in &found {
        assert!(
            one.evidence.is_sorted_by(|a, b| a < b),
            "{:?}",
            one.evidence
        );
        assert!(
            one.evidence.last().is_none_or(|seq| *seq <= last),
            "{:?}",
            one.evidence
        );
        assert_eq!(one.samples.len() as u32, one.count);
    }
}

fn show(statistic: Statistic, one: &Reading) -> String {
    let figure = |value: Option<f64>| match value {
        Some(value) => format!("{}", (value * 10_000.0).round() / 10_000.0),
        None => "-".to_owned(),
    };
    let (n, open, mean) = (one.count, one.censored, figure(one.mean));
    let quantiles = format!("median={} p90={}", figure(one.median), figure(one.p90));
    match statistic {
        Statistic::Events => format!("n={n}"),
        Statistic::Share => format!("n={n} open={open} mean={mean}"),
        Statistic::Duration => format!("n={n} open={open} mean={mean} {quantiles}"),
        Statistic::Amount => {
            format!(
                "n={n} open={open} mean={mean} {quantiles} total={}",
                figure(one.total)
            )
        }
    }
}
