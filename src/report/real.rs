//! What people took in real time, where play did not run as real time does: from its arrival until
//! mail was opened, acknowledged and answered, as medians.

use super::Edition;
use super::lens::Lens;
use super::number::duration;
use crate::model::Span;
use crate::scorecard::{Felt, TaskRating};
use serde::Serialize;

/// How often something took its time, and its medians, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Took {
    /// How often it was done.
    pub count: usize,
    /// In exercise time.
    pub played: f64,
    /// In real time.
    pub real: f64,
}

/// What the people of a seat took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The seat, as this edition calls it.
    pub seat: String,
    /// To open mail.
    pub opened: Option<Took>,
    /// To acknowledge it.
    pub acknowledged: Option<Took>,
    /// To answer it.
    pub answered: Option<Took>,
}

/// What is said above these figures.
pub const NOTE: &str = "Play did not run as real time does. These are the medians of what people \
                        took, in exercise time and in real time, pauses left out. What began or \
                        ended in, or went through, a stretch that was played as fast as possible \
                        is not among them.";

impl Row {
    /// Opened, acknowledged, answered.
    #[must_use]
    pub fn all(&self) -> [(&'static str, Option<Took>); 3] {
        [
            ("opened", self.opened),
            ("acknowledged", self.acknowledged),
            ("answered", self.answered),
        ]
    }
}

impl Took {
    /// In words: `3 in 4m, real 24s`.
    #[must_use]
    pub fn text(self) -> String {
        let (played, real) = (duration(self.played), duration(self.real));
        format!("{} in {played}, real {real}", self.count)
    }
}

/// The seats that an edition shows: all to EXCON, its own to a team, none to the public. None where
/// play ran as real time does.
#[must_use]
pub fn rows(lens: &Lens<'_>) -> Vec<Row> {
    let shown = |org| match lens.edition {
        Edition::Excon => true,
        Edition::Team(own) => own == org,
        Edition::Public => false,
    };
    let all = lens.what.scorecard.latencies.iter();
    let all = all.filter(|(org, _)| shown(**org));
    let row = all.map(|(org, of)| Row {
        seat: lens.org(*org).to_owned(),
        opened: took(&of.opened),
        acknowledged: took(&of.acknowledged),
        answered: took(&of.answered),
    });
    row.collect()
}

/// How long a task took in real time, from when it was called for until it was done.
#[must_use]
pub fn of_task(lens: &Lens<'_>, task: &TaskRating) -> Option<Span> {
    let paces = &lens.what.scorecard.paces;
    let (from, to) = task.started_at.zip(task.done_at)?;
    paces.real(from, to).filter(|_| paces.vary())
}

fn took(of: &Felt) -> Option<Took> {
    let (count, played, real) = of.medians()?;
    Some(Took {
        count,
        played: played.as_seconds(),
        real: real.as_seconds(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ACERT, BCERT, small};
    use super::super::{Format, Style, render};
    use super::*;
    use crate::fact::PaceSet;
    use crate::model::{Pacing, Rare, SimTime};
    use crate::scorecard::Latencies;

    #[test]
    fn each_edition_tells_what_its_own_people_took() {
        let mut fixture = small();
        let paces = &mut fixture.card.paces;
        let set = PaceSet {
            pacing: Pacing::Timed,
            speed: Rare(Some(10_000)),
            controller: "EXCON".to_owned(),
        };
        paces.set(&set, SimTime::STARTEX);
        for (org, minutes) in [(ACERT, 10), (BCERT, 20)] {
            let mut of = Latencies::default();
            of.opened
                .add(paces, SimTime::STARTEX, SimTime(minutes * 60_000));
            fixture.card.latencies.insert(org, of);
        }
        let style = Style {
            colour: false,
            width: 80,
        };
        for (edition, told) in [
            (Edition::Excon, [true, true]),
            (Edition::Team(BCERT), [false, true]),
            (Edition::Public, [false, false]),
        ] {
            for format in [Format::Text, Format::Md, Format::Html] {
                let text = render(&fixture.subject(), format, edition, style);
                let found = ["1 in 10m, real 1m", "1 in 20m, real 2m"];
                let found = found.map(|one| text.contains(one));
                assert_eq!(found, told, "{edition:?} {format:?}: {text}");
            }
            let json = render(&fixture.subject(), Format::Json, edition, style);
            let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
            let rows = json["real_time"].as_array().map_or(0, Vec::len);
            assert_eq!(
                rows,
                told.iter().filter(|told| **told).count(),
                "{edition:?}"
            );
        }
        let json = render(&fixture.subject(), Format::Json, Edition::Excon, style);
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(json["real_time"][0]["opened"]["played"], 600.0);
        assert_eq!(json["real_time"][0]["opened"]["real"], 60.0);
        let tasks = json["objectives"][0]["tasks"].as_array().expect("tasks");
        let took =
            |task: &serde_json::Value| Some((task["done_at"].as_f64()?, task["real"].as_f64()?));
        let (done, real) = tasks.iter().find_map(took).expect("one was done");
        assert!(
            (real * 10.0 - (done - 14.0 * 60.0)).abs() < 0.01,
            "{done} {real}"
        );
        // Where play ran as real time does, there is nothing to tell.
        let plain = small();
        for format in [Format::Text, Format::Md, Format::Html, Format::Json] {
            let text = render(&plain.subject(), format, Edition::Excon, style);
            assert!(
                !text.contains(", real ") && !text.contains("real_time"),
                "{text}"
            );
        }
    }
}
