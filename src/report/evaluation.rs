//! What people wrote down of an exercise: evaluators' observations, the hot wash, and the
//! corrective actions agreed on.

use super::lens::Lens;
use super::{Edition, improvement};
use crate::fact::{CorrectionPlanned, Fact};
use crate::model::{OrgId, Voice};
use serde::Serialize;

/// What an evaluator noted.
#[derive(Serialize)]
pub struct Observation {
    /// The moment that it is pinned to.
    pub at: String,
    /// Whom it is about; empty where it is about all.
    pub of: String,
    /// Who observed it.
    pub by: String,
    /// What was observed.
    pub text: String,
    /// The entry behind it.
    #[serde(skip)]
    pub seq: u32,
    /// The same by the reader's own count; none where they do not see it.
    #[serde(rename = "seq")]
    pub number: Option<u32>,
}

/// What a seat answered in the hot wash.
#[derive(Serialize)]
pub struct Answer {
    /// Who.
    pub org: String,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// The entry behind it.
    #[serde(skip)]
    pub seq: u32,
    /// The same by the reader's own count; none where they do not see it.
    #[serde(rename = "seq")]
    pub number: Option<u32>,
}

/// A corrective action.
#[derive(Serialize)]
pub struct Correction {
    /// What is to be done.
    pub title: String,
    /// The task that it is to correct, with its ratings; empty where it is none.
    pub corrects: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due: String,
    /// The change of the scenario that would test it; empty where there is none.
    pub change: String,
    /// Who wrote it down; none where nobody signed.
    pub by: Option<String>,
    /// Who took it back; none where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck_by: Option<String>,
    /// The entry behind it.
    pub seq: u32,
    /// The entry that took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck: Option<u32>,
}

impl Correction {
    /// Who wrote it down, in words.
    #[must_use]
    pub fn by(&self) -> &str {
        self.by.as_deref().unwrap_or("–")
    }

    /// What became of one that was taken back, with who had written it down.
    #[must_use]
    pub fn struck(&self) -> String {
        let wrote = match &self.by {
            Some(by) => format!("written down by {by}, "),
            None => String::new(),
        };
        let struck_by = self.struck_by.as_deref().unwrap_or_default();
        format!("{wrote}taken back by {struck_by}")
    }

    /// The entries behind it.
    #[must_use]
    pub fn evidence(&self) -> Vec<u32> {
        [Some(self.seq), self.struck]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// All that was written down, as an edition shows it.
#[derive(Default)]
pub struct Written {
    /// Observations, in the order of the moments that they are pinned to.
    pub observations: Vec<Observation>,
    /// Answers, by seat, the last that each gave to a question.
    pub answers: Vec<Answer>,
    /// Corrective actions that stand, in the order in which they were agreed on.
    pub corrections: Vec<Correction>,
    /// Those that were taken back.
    pub struck: Vec<Correction>,
}

impl Written {
    /// Whether nothing was written down that this edition shows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observations.is_empty()
            && self.answers.is_empty()
            && self.corrections.is_empty()
            && self.struck.is_empty()
    }
}

/// What was written down. EXCON sees all of it; a team what was observed of it or of all, and what
/// it answered itself; the public nothing.
#[must_use]
pub fn written(lens: &Lens<'_>) -> Written {
    let mut all = Written::default();
    if lens.edition == Edition::Public {
        return all;
    }
    let own = |org: OrgId| lens.own().is_none_or(|own| own == org);
    let (mut observed, mut answered) = (Vec::new(), Vec::new());
    for entry in lens.what.entries {
        let seq = entry.seq;
        let number = lens.evidence_numbers(&[seq]).first().copied();
        match entry.fact() {
            Some(Fact::Observed(one)) if one.org.is_none_or(own) => {
                let told = Observation {
                    at: one.moment.to_string(),
                    of: one
                        .org
                        .map_or_else(String::new, |org| lens.org(org).to_owned()),
                    by: lens.says(&one.evaluator),
                    text: lens.says(&one.text),
                    seq,
                    number,
                };
                observed.push((one.moment, told));
            }
            Some(fact @ Fact::MentionConfirmed(one)) if lens.edition == Edition::Excon => {
                let told = Observation {
                    at: entry.at.to_string(),
                    of: lens.org(one.from).to_owned(),
                    by: lens.says(&one.evaluator),
                    text: lens.says(&fact.reads(&mut Voice::excon(&lens.names))),
                    seq,
                    number,
                };
                observed.push((entry.at, told));
            }
            Some(Fact::HotWashAnswered(one)) if own(one.org) => {
                let told = Answer {
                    org: lens.org(one.org).to_owned(),
                    question: lens.says(&one.question),
                    answer: lens.says(&one.answer),
                    seq,
                    number,
                };
                // Whoever answers again thought better of it.
                answered.retain(|(org, other): &(OrgId, Answer)| {
                    (*org, &other.question) != (one.org, &told.question)
                });
                answered.push((one.org, told));
            }
            Some(Fact::CorrectionPlanned(one)) if lens.edition == Edition::Excon => {
                all.corrections.push(correction(lens, one, seq));
            }
            Some(Fact::CorrectionStruck(one)) => {
                if let Some(back) = all.corrections.get_mut(one.correction.at()) {
                    back.struck_by = Some(lens.says(&one.evaluator));
                    back.struck = Some(seq);
                }
            }
            _ => {}
        }
    }
    observed.sort_by_key(|(at, one)| (*at, one.seq));
    answered.sort_by_key(|(org, one)| (*org, one.seq));
    all.observations = observed.into_iter().map(|(_, one)| one).collect();
    all.answers = answered.into_iter().map(|(_, one)| one).collect();
    let stands = |one: &Correction| one.struck.is_none();
    (all.corrections, all.struck) = all.corrections.into_iter().partition(stands);
    all
}

fn correction(lens: &Lens<'_>, one: &CorrectionPlanned, seq: u32) -> Correction {
    let task = one.corrects.map(|task| improvement::rated(lens, task));
    Correction {
        title: lens.says(&one.title),
        corrects: task.unwrap_or_default(),
        owner: lens.says(&one.owner),
        due: lens.says(&one.due),
        change: lens.says(&one.change),
        by: one.evaluator.0.as_ref().map(|name| lens.says(name)),
        struck_by: None,
        seq,
        struck: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, small};
    use super::*;
    use crate::fact::Observed;
    use crate::journal::{Body, Causes, Entry};
    use crate::model::SimTime;

    /// EXCON counts all entries; a team what it was shown, and this it was not.
    #[test]
    fn entries_are_named_by_the_readers_own_count() {
        let mut fixture = small();
        let (seq, last) = (fixture.entries.len() as u32, fixture.entries.last());
        let at = last.map_or(SimTime::STARTEX, |last| last.at);
        let observed = Observed {
            org: Some(BCERT),
            message: None,
            moment: at,
            text: "calm".to_owned(),
            evaluator: "Ann".to_owned(),
        };
        fixture.entries.push(Entry {
            seq,
            at,
            causes: Causes::NONE,
            body: Body::Fact(observed.into()),
        });
        for (edition, number) in [(Edition::Excon, Some(seq)), (Edition::Team(BCERT), None)] {
            let all = written(&Lens::new(fixture.subject(), edition));
            let numbers: Vec<_> = all.observations.iter().map(|one| one.number).collect();
            assert_eq!(numbers, [number], "{edition:?}");
        }
    }
}
