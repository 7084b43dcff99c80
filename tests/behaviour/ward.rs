//! Indicators put to use before a hit: whoever applies them in time may be spared it.

use crate::cast::{count, exercise, org};
use hotwash::action::{Action, Apply};
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::line_of;
use hotwash::model::{FindingId, Named, Names, SimTime};
use std::sync::Arc;

/// A second gang hits the company after four hours. Its finding is told beforehand.
struct Drill {
    playbook: &'static str,
    threat: &'static str,
    finding: &'static str,
    org: &'static str,
    more: String,
}

const TOLD: &str = r#"(id: "I", at: "+5m", to: "firm-a", by: "phone", kind: Indicators,
    claims: ["sign"])"#;
const LAIR: &str = r#"points_at: "host:lair""#;

fn drill() -> Drill {
    Drill {
        playbook: "std/applies-indicators",
        threat: "",
        finding: r#"wards: 1.0, points_at: "host:lair""#,
        org: "",
        more: format!("injects: [{TOLD}]"),
    }
}

impl Drill {
    fn engine(&self, seed: u64) -> Engine {
        let Drill {
            playbook,
            threat,
            finding,
            org,
            more,
        } = self;
        let text = format!(
            r#"kinds: [(kind: Company, overrides: true, playbook: "{playbook}", sensors: [],
                policy: (sees_through: 0.0), needs: [])],
            organisations: [
                (id: "firm-c", kind: Company, economy: "KR"),
                (id: "reader", kind: Company, economy: "KR"),
                {org}
            ],
            threats: [(id: "band", class: Phishing, {threat} victims: [
                (org: "firm-a", at: "+4h"), (org: "firm-c", at: "+4h", through: "firm-a")])],
            hosts: [(id: "lair", threat: "band", hosted_by: "host-b"),
                (id: "lair-2", threat: "band", hosted_by: "host-b", reserve: true)],
            findings: [(id: "sign", threat: "band", tlp: Green, pap: Green, {finding}),
                (id: "note", kind: Name, threat: "band")],
            {more}"#
        );
        let exercise = exercise("", &text);
        Engine::new(Arc::new(exercise), seed)
    }

    fn play(&self, seed: u64) -> Played {
        let mut engine = self.engine(seed);
        engine.run().expect("nothing goes past a limit");
        Played::of(engine)
    }
}

struct Played {
    names: Names,
    facts: Vec<Fact>,
    body: Vec<String>,
}

impl Played {
    fn of(engine: Engine) -> Played {
        let names = engine.exercise().names();
        let entries = engine.into_entries();
        Played {
            body: entries.iter().map(|one| line_of(one, &names)).collect(),
            facts: entries
                .iter()
                .filter_map(|one| one.fact().cloned())
                .collect(),
            names,
        }
    }

    /// How many findings were applied, hits warded off, and which companies the band hit.
    fn outcome(&self) -> (usize, usize, usize) {
        let band = org("band", &self.names);
        (
            count(&self.facts, |f| matches!(f, Fact::IndicatorApplied(_))),
            count(&self.facts, |f| matches!(f, Fact::HitWardedOff(_))),
            count(
                &self.facts,
                |f| matches!(f, Fact::VictimCompromised(f) if f.group == band),
            ),
        )
    }
}

#[test]
fn what_is_applied_in_time_spares_the_victim_and_whoever_is_reached_through_it() {
    assert_eq!(drill().play(1).outcome(), (1, 1, 0));
    let late = Drill {
        more: format!("injects: [{}]", TOLD.replace("+5m", "+3h58m")),
        ..drill()
    };
    let (applied, warded, hit) = late.play(1).outcome();
    assert_eq!((applied, warded), (1, 0));
    assert!(
        hit > 0,
        "its own traces may tell it before the group gets further"
    );
    let idle = Drill {
        playbook: "std/company",
        ..drill()
    };
    assert_eq!(idle.play(1).outcome(), (0, 0, 2), "to know is not enough");
}

#[test]
fn a_finding_that_wards_nothing_off_and_one_that_nobody_applies_change_nothing() {
    for playbook in ["std/company", "std/applies-indicators"] {
        let body = |finding| {
            let drill = Drill {
                playbook,
                finding,
                ..drill()
            };
            drill.play(3).body
        };
        assert_eq!(body(LAIR), body(r#"wards: 0.0, points_at: "host:lair""#));
        let warded = body(r#"wards: 1.0, points_at: "host:lair""#);
        assert_eq!(body(LAIR) == warded, playbook == "std/company");
    }
}

#[test]
fn half_of_it_wards_off_half_as_often() {
    let spared = |finding, told: &str| {
        let drill = Drill {
            finding,
            more: format!("injects: [{told}]"),
            ..drill()
        };
        let seeds = 0..120;
        seeds
            .map(|seed| drill.play(seed).outcome().1)
            .sum::<usize>()
    };
    let partial = TOLD.replace(
        r#"["sign"]"#,
        r#"[(finding: "sign", part: Partial, tlp: Green, pap: Green, source: "cert-a")]"#,
    );
    let finding = r#"wards: 0.6, points_at: "host:lair""#;
    // Of 120 draws, within three standard deviations of 72 and of 36.
    let (full, half) = (spared(finding, TOLD), spared(finding, &partial));
    assert!((56..=88).contains(&full), "{full}");
    assert!((21..=51).contains(&half), "{half}");
}

#[test]
fn many_useless_ones_before_it_drown_a_small_desk() {
    let drowned = |useless: usize| {
        let each = |what: &str| {
            (0..useless)
                .map(|n| what.replace('#', &n.to_string()))
                .collect()
        };
        let falsehoods: String =
            each(r#"(id: "junk-#", threat: "band", tlp: Green, pap: Green, wards: 1.0),"#);
        let told: String = each(
            r##"(id: "J-#", at: "+4m", to: "firm-a", by: "phone", kind: Indicators,
                claims: ["junk-#"]),"##,
        );
        let drill = Drill {
            org: r#"(id: "firm-a", overrides: true, desk: (analysts: 1))"#,
            more: format!(
                r#"falsehoods: [{falsehoods}],
                injects: [{told} {TOLD}]"#
            ),
            ..drill()
        };
        drill.play(1).outcome()
    };
    assert_eq!(drowned(0), (1, 1, 0));
    let (applied, warded, hit) = drowned(15);
    assert!(applied > 1, "falsehoods take work like any other");
    assert_eq!((warded, hit > 0), (0, true));
}

#[test]
fn what_has_died_or_moved_wards_off_nothing() {
    // The group reads of itself and moves before it hits, or is of the kind that stays.
    let news = r#"(id: "N", at: "+2h", effects: [
        Publish(by: "cert-b", findings: ["gang-name", "note"], text: "x")])"#;
    let moving = |threat, finding| Drill {
        threat,
        finding,
        more: format!("injects: [{TOLD}, {news}]"),
        ..drill()
    };
    let here = r#"wards: 1.0, points_at: "host:lair""#;
    let hash = r#"kind: Hash, wards: 1.0, half_life: "520 weeks""#;
    let old = r#"kind: Hash, wards: 1.0, half_life: "2m""#;
    for (threat, finding, expected) in [
        ("", here, (1, 1, 0)),
        (r#"moves_after: "10m","#, here, (1, 0, 2)),
        ("", hash, (1, 1, 0)),
        (r#"moves_after: "10m","#, hash, (1, 0, 2)),
        ("", old, (1, 0, 2)),
        ("", r#"wards: 1.0, points_at: "host:lair-2""#, (1, 0, 2)),
        ("", r#"kind: Name, wards: 1.0"#, (0, 0, 2)),
    ] {
        let outcome = moving(threat, finding).play(1).outcome();
        assert_eq!(outcome, expected, "{threat} {finding}");
    }
}

#[test]
fn what_a_cert_applies_protects_none_of_those_it_serves() {
    let drill = |share: &str| Drill {
        org: r#"(id: "cert-a", overrides: true, playbook: "applies")"#,
        more: format!(
            r#"playbooks: [(id: "applies", rules: [
                (name: "a", on: Received(Indicators), do: [Apply, {share}])])],
            injects: [{}]"#,
            TOLD.replace("firm-a", "cert-a")
        ),
        ..drill()
    };
    assert_eq!(drill("").play(1).outcome(), (1, 0, 2));
    let (applied, warded, hit) = drill("Share(with: Constituents)").play(1).outcome();
    assert!(applied > 1);
    assert_eq!((warded, hit), (1, 0));
}

#[test]
fn what_its_label_forbids_is_left_alone_by_playbooks_and_not_by_people() {
    let forbidden = Drill {
        more: format!(
            "injects: [{}]",
            TOLD.replace(
                r#"["sign"]"#,
                r#"[(finding: "sign", part: Full, tlp: Green, pap: Amber, source: "cert-a")]"#,
            )
        ),
        ..drill()
    };
    assert_eq!(forbidden.play(1).outcome(), (0, 0, 2));
    let mut engine = forbidden.engine(1);
    let names = engine.exercise().names();
    let by = org("firm-a", &names);
    let finding = FindingId::find("sign", &names).expect("it is there");
    let apply = || Action {
        by,
        intent: Apply { finding }.into(),
    };
    engine
        .run_until(SimTime(60_000))
        .expect("nothing goes past a limit");
    assert!(engine.submit(apply()).is_err(), "it does not know it");
    engine
        .run_until(SimTime(1_800_000))
        .expect("nothing goes past a limit");
    engine.submit(apply()).expect("people may");
    engine
        .submit(apply())
        .expect("nothing forbids to say it twice");
    engine
        .run_until(SimTime(10_000_000))
        .expect("nothing goes past a limit");
    assert!(engine.submit(apply()).is_err(), "it is applied already");
    engine.run().expect("nothing goes past a limit");
    assert_eq!(Played::of(engine).outcome(), (1, 1, 0));
}
