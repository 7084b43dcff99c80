//! JSON for programs. The fields, their order and their meaning stay stable; times are seconds;
//! `null` stands where nothing was observed. The mark and the label come first, since every
//! export carries them.

use super::evaluation::{self, Answer, Correction, Observation};
use super::lens::Lens;
use super::{Edition, real, script, summary};
use crate::metric::Reading;
use crate::model::{SimTime, Span};
use crate::scorecard::{ObjectiveRating, Rating, TaskRating};
use serde::Serialize;
use std::collections::BTreeMap;

/// The format number.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    mark: String,
    tlp: &'static str,
    edition: String,
    exercise: ExerciseRow<'a>,
    seed: Option<u64>,
    engine: &'a str,
    journal: JournalRow<'a>,
    readings: Vec<ReadingRow>,
    objectives: Vec<ObjectiveRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    observations: Vec<Observation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hot_wash: Vec<Answer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction>,
    /// Those that were taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections_struck: Vec<Correction>,
    /// What EXCON did with the script, for EXCON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    script: Vec<script::Row>,
    /// What people took in real time, where play ran at another speed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    real_time: Vec<real::Row>,
    /// What the ids in scopes stand for, each with its kind in front: `org:org-1`.
    labels: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct ExerciseRow<'a> {
    id: &'a str,
    title: String,
    scenario_hash: &'a str,
}

#[derive(Serialize)]
struct JournalRow<'a> {
    entries: u32,
    head: &'a str,
}

#[derive(Serialize)]
struct ReadingRow {
    metric: &'static str,
    scope: String,
    provenance: &'static str,
    assumed: bool,
    unit: &'static str,
    count: u32,
    censored: u32,
    /// The sum, where the measure is of amounts or counts.
    total: Option<f64>,
    mean: Option<f64>,
    median: Option<f64>,
    p90: Option<f64>,
    horizon: Option<f64>,
    evidence: Vec<u32>,
}

#[derive(Serialize)]
struct ObjectiveRow {
    id: String,
    title: String,
    tasks: Vec<TaskRow>,
    /// How often each rating was given; only where tasks are not listed, in the public edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<BTreeMap<&'static str, usize>>,
}

#[derive(Serialize)]
struct TaskRow {
    id: String,
    seat: String,
    rating: &'static str,
    /// Why it is rated so.
    why: String,
    /// The rating by the rule, where an evaluator rated otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_rule: Option<&'static str>,
    /// Why the rule rates it so, where an evaluator rated otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_why: Option<String>,
    predicted: bool,
    done_at: Option<f64>,
    /// How long it took in real time, where play ran at another speed and never as fast as it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    real: Option<f64>,
    target: Option<f64>,
    limit: Option<f64>,
    evidence: Vec<u32>,
}

/// The scorecard as JSON, with a line feed at its end.
#[must_use]
pub fn render(lens: &Lens<'_>) -> String {
    let card = lens.what.scorecard;
    let written = evaluation::written(lens);
    let document = Document {
        format: FORMAT,
        mark: lens.mark(),
        tlp: lens.tlp().word(),
        edition: lens.edition.text(&lens.names),
        exercise: ExerciseRow {
            id: &card.exercise_id,
            title: match lens.edition {
                Edition::Excon => card.title.clone(),
                _ => lens.says(&card.title),
            },
            scenario_hash: &card.scenario_hash,
        },
        seed: card.seed,
        engine: &card.engine,
        journal: JournalRow {
            entries: card.entries,
            head: &card.head,
        },
        readings: lens.readings().map(|one| reading(lens, one)).collect(),
        objectives: objectives(lens),
        observations: written.observations,
        hot_wash: written.answers,
        corrections: written.corrections,
        corrections_struck: written.struck,
        script: script::script(lens).map_or_else(Vec::new, |all| all.rows),
        real_time: real::rows(lens),
        labels: lens
            .readings()
            .flat_map(|one| lens.labels(one.scope))
            .collect(),
    };
    let mut text = serde_json::to_string(&document)
        .expect("plain structures of texts and numbers always have a JSON form");
    text.push('\n');
    text
}

fn reading(lens: &Lens<'_>, of: &Reading) -> ReadingRow {
    ReadingRow {
        metric: of.metric,
        scope: lens.scope_id(of.scope),
        provenance: of.provenance.word(),
        assumed: of.assumed,
        unit: of.unit.word(),
        count: of.count,
        censored: of.censored,
        total: of.total,
        mean: of.mean,
        median: of.median,
        p90: of.p90,
        horizon: of.horizon,
        evidence: lens.evidence_numbers(&of.evidence),
    }
}

fn objectives(lens: &Lens<'_>) -> Vec<ObjectiveRow> {
    let public = lens.edition == Edition::Public;
    let all = lens.what.scorecard.objectives.iter();
    let rows = all.map(|objective| {
        let (id, title) = summary::objective_words(lens, objective);
        let tasks = lens.tasks(objective).map(|one| task(lens, one)).collect();
        ObjectiveRow {
            id,
            title,
            tasks,
            counts: public.then(|| counts(objective)),
        }
    });
    rows.filter(|row| lens.own().is_none() || !row.tasks.is_empty())
        .collect()
}

fn counts(of: &ObjectiveRating) -> BTreeMap<&'static str, usize> {
    let count = |rating| of.tasks.iter().filter(|task| task.rating == rating).count();
    Rating::ALL
        .iter()
        .map(|rating| (rating.word(), count(*rating)))
        .collect()
}

fn task(lens: &Lens<'_>, of: &TaskRating) -> TaskRow {
    let set = lens.what.exercise.tasks.get(of.task.at());
    TaskRow {
        id: summary::task_words(lens, of).0,
        seat: lens.org(of.seat).to_owned(),
        rating: of.rating.word(),
        why: lens.says(&of.why),
        by_rule: of.by_rule.as_ref().map(|rule| rule.rating.word()),
        rule_why: of.by_rule.as_ref().map(|rule| lens.says(&rule.why)),
        predicted: of.predicted,
        done_at: of.done_at.map(|at| at.since(SimTime::STARTEX).as_seconds()),
        real: real::of_task(lens, of).map(Span::as_seconds),
        target: set.map(|set| set.target).map(Span::as_seconds),
        limit: set.map(|set| set.limit).map(Span::as_seconds),
        evidence: lens.evidence_numbers(&of.evidence),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, hostile, small};
    use super::*;
    use serde_json::Value;

    /// Every key, in the order of the text.
    fn keys(text: &str) -> Vec<&str> {
        let parts: Vec<&str> = text.split('"').collect();
        parts
            .windows(2)
            .filter(|pair| pair[1].starts_with(':'))
            .map(|pair| pair[0])
            .collect()
    }

    #[test]
    fn fields_and_their_order_are_stable() {
        let fixture = small();
        let text = render(&Lens::new(fixture.subject(), Edition::Excon));
        let head = "format mark tlp edition exercise id title scenario_hash seed engine \
            journal entries head readings";
        let reading = "metric scope provenance assumed unit count censored total mean median p90 \
            horizon evidence";
        let task = "id seat rating why predicted done_at target limit evidence";
        let mut expected = vec![head];
        expected.extend(fixture.card.readings.iter().map(|_| reading));
        expected.push("objectives");
        for objective in &fixture.card.objectives {
            expected.push("id title tasks");
            expected.extend(objective.tasks.iter().map(|_| task));
        }
        // Labels come last; their keys are ids.
        expected.push("labels");
        let (found, labels) = text.split_once("\"labels\":{").expect("labels");
        let found = [keys(found), vec!["labels"]].concat().join(" ");
        assert_eq!(found, expected.join(" "));
        assert!(labels.contains("\"org:acert\":\"Aurora CERT\""), "{labels}");
    }

    #[test]
    fn values_keep_their_units_and_nothing_observed_is_null() {
        let text = render(&Lens::new(small().subject(), Edition::Excon));
        let json: Value = serde_json::from_str(&text).expect("valid JSON");
        for (path, expected) in [
            ("/format", Value::from(1)),
            ("/seed", 42.into()),
            ("/objectives/0/tasks/0/done_at", 1560.0.into()),
            ("/objectives/0/tasks/0/target", 900.0.into()),
            ("/objectives/1/tasks/1/done_at", Value::Null),
            ("/readings/7/metric", "answer_time".into()),
            ("/readings/7/mean", Value::Null),
            ("/readings/7/total", Value::Null),
            ("/readings/5/scope", "pair:acert>bcert".into()),
            ("/readings/5/unit", "s".into()),
        ] {
            assert_eq!(json.pointer(path), Some(&expected), "{path}");
        }
    }

    #[test]
    fn editions_hold_no_more_than_they_may() {
        for fixture in [small(), hostile()] {
            let team = render(&Lens::new(fixture.subject(), Edition::Team(BCERT)));
            let public = render(&Lens::new(fixture.subject(), Edition::Public));
            for name in ["acert", "hostco", "bank\"", "gang", "planted", "c2-address"] {
                assert!(!team.contains(name), "{name} in {team}");
                assert!(!public.contains(name), "{name} in {public}");
            }
            assert!(!public.contains("bcert") && team.contains("org:bcert"));
            assert!(team.contains("TLP:AMBER") && public.contains("TLP:CLEAR"));
            let public: Value = serde_json::from_str(&public).expect("valid JSON");
            assert_eq!(public["objectives"][1]["counts"]["U"], 1);
            assert_eq!(public["objectives"][1]["tasks"], Value::Array(Vec::new()));
            let of = |reading: &Value| reading["scope"].as_str().unwrap_or_default().to_owned();
            let team: Value = serde_json::from_str(&team).expect("valid JSON");
            let scopes: Vec<String> = team["readings"]
                .as_array()
                .expect("a list")
                .iter()
                .map(of)
                .collect();
            assert!(
                scopes.iter().any(|scope| scope.starts_with("pair:org-")),
                "{scopes:?}"
            );
            // Ids alone, and each of them has a label.
            let labels = team["labels"].as_object().expect("a map");
            for scope in &scopes {
                assert!(!scope.contains(' '), "{scope}");
                let (kind, ids) = scope.split_once(':').unwrap_or(("", ""));
                let kind = if kind == "pair" { "org" } else { kind };
                for id in ids.split('>').filter(|id| !id.is_empty()) {
                    assert!(labels.contains_key(&format!("{kind}:{id}")), "{scope}");
                }
            }
            assert!(
                scopes.contains(&"finding:finding-1".to_owned()),
                "{scopes:?}"
            );
            assert!(
                !scopes.iter().any(|scope| scope.contains("bcert>")),
                "{scopes:?}"
            );
        }
    }
}
