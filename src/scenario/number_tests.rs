//! Every number of a scenario takes its source where it stands, is a parameter with it, and can be
//! set from outside by the name that it has among the parameters.

use super::shelf::MemoryShelf;
use super::tests::{scenario, shown};
use super::{Loaded, load_with};
use crate::exercise::{Exercise, Parameter};

const CAST: &str = r#"
    organisations: [
        (id: "a-cert", economy: "BE", constituency: "corp"),
        (id: "b-host", kind: HostingProvider, economy: "JP"),
        (id: "corp", kind: Company, economy: "BE"),
        (id: "cop", kind: Police, economy: "BE"),
        (id: "it", kind: ORG),
    ],
    threats: [(id: "gang", class: Ransomware, victims: [(org: "corp", at: "+5m")]),
        (id: "thr", class: Ddos, THREAT)],
    hosts: [(id: "c2", threat: "gang", hosted_by: "b-host"), (id: "it", HOST)],
    findings: [(id: "ip", kind: Address, threat: "gang", points_at: "host:c2")],
    objectives: [(id: "O")],
"#;

/// Where a number stands (`@` in its place), the number, another one, and its path. The first word
/// says which list the fields belong to; `-` stands for a section of its own.
#[rustfmt::skip]
const NUMBERS: &[(&str, &str, &str, &str, &str)] = &[
    ("-", "economies: [(id: \"XX\", zone: \"UTC\", tension: {\"BE\": @})]",
     "0.5", "0.25", "economies.XX.tension.BE"),
    ("-", "season: (trust_half_life: @)", "\"52 weeks\"", "\"4w\"", "season.trust_half_life"),
    ("org", "desk: (analysts: @)", "6", "7", "organisations.it.desk.analysts"),
    ("org", "desk: (skill: @)", "1.5", "2", "organisations.it.desk.skill"),
    ("org", "desk: (background: @)",
     "PerHour(2.0)", "PerDay(3)", "organisations.it.desk.background"),
    ("org", "desk: (background: PerDay(@))",
     "24.0", "PerHour(3)", "organisations.it.desk.background"),
    ("org", "desk: (service: (median: @, spread: 0.5))",
     "\"5m\"", "\"6m\"", "organisations.it.desk.service.median"),
    ("org", "desk: (service: (median: \"5m\", spread: @))",
     "0.5", "0.6", "organisations.it.desk.service.spread"),
    ("org", "desk: (shift: Shifts([(from: \"08:00\", to: \"20:00\", analysts: @)]))",
     "3", "4", "organisations.it.desk.shift.1.analysts"),
    ("org", "contacts: [(role: \"desk\", channels: [\"email\"], tenure: @)]",
     "\"9w\"", "\"8w\"", "organisations.it.contacts.desk.tenure"),
    ("org", "directory: (stale: @)", "0.1", "0.2", "organisations.it.directory.stale"),
    ("org", "directory: (missing: @)", "0.1", "0.2", "organisations.it.directory.missing"),
    ("org", "directory: (age: @)",
     "\"10 days\"", "\"11 days\"", "organisations.it.directory.age"),
    ("org", "sensors: [(class: Ddos, sees: @, delay: \"5m\")]",
     "0.1", "0.2", "organisations.it.sensors.ddos.sees"),
    ("org", "sensors: [(class: Ddos, sees: 0.1, delay: @)]",
     "\"5m\"", "\"6m\"", "organisations.it.sensors.ddos.delay"),
    ("org", "sensors: [(class: SupplyChain, sees: 0.1, delay: \"5m\", spread: @)]",
     "0.5", "0.6", "organisations.it.sensors.supply_chain.spread"),
    ("org", "policy: (classifies: @)", "0.123", "0.2", "organisations.it.policy.classifies"),
    ("org", "policy: (release: @)", "\"5m\"", "\"6m\"", "organisations.it.policy.release"),
    ("org", "policy: (full_trust: @)", "0.123", "0.2", "organisations.it.policy.full_trust"),
    ("org", "policy: (share_trust: @)", "0.123", "0.2", "organisations.it.policy.share_trust"),
    ("org", "policy: (sees_through: @)", "0.123", "0.2", "organisations.it.policy.sees_through"),
    ("org", "policy: (careless: @)", "0.123", "0.2", "organisations.it.policy.careless"),
    ("org", "thorough: @", "0.123", "0.2", "organisations.it.thorough"),
    ("org", "patience: @", "\"5m\"", "\"6m\"", "organisations.it.patience"),
    ("org", "harm: @", "PerWeek(168)", "PerHour(3)", "organisations.it.harm"),
    ("org", "harm: PerHour(@)", "2", "PerHour(3)", "organisations.it.harm"),
    ("org", "leaks: @", "0.123", "0.2", "organisations.it.leaks"),
    ("channel", "transit: @, reading: Interrupting", "\"5m\"", "\"6m\"", "channels.it.transit"),
    ("channel", "transit: \"1m\", reading: @",
     "Polled(\"5m\")", "AroundTheClock", "channels.it.reading"),
    ("channel", "transit: \"1m\", reading: Polled(@)",
     "\"5m\"", "Polled(\"6m\")", "channels.it.reading"),
    ("channel", "transit: \"1m\", reading: OfficeHours(@)",
     "\"5m\"", "Interrupting", "channels.it.reading"),
    ("channel", "transit: \"1m\", reading: Interrupting, spread: @",
     "0.1", "0.2", "channels.it.spread"),
    ("channel", "transit: \"1m\", reading: Interrupting, loss: @",
     "0.1", "0.2", "channels.it.loss"),
    ("channel", "transit: \"1m\", reading: Interrupting, bounce: @",
     "0.1", "0.2", "channels.it.bounce"),
    ("channel", "transit: \"1m\", reading: Interrupting, bounce_after: @",
     "\"6m\"", "\"7m\"", "channels.it.bounce_after"),
    ("channel", "transit: \"1m\", reading: Interrupting, approval: @",
     "\"6m\"", "\"7m\"", "channels.it.approval"),
    ("channel", "transit: \"1m\", reading: Interrupting, capacity: @",
     "6", "7", "channels.it.capacity"),
    ("agreement", "gives: [Liaison], effort: @", "6", "7.5", "agreements.it.effort"),
    ("agreement", "gives: [Liaison, AnswerWithin(@)]",
     "\"1h\"", "\"2h\"", "agreements.it.gives.answer_within"),
    ("-", "falsehoods: [(id: \"it\", kind: Address, half_life: @)]",
     "\"1h\"", "\"2h\"", "falsehoods.it.half_life"),
    ("-", "artefacts: [(id: \"it\", yields: [\"ip\"], analysis: @)]",
     "\"1h\"", "\"2h\"", "artefacts.it.analysis"),
    ("host", "innocent_harm: @", "PerHour(2)", "PerHour(3)", "hosts.it.innocent_harm"),
    ("host", "innocent_harm: PerDay(@)", "48", "PerHour(3)", "hosts.it.innocent_harm"),
    ("threat", "breakout: @", "\"1h\"", "\"2h\"", "threats.thr.breakout"),
    ("threat", "breakout_spread: @", "0.1", "0.2", "threats.thr.breakout_spread"),
    ("threat", "returns: @", "0.1", "0.2", "threats.thr.returns"),
    ("threat", "returns_after: @", "\"1h\"", "\"2h\"", "threats.thr.returns_after"),
    ("threat", "moves_after: @", "\"1h\"", "\"2h\"", "threats.thr.moves_after"),
    ("threat", "notices: @", "0.1", "0.2", "threats.thr.notices"),
    ("threat", "victims: [(among: \"all\", count: @, at: \"+1h\")]",
     "2", "3", "threats.thr.victims.1.count"),
    ("threat", "victims: [(among: \"all\", at: \"+1h\", every: @)]",
     "\"5m\"", "\"6m\"", "threats.thr.victims.1.every"),
    ("operation", "postpones: @", "\"1h\"", "\"2h\"", "operations.it.postpones"),
    ("operation", "warrant: @", "\"1h\"", "\"3h\"", "operations.it.warrant"),
    ("operation", "warrant_spread: @", "0.1", "0.2", "operations.it.warrant_spread"),
    ("operation", "flees: @", "0.1", "0.2", "operations.it.flees"),
    ("operation", "needs: [(org: \"cop\", warrant: @)]",
     "\"1h\"", "\"3h\"", "operations.it.needs.cop.warrant"),
    ("-", "gatherings: [(id: \"it\", at: \"+1h\", parties: [\"a-cert\", \"corp\"], trust: @)]",
     "0.1", "0.2", "gatherings.it.trust"),
    ("rule", "do: [Wait(@)]", "\"5m\"", "\"6m\"", "playbooks.it.rules.r.do.1"),
    ("rule", "do: [Answer, Clarify(@)]", "2", "3", "playbooks.it.rules.r.do.2"),
    ("rule", "do: [Chance(@, [Answer], [Close])]", "0.5", "0.25", "playbooks.it.rules.r.do.1.of"),
    ("rule", "do: [Chance(of: @, then: [Answer])]",
     "0.5", "0.25", "playbooks.it.rules.r.do.1.of"),
    ("rule", "do: [Chance(0.5, [Answer, Wait(@)])]",
     "\"5m\"", "\"6m\"", "playbooks.it.rules.r.do.1.then.2"),
    ("rule", "do: [Chance(0.5, [Answer], [Clarify(@)])]",
     "2", "3", "playbooks.it.rules.r.do.1.otherwise.1"),
    ("rule", "do: [Only(QueueBelow(@)), Answer]",
     "2", "3", "playbooks.it.rules.r.do.1.queue_below"),
    ("rule", "do: [Only(Not(QueueBelow(@))), Answer]",
     "2", "3", "playbooks.it.rules.r.do.1.not.queue_below"),
    ("rule", "when: [FirstTime, QueueBelow(@)], do: [Answer]",
     "2", "3", "playbooks.it.rules.r.when.2"),
    ("rule", "when: [Not(QueueBelow(@))], do: [Answer]",
     "2", "3", "playbooks.it.rules.r.when.1.queue_below"),
    ("-", "service: [(work: Triage, overrides: true, median: @)]",
     "\"5m\"", "\"7m\"", "service.Triage.median"),
    ("-", "service: [(work: Triage, overrides: true, spread: @)]",
     "0.123", "0.2", "service.Triage.spread"),
    ("inject", "after: (does: Sent(Notification), wait: @)",
     "\"5m\"", "\"6m\"", "injects.it.after.wait"),
    ("inject", "at: \"+1h\", effects: [ChannelDown(\"email\"), ChannelSlow(\"email\", @)]",
     "2", "3", "injects.it.effects.2.times"),
    ("inject", "at: \"+1h\", effects: [Tension(\"BE\", \"JP\", @)]",
     "0.5", "0.25", "injects.it.effects.1.share"),
    ("inject", "at: \"+1h\", expects: [(id: \"T\", does: Published, target: @, limit: \"1h\", \
        objective: \"O\")]",
     "\"5m\"", "\"6m\"", "tasks.T.target"),
    ("inject", "at: \"+1h\", expects: [(id: \"T\", does: Published, target: \"5m\", limit: @, \
        objective: \"O\")]",
     "\"1h\"", "\"2h\"", "tasks.T.limit"),
    ("task", "target: @, limit: \"1h\"", "\"5m\"", "\"6m\"", "tasks.it.target"),
    ("task", "target: \"5m\", limit: @", "\"1h\"", "\"2h\"", "tasks.it.limit"),
    ("task", "target: \"5m\", limit: \"1h\", weight: @", "3", "4", "tasks.it.weight"),
    ("-", "clock: (startex: \"2024-06-26T07:00:00Z\", endex: \"+4h\", moves: [(title: \
        \"Two\", at: \"+1h\", jump: @)])",
     "\"5 days\"", "\"6 days\"", "clock.moves.Two.jump"),
];

/// A scenario with these fields in a list.
fn with(list: &str, fields: &str) -> String {
    let in_cast = |word: &str, usual: &str| match list == word {
        true => format!("{usual}, {fields}"),
        false => usual.to_owned(),
    };
    let host = in_cast("host", "hosted_by: \"b-host\"");
    let org = in_cast("org", "Company, economy: \"BE\"");
    let threat = match list {
        "threat" if fields.contains("victims") => fields.to_owned(),
        _ => in_cast("threat", "victims: [(org: \"corp\", at: \"+5m\")]"),
    };
    let cast = CAST
        .replace("ORG", &org)
        .replace("THREAT", &threat)
        .replace("HOST", &host);
    let own = match list {
        "channel" => format!("channels: [(id: \"it\", {fields})]"),
        "agreement" => {
            format!("agreements: [(id: \"it\", parties: [\"a-cert\", \"b-host\"], {fields})]")
        }
        "operation" => format!(
            "operations: [(id: \"it\", against: \"gang\", lead: \"cop\", at: \"+1h\", {fields})]"
        ),
        "rule" => format!(
            "playbooks: [(id: \"it\",
                rules: [(name: \"r\", on: Received(Notification), {fields})])]"
        ),
        "inject" => format!("injects: [(id: \"it\", to: \"a-cert\", {fields})]"),
        "task" => format!(
            "tasks: [(id: \"it\", each: \"a-cert\", does: Published, objective: \"O\", {fields})]"
        ),
        "-" => fields.to_owned(),
        _ => String::new(),
    };
    let text = scenario(&format!("{cast}\n{own}"));
    match own.starts_with("clock") {
        true => text.replacen(
            "clock: (startex: \"2024-06-26T07:00:00Z\", endex: \"+4h\"),\n",
            "",
            1,
        ),
        false => text,
    }
}

fn read(text: &str, sets: &[(String, String)]) -> Loaded {
    load_with("main.ron", &MemoryShelf::new(&[("main.ron", text)]), sets)
}

fn played(text: &str, sets: &[(String, String)]) -> Exercise {
    let loaded = read(text, sets);
    let errors: Vec<_> = shown(&loaded);
    loaded
        .exercise
        .unwrap_or_else(|| panic!("{text}\n{errors:#?}"))
}

fn parameter<'x>(exercise: &'x Exercise, path: &str) -> &'x Parameter {
    let mut all = exercise.parameters.iter();
    let found = all.find(|one| one.path == path);
    found.unwrap_or_else(|| panic!("{path} is no parameter"))
}

/// What is played, without what is said of its numbers.
fn bare(exercise: &Exercise) -> Exercise {
    Exercise {
        parameters: Vec::new(),
        ..exercise.clone()
    }
}

#[test]
fn every_number_takes_its_source_where_it_stands() {
    for (list, fields, value, _, path) in NUMBERS {
        let plain = played(&with(list, &fields.replace('@', value)), &[]);
        assert_eq!(parameter(&plain, path).source, None, "{path}");
        for sourced in [
            format!("({value}, \"the survey\")"),
            format!("(value: {value}, source: \"the survey\")"),
        ] {
            let found = played(&with(list, &fields.replace('@', &sourced)), &[]);
            assert!(bare(&found) == bare(&plain), "{path}: {sourced}");
            let source = parameter(&found, path).source.as_deref();
            assert_eq!(source, Some("the survey"), "{path}: {sourced}");
            assert_eq!(found.parameters.len(), plain.parameters.len(), "{path}");
        }
    }
}

#[test]
fn every_number_can_be_set_by_the_name_it_has_among_parameters() {
    for (list, fields, value, other, path) in NUMBERS {
        let text = with(list, &fields.replace('@', value));
        let plain = played(&text, &[]);
        let set = |value: &str| played(&text, &[((*path).to_owned(), value.to_owned())]);
        let same = set(&parameter(&plain, path).value);
        assert!(bare(&same) == bare(&plain), "{path} set to what it is");
        let changed = set(other);
        let (now, before) = (changed.parameters.len(), plain.parameters.len());
        assert_eq!(now, before, "{path}");
        assert!(bare(&changed) != bare(&plain), "{path} set changes nothing");
        assert_eq!(parameter(&changed, path).value, *other, "{path}");
        let sourced = set(&format!("({other}, \"a test\")"));
        assert!(bare(&sourced) == bare(&changed), "{path} set with a source");
        assert_eq!(parameter(&sourced, path).source.as_deref(), Some("a test"));
    }
}

#[test]
fn the_bundled_scenarios_can_be_set_by_every_parameter_they_have() {
    for (name, _) in super::library::SCENARIOS {
        let plain = super::load(name, &MemoryShelf::default());
        let plain = plain.exercise.expect("it has no problem");
        let all = plain.parameters.iter();
        let sets: Vec<_> = all
            .map(|one| (one.path.clone(), one.value.clone()))
            .collect();
        assert!(sets.len() > 100, "{name}");
        let loaded = load_with(name, &MemoryShelf::default(), &sets);
        assert_eq!(shown(&loaded), Vec::<String>::new(), "{name}");
        let found = loaded.exercise.expect("it has no problem");
        assert!(bare(&found) == bare(&plain), "{name}");
        let paths = |of: &Exercise| of.parameters.iter().map(|p| p.path.clone()).collect();
        let (found, before): (Vec<_>, Vec<_>) = (paths(&found), paths(&plain));
        assert_eq!(found, before, "{name}");
    }
}

#[test]
fn a_task_that_stands_in_an_inject_may_have_a_source_of_its_own() {
    let task = |source: &str| {
        let task = "(id: \"T\", SOURCE does: Published, target: \"5m\", limit: (\"1h\", \"law\"), \
                    objective: \"O\")";
        let fields = format!("at: \"+1h\", source: \"MSEL\", expects: [{task}]");
        played(&with("inject", &fields.replace("SOURCE", source)), &[])
    };
    for (source, target) in [("", "MSEL"), ("source: \"charter\",", "charter")] {
        let found = task(source);
        let of = |path| parameter(&found, path).source.as_deref();
        assert_eq!(of("tasks.T.target"), Some(target));
        assert_eq!(of("tasks.T.limit"), Some("law"));
    }
}

macro_rules! nouns {
    ($($name:ident),*) => {
        &[$((stringify!($name), include_str!(concat!("noun/", stringify!($name), ".rs")))),*]
    };
}

/// The text of every noun.
#[rustfmt::skip]
const NOUNS: &[(&str, &str)] = nouns![
    agreement, amount, artefact, channel, clock, duty, economy, effect, finding,
    gathering, guard, host, improvement, inject, need, objective, operation, organisation,
    pattern, playbook, selector, service, step, subject, task, threat
];

/// So that no number is read without a way to give its source: all are `Given` in what is decoded.
#[test]
fn no_noun_reads_a_bare_number() {
    let hub = include_str!("noun/mod.rs").lines();
    let named = hub.filter_map(|line| line.strip_prefix("pub(super) mod ")?.strip_suffix(';'));
    let listed: Vec<&str> = NOUNS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named.collect::<Vec<_>>(), listed);
    for (name, text) in NOUNS {
        for line in text.lines() {
            let mut line = line.to_owned();
            for kind in ["Length", "Milli", "Share", "Rate", "u32", "u16", "i64"] {
                line = line.replace(&format!("Given<{kind}>"), "");
            }
            let bare = "<Length> (Length) <Milli> (Milli) <Share> (Share) <Rate> Spot<u32> \
                        Spot<u16> (u32) (u16) f64";
            let fields = [": Length", ": Milli", ": Share,", ": Rate"];
            let mut all = bare.split(' ').chain(fields);
            let found = all.find(|bare| line.contains(*bare));
            assert_eq!(found, None, "{name}: {line}");
        }
    }
}
