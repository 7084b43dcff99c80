//! Networks, from a table or drawn, to scenarios.

use super::*;
use crate::scenario::load;
use crate::scenario::problem::Problem;
use crate::scenario::shelf::MemoryShelf;
use proptest::prelude::*;

/// What is read of a table: each agreement in a line, and each problem as `CODE line:column what
/// stands there: message`.
fn check(text: &[u8]) -> (Vec<String>, Vec<String>) {
    let reading = read("folder/pacts.csv", text.to_vec());
    let show = |problem: &Problem| {
        let place = problem.place.expect("it has a place");
        let source = reading.sources.get(place.source);
        let (line, column) = source.line_column(place.start);
        let (code, message) = (problem.code.id, &problem.message);
        let what: String = reading.sources.slice(place).chars().take(20).collect();
        format!("{code} {line}:{column} {what}: {message}")
    };
    let problems = reading.problems.iter().map(show).collect();
    let Some(network) = &reading.network else {
        return (Vec::new(), problems);
    };
    let pact = |pact: &Pact| {
        let parties = pact.parties.iter();
        let names: Vec<&str> = parties
            .map(|one| network.economies[*one].as_str())
            .collect();
        let (names, areas, effort) = (names.join("+"), &pact.areas, pact.effort_milli_hours);
        let date = pact.date.as_deref().unwrap_or("-");
        let effort = effort.map_or(String::new(), |milli| format!(" {milli}"));
        format!(
            "{}: {names} {date} {areas:?} {}{effort}",
            pact.title, pact.state
        )
    };
    (network.pacts.iter().map(pact).collect(), problems)
}

#[test]
fn a_table_is_read_however_its_columns_are_named() {
    let expected = [
        "One: Arden+Brel 2015-09-25 [Discussion, Crime] operational",
        "Two, again: Brel+Corin+Dane - [Defence] signed 12500",
    ];
    for text in [
        "Title,Date,Parties,Discussion,Crime,Defence,State,Effort\n\
         One,2015-09-25,Arden; Brel,yes,yes,no,,\n\
         \"Two, again\",,\"brel,Corin,Dane\",,,x,Signed,12.5\n",
        "\u{feff}title;date;COUNTRIES;discussion & dialogue;Cyber Crime;Defense;Status;Effort\r\n\
         One;2015-09-25;Arden,Brel;1;TRUE;0;In force;\r\n\
         \r\n\
         Two, again;;\"BREL; Corin; Dane; \";n;n;Y;not in force;12.500\r\n",
        "Cyber Defence\tCybercrime\tDialogue\tGovernments\tDate\tAgreement\tState\tEffort\n\
         -\tX\t✓\tArden;  Brel\t2015-09-25\tOne\toperational\t\n\
         x\t\t\tBrel!;Corin;Dane\t\tTwo, again\tsigned\t12.5",
    ] {
        let (pacts, problems) = check(text.as_bytes());
        assert_eq!(
            (&pacts[..], problems),
            (&expected.map(str::to_owned)[..], vec![]),
            "{text}"
        );
    }
    let (pacts, problems) = check(
        "Title,Organization,Description,Country A,Country B,CBM,Incident Response,Region\n\
         \"The \"\"pact\"\"\",UN,of two,\"Korea, South\",\"The \"\"free\"\" port\",y,y,Asia\n"
            .as_bytes(),
    );
    let expected = "The \"pact\": Korea, South+The \"free\" port - [ConfidenceBuilding, \
                    IncidentResponse] operational";
    assert_eq!(pacts, [expected]);
    assert_eq!(
        problems,
        ["HW0303 1:74 Region: the column `Region` is not read"]
    );
    let quoted = "Title,Parties,CBM\nP,\"The \"\"free\"\" port; Brel\",y\n";
    let free = "P: The \"free\" port+Brel - [ConfidenceBuilding] operational";
    assert_eq!(check(quoted.as_bytes()), (vec![free.to_owned()], vec![]));
}

#[test]
fn what_is_wrong_is_told_at_once_where_it_stands() {
    const HEAD: &str = "Title,Date,Parties,Crime,State,Effort\n";
    for (text, expected) in [
        (
            "",
            &["HW0301 1:1 : this table has no header that names its columns"][..],
        ),
        (
            "Year,Region\n2015,Asia\n",
            &[
                "HW0302 1:1 Year,Region: the column `Title` is missing",
                "HW0302 1:1 Year,Region: one of the columns `Parties`, `Party 1`, `Party 2` is \
                 missing",
                "HW0302 1:1 Year,Region: one of the columns `Discussion`, `Research`, `Confidence \
                 Building`, `Incident Response`, `Crime`, `Capacity Building`, `Activity \
                 Limiting`, `Defence`, `Terrorism` is missing",
            ],
        ),
        (
            "Title,Party 1,Crime\nx,Arden,y\n",
            &["HW0302 1:1 Title,Party 1,Crime: the column `Party 2` is missing"],
        ),
        (
            HEAD,
            &["HW0309 1:1 Title,Date,Parties,C: this table has no agreement"],
        ),
        (
            "Title,Date,Parties,Crime,State,Effort\n\
             ,2015-02-29,Arden,maybe,soon,lots\n\
             x,,Arden; Brel; ARDEN,,,-1\n\
             y,,,yes,,\n\
             z,,Arden; ??,yes,,\n",
            &[
                "HW0307 2:1 : this row has no `Title`",
                "HW0310 2:2 2015-02-29: `2015-02-29` is no date",
                "HW0511 2:13 Arden: this agreement needs at least two parties",
                "HW0310 2:19 maybe: `maybe` is neither yes nor no",
                "HW0310 2:25 soon: `soon` does not say where the agreement stands",
                "HW0310 2:30 lots: `lots` is no number",
                "HW0311 3:17 ARDEN: `Arden` is named twice as a party",
                "HW0310 3:25 -1: `-1` is out of range: 0 to a million",
                "HW0511 4:1 y: this agreement needs at least two parties",
                "HW0310 5:11 ??: `??` names nobody",
            ],
        ),
        (
            "Title,Parties,Crime\nx,Arden,Brel,yes\ny,\"Arden;Brel,no\n",
            &[
                "HW0305 2:1 x,Arden,Brel,yes: this row has 4 cells, and the header has 3",
                "HW0306 3:3 \": this quote is not closed",
            ],
        ),
        (
            "Title,Parties,Countries,Crime\nx,Arden;Brel,,y\n",
            &["HW0304 1:15 Countries: there are two columns `Parties`"],
        ),
        (
            "Title,Parties,Party 1,Party 2,Crime\nx,Arden;Brel,arden,Corin,y\n",
            &["HW0311 2:14 arden: `Arden` is named twice as a party"],
        ),
    ] {
        let (pacts, problems) = check(text.as_bytes());
        let expected: Vec<String> = expected.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!((pacts.len(), problems), (0, expected), "{text}");
    }
    let long = format!("{HEAD}x,,Arden; {},y,,\n", "y".repeat(MOST_PARTIES + 1));
    let (_, problems) = check(long.as_bytes());
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("HW0310 2:11 "), "{problems:?}");
}

#[test]
fn what_is_too_much_is_told_once() {
    let table = |rows: usize, parties: &dyn Fn(usize) -> String| {
        let rows = (0..rows).map(|nth| format!("p{nth};{};y\n", parties(nth)));
        format!("Title;Parties;Crime\n{}", rows.collect::<String>())
    };
    let many = |from: usize, count: usize| {
        let names: Vec<String> = (from..from + count).map(|one| format!("e{one}")).collect();
        names.join(",")
    };
    let two = |_: usize| "Arden,Brel".to_owned();
    for (text, message) in [
        (
            table(MOST_AGREEMENTS + 9, &two),
            "HW0510 5002:1 p5000: with this row there are more than 5000 agreements",
        ),
        (
            table(300, &|nth| many(2 * nth, 2)),
            "HW0510 252:1 p250: with this row there are more than 500 economies",
        ),
        (
            table(2, &|nth| many(0, MOST_PARTIES + nth)),
            "HW0510 3:4 e0,e1,e2,e3,e4,e5,e6: this agreement has more than 200 parties",
        ),
        (
            table(102, &|_| many(0, MOST_PARTIES)),
            "HW0510 102:1 p100: with this row there are more than 20000 parties in all",
        ),
    ] {
        assert_eq!(check(text.as_bytes()), (vec![], vec![message.to_owned()]));
    }
    for text in [
        table(MOST_AGREEMENTS, &two),
        table(250, &|nth| many(2 * nth, 2)),
        table(100, &|_| many(0, MOST_PARTIES)),
    ] {
        assert_eq!(check(text.as_bytes()).1, Vec::<String>::new());
    }
}

/// Loads the scenario that is made of a network; it must have no error, and no warning either.
fn loads(network: &Network, course: &Course) -> crate::exercise::Exercise {
    let text = scenario(network, course);
    let loaded = load("net.ron", &MemoryShelf::new(&[("net.ron", &text)]));
    assert_eq!(loaded.problems, [], "\n{text}");
    loaded.exercise.expect("there is no problem")
}

#[test]
fn the_world_has_the_numbers_of_its_source_and_agreements_of_all_kinds() {
    let network = Network::drawn(ECONOMIES, AGREEMENTS, 1);
    let exercise = loads(&network, &Course::of(&network));
    let economies = exercise.economies.iter();
    let own = economies.filter(|one| one.name.starts_with("Economy"));
    assert_eq!((own.count(), exercise.agreements.len()), (116, 196));
    let count = |fits: &dyn Fn(&crate::exercise::Agreement) -> bool| {
        exercise.agreements.iter().filter(|one| fits(one)).count()
    };
    for area in IssueArea::ALL {
        let covers = count(&|one| one.areas.contains(area));
        assert!((2..=120).contains(&covers), "{area}: {covers}");
    }
    let signed = count(&|one| one.state == AgreementState::Signed);
    assert!((25..=75).contains(&signed), "{signed}");
    assert_eq!(
        count(&|one| one.state == AgreementState::Operational),
        196 - signed
    );
    assert!(count(&|one| one.areas.len() > 1) > 60);
    let again = scenario(&network, &Course::of(&network));
    assert_eq!(again, scenario(&network, &Course::of(&network)));
    let other = Course {
        seed: 2,
        ..Course::of(&network)
    };
    assert_ne!(again, scenario(&network, &other));
}

#[test]
fn networks_and_courses_of_many_sizes_load_without_a_problem() {
    let of = |change: fn(&mut Course)| {
        let network = Network::drawn(9, 20, 3);
        let mut course = Course::of(&network);
        change(&mut course);
        (network, course)
    };
    let usual = |economies, agreements| {
        let network = Network::drawn(economies, agreements, 2);
        let course = Course::of(&network);
        (network, course)
    };
    for (network, course) in [
        usual(0, 1),
        usual(2, 1),
        usual(3, 3),
        usual(40, 700),
        of(|course| course.hours = 1),
        of(|course| course.hours = 24 * 365),
        of(|course| course.threats = 1),
        of(|course| course.threats = 200),
        of(|course| course.injects = 1),
        of(|course| course.injects = 2_000),
        of(|course| (course.threats, course.injects, course.hours) = (0, 0, 0)),
    ] {
        let exercise = loads(&network, &course);
        assert_eq!(exercise.agreements.len(), network.pacts.len());
        let (injects, hosts) = (exercise.injects.len(), exercise.hosts.len());
        let wanted = course.injects.max(1) as usize;
        assert_eq!((injects, hosts), (wanted, wanted));
    }
}

#[test]
fn every_area_becomes_what_stands_for_it() {
    let text = "Title,Parties,Notes,Talks,Research,CBM,IR,Crime,Capacity,Limits,Defense,Terror\n\
                Talks,Arden;Brel,,x,,,,,,,,\n\
                Labs,Arden;Brel,,,x,,,,,,,\n\
                Lists,Arden;Brel,,,,x,,,,,,\n\
                Alarm,Arden;Brel,,,,,x,,,,,\n\
                Police,Arden;Brel;Corin,,,,,,x,,,,\n\
                Courses,Arden;Brel,,,,,,,x,,,\n\
                Floods,Arden;Brel,,,,,,,,x,,\n\
                Shield,Arden;Brel,,,,,,,,,x,\n\
                Terror,Arden;Brel,,,,,,,,,,x\n\
                Nothing,Arden;Brel,,,,,,,,,,\n\
                All,Arden;Brel,,x,x,x,x,x,x,x,x,x\n";
    let network = read("t.csv", text.into()).network.expect("it is good");
    let exercise = loads(&network, &Course::of(&network));
    let found = exercise.agreements.iter().map(|one| {
        let parties = one.parties.iter();
        let parties = parties.map(|id| exercise.org(*id).id.as_str());
        let parties: Vec<&str> = parties.collect();
        let gives: Vec<String> = one.gives.iter().map(|term| format!("{term:?}")).collect();
        let gives: Vec<&str> = gives
            .iter()
            .map(|term| term.split('(').next().unwrap())
            .collect();
        let held = exercise.gatherings.iter();
        let held = held.filter(|held| held.under.map(|id| id.at()) == Some(place(&exercise, one)));
        format!(
            "{}: {}; {}; {} held; {}",
            one.id,
            parties.join(" "),
            gives.join(" "),
            held.count(),
            one.effort_milli_hours / 1000
        )
    });
    let (hotline, net) = (
        "Channel ContactsKeptCurrent AnswerWithin",
        "Channel Sharing",
    );
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            format!("alarm: arden-cert brel-cert; {hotline}; 0 held; 40"),
            format!(
                "all: arden-cert arden-ministry arden-police brel-cert brel-ministry brel-police; \
                 ContactsKeptCurrent Ladder Channel AnswerWithin Training Renounces {net}; 2 held; \
                 500"
            ),
            "courses: arden-cert brel-cert; Training; 1 held; 60".to_owned(),
            "floods: arden-ministry brel-ministry; Renounces; 0 held; 20".to_owned(),
            "labs: arden-cert brel-cert; Sharing; 0 held; 60".to_owned(),
            "lists: arden-cert brel-cert; ContactsKeptCurrent Ladder; 0 held; 10".to_owned(),
            "nothing: arden-cert brel-cert; Sharing; 0 held; 0".to_owned(),
            format!("police: arden-police brel-police corin-police; {hotline}; 0 held; 60"),
            format!("shield: arden-ministry brel-ministry; {net}; 0 held; 200"),
            "talks: arden-cert brel-cert; ; 1 held; 30".to_owned(),
            format!("terror: arden-police brel-police; {hotline}; 0 held; 20"),
        ]
    );
}

/// The place of an agreement in its table.
fn place(exercise: &crate::exercise::Exercise, of: &crate::exercise::Agreement) -> usize {
    let found = exercise.agreements.iter().position(|one| one.id == of.id);
    found.expect("it is one of them")
}

#[test]
fn names_that_look_like_anything_stay_names() {
    let names = [
        "\"]), (id: \"x",
        "a\nb // c",
        "\\u{7}\u{7}",
        "日本",
        "中国",
        "Å*!home",
        "excon",
    ];
    let cell = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let rows = names.map(|name| format!("{},{},Other,x,2015\n", cell(name), cell(name)));
    let text = format!("Title,Party 1,Party 2,Crime,Date\n{}", rows.concat());
    let reading = read("/home/nobody\n/t\n\"(.csv", text.into());
    assert_eq!(reading.problems, []);
    let network = reading.network.expect("it is good");
    let exercise = loads(&network, &Course::of(&network));
    for name in names {
        assert!(
            exercise.economies.iter().any(|one| one.name == name),
            "{name:?}"
        );
        assert!(
            exercise.agreements.iter().any(|one| one.title == name),
            "{name:?}"
        );
    }
    let text = scenario(&network, &Course::of(&network));
    assert!(
        !text.contains("nobody\n"),
        "only the table's own name is told"
    );
}

#[test]
fn a_row_more_in_a_table_moves_no_zone_and_no_server() {
    let table = |more: &str| {
        let text = format!("Title,Parties,IR\none,Arden;Brel;Corin;Dane;Elme,x\n{more}");
        read("t.csv", text.into()).network.expect("it is good")
    };
    let (one, two) = (table(""), table("two,Arden;Corin,x\n"));
    let text = |network: &Network| {
        let text = scenario(network, &Course::of(network));
        let lines = text
            .lines()
            .filter(|line| line.contains("zone:") || line.contains("hosted_by"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(text(&one), text(&two));
}

/// Rows of cells as people, and nobody, would write them.
fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just(String::new()),
        Just("yes".to_owned()),
        Just("x".to_owned()),
        Just("no".to_owned()),
        "[A-D]; ?[A-F]",
        "[A-C](,[A-E]){0,3}",
        "(20[0-3][0-9]-)?1?[0-9]-[0-3]?[0-9]",
        "[0-9]{1,3}(\\.[0-9])?",
        "\\PC{0,6}",
        "\"[^\"]{0,6}\"",
        "[\"a;,\\\\\n\r\t(é]{0,5}",
    ];
    let names = prop::sample::select(vec![
        "Title",
        "Date",
        "Parties",
        "Party 1",
        "Party 2",
        "State",
        "Effort",
        "Discussion",
        "CBM",
        "Crime",
        "Defense",
        "Activity Limiting",
        "IR",
        "Other",
        "",
    ]);
    let header = prop::collection::vec(names, 1..9);
    let rows = prop::collection::vec(prop::collection::vec(cell, 9), 0..5);
    (header, rows).prop_map(|(header, rows)| {
        let mut text = format!("Title,Parties,Crime,{}\n", header.join(","));
        for row in rows {
            let cells = &row[..header.len().min(row.len())];
            text += &format!("\"t\"\"\",A; B,x,{}\n", cells.join(","));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_table_makes_it_panic_and_what_is_read_makes_a_scenario(text in table()) {
        let reading = read("t.csv", text.clone().into_bytes());
        for problem in &reading.problems {
            let place = problem.place.expect("it has a place");
            prop_assert!(place.end <= reading.sources.get(place.source).text().len());
        }
        if let Some(network) = &reading.network {
            let made = scenario(network, &Course::of(network));
            let loaded = load("net.ron", &MemoryShelf::new(&[("net.ron", &made)]));
            prop_assert!(loaded.problems.is_empty(), "{text}\n{made}\n{:?}", loaded.problems);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut text = b"Title,Parties,Crime\n".to_vec();
        text.extend(bytes);
        check(&text);
    }
}
