use super::*;
use crate::model::Tlp;
use proptest::prelude::*;

fn head(range: Range<u64>) -> Head {
    Head {
        about: About {
            id: "drill".to_owned(),
            title: "A \"drill\"".to_owned(),
            mark: "EXERCISE".to_owned(),
            tlp: Tlp::Amber,
            parameters: 12,
            assumed: 5,
            scenario_hash: "ab".repeat(32),
            engine: "9.9.9".to_owned(),
        },
        total: 10,
        first_seed: 5,
        range,
        level: 0.95,
        asked: None,
    }
}

fn runs(range: Range<u64>) -> Vec<Outcome> {
    let run = |number: u64| Outcome {
        seed: 5 + number,
        entries: 7,
        figures: vec![Some(number as f64 / 3.0); measures().count()],
    };
    range.map(run).collect()
}

fn part(range: Range<u64>) -> String {
    text(&head(range.clone()), &runs(range))
}

fn bad(text: &str) -> String {
    let found = read(text.as_bytes(), "9.9.9").and_then(Read::whole);
    found.expect_err("it is bad").to_string()
}

fn good(text: &str) -> Part {
    let found = read(text.as_bytes(), "9.9.9").and_then(Read::whole);
    found.expect("it is good")
}

#[test]
fn a_part_reads_as_it_was_written() {
    let found = good(&part(2..5));
    assert_eq!(found.head, head(2..5));
    assert_eq!(found.runs, runs(2..5));
    let mut asked = head(0..10);
    asked.asked = Some(Asked {
        text: "victims=5%".to_owned(),
        most: 800,
        look: Some(2),
    });
    assert_eq!(good(&text(&asked, &runs(0..10))).head, asked);
}

proptest! {
    #[test]
    fn figures_come_back_to_the_bit(bits in prop::collection::vec(any::<u64>(), 1..40)) {
        let mut runs = runs(0..1);
        for (figure, bits) in runs[0].figures.iter_mut().zip(bits) {
            *figure = Some(f64::from_bits(bits)).filter(|value| !value.is_nan());
        }
        let found = good(&text(&head(0..1), &runs));
        let bits = |run: &Outcome| -> Vec<Option<u64>> {
            run.figures.iter().map(|one| one.map(f64::to_bits)).collect()
        };
        prop_assert_eq!(bits(&found.runs[0]), bits(&runs[0]));
    }

    #[test]
    fn no_changed_byte_goes_unseen(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let text = part(0..3);
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert!(read(&bytes[..], "9.9.9").and_then(Read::whole).is_err());
    }
}

#[test]
fn damage_is_named_with_its_line() {
    let text = part(2..5);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let swapped = [lines[0], lines[1], lines[1], lines[3], lines[4]].concat();
    let other = part(3..6);
    let foreign = [
        lines[0],
        lines[1],
        other.lines().nth(1).expect("a run"),
        "\n",
    ]
    .concat();
    for (text, said) in [
        (String::new(), "line 1: the file ends within its first line"),
        (lines[0][..40].to_owned(), "line 1: the file ends within"),
        ("seed,entries\n".to_owned(), "line 1: this is not a part"),
        (
            text.replace("{\"part\":1", "{\"part\":2"),
            "line 1: the part has format 2",
        ),
        (
            text.replace("\"range\":[2,5]", "\"range\":[2,6]"),
            "line 1: its text does not match",
        ),
        (
            text.replacen("\"entries\":7", "\"entries\":8", 1),
            "line 2: its text does not match",
        ),
        (swapped, "line 3: run 2 stands here a second time"),
        (foreign, "line 3: its text does not match its check"),
        (lines[..3].concat(), "line 3: the part ends here without"),
        (
            lines[..1].concat() + lines[4],
            "line 2: says that there are 3 runs, and 0",
        ),
        (text.clone() + lines[1], "line 6: stands behind the line"),
        (text.clone() + "{", "line 6: stands behind the line"),
        (
            format!("{}{}", lines[0], "x".repeat(2 << 20)),
            "line 2: is longer than",
        ),
    ] {
        let told = bad(&text);
        assert!(told.starts_with(said), "{told} does not start with {said}");
    }
    let found = read(text.as_bytes(), "9.9.8").expect_err("another engine");
    assert!(
        found
            .reason
            .contains("engine 9.9.9, and this is engine 9.9.8"),
        "{found}"
    );
}

#[test]
fn what_was_cut_off_is_there_up_to_its_last_whole_line() {
    let text = part(2..5);
    for cut in 0..text.len() {
        let found = read(&text.as_bytes()[..cut], "9.9.9").expect("a cut is no damage");
        let whole = text[..cut].rfind('\n').map_or(0, |at| at + 1);
        assert_eq!((found.whole, found.cut), (whole as u64, whole < cut));
        let lines = text[..whole].lines().count();
        assert_eq!(found.runs.len(), lines.saturating_sub(1).min(3), "{cut}");
        assert!(found.whole().is_err());
    }
}

#[test]
fn parts_come_together_in_whichever_order() {
    let whole = Joined {
        head: head(0..10),
        runs: runs(0..10),
    };
    let ranges = [0..4, 4..5, 5..10, 5..5];
    for order in [[0, 1, 2, 3], [2, 0, 3, 1], [3, 2, 1, 0]] {
        let parts = order.map(|nth: usize| good(&part(ranges[nth].clone())));
        assert_eq!(join(parts.to_vec()), Ok(whole.clone()), "{order:?}");
    }
}

#[test]
fn what_keeps_parts_from_being_a_campaign_is_all_named() {
    let join = |ranges: &[Range<u64>]| {
        let parts = ranges.iter().map(|range| good(&part(range.clone())));
        super::join(parts.collect()).expect_err("they are not whole")
    };
    assert_eq!(join(&[]), [Misfit::Missing(0..0)]);
    assert_eq!(
        join(std::slice::from_ref(&(0..9))),
        [Misfit::Missing(9..10)]
    );
    assert_eq!(
        join(&[6..8, 1..4]),
        [
            Misfit::Missing(0..1),
            Misfit::Missing(4..6),
            Misfit::Missing(8..10)
        ]
    );
    assert_eq!(join(&[5..10, 0..6]), [Misfit::Doubled(1, 0, 5..6)]);
    assert_eq!(
        join(&[0..10, 2..4, 3..6]),
        [Misfit::Doubled(0, 1, 2..4), Misfit::Doubled(0, 2, 3..6)]
    );
    let twice = join(&[0..5, 0..5, 5..10]);
    assert_eq!(twice, [Misfit::Doubled(0, 1, 0..5)]);
}

#[test]
fn a_part_of_another_campaign_is_told_by_what_differs() {
    type Change = fn(&mut Head);
    let changes: [(Change, &str); 7] = [
        (
            |head| head.about.scenario_hash = "cd".repeat(32),
            "the scenario's hash is cd",
        ),
        (
            |head| {
                head.about.id = "other".to_owned();
                head.about.scenario_hash = "cd".repeat(32);
            },
            "the scenario is other here and drill there",
        ),
        (|head| head.total = 20, "runs: 20 here and 10 there"),
        (
            |head| head.first_seed = 6,
            "the first seed is 6 here and 5 there",
        ),
        (
            |head| head.level = 0.9,
            "the level is 0.9 here and 0.95 there",
        ),
        (
            |head| head.about.engine = "9.9.8".to_owned(),
            "the engine is 9.9.8",
        ),
        (|head| head.about.assumed = 1, "described otherwise"),
    ];
    for (change, said) in changes {
        let mut part = Part {
            head: head(5..10),
            runs: runs(5..10),
        };
        change(&mut part.head);
        let found = join(vec![good(&super::tests::part(0..5)), part]).expect_err("foreign");
        match &found[..] {
            [Misfit::Foreign(1, 0, reason)] => assert!(reason.contains(said), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}
