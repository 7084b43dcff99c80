//! A small exercise, its journal and its scorecard, made by hand for the tests of reports.

mod card;
mod crowd;
mod journal;

pub use crowd::{bare, crowd};

use super::Subject;
use crate::exercise::{
    Artefact, Channel, Clock, CriticalTask, Economy, Exercise, Finding, Heeds, Host, Late,
    Objective, Organisation, Parameter, Pattern, Performer, Policy, Reading, Season, TargetsHold,
    ThreatGroup, Victim,
};
use crate::journal::Entry;
use crate::model::{
    ArtefactId, ChannelId, DataCategory, EconomyId, FindingId, FindingKind, HostId, ObjectiveId,
    OrgId, OrgKind, Pap, PlaybookId, SimTime, Span, Subject as About, ThreatClass, ThreatId, Tlp,
};
use crate::scorecard::Scorecard;

/// A run made by hand.
#[derive(Clone)]
pub struct Fixture {
    pub exercise: Exercise,
    pub card: Scorecard,
    pub entries: Vec<Entry>,
}

impl Fixture {
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            exercise: &self.exercise,
            scorecard: &self.card,
            entries: &self.entries,
        }
    }
}

pub const ACERT: OrgId = OrgId(0);
pub const BANK: OrgId = OrgId(1);
pub const BCERT: OrgId = OrgId(2);
pub const EXCON: OrgId = OrgId(3);
pub const GANG: OrgId = OrgId(4);
pub const HOSTCO: OrgId = OrgId(5);
pub const POLICE: OrgId = OrgId(6);

/// Two CERTs, a bank, a hosting provider, a police unit and a gang.
pub fn small() -> Fixture {
    let exercise = exercise();
    let entries = journal::entries();
    let card = card::card(&exercise, &entries);
    Fixture {
        exercise,
        card,
        entries,
    }
}

/// The same with markup and terminal commands in every text that an author writes.
pub fn hostile() -> Fixture {
    let evil = |text: &mut String| {
        text.push_str("<script>alert('x')</script>\u{1b}[31m\"&</title>\u{202e}|`=1+1\n");
    };
    let mut all = small();
    let of = &mut all.exercise;
    for text in [
        &mut of.title,
        &mut of.mark,
        &mut all.card.title,
        &mut all.card.mark,
    ] {
        evil(text);
    }
    of.organisations
        .iter_mut()
        .for_each(|org| evil(&mut org.name));
    of.findings
        .iter_mut()
        .for_each(|finding| evil(&mut finding.says));
    of.hosts.iter_mut().for_each(|host| evil(&mut host.address));
    of.artefacts
        .iter_mut()
        .for_each(|artefact| evil(&mut artefact.label));
    of.tasks.iter_mut().for_each(|task| evil(&mut task.title));
    of.objectives
        .iter_mut()
        .for_each(|objective| evil(&mut objective.title));
    of.channels
        .iter_mut()
        .for_each(|channel| evil(&mut channel.name));
    for task in all
        .card
        .objectives
        .iter_mut()
        .flat_map(|objective| &mut objective.tasks)
    {
        evil(&mut task.why);
    }
    for entry in &mut all.entries {
        match &mut entry.body {
            crate::journal::Body::Fact(crate::fact::Fact::Published(fact)) => evil(&mut fact.text),
            crate::journal::Body::Fact(crate::fact::Fact::Decided(fact)) => {
                evil(&mut fact.decision)
            }
            _ => {}
        }
    }
    all
}

#[allow(clippy::too_many_lines, reason = "an exercise, written out")]
fn exercise() -> Exercise {
    let text = str::to_owned;
    Exercise {
        format: crate::exercise::FORMAT,
        id: text("small-drill"),
        title: text("A small drill about a compromised supplier"),
        mark: text("EXERCISE EXERCISE EXERCISE"),
        tlp: Tlp::Amber,
        clock: Clock {
            startex_unix_ms: 1_692_144_000_000,
            zone: String::new(),
            endex: SimTime::STARTEX + Span::hours(4),
            moves: Vec::new(),
            targets: TargetsHold::RealTime,
            zone_data: text("2025b"),
        },
        economies: vec![economy("AU", "Australia"), economy("JP", "Japan")],
        organisations: vec![
            org("acert", "Aurora CERT", OrgKind::NationalCert, Some(0)),
            org("bank", "Kita Bank", OrgKind::Company, Some(1)),
            org("bcert", "Boreal CERT", OrgKind::NationalCert, Some(1)),
            org("excon", "EXCON", OrgKind::Excon, None),
            org("gang", "Grey Heron", OrgKind::ThreatGroup, None),
            org("hostco", "Hostco", OrgKind::HostingProvider, Some(0)),
            org("police", "Police cyber unit", OrgKind::Police, Some(1)),
        ],
        channels: vec![channel("email", "E-mail"), channel("hotline", "Hotline")],
        agreements: Vec::new(),
        findings: vec![
            finding("c2-address", "198.51.100.7 is a command server", true),
            finding("planted-name", "Kita Bank's own staff did it", false),
        ],
        artefacts: vec![Artefact {
            id: text("implant"),
            label: text("update.dll"),
            contents: String::new(),
            yields: vec![FindingId(0)],
            analysis: None,
        }],
        hosts: vec![Host {
            id: text("c2-1"),
            address: text("198.51.100.7"),
            threat: Some(ThreatId(0)),
            hosted_by: HOSTCO,
            economy: EconomyId(0),
            reserve: false,
            stands_in_for: None,
            innocent_harm_milli_per_hour: 0,
        }],
        threats: vec![threat()],
        season: Season::default(),
        gatherings: Vec::new(),
        operations: Vec::new(),
        playbooks: Vec::new(),
        injects: Vec::new(),
        tasks: vec![
            task(
                "T-01",
                "Acknowledge the notification",
                Pattern::Acknowledged(None),
                15,
                30,
                0,
            ),
            task(
                "T-02",
                "Ask the provider to suspend the command server",
                Pattern::Published,
                30,
                90,
                1,
            ),
        ],
        improvements: Vec::new(),
        objectives: vec![
            Objective {
                id: text("O-1"),
                title: text("Notify and assist the victims"),
            },
            Objective {
                id: text("O-2"),
                title: text("Suspend malicious infrastructure"),
            },
        ],
        service: Vec::new(),
        parameters: vec![Parameter {
            path: text("channels.email.transit"),
            family: crate::exercise::Family::Channel,
            value: text("2m"),
            source: None,
            range: None,
        }],
    }
}

fn economy(id: &str, name: &str) -> Economy {
    Economy {
        id: id.to_owned(),
        name: name.to_owned(),
        zone: "UTC".to_owned(),
        offsets: Vec::new(),
        working: Vec::new(),
        languages: Vec::new(),
        tension: Vec::new(),
        not_incidents: Vec::new(),
        asks_first_ppm: 0,
    }
}

fn org(id: &str, name: &str, kind: OrgKind, economy: Option<u32>) -> Organisation {
    Organisation {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        economy: economy.map(EconomyId),
        constituency: Vec::new(),
        mandates: Vec::new(),
        duty: vec![(SimTime::STARTEX, 2)],
        skill_ppm: 1_000_000,
        background_milli_per_hour: 0,
        background_service: None,
        contacts: Vec::new(),
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
        patience: Span::minutes(30),
        leak_ppm: 0,
        approval: crate::exercise::Approval::Politics,
        not_incidents: None,
    }
}

fn channel(id: &str, name: &str) -> Channel {
    Channel {
        id: id.to_owned(),
        name: name.to_owned(),
        transit: Span::minutes(2),
        sigma_milli: 0,
        reading: Reading::Polled(Span::minutes(10)),
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

fn finding(id: &str, says: &str, truth: bool) -> Finding {
    Finding {
        id: id.to_owned(),
        says: says.to_owned(),
        kind: FindingKind::Address,
        truth,
        threat: Some(ThreatId(0)),
        points_at: Some(About::Host(HostId(0))),
        half_life: Span::hours(6),
        obtainable: truth.then(|| Span::minutes(10)),
        tlp: None,
        pap: Pap::Clear,
        data: DataCategory::Technical,
        wards_ppm: 0,
        known_to: Vec::new(),
        needed_by: if truth {
            vec![ACERT, BANK, BCERT, HOSTCO]
        } else {
            Vec::new()
        },
    }
}

fn threat() -> ThreatGroup {
    ThreatGroup {
        id: "gang".to_owned(),
        name: "Grey Heron".to_owned(),
        seat: GANG,
        class: ThreatClass::SupplyChain,
        stages: Vec::new(),
        victims: vec![Victim {
            org: BANK,
            at: SimTime::STARTEX,
            stage: 0,
            through: None,
        }],
        breakout: Span::hours(1),
        breakout_sigma_milli: 0,
        hosts: vec![HostId(0)],
        returns_after: Span::hours(1),
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

fn task(id: &str, title: &str, does: Pattern, target: i64, limit: i64, of: u32) -> CriticalTask {
    CriticalTask {
        id: id.to_owned(),
        title: title.to_owned(),
        inject: None,
        who: Performer::EachRecipient,
        does,
        target: Span::minutes(target),
        limit: Span::minutes(limit),
        late: Late::Major,
        objective: Some(ObjectiveId(of)),
        weight: 1,
    }
}

/// The only artefact.
pub const IMPLANT: ArtefactId = ArtefactId(0);
