//! The MSEL as CSV in HSEEP's columns, with further ones so that nothing is lost: a scenario that
//! includes the table has the same injects and expected actions as the one it came from.

use super::ron_text;
use crate::exercise::{CriticalTask, Exercise, Inject, Late, Parameter, Performer, Trigger};
use crate::model::{CriticalTaskId, InjectId, Named, Names, OrgId, SimTime, Span};
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
        let row = action(CriticalTaskId::nth(nth), task, exercise, &names);
        tasks.entry(task.inject).or_default().push(row);
    }
    rows.extend(tasks.remove(&None).unwrap_or_default());
    let mut injects: Vec<usize> = (0..exercise.injects.len()).collect();
    injects.sort_by_key(|nth| due(&exercise.injects[*nth]));
    for nth in injects {
        rows.push(inject(&exercise.injects[nth], exercise, &names));
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

/// The number of this path, where an author gave one.
fn given<'x>(exercise: &'x Exercise, path: &str) -> Option<&'x Parameter> {
    let all = &exercise.parameters;
    let found = all.binary_search_by(|one| one.path.as_str().cmp(path));
    found.ok().map(|at| &all[at])
}

fn inject(inject: &Inject, exercise: &Exercise, names: &Names) -> Row {
    let source = |nth: usize| {
        let of = |field| {
            given(
                exercise,
                &format!("injects.{}.effects.{nth}.{field}", inject.id),
            )
        };
        of("share").or(of("times"))?.source.as_deref()
    };
    let mut row = Row::new();
    row.insert(msel::TYPE, msel::TYPE_INJECT.to_owned());
    match &inject.trigger {
        Trigger::At(at) => drop(row.insert(msel::TIME, ron_text::moment(*at))),
        Trigger::After(condition, wait) => {
            let given = given(exercise, &format!("injects.{}.after.wait", inject.id));
            let source = given.and_then(|one| one.source.as_deref());
            let after = ron_text::after(condition, (*wait, source), names);
            row.insert(msel::AFTER, after);
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
        (
            msel::EFFECTS,
            ron_text::effects(&inject.effects, names, source),
        ),
    ]);
    row
}

fn action(id: CriticalTaskId, task: &CriticalTask, exercise: &Exercise, names: &Names) -> Row {
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
    // Without a source it stands bare, as spreadsheets have it.
    let number = |field: &str, bare: String| {
        let given = given(exercise, &format!("tasks.{}.{field}", task.id));
        match given.and_then(|one| one.source.as_deref()) {
            Some(source) => ron_text::sourced(&bare, source),
            None => bare.trim_matches('"').to_owned(),
        }
    };
    let length = |span| format!("{:?}", Span::exact(span));
    let said = task.weight != 1 || given(exercise, &format!("tasks.{}.weight", task.id)).is_some();
    let weight = said.then(|| number("weight", task.weight.to_string()));
    Row::from([
        (msel::NUMBER, id.text(names).to_owned()),
        (msel::TYPE, msel::TYPE_ACTION.to_owned()),
        (msel::TITLE, task.title.clone()),
        (msel::INJECT, inject.unwrap_or_default()),
        (msel::TO, ids(performers, names)),
        (msel::WHO, who.to_owned()),
        (msel::DOES, ron_text::pattern(&task.does, names)),
        (msel::TARGET, number("target", length(task.target))),
        (msel::LIMIT, number("limit", length(task.limit))),
        (msel::LATE, late.to_owned()),
        (msel::OBJECTIVE, objective.unwrap_or_default()),
        (msel::WEIGHT, weight.unwrap_or_default()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::generate::{Plan, generate};
    use crate::scenario::problem::Problems;
    use crate::scenario::ron_place::Document;
    use crate::scenario::shelf::MemoryShelf;
    use crate::scenario::source::Sources;
    use crate::scenario::{library, load};

    fn played(files: &[(&str, &str)]) -> Exercise {
        let loaded = load("main.ron", &MemoryShelf::new(files));
        loaded
            .exercise
            .unwrap_or_else(|| panic!("{:#?}", loaded.problems))
    }

    /// The text of a scenario without its own injects and tasks, that includes a table instead.
    fn without_script(text: &str) -> String {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let id = sources.shelve("main.ron", text.into()).expect("it is text");
        let document = Document::read(&sources, id, &mut problems).expect("it is well formed");
        let mut cuts: Vec<_> = ["injects", "tasks", "include"]
            .iter()
            .filter_map(|name| Some((document.section(name)?.place(), *name)))
            .collect();
        cuts.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        let mut out = text.to_owned();
        for (place, name) in &cuts {
            let whole = &text[place.start..place.end];
            let with = match *name {
                "include" => whole.replacen('[', "[\"msel.csv\", ", 1),
                _ => "[]".to_owned(),
            };
            out.replace_range(place.start..place.end, &with);
        }
        if !cuts.iter().any(|(_, name)| *name == "include") {
            let end = out.rfind(')').expect("it is in brackets");
            let comma = if out[..end].trim_end().ends_with(',') {
                ""
            } else {
                ","
            };
            out.replace_range(end.., &format!("{comma} include: [\"msel.csv\"])"));
        }
        out
    }

    #[test]
    fn a_table_gives_back_the_script_it_was_made_from() {
        let drill = generate(&Plan::of(30));
        // A scenario that includes its script would have it twice.
        let own = |text: &&str| text.contains("injects:");
        let bundled = library::SCENARIOS.iter().map(|(_, text)| *text).filter(own);
        for text in bundled.chain([SCRIPT, drill.as_str()]) {
            let before = played(&[("main.ron", text)]);
            let table = write(&before);
            let stripped = without_script(text);
            let after = played(&[("main.ron", &stripped), ("msel.csv", &table)]);
            assert!(!after.injects.is_empty());
            assert_eq!(after.injects, before.injects, "\n{table}");
            assert_eq!(after.tasks, before.tasks, "\n{table}");
            let sources = |exercise: &Exercise| -> Vec<(String, Option<String>)> {
                let all = exercise.parameters.iter();
                all.map(|one| (one.path.clone(), one.source.clone()))
                    .collect()
            };
            assert_eq!(sources(&after), sources(&before), "\n{table}");
        }
    }

    /// Every trigger, effect, performer and pattern that an MSEL can hold, and text that is hard
    /// to quote.
    const SCRIPT: &str = r##"(
        format: 1, title: "All that an MSEL can hold",
        clock: (startex: "2023-08-16T00:00:00Z", endex: "+9h"),
        organisations: [
            (id: "auscert", kind: NationalCert, economy: "AU"),
            (id: "jpcert", kind: NationalCert, economy: "JP"),
            (id: "acme", kind: Company, economy: "AU"),
            (id: "sakura", kind: HostingProvider, economy: "JP"),
        ],
        agreements: [(id: "mou", parties: ["auscert", "jpcert"], gives: [Liaison])],
        threats: [(id: "gang", class: Ddos, victims: [(org: "acme", at: "+1h")]),
            (id: "band", class: Ddos, waits: true, victims: [(org: "acme", at: "+1h")])],
        hosts: [(id: "c2", threat: "gang", hosted_by: "sakura", reserve: true)],
        findings: [(id: "ip", kind: Address, threat: "gang", points_at: "host:c2")],
        artefacts: [(id: "bin", yields: ["ip"])],
        objectives: [(id: "O", title: "Do it")],
        injects: [
            (id: "1", at: "+1h0m0s250ms", to: ["auscert", "jpcert"], from: "acme", by: "phone",
             kind: InformationRequest, about: "host:c2", priority: Low, attach: ["bin"],
             claims: [(finding: "ip", part: Partial, tlp: AmberStrict, pap: Red, source: "jpcert")],
             text: "  Two\nlines, \"quoted\"; and\ta tab  ", notes: "= 1 + 1", response: "é; \\n",
             expects: [
                (id: "T-each", does: Received(kind: Answer, about: "victim:acme"),
                 target: ("1h", "the charter, \"art. 3\""), limit: "90m", objective: "O", late: U,
                 weight: (7, "EXCON")),
                (id: "T-sent", does: Sent(kind: Notification, to_kind: Company, to: "acme"),
                 target: "0s", limit: (value: "1s", source: "(none)"), weight: 1),
             ]),
            (id: "2", unless: "T-each", by_time: "+2h", to: "auscert", text: "Well?"),
            (id: "3", after: (who: "jpcert", does: Decided("wait \"long\""),
                wait: ("5m", "drill of 2022")),
             to: "auscert", effects: [
                ChannelDown("email"), ChannelUp("phone"), ChannelSlow("email", 2.5),
                Tension("AU", "JP", (0.125, "an \"index\"; of 2023")), Agreement("mou", Suspended),
                Publish(by: "acme", findings: ["ip"], text: "It, \"was\" us"),
                Publish(text: "nobody"), HostUp("c2"), Unleash("band"),
                Attribute(by: "acme", threat: "gang"), ContactsRotate("jpcert"),
             ]),
            (id: "4", by_hand: true, to: "all"),
            (id: "5", after: (does: Finished(Triage)), effects: [ChannelUp("email")]),
            (id: "6", at: "-10m", to: "auscert", about: "incident:gang"),
            (id: "7", at: "02:05:30", to: "auscert"),
            (id: "8", unless: "T-each", by_time: "D+0 3:00 AM", to: "auscert"),
        ],
        tasks: [
            (id: "T-loose", any_of: ["acme", "sakura"], does: Suspended("c2"),
             target: "2h", limit: "3h"),
            (id: "T-some", each: ["auscert"], inject: "4", does: Analysed("bin"), target: "1h",
             limit: "1h"),
            (id: "T-1", each: ["acme"], does: Detected(threat: "gang"), target: "1h", limit: "1h"),
            (id: "T-2", each: ["acme"], does: Learnt(finding: "ip", by: Sensor), target: "1h",
             limit: "1h"),
            (id: "T-3", each: ["acme"], does: Published, target: "1h", limit: "1h"),
        ],
    )"##;
}
