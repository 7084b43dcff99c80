//! The MSEL as CSV in HSEEP's columns, with further ones so that nothing is lost: a scenario that
//! includes the table has the same injects and expected actions as the one it came from.

use super::ron_text;
use crate::exercise::{CriticalTask, Exercise, Inject, Late, Performer, Trigger};
use crate::model::{CriticalTaskId, InjectId, Named, Names, OrgId, SimTime};
use crate::scenario::msel;
use std::collections::BTreeMap;

type Row = BTreeMap<&'static str, String>;

/// Writes the MSEL of an exercise: injects in the order they are due, each followed by what is
/// expected of those it reaches. Spreadsheets need a byte order mark to read UTF-8 as such; there
/// is one where the text is not plain ASCII.
#[must_use]
pub fn write(exercise: &Exercise) -> String {
    let names = exercise.names();
    let mut rows = Vec::new();
    let mut tasks: BTreeMap<Option<InjectId>, Vec<Row>> = BTreeMap::new();
    for (nth, task) in exercise.tasks.iter().enumerate() {
        let row = action(CriticalTaskId::nth(nth), task, &names);
        tasks.entry(task.inject).or_default().push(row);
    }
    rows.extend(tasks.remove(&None).unwrap_or_default());
    let mut injects: Vec<usize> = (0..exercise.injects.len()).collect();
    injects.sort_by_key(|nth| due(&exercise.injects[*nth]));
    for nth in injects {
        rows.push(inject(&exercise.injects[nth], &names));
        rows.extend(tasks.remove(&Some(InjectId::nth(nth))).unwrap_or_default());
    }
    let text = table(&rows);
    if text.is_ascii() {
        text
    } else {
        format!("\u{feff}{text}")
    }
}

/// When an inject is due; what waits for something comes last.
fn due(inject: &Inject) -> SimTime {
    match inject.trigger {
        Trigger::At(at) | Trigger::Unless(_, at) => at,
        Trigger::After(..) | Trigger::ByHand => SimTime(i64::MAX),
    }
}

fn table(rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<&str>| {
        let written = writer.write_record(cells);
        written.expect("memory takes every row, and all rows are equally long");
    };
    write(msel::COLUMNS.to_vec());
    for row in rows {
        let cell = |column| row.get(column).map_or("", String::as_str);
        write(msel::COLUMNS.iter().map(cell).collect());
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("cells are text")
}

fn ids<T: Named>(ids: &[T], names: &Names) -> String {
    let ids: Vec<&str> = ids.iter().map(|id| id.text(names)).collect();
    ids.join("; ")
}

fn inject(inject: &Inject, names: &Names) -> Row {
    let mut row = Row::new();
    row.insert(msel::TYPE, msel::TYPE_INJECT.to_owned());
    match &inject.trigger {
        Trigger::At(at) => drop(row.insert(msel::TIME, ron_text::moment(*at))),
        Trigger::After(condition, wait) => {
            row.insert(msel::AFTER, ron_text::after(condition, *wait, names));
        }
        Trigger::Unless(task, at) => {
            row.insert(msel::TYPE, msel::TYPE_CONTINGENCY.to_owned());
            row.insert(msel::TIME, ron_text::moment(*at));
            row.insert(msel::UNLESS, task.text(names).to_owned());
        }
        Trigger::ByHand => drop(row.insert(msel::TIME, msel::BY_HAND.to_owned())),
    }
    let about = inject.about.map(|about| ron_text::subject(about, names));
    row.extend([
        (msel::NUMBER, inject.id.clone()),
        (msel::MODE, inject.channel.text(names).to_owned()),
        (msel::FROM, inject.from.text(names).to_owned()),
        (msel::TO, ids(&inject.to, names)),
        (msel::MESSAGE, inject.text.clone()),
        (msel::RESPONSE, inject.expected_response.clone()),
        (msel::NOTES, inject.notes.clone()),
        (msel::TITLE, inject.title.clone()),
        (msel::KIND, format!("{:?}", inject.kind)),
        (msel::ABOUT, about.unwrap_or_default()),
        (msel::CLAIMS, ron_text::claims(&inject.claims, names)),
        (msel::ATTACH, ids(&inject.artefacts, names)),
        (msel::PRIORITY, format!("{:?}", inject.priority)),
        (msel::EFFECTS, ron_text::effects(&inject.effects, names)),
    ]);
    row
}

fn action(id: CriticalTaskId, task: &CriticalTask, names: &Names) -> Row {
    let (who, performers): (&str, &[OrgId]) = match &task.who {
        Performer::EachRecipient => ("EachRecipient", &[]),
        Performer::Each(orgs) => ("Each", orgs),
        Performer::AnyOf(orgs) => ("AnyOf", orgs),
    };
    let late = match task.late {
        Late::Major => "M",
        Late::Unperformed => "U",
    };
    let inject = task.inject.map(|inject| inject.text(names).to_owned());
    let objective = task.objective.map(|one| one.text(names).to_owned());
    Row::from([
        (msel::NUMBER, id.text(names).to_owned()),
        (msel::TYPE, msel::TYPE_ACTION.to_owned()),
        (msel::TITLE, task.title.clone()),
        (msel::INJECT, inject.unwrap_or_default()),
        (msel::TO, ids(performers, names)),
        (msel::WHO, who.to_owned()),
        (msel::DOES, ron_text::pattern(&task.does, names)),
        (msel::TARGET, ron_text::span(task.target)),
        (msel::LIMIT, ron_text::span(task.limit)),
        (msel::LATE, late.to_owned()),
        (msel::OBJECTIVE, objective.unwrap_or_default()),
        (msel::WEIGHT, task.weight.to_string()),
    ])
}
