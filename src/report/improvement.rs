//! The improvement plan beside what the run says of the tasks that it is to correct.

use super::lens::Lens;
use super::{Edition, summary};
use crate::exercise::Improvement;
use crate::model::{CriticalTaskId, Named};

/// One improvement in words.
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The tasks that it is to correct, each with its ratings in this run: `T-07 (P 2, U 1)`.
    pub corrects: String,
    /// Who is responsible for it.
    pub owner: String,
    /// By when; empty where nothing is said.
    pub due: String,
    /// Whether the run was played with its changes.
    pub standing: &'static str,
}

/// The plan as this edition shows it: EXCON sees all of it, a team what it is responsible for, the
/// public nothing.
#[must_use]
pub fn rows(lens: &Lens<'_>) -> Vec<Row> {
    let seen = |one: &&Improvement| match lens.edition {
        Edition::Excon => true,
        Edition::Team(own) => one.owner == own,
        Edition::Public => false,
    };
    let plan = lens.what.exercise.improvements.iter().filter(seen);
    plan.map(|one| row(lens, one)).collect()
}

/// How much of it was carried out in this run.
#[must_use]
pub fn standing(rows: &[Row]) -> String {
    let done = rows.iter().filter(|row| row.standing == APPLIED).count();
    format!("{done} of {} carried out in this run", rows.len())
}

const APPLIED: &str = "carried out";

fn row(lens: &Lens<'_>, one: &Improvement) -> Row {
    let tasks: Vec<String> = one.corrects.iter().map(|task| rated(lens, *task)).collect();
    let standing = match (one.applied, one.changes.is_empty()) {
        (true, false) => APPLIED,
        (_, true) => "changes nothing of the scenario",
        (false, false) => "not carried out",
    };
    Row {
        id: lens.says(&one.id),
        title: lens.says(&one.title),
        corrects: tasks.join("; "),
        owner: lens.org(one.owner).to_owned(),
        due: lens.says(&one.due),
        standing,
    }
}

/// A task with how often it was given each rating.
#[must_use]
pub fn rated(lens: &Lens<'_>, task: CriticalTaskId) -> String {
    let id = lens.says(task.text(&lens.names));
    let objectives = lens.what.scorecard.objectives.iter();
    let ratings = objectives.flat_map(|one| lens.tasks(one));
    let ratings: Vec<_> = ratings.filter(|one| one.task == task).collect();
    let counts = summary::COLUMNS.iter().filter_map(|(rating, letter)| {
        let count = ratings.iter().filter(|one| one.rating == *rating).count();
        (count > 0).then(|| format!("{letter} {count}"))
    });
    let counts: Vec<String> = counts.collect();
    match counts.is_empty() {
        true => format!("{id} (not rated)"),
        false => format!("{id} ({})", counts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ACERT, BCERT, small};
    use super::super::{Style, text};
    use super::*;

    #[test]
    fn the_plan_stands_beside_the_ratings_of_what_it_corrects() {
        let mut fixture = small();
        let task = CriticalTaskId(0);
        let one = |id: &str, owner, applied| Improvement {
            id: id.to_owned(),
            title: "A shorter ladder".to_owned(),
            corrects: vec![task],
            owner,
            due: "by June".to_owned(),
            changes: vec![("channels.email.transit".to_owned(), "\"5m\"".to_owned())],
            applied,
        };
        fixture.exercise.improvements = vec![one("IP-1", ACERT, true), one("IP-2", BCERT, false)];
        let lens = |edition| Lens::new(fixture.subject(), edition);
        let all = rows(&lens(Edition::Excon));
        assert_eq!(standing(&all), "1 of 2 carried out in this run");
        let name = task.text(&fixture.exercise.names()).to_owned();
        let given = fixture.card.objectives.iter();
        let given = given.flat_map(|one| one.tasks.iter());
        let given = given.filter(|one| one.task == task).count();
        assert!(given > 0, "the fixture rates it");
        assert!(all[0].corrects.starts_with(&format!("{name} (")));
        assert!(!all[0].corrects.contains("not rated"));
        let own = rows(&lens(Edition::Team(BCERT)));
        assert_eq!(
            own.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
            ["IP-2"]
        );
        assert!(rows(&lens(Edition::Public)).is_empty());
        let style = Style {
            colour: false,
            width: 80,
        };
        let page = text::render(&lens(Edition::Excon), style);
        assert!(page.contains("IMPROVEMENT PLAN  1 of 2 carried out in this run"));
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("IP-1 A shorter ladder"), "{page}");
        assert!(page.contains("due by June"), "{page}");
        let page = super::super::md::render(&lens(Edition::Excon));
        assert!(
            page.contains("## Improvement plan") && page.contains("IP-2"),
            "{page}"
        );
    }
}
