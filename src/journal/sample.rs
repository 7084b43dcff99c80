//! A small exercise and a journal that holds one entry of every fact and every intent, for the
//! tests of this module.

use super::{Body, Causes, Entry, Input};
use crate::action::{Action, Intent, Refusal};
use crate::exercise::*;
use crate::fact::{Fact, FactKind};
use crate::model::record::FieldError;
use crate::model::*;
use serde_json::{Value, json};

/// The organisations of the sample, by id.
pub const EXCON: OrgId = OrgId(0);
pub const GANG: OrgId = OrgId(1);
pub const JPCERT: OrgId = OrgId(2);
pub const KRCERT: OrgId = OrgId(3);

fn organisation(id: &str, name: &str, kind: OrgKind) -> Organisation {
    Organisation {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        economy: (kind == OrgKind::NationalCert).then_some(EconomyId(0)),
        constituency: vec![],
        mandates: vec![],
        duty: vec![(SimTime::STARTEX, 2)],
        skill_ppm: MILLION,
        background_milli_per_hour: 0,
        background_service: None,
        contacts: vec![],
        reached_by: vec![ChannelId(0)],
        stale_ppm: 0,
        missing_ppm: 0,
        directory_age: None,
        entries: vec![],
        trusts: vec![(OrgId(1), Tier::Trusted)],
        sensors: vec![],
        policy: Policy {
            tlp: Tlp::Amber,
            classifies_ppm: 0,
            release: Span::hours(1),
            legal_review: false,
            full_ppm: 0,
            share_ppm: 0,
            sees_through_ppm: 0,
            careless_ppm: 0,
        },
        playbook: PlaybookId(0),
        needs: vec![],
        thorough_ppm: MILLION,
        harm_milli_per_hour: 0,
        patience: Span::hours(1),
        leak_ppm: 0,
        approval: crate::exercise::Approval::Politics,
        not_incidents: None,
    }
}

fn message_inject() -> Inject {
    Inject {
        id: "I-01".to_owned(),
        title: "Word from the press".to_owned(),
        trigger: Trigger::At(SimTime(60_000)),
        to: vec![JPCERT],
        from: EXCON,
        channel: ChannelId(0),
        kind: MessageKind::Notification,
        about: Some(Subject::Finding(FindingId(0))),
        text: "A \"quoted\" word\nand a line.".to_owned(),
        claims: vec![],
        artefacts: vec![],
        priority: Priority::High,
        effects: vec![],
        notes: "SECRET-NOTE".to_owned(),
        expected_response: "SECRET-RESPONSE".to_owned(),
    }
}

fn evidence() -> (Finding, Artefact, Host) {
    let finding = Finding {
        id: "secret-f".to_owned(),
        says: "the loader calls 192.0.2.7".to_owned(),
        kind: FindingKind::Address,
        truth: false,
        threat: Some(ThreatId(0)),
        points_at: None,
        half_life: Span::hours(24),
        obtainable: None,
        tlp: None,
        pap: Pap::Clear,
        data: DataCategory::Technical,
        wards_ppm: 0,
        known_to: vec![],
        needed_by: vec![],
    };
    let artefact = Artefact {
        id: "secret-a".to_owned(),
        label: "loader.dll".to_owned(),
        contents: String::new(),
        yields: vec![FindingId(0)],
        analysis: None,
    };
    let host = Host {
        id: "secret-h".to_owned(),
        address: "192.0.2.7".to_owned(),
        threat: None,
        hosted_by: KRCERT,
        economy: EconomyId(0),
        reserve: false,
        stands_in_for: None,
        innocent_harm_milli_per_hour: 0,
    };
    (finding, artefact, host)
}

fn threat() -> ThreatGroup {
    ThreatGroup {
        id: "gang".to_owned(),
        name: "The Gang".to_owned(),
        seat: GANG,
        class: ThreatClass::SupplyChain,
        stages: vec![],
        victims: vec![],
        breakout: Span::hours(1),
        breakout_sigma_milli: 0,
        hosts: vec![],
        returns_after: Span::hours(1),
        returns_ppm: 0,
        moves_after: None,
        notices_ppm: 0,
        sponsor: None,
        tolerated_by: vec![],
        heeds: Heeds::default(),
        renames: false,
        attribution_tension_ppm: 0,
        customers: Vec::new(),
        waits: true,
    }
}

fn channel() -> Channel {
    Channel {
        id: "email".to_owned(),
        name: "E-mail".to_owned(),
        transit: Span::seconds(20),
        sigma_milli: 500,
        reading: Reading::Polled(Span::minutes(10)),
        loss_ppm: 0,
        bounce_ppm: MILLION,
        bounce_after: Span::minutes(5),
        authenticated: false,
        checking_ppm: 1_000_000,
        ceiling: Tlp::Amber,
        classified: false,
        evidence: false,
        approval: None,
        capacity: 0,
        by_agreement: false,
    }
}

fn operation() -> Operation {
    Operation {
        id: "lantern".to_owned(),
        title: "Operation Lantern".to_owned(),
        threat: ThreatId(0),
        lead: JPCERT,
        parties: Vec::new(),
        at: SimTime(7),
        postpones: None,
        hosts: vec![HostId(0)],
        suspects_in: None,
        holds: Vec::new(),
        flees_ppm: 0,
    }
}

fn agreement() -> Agreement {
    Agreement {
        id: "mou".to_owned(),
        title: "An understanding".to_owned(),
        parties: vec![JPCERT, KRCERT],
        between: vec![],
        areas: vec![],
        state: AgreementState::Operational,
        gives: vec![],
        effort_milli_hours: 0,
    }
}

/// Two CERTs, a gang, one of everything.
pub fn exercise() -> Exercise {
    let (finding, artefact, host) = evidence();
    Exercise {
        format: crate::exercise::FORMAT,
        id: "sample".to_owned(),
        title: "Sample".to_owned(),
        mark: "EXERCISE EXERCISE EXERCISE".to_owned(),
        tlp: Tlp::Amber,
        clock: Clock {
            startex_unix_ms: 1_692_144_000_000,
            zone: "Asia/Tokyo".to_owned(),
            endex: SimTime(3_600_000),
            moves: vec![],
            targets: TargetsHold::RealTime,
            zone_data: "2025b".to_owned(),
        },
        economies: vec![Economy {
            id: "JP".to_owned(),
            name: "Japan".to_owned(),
            zone: "Asia/Tokyo".to_owned(),
            offsets: vec![(SimTime::STARTEX, 32_400)],
            working: vec![],
            languages: vec![],
            tension: vec![],
            not_incidents: vec![],
            asks_first_ppm: 0,
        }],
        organisations: vec![
            organisation("excon", "EXCON", OrgKind::Excon),
            organisation("gang", "The Gang", OrgKind::ThreatGroup),
            organisation("jpcert", "JPCERT/CC", OrgKind::NationalCert),
            organisation("krcert", "KrCERT/CC", OrgKind::NationalCert),
        ],
        channels: vec![channel()],
        agreements: vec![agreement()],
        findings: vec![finding],
        artefacts: vec![artefact],
        hosts: vec![host],
        threats: vec![threat()],
        season: Season::default(),
        gatherings: vec![Gathering {
            under: None,
            id: "agm".to_owned(),
            title: "Annual meeting".to_owned(),
            at: SimTime(7),
            parties: vec![JPCERT, KRCERT],
            trust_ppm: 1,
        }],
        operations: vec![operation()],
        playbooks: vec![Playbook {
            id: "std/none".to_owned(),
            rules: vec![],
        }],
        injects: vec![message_inject()],
        tasks: vec![critical_task()],
        objectives: vec![],
        improvements: vec![],
        service: vec![
            ServiceTime {
                median: Span::minutes(5),
                sigma_milli: 500,
                law: Law::Lognormal,
            };
            Work::ALL.len()
        ],
        parameters: vec![],
    }
}

fn critical_task() -> CriticalTask {
    CriticalTask {
        id: "T-01".to_owned(),
        title: "Take it down".to_owned(),
        inject: None,
        who: Performer::Each(vec![JPCERT]),
        does: Pattern::Suspended(Some(HostId(0))),
        target: Span::minutes(10),
        limit: Span::minutes(30),
        late: Late::Major,
        objective: None,
        weight: 1,
    }
}

/// A letter from one CERT to the other that carries one of everything.
pub fn letter(from: OrgId, to: OrgId) -> Letter {
    Letter {
        from,
        to,
        kind: MessageKind::Indicators,
        channel: ChannelId(0),
        about: Some(Subject::Host(HostId(0))),
        claims: vec![Claim {
            finding: FindingId(0),
            part: Part::Partial,
            tlp: Tlp::Amber,
            pap: Pap::Green,
            source: from,
        }],
        artefacts: vec![ArtefactId(0)],
        fields: FieldSet::of(&[RequestField::Address, RequestField::Evidence]),
        wants: FieldSet::default(),
        reply_to: None,
        inject: Some(InjectId(0)),
        priority: Priority::High,
        text: "Ask KrCERT/CC or krcert at once.".to_owned(),
    }
}

/// A value that a field which expected `what` will take.
fn taken(what: &str) -> Value {
    let claim = json!({
        "finding": "secret-f", "part": "full", "tlp": "TLP:AMBER", "pap": "PAP:CLEAR",
        "source": "jpcert",
    });
    match what {
        "an integer in range" => json!(7),
        "sixteen hexadecimal digits" => json!("00000000deadbeef"),
        "true or false" => json!(true),
        "text" => json!("\u{e9}t\u{e9} at \"JPCERT/CC\", krcert:\t1"),
        "a list" => json!([]),
        "organisation" => json!("jpcert"),
        "channel" => json!("email"),
        "agreement" => json!("mou"),
        "finding" => json!("secret-f"),
        "artefact" => json!("secret-a"),
        "host" => json!("secret-h"),
        "threat group" => json!("gang"),
        "inject" => json!("I-01"),
        "operation" => json!("lantern"),
        "gathering" => json!("agm"),
        "economy" => json!("JP"),
        "critical task" => json!("T-01"),
        "Rating" => json!("M"),
        "Part" => json!("partial"),
        "MessageKind" => json!("takedown_request"),
        "Work" => json!("triage"),
        "Priority" => json!("high"),
        "AgreementState" => json!("lapsed"),
        "LearntBy" => json!(LearntBy::ALL[0].word()),
        "Means" => json!("in_person"),
        "Turned" => json!("in"),
        "Declined" => json!(Declined::ALL[0].word()),
        "Withheld" => json!("trust"),
        "SeatState" => json!("human"),
        "Pacing" => json!("timed"),
        "Verdict" => json!("skip"),
        "ThreatClass" => json!("ddos"),
        "LookUp" => json!("stale"),
        "claim" => claim,
        other => panic!("the sample has no value for {other:?}"),
    }
}

/// Fills in an object until `read` takes it; every field error names the next one.
fn filled<T>(read: impl Fn(&Value) -> Result<T, FieldError>) -> T {
    let mut object = json!({});
    loop {
        let error = match read(&object) {
            Ok(whole) => return whole,
            Err(error) => error.to_string(),
        };
        let named = error.strip_prefix("field ").and_then(|rest| {
            let (field, rest) = rest.split_once(": expected ")?;
            let outermost = field.split('.').next()?.to_owned();
            Some((outermost, rest.split_once(", found")?.0.to_owned()))
        });
        let Some((field, expected)) = named else {
            panic!("{error}");
        };
        let value = match field.as_str() {
            "letter" => {
                let mut bytes = Vec::new();
                let letter = Box::new(letter(JPCERT, KRCERT));
                crate::model::record::Field::write(&letter, &exercise().names(), &mut bytes);
                serde_json::from_slice(&bytes).expect("a letter is JSON")
            }
            "claim" => taken("claim"),
            _ => taken(&expected),
        };
        assert!(object[&field].is_null(), "{field} is not taken: {error}");
        object[field] = value;
    }
}

/// One of every intent.
pub fn intents() -> Vec<Intent> {
    let names = exercise().names();
    let words = Intent::WORDS.iter();
    words
        .map(|word| filled(|object| Intent::read_fields(word, object, &names)))
        .collect()
}

/// A journal with one of every fact and every intent, allowed and refused.
pub fn entries() -> Vec<Entry> {
    let names = exercise().names();
    let facts = FactKind::ALL
        .iter()
        .map(|kind| Body::Fact(filled(|object| Fact::read_fields(*kind, object, &names))));
    let refused = Some(Refusal {
        why: "not \"now\"".to_owned(),
        instead: "later".to_owned(),
    });
    let asked = intents().into_iter().enumerate().map(|(nth, intent)| {
        let refusal = refused.clone().filter(|_| nth % 2 == 0);
        Body::Input(Input::action(Action { by: JPCERT, intent }, refusal))
    });
    let bodies = facts.chain([Body::Input(Input::TimeReached)]).chain(asked);
    (0u32..)
        .zip(bodies)
        .map(|(seq, body)| Entry {
            seq,
            at: SimTime(i64::from(seq / 3) * 1000),
            causes: (seq.saturating_sub(seq % 5)..seq).collect::<Causes>(),
            body,
        })
        .collect()
}

/// The sample's journal: seed 7, engine 1.0.
pub fn journal() -> Vec<u8> {
    let mut bytes = Vec::new();
    super::write(&mut bytes, &exercise(), 7, "1.0", &entries()).expect("memory takes it");
    bytes
}
