//! Forks of a recorded run: the same up to a moment, its own from there on.

use super::{call, check, place, text};
use hotwash::engine::VERSION;
use hotwash::journal;
use std::fs;

const JOURNAL: &str = "out/journal.jsonl";

#[test]
fn without_a_change_a_fork_is_the_run_to_the_last_byte() {
    let dir = place();
    let whole = fs::read(dir.path().join(JOURNAL)).expect("written");
    for at in ["0s", "+20m", "T+00:40", "59m"] {
        let args = ["fork", JOURNAL, "--at", at, "--out", "fork"];
        check(dir.path(), &args, 0, &["Forked at T+00:", "HEADLINE"]);
        let fork = fs::read(dir.path().join("fork/journal.jsonl")).expect("written");
        assert!(fork == whole, "forked at {at}");
    }
    for name in ["scorecard.json", "report.html", "fork.txt"] {
        assert!(dir.path().join("fork").join(name).exists(), "{name}");
    }
    let compared = check(
        dir.path(),
        &["compare", JOURNAL, "fork/journal.jsonl"],
        0,
        &[],
    );
    assert!(compared.contains("They never part"), "{compared}");
    // A run that was stopped is forked before its end, and its end is none of the fork's.
    let stop = [
        "run",
        "first-drill",
        "--seed",
        "7",
        "--until",
        "20m",
        "--out",
        "part",
    ];
    check(dir.path(), &stop, 0, &[]);
    let args = ["fork", "part/journal.jsonl", "--at", "20m", "--out", "on"];
    check(dir.path(), &args, 0, &[]);
    let on = fs::read(dir.path().join("on/journal.jsonl")).expect("written");
    assert!(on == whole, "what was stopped goes on");
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table of what is refused")]
fn what_cannot_be_forked_is_told_with_a_way_out() {
    let dir = place();
    let whole = fs::read_to_string(dir.path().join(JOURNAL)).expect("written");
    let half: String = whole.split_inclusive('\n').take(60).collect();
    fs::write(dir.path().join("half"), &half).expect("written");
    fs::write(
        dir.path().join("bad"),
        whole.replace("\"seq\":40", "\"seq\":41"),
    )
    .expect("written");
    let part = [
        "run",
        "first-drill",
        "--seed",
        "7",
        "--until",
        "20m",
        "--out",
        "part",
    ];
    check(dir.path(), &part, 0, &[]);
    for (args, code, said) in [
        (
            &[JOURNAL, "--at=-5m"][..],
            2,
            &["lies outside the exercise", "STARTEX"][..],
        ),
        (
            &[JOURNAL, "--at", "2h"],
            2,
            &["lies outside the exercise", "ENDEX"],
        ),
        (
            &[JOURNAL, "--at", "1h"],
            2,
            &["it is ENDEX", "an earlier moment"],
        ),
        (&[JOURNAL, "--at", "soon"], 2, &["is no moment"]),
        (&["bad", "--at", "20m"], 1, &["line 42", "hotwash replay"]),
        (
            &["half", "--at", "50m"],
            2,
            &["tells what happened up to", "before that"],
        ),
        (
            &["part/journal.jsonl", "--at", "30m"],
            2,
            &["up to T+00:20:00"],
        ),
        (&["nothing", "--at", "30m"], 3, &["cannot read nothing"]),
        (
            &[JOURNAL, "--at", "9m", "--seat", "be-crt=human"],
            2,
            &["did you mean `be-cert`?"],
        ),
        (
            &[JOURNAL, "--at", "9m", "--seat", "be-cert=robot"],
            2,
            &["simulated, human, assisted"],
        ),
        (
            &[
                JOURNAL,
                "--at",
                "9m",
                "--seat",
                "acme=human",
                "--seat",
                "acme=human",
            ],
            2,
            &["named twice"],
        ),
        (
            &[JOURNAL, "--at", "9m", "--without", "agreement:be-jq"],
            2,
            &["be-jp"],
        ),
        (
            &[JOURNAL, "--at", "9m", "--set", "title"],
            2,
            &["sets nothing"],
        ),
        (
            &[
                JOURNAL,
                "--at",
                "9m",
                "--set",
                "title=1",
                "--scenario",
                "apcert-2023",
            ],
            2,
            &["is not the scenario that was recorded", "--recorded-with"],
        ),
        (
            &[
                JOURNAL,
                "--at",
                "30m",
                "--set",
                "channels.email.transit=30m",
            ],
            1,
            &[
                "not all would be as recorded",
                "--let-past-differ",
                "fork it before",
            ],
        ),
    ] {
        let args = [&["fork"], args].concat();
        check(dir.path(), &args, code, said);
    }
}

#[test]
fn a_change_that_leaves_the_past_alone_acts_from_there_on() {
    let dir = place();
    let at = ["fork", JOURNAL, "--at", "9m", "--out", "fork"];
    // The contingency inject comes at T+40 and not before.
    let later = ["--set", "injects.I-04.by_time=+30m"];
    let args = [&at[..], &later].concat();
    check(
        dir.path(),
        &args,
        0,
        &["Changed: with injects.I-04.by_time=+30m."],
    );
    let fork = fs::read(dir.path().join("fork/journal.jsonl")).expect("written");
    journal::read(&*fork, VERSION).expect("the fork is whole");
    check(
        dir.path(),
        &["replay", "fork/journal.jsonl"],
        0,
        &["every entry is the same"],
    );
    let compared = ["compare", JOURNAL, "fork/journal.jsonl"];
    check(dir.path(), &compared, 0, &["scenarios differ as well"]);
    let anew = [
        &at[..],
        &["--set", "channels.email.transit=30m", "--let-past-differ"],
    ]
    .concat();
    let said = ["THE PAST DIFFERS from entry", "from STARTEX on"];
    check(dir.path(), &anew, 0, &said);
    check(
        dir.path(),
        &["replay", "fork/journal.jsonl"],
        0,
        &["every entry is the same"],
    );
    // What a run was made with is said again.
    let set = ["--set", "channels.email.transit=2m"];
    let run = [
        &["run", "first-drill", "--seed", "7", "--out", "set"],
        &set[..],
    ]
    .concat();
    check(dir.path(), &run, 0, &[]);
    let with = ["--recorded-with", "channels.email.transit=2m"];
    let fork = ["fork", "set/journal.jsonl", "--at", "9m"];
    check(
        dir.path(),
        &[&fork[..], &later, &with].concat(),
        0,
        &["Changed"],
    );
    check(
        dir.path(),
        &[&fork[..], &later].concat(),
        2,
        &["not the scenario that was recorded"],
    );
}

#[test]
fn had_somebody_acted_otherwise() {
    let dir = place();
    let decide = r#""intent":"decide","decision":"tell the ministry","reason":"it is large""#;
    let letter = r#""to":"sakura-host","channel":"email","kind":"notification""#;
    let letter = format!(r#"{letter},"claims":["c2-address"],"text":"Look.""#);
    let send = format!(r#""intent":"send","at":"+45m","letter":{{{letter}}}"#);
    let acts = format!("{{\"by\":\"be-cert\",{decide}}}\n\n{{\"by\":\"be-cert\",{send}}}\n");
    fs::write(dir.path().join("acts.jsonl"), acts).expect("written");
    let fork = [
        "fork",
        JOURNAL,
        "--at",
        "40m",
        "--act",
        "acts.jsonl",
        "--out",
        "fork",
    ];
    let said = [
        "At T+00:40:00 be-cert wants to",
        "At T+00:45:00 be-cert wants to",
    ];
    check(dir.path(), &fork, 0, &said);
    let kept = fs::read_to_string(dir.path().join("fork/journal.jsonl")).expect("written");
    assert!(kept.contains("Look.") && kept.contains("tell the ministry"));
    check(
        dir.path(),
        &["replay", "fork/journal.jsonl"],
        0,
        &["every entry is the same"],
    );
    let compare = [
        "compare",
        JOURNAL,
        "fork/journal.jsonl",
        "--html",
        "pair.html",
    ];
    let said = [
        "They part at entry",
        "T+00:40:00",
        "MEASURES THAT DIFFER",
        "two runs",
    ];
    check(dir.path(), &compare, 0, &said);
    let page = fs::read_to_string(dir.path().join("pair.html")).expect("written");
    assert!(
        page.contains("Where they part") && !page.contains("<script"),
        "{page}"
    );
    let json = call(dir.path(), &[&compare[..3], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["inputs"]["is"].as_array().expect("a list").len(), 2);
    assert_eq!(json["inputs"]["was"].as_array().expect("a list").len(), 0);
    assert_eq!(json["parts"]["is"]["at"], 2400.0);
    // An entry as `show` prints it is taken as it is.
    let line = kept
        .lines()
        .find(|line| line.contains("tell the ministry"))
        .expect("there");
    fs::write(dir.path().join("again.jsonl"), line).expect("written");
    let again = ["fork", JOURNAL, "--at", "40m", "--act", "again.jsonl"];
    check(dir.path(), &again, 0, &["tell the ministry"]);
}

#[test]
fn excon_handles_the_script_of_a_fork_as_it_did() {
    let dir = place();
    let act = |name: &str, lines: &[&str]| {
        let line = |line: &&str| format!("{{\"by\":\"excon\",{line}}}\n");
        let lines: String = lines.iter().map(line).collect();
        fs::write(dir.path().join(name), lines).expect("written");
    };
    let by = r#""controller":"Ann""#;
    let hold = |inject: &str| {
        format!(r#""intent":"hold_inject","inject":"{inject}","at":"+2m","held":true,{by}"#)
    };
    let does = |intent: &str, inject: &str, at: &str| {
        format!(r#""intent":"{intent}","inject":"{inject}","at":"{at}",{by}"#)
    };
    let did = [
        hold("I-05"),
        hold("I-04"),
        does("release_inject", "I-05", "+35m"),
        does("skip_inject", "I-04", "+50m"),
    ];
    act("did", &did.each_ref().map(String::as_str));
    let handled = [
        "fork", JOURNAL, "--at", "1m", "--act", "did", "--out", "was",
    ];
    let said = [
        "hold inject I-05",
        "HOW EXCON RAN THE SCRIPT",
        "I-05 The press asks: released, 5m late (Ann)",
        "I-04 A reminder: set aside (Ann)",
    ];
    check(dir.path(), &handled, 0, &said);
    let was = fs::read(dir.path().join("was/journal.jsonl")).expect("written");
    // Nothing else is done: it goes as it went, to the byte.
    let again = ["fork", "was/journal.jsonl", "--at", "9m", "--out", "is"];
    let said = "What EXCON did later, 2 inputs: 2 to the script played again, each at its moment.";
    check(dir.path(), &again, 0, &[said]);
    let is = fs::read(dir.path().join("is/journal.jsonl")).expect("written");
    assert!(is == was, "nothing differs");
    // EXCON releases one sooner, and nobody tells Acme, since be-cert is in nobody's hands.
    act("other", &[&does("release_inject", "I-05", "+10m")]);
    let other = ["--act", "other", "--seat", "be-cert=human"];
    let said = [
        "What EXCON did later, 2 inputs: 2 left out since no longer apt.",
        "Left out at T+00:35:00: excon wants to release inject I-05.",
        "The fork lets inject I-04 go at T+00:50:00",
    ];
    check(dir.path(), &[&again[..], &other].concat(), 0, &said);
    let origin = fs::read_to_string(dir.path().join("is/fork.txt")).expect("written");
    assert!(said.iter().all(|said| origin.contains(said)), "{origin}");
    let replay = ["replay", "is/journal.jsonl"];
    check(dir.path(), &replay, 0, &["every entry is the same"]);
    let compare = ["compare", "was/journal.jsonl", "is/journal.jsonl"];
    check(dir.path(), &compare, 0, &["They part at entry"]);
    // Without EXCON what it holds goes out when it is due.
    let said = [
        "Left out of what EXCON did later: 2 inputs.",
        "The fork lets inject I-05 go at T+00:30:00",
    ];
    let none = [&again[..], &["--excon", "none"]].concat();
    check(dir.path(), &none, 0, &said);
    check(dir.path(), &replay, 0, &["every entry is the same"]);
    // A live exercise has its own controller.
    let live = ["--excon", "none", "--live", "kept"];
    check(
        dir.path(),
        &[&again[..4], &live].concat(),
        2,
        &["cannot be used with"],
    );
}

#[test]
fn mistakes_in_actions_are_told_with_line_and_column() {
    let dir = place();
    let lines = [
        "{\"by\":\"be-cert\",\"intent\":\"decide\",\"decision\":\"x\",\"reason\":\"\"}",
        "{\"by\":\"be-cert\",}",
        "[]",
        "{\"by\":\"be-crt\",\"intent\":\"decide\",\"decision\":\"x\",\"reason\":\"\"}",
        "{\"by\":\"be-cert\",\"intent\":\"dance\"}",
        "{\"by\":\"be-cert\",\"intent\":\"decide\",\"decison\":\"x\",\"reason\":\"\"}",
        "{\"by\":\"be-cert\",\"intent\":\"open\",\"message\":1,\"why\":2}",
        "{\"by\":\"be-cert\",\"intent\":\"open\",\"message\":1,\"at\":\"+5m\"}",
        "{\"by\":\"be-cert\",\"intent\":\"send\",\"letter\":{\"to\":\"x\",\"channel\":\"email\",\
         \"kind\":\"answer\"}}",
        "{\"seq\":1,\"at\":0,\"fact\":\"exercise_ended\",\"causes\":[]}",
    ];
    fs::write(dir.path().join("a"), lines.join("\n")).expect("written");
    let said = [
        "a:2:17: this is no JSON",
        "a:3:1: an action is expected here",
        "a:4:7: `by`: expected",
        "one of acme",
        "a:5:26: expected an intent",
        "a:6:1: `decision`: expected text",
        "a:7:51: there is no field `why` here",
        "a:8:50: T+00:05:00 does not lie between T+00:40:00 and ENDEX",
        "a:9:48: `letter.to`: expected",
        "a:10:24: this is a fact",
        "9 of its lines are wrong",
    ];
    let output = check(
        dir.path(),
        &["fork", JOURNAL, "--at", "40m", "--act", "a"],
        1,
        &said,
    );
    assert!(!output.contains("a:1:"), "{output}");
    // What the World does not allow leaves nothing behind.
    let refused = "{\"by\":\"acme\",\"intent\":\"open\",\"message\":4000}\n\
                   {\"by\":\"acme\",\"intent\":\"publish\",\"text\":\"\",\
                   \"claims\":[\"c2-address\"]}";
    fs::write(dir.path().join("b"), refused).expect("written");
    let fork = ["fork", JOURNAL, "--at", "1m", "--act", "b", "--out", "none"];
    let said = [
        "line 1: at T+00:01:00 acme wants to",
        "does not know `c2-address`",
        "2 actions",
    ];
    check(dir.path(), &fork, 1, &said);
    assert!(!dir.path().join("none").exists());
}

#[test]
fn two_journals_are_compared_as_they_are() {
    let dir = place();
    check(
        dir.path(),
        &["run", "first-drill", "--seed", "8", "--out", "eight"],
        0,
        &[],
    );
    check(
        dir.path(),
        &["run", "apcert-2023", "--out", "other"],
        0,
        &[],
    );
    let eight = "eight/journal.jsonl";
    let said = [
        "other luck, seeds 7 and 8",
        "They part at entry",
        "MEASURES THAT DIFFER",
    ];
    check(dir.path(), &["compare", JOURNAL, eight], 0, &said);
    for (args, code, said) in [
        (
            &[JOURNAL, "other/journal.jsonl"][..],
            1,
            "cannot be set side by side",
        ),
        (&[JOURNAL], 2, "name a second journal"),
        (&[JOURNAL, eight, "--strict"], 2, "without --strict"),
        (
            &[JOURNAL, eight, "--without", "agreement:be-jp"],
            2,
            "without a change",
        ),
        (&[JOURNAL, "gone"], 3, "cannot read gone"),
    ] {
        check(dir.path(), &[&["compare"], args].concat(), code, &[said]);
    }
    let text = text(&call(dir.path(), &["compare", JOURNAL, eight]).stdout);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "too wide: {line}");
    }
}
