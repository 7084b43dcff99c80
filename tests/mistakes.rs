//! Mistakes read in the code of others who build such tools, and the test that shows of each that
//! it is not made here.

use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::journal::scenario_hash;
use hotwash::model::OrgId;
use hotwash::scenario::load;
use hotwash::scenario::shelf::MemoryShelf;
use std::path::Path;
use std::sync::Arc;

/// The mistake, the file of the test, and the test.
type Held = (&'static str, &'static str, &'static str);

const MISTAKES: &[Held] = &[
    (
        "a scheduler that refuses an inject which is late, so that an outage loses it",
        "tests/live/stopped.rs",
        "what_was_due_when_the_server_fell_comes_at_its_moment_once",
    ),
    (
        "a pause that does not stop the clock, so that all that is overdue fires at once",
        "src/live/clock.rs",
        "a_change_of_pace_never_scales_what_has_passed",
    ),
    (
        "a change of speed that scales the time that has passed",
        "src/live/clock.rs",
        "a_change_of_pace_never_scales_what_has_passed",
    ),
    (
        "a way back that shifts the start and does not unsend",
        "tests/cli/forks.rs",
        "a_change_that_leaves_the_past_alone_acts_from_there_on",
    ),
    (
        "a scheduler in memory alone, so that a restart ends the exercise",
        "tests/live/killed.rs",
        "a_kill_between_startex_and_its_first_moment_is_one_like_any_other",
    ),
    (
        "gaps of more than 59 minutes that collapse",
        "src/scenario/when/span.rs",
        "lengths_are_read_as_people_write_them",
    ),
    (
        "a spreadsheet that is refused since its columns are in another order",
        "tests/mistakes.rs",
        "columns_may_stand_in_any_order",
    ),
    (
        "a sample file with mistakes that nobody is told the place of",
        "tests/corpus.rs",
        "what_authors_get_wrong_is_told_once_with_a_way_out",
    ),
    (
        "a triggered message that reaches everybody",
        "tests/mistakes.rs",
        "what_is_triggered_reaches_its_recipients_alone",
    ),
    (
        "a client that is given everything, hidden by its page alone",
        "tests/live/worlds.rs",
        "two_worlds_that_somebody_cannot_tell_apart_look_the_same_to_them",
    ),
    (
        "runs that differ with the order of a table in memory, or with who runs beside them",
        "tests/truth/golden.rs",
        "runs_side_by_side_end_as_they_do_alone",
    ),
    (
        "a test of replay that compares nothing after the first step",
        "src/journal/compare.rs",
        "any_change_of_any_entry_is_found",
    ),
];

/// Mistakes whose test is not there.
fn unheld(all: &[Held]) -> Vec<&'static str> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let missing = all.iter().filter(|(_, file, test)| {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        let at = text.find(&format!("fn {test}("));
        !at.is_some_and(|at| text[..at].trim_end().ends_with(']') && text.contains("#[test]"))
    });
    missing.map(|(mistake, ..)| *mistake).collect()
}

#[test]
fn each_mistake_has_its_test() {
    assert_eq!(unheld(MISTAKES), Vec::<&str>::new());
    let gone: &[Held] = &[("a mistake", "tests/mistakes.rs", "nobody_wrote_this")];
    assert_eq!(unheld(gone), ["a mistake"]);
}

#[test]
fn columns_may_stand_in_any_order() {
    let columns = [
        "Event Number",
        "Designated Scenario Time",
        "Inject Mode",
        "From",
        "To",
        "Message",
    ];
    let rows = [
        [
            "I-1",
            "T+01:15",
            "email",
            "excon",
            "be-cert",
            "Look, please",
        ],
        ["I-2", "T+00:10", "phone", "excon", "jp-cert", "Now"],
    ];
    let main = "(format: 1, title: \"t\", \
                clock: (startex: \"2024-06-26T07:00:00Z\", endex: \"+4h\"), \
                include: [\"msel.csv\"], organisations: [\
                (id: \"be-cert\", kind: NationalCert, economy: \"BE\", name: \"B\"), \
                (id: \"jp-cert\", kind: NationalCert, economy: \"JP\", name: \"J\")])";
    let loaded = |order: &[usize]| {
        let line = |cells: &[&str; 6]| {
            let cells = order.iter().map(|nth| format!("\"{}\"", cells[*nth]));
            cells.collect::<Vec<_>>().join(",")
        };
        let lines: Vec<String> = [line(&columns)]
            .into_iter()
            .chain(rows.iter().map(line))
            .collect();
        let table = lines.join("\n");
        let loaded = load(
            "main.ron",
            &MemoryShelf::new(&[("main.ron", main), ("msel.csv", &table)]),
        );
        let exercise = loaded.exercise;
        exercise.unwrap_or_else(|| panic!("{order:?}: {table}"))
    };
    let as_written = loaded(&[0, 1, 2, 3, 4, 5]);
    assert_eq!(as_written.injects.len(), 2);
    for order in [
        [5, 4, 3, 2, 1, 0],
        [1, 0, 3, 2, 5, 4],
        [4, 5, 0, 1, 2, 3],
        [2, 0, 5, 1, 4, 3],
    ] {
        let other = loaded(&order);
        assert_eq!(
            scenario_hash(&other),
            scenario_hash(&as_written),
            "{order:?}"
        );
    }
}

#[test]
fn what_is_triggered_reaches_its_recipients_alone() {
    let org =
        |id: &str| format!("(id: \"{id}\", kind: NationalCert, economy: \"BE\", name: \"{id}\")");
    let others: Vec<String> = (0..6).map(|nth| org(&format!("cert-{nth}"))).collect();
    let text = format!(
        "(format: 1, title: \"t\", clock: (startex: \"2024-06-26T07:00:00Z\", endex: \"+4h\"), \
         organisations: [{}], injects: [\
         (id: \"I-1\", at: \"+5m\", to: \"cert-0\", by: \"phone\", kind: Notification), \
         (id: \"I-2\", after: (who: \"cert-0\", does: Received(Notification), wait: \"1m\"), \
          to: \"cert-3\", by: \"phone\", kind: Notification)])",
        others.join(", ")
    );
    let loaded = load("main.ron", &MemoryShelf::new(&[("main.ron", &text)]));
    let problems = format!("{:?}", loaded.problems);
    let exercise = Arc::new(loaded.exercise.unwrap_or_else(|| panic!("{problems}")));
    let mut engine = Engine::new(Arc::clone(&exercise), 1);
    engine.run().expect("within limits");
    let composed = engine
        .entries()
        .iter()
        .filter_map(|entry| match entry.fact() {
            Some(Fact::MessageComposed(f)) => {
                f.letter.inject.map(|inject| (inject.at(), f.letter.to))
            }
            _ => None,
        });
    let reached: Vec<(usize, OrgId)> = composed.collect();
    let id = |at: usize| exercise.org(reached[at].1).id.as_str();
    assert_eq!(reached.len(), 2, "{reached:?}");
    assert_eq!(
        (reached[0].0, id(0), reached[1].0, id(1)),
        (0, "cert-0", 1, "cert-3")
    );
}
