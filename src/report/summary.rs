//! What every format says first: counts of ratings, the worst tasks, the headline measures.

use super::lens::Lens;
use super::number;
use crate::metric::{self, Reading, Scope, Statistic, Unit};
use crate::model::{Named, SimTime, Span};
use crate::scorecard::{ByRule, ObjectiveRating, Rating, TaskRating};

/// The ratings as columns: what stands at the head of each.
pub const COLUMNS: [(Rating, &str); 6] = [
    (Rating::Performed, "P"),
    (Rating::Some, "S"),
    (Rating::Major, "M"),
    (Rating::Unable, "U"),
    (Rating::NotApplicable, "n/a"),
    (Rating::NotObserved, "n/o"),
];

/// What the letters mean.
pub const LEGEND: &str = "P performed by its target · S by its limit · M late or with a breach · \
    U not achieved · n/a not called upon, or nothing left to do · n/o cannot be told";

/// How often each rating was given for an objective. Ratings of people and predictions for
/// simulated seats are two rows, never added up.
pub struct Counts<'a> {
    /// The objective.
    pub objective: &'a ObjectiveRating,
    /// Whether the row counts predictions.
    pub predicted: bool,
    /// One count a column of [`COLUMNS`].
    pub by_rating: [usize; 6],
}

/// The rows of an edition: for a team its own seat, for the others everybody.
#[must_use]
pub fn counts<'a>(lens: &Lens<'a>) -> Vec<Counts<'a>> {
    let mut rows = Vec::new();
    for objective in &lens.what.scorecard.objectives {
        for predicted in [false, true] {
            let ours = |task: &&TaskRating| lens.own().is_none_or(|own| task.seat == own);
            let all = objective.tasks.iter().filter(ours);
            let tasks: Vec<_> = all.filter(|task| task.predicted == predicted).collect();
            let of = |rating| tasks.iter().filter(|task| task.rating == rating).count();
            let by_rating = COLUMNS.map(|(rating, _)| of(rating));
            if !tasks.is_empty() {
                rows.push(Counts {
                    objective,
                    predicted,
                    by_rating,
                });
            }
        }
    }
    rows
}

/// Whether ratings, predictions or both are shown, as a sentence.
#[must_use]
pub fn standing(rows: &[Counts<'_>]) -> &'static str {
    match (
        rows.iter().any(|row| row.predicted),
        rows.iter().any(|row| !row.predicted),
    ) {
        (true, false) => "predicted: these seats were simulated, not played by people",
        (true, true) => "rated where people played, predicted where a seat was simulated",
        (false, true) => "rated from what people did",
        (false, false) => "no critical task to show",
    }
}

/// The tasks that went worst: those not achieved, then those late or with a breach, then those
/// past their target; within each by objective, task and seat.
#[must_use]
pub fn worst<'a>(lens: &Lens<'a>) -> Vec<&'a TaskRating> {
    let all = lens
        .what
        .scorecard
        .objectives
        .iter()
        .flat_map(|one| lens.tasks(one));
    let mut bad: Vec<_> = all
        .filter(|task| matches!(task.rating, Rating::Unable | Rating::Major | Rating::Some))
        .collect();
    bad.sort_by_key(|task| std::cmp::Reverse(task.rating));
    bad
}

/// What stands over the tasks that evaluators rated.
pub const JUDGED: &str = "Tasks that evaluators rated, with the rating by the rule";

/// The tasks that evaluators rated themselves, by objective, task and seat, each with what the rule
/// says, which may be the same.
#[must_use]
pub fn judged<'a>(lens: &Lens<'a>) -> Vec<(&'a TaskRating, &'a ByRule)> {
    let all = lens.what.scorecard.objectives.iter();
    let all = all.flat_map(|one| lens.tasks(one));
    all.filter_map(|task| Some((task, task.by_rule.as_ref()?)))
        .collect()
}

/// When a task was done against its target and limit: `after 50m; target 30m, limit 1h 30m`.
#[must_use]
pub fn timing(lens: &Lens<'_>, task: &TaskRating) -> String {
    let span = |span: Span| number::duration(span.as_seconds());
    let done = match (task.done_at, task.started_at) {
        (Some(done), Some(started)) if done < started => {
            format!("{} before it was called for", span(started.since(done)))
        }
        (Some(done), Some(started)) => format!("after {}", span(done.since(started))),
        (Some(done), None) => format!("at {done}"),
        (None, _) => "not done".to_owned(),
    };
    match lens.what.exercise.tasks.get(task.task.at()) {
        Some(set) => format!(
            "{done}; target {}, limit {}",
            span(set.target),
            span(set.limit)
        ),
        None => done,
    }
}

/// Until when it was played, and whether that was before the end that was planned: a task that
/// was not called upon by then says nothing of a team.
#[must_use]
pub fn played_to(lens: &Lens<'_>) -> String {
    let (ended, planned) = (lens.what.scorecard.ended_at, lens.what.exercise.clock.endex);
    if ended < planned {
        format!("played to {ended}, stopped before ENDEX at {planned}")
    } else {
        format!("played to {ended}")
    }
}

/// The id and title of a task.
#[must_use]
pub fn task_words(lens: &Lens<'_>, task: &TaskRating) -> (String, String) {
    let set = lens.what.exercise.tasks.get(task.task.at());
    let title = set.map_or_else(String::new, |set| lens.says(&set.title));
    (lens.says(task.task.text(&lens.names)), title)
}

/// How a rating came about, to follow it: ` (predicted)`, ` (by rule U)`; nothing where the rule
/// rated people.
#[must_use]
pub fn rated_how(task: &TaskRating) -> String {
    let predicted = if task.predicted { " (predicted)" } else { "" };
    match &task.by_rule {
        Some(rule) => format!(" (by rule {}){predicted}", rule.rating),
        None => predicted.to_owned(),
    }
}

/// The id and title of an objective.
#[must_use]
pub fn objective_words(lens: &Lens<'_>, rating: &ObjectiveRating) -> (String, String) {
    let set = lens.what.exercise.objectives.get(rating.objective.at());
    let title = set.map_or_else(String::new, |set| lens.says(&set.title));
    (lens.says(rating.objective.text(&lens.names)), title)
}

/// The headline readings that the reader may see; after each, a team's own.
#[must_use]
pub fn headlines<'a>(lens: &Lens<'a>) -> Vec<&'a Reading> {
    let card = lens.what.scorecard;
    let all = card
        .headlines
        .iter()
        .filter_map(|head| card.readings.get(head.reading));
    let mut rows = Vec::new();
    for head in all.filter(|reading| lens.shows(reading)) {
        rows.push(head);
        let same = |one: &&Reading| one.metric == head.metric && one.provenance == head.provenance;
        let own = |one: &&Reading| lens.own().is_some_and(|own| one.scope == Scope::Org(own));
        rows.extend(card.readings.iter().filter(|one| same(one) && own(one)));
    }
    rows
}

/// The title of a measure.
#[must_use]
pub fn metric_title(reading: &Reading) -> &'static str {
    metric::describe(reading.metric).map_or(reading.metric, |about| about.title)
}

/// Total, mean, median and 90th percentile as text. Empty where the measure has no such figure, `–`
/// where it has one that was not observed or not reached.
#[must_use]
pub fn figures(of: &Reading) -> [String; 4] {
    let has = match metric::describe(of.metric).map(|about| about.statistic) {
        Some(Statistic::Duration) => [false, true, true, true],
        Some(Statistic::Share) => [false, true, false, false],
        Some(Statistic::Events) => [true, false, false, false],
        Some(Statistic::Amount) | None => [true; 4],
    };
    let mut values = [of.total, of.mean, of.median, of.p90].into_iter();
    has.map(|has| {
        let value = values.next().flatten();
        if has {
            number::value(of.unit, value)
        } else {
            String::new()
        }
    })
}

/// Of a duration that began and never ended, what there is to say in place of figures.
#[must_use]
pub fn unfinished(of: &Reading) -> Option<String> {
    let none = of.unit == Unit::Seconds && of.count > 0 && of.censored == of.count;
    none.then(|| format!("none finished, {} open", number::count(u64::from(of.count))))
}

/// The horizon that means of durations are restricted to, in words.
#[must_use]
pub fn horizon(lens: &Lens<'_>) -> String {
    let end = lens.what.scorecard.ended_at.since(SimTime::STARTEX);
    number::duration(end.as_seconds())
}

/// What rests on assumed parameters, as a sentence.
#[must_use]
pub fn assumed(lens: &Lens<'_>) -> String {
    let (sourced, assumed) = lens.what.scorecard.parameters;
    let all = u64::from(sourced) + u64::from(assumed);
    let shown: Vec<_> = headlines(lens);
    let resting = shown.iter().filter(|reading| reading.assumed).count();
    format!(
        "{} of {} parameters of the scenario have no source and count as assumed; \
         {resting} of {} headline measures rest on some of them.",
        number::count(u64::from(assumed)),
        number::count(all),
        shown.len(),
    )
}
