//! RON with exact places.
//!
//! A text is read once into a flat tree of values (`tree`), in time linear in its length and
//! with bounded depth, whatever it holds. Types are decoded from that tree by serde, each value
//! with its place ([`Spot`]) and each element of a list with its own error ([`Each`]).
//!
//! The `ron` crate is the oracle of the tests: what it accepts and what it means is what is
//! accepted and meant here, apart from attributes and byte strings. It is not the reader because
//! it gives no places; slices of raw values do, but each level of them reads its text three more
//! times, and nested values take it minutes.
//!
//! Types decoded this way must not use serde's `flatten`, `untagged` or internal tags: those copy
//! values before decoding them, which loses the places.

mod access;
mod build;
mod decode;
mod document;
mod graft;
mod hint;
mod leaf;
mod lexer;
mod literal;
mod spot;
mod tree;
mod trouble;

pub use document::{Document, Value};
pub use graft::{Stuck, Why, after, longest};
pub use leaf::{Length, Milli, Share};
pub use spot::{Attempt, Brief, Each, Entries, Given, OneOrMany, Spot};
pub use tree::{MAX_DEPTH, MAX_VALUES};
pub use trouble::Trouble;

/// The beginning of a text, to be quoted in a message.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problem::{Problem, Problems};
    use crate::scenario::source::Sources;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    enum Gives {
        Hotline,
        AnswerWithin(Spot<String>),
        Ladder(Each<String>),
        Desk { analysts: Spot<u32> },
        Post(Post),
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Post {
        name: Spot<String>,
        rate: Option<Spot<f64>>,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, rename = "Organisation")]
    struct Organisation {
        id: Spot<String>,
        post: Option<Spot<Post>>,
        #[serde(default)]
        gives: Each<Gives>,
        #[serde(default)]
        to: OneOrMany<String>,
        on: Option<Attempt<bool>>,
    }

    struct Read {
        sources: Sources,
        problems: Problems,
        organisations: Vec<Spot<Organisation>>,
    }

    fn read(text: &str) -> Read {
        let mut sources = Sources::default();
        let mut problems = Problems::default();
        let mut organisations = Vec::new();
        let id = problems.keep(sources.shelve("x.ron", text.into()));
        let document = id.and_then(|id| Document::read(&sources, id, &mut problems));
        if let Some(document) = document {
            document.expect(&["title", "organisations"], &mut problems);
            if let Some(title) = document.section("title") {
                title.decode::<String>(&sources, &mut problems);
            }
            let list = document.section("organisations");
            let list = list.and_then(|list| list.decode(&sources, &mut problems));
            organisations = list.map_or(Vec::new(), |list: Spot<Each<Organisation>>| list.value.0);
        }
        Read {
            sources,
            problems,
            organisations,
        }
    }

    fn shown(read: &Read) -> Vec<String> {
        let show = |problem: &Problem| {
            let place = problem.place.expect("every problem of a text has a place");
            let (line, column) = read.sources.get(place.source).line_column(place.start);
            format!(
                "{} {line}:{column} {}",
                problem.code.id,
                read.sources.slice(place)
            )
        };
        read.problems.list().iter().map(show).collect()
    }

    #[test]
    fn what_is_right_is_read_with_its_places() {
        let text = "/* a */ Scenario( // b\n title: r#\"t\"#, organisations: [ // c\n \
            Organisation(id: /* d */ \"é1\" // e\n, to: \"a\", \
            gives: [Hotline, AnswerWithin(\"2h\"),Ladder([\"desk\", \"director\",]), \
            Desk(analysts: 0x10), Post(name: \"p\"), \
            Post(name: \"q\", rate: 1),], post: Some((name: \"x\")),), \
            (id: \"o2\", to: [\"a\", \"b\"], post: (name: \"y\", rate: Some(2.5)), on: None),\n],) \
            // f";
        let read = read(text);
        assert_eq!(shown(&read), Vec::<String>::new());
        let [first, second] = &read.organisations[..] else {
            panic!("{:?}", read.organisations)
        };
        assert_eq!(*first.id, *"é1");
        let at = |place| Some(read.sources.slice(place));
        assert_eq!(at(first.id.place), Some("\"é1\""));
        assert_eq!(
            at(first.place).map(|t| (&t[..13], t.ends_with("),)"))),
            Some(("Organisation(", true))
        );
        let rate = second
            .post
            .as_ref()
            .and_then(|post| post.rate.as_ref())
            .unwrap();
        assert_eq!((rate.value, at(rate.place)), (2.5, Some("2.5")));
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        let organisations = |inner: &str| format!("(organisations: [\n{inner}\n])");
        for (text, expected) in [
            ("", &["HW0101 1:1 "][..]),
            ("(title: 5)", &["HW0109 1:9 5"]),
            ("(title: \"a\" \"b\")", &["HW0101 1:13 \"b\""]),
            ("(title \"a\")", &["HW0101 1:8 \"a\""]),
            ("(title: \"a\", title: \"b\")", &["HW0107 1:14 title"]),
            (
                "(titel: \"a\", x: 1)",
                &["HW0105 1:2 titel", "HW0105 1:14 x"],
            ),
            ("(title: \"a\") x", &["HW0101 1:14 x"]),
            ("[1]", &["HW0109 1:1 [1]"]),
            ("Exercise(title: \"a\")", &["HW0111 1:1 Exercise"]),
            (
                "#![enable(implicit_some)]\n()",
                &["HW0104 1:1 #![enable(implicit_some)]"],
            ),
            ("(title: \"a)", &["HW0102 1:9 \"a)"]),
            ("(title: [\"a\")", &["HW0102 1:13 )"]),
            ("(organisations: [", &["HW0102 1:17 ["]),
            ("(a: 1))", &["HW0102 1:7 )"]),
            ("(a: /* b)", &["HW0102 1:5 /* b)"]),
            ("(title: \"\\q\")", &["HW0101 1:10 \\q"]),
            (
                &organisations("(id: 1), (id: \"a\", on: 2), (idd: \"b\"), (), 7"),
                &[
                    "HW0109 2:6 1",
                    "HW0109 2:24 2",
                    "HW0105 2:29 idd",
                    "HW0106 2:40 ()",
                    "HW0109 2:44 7",
                ],
            ),
            (
                &organisations("(id: \"a\", post: (name: \"p\",\n rate: NaN))"),
                &["HW0110 3:8 NaN"],
            ),
            (
                &organisations("(id: \"a\", post: (rate: 1e999, name: 2))"),
                &["HW0109 2:24 1e999", "HW0109 2:37 2"],
            ),
            (
                &organisations("(id: \"a\", post: (\n rate: 1))"),
                &["HW0106 2:17 ("],
            ),
            (
                &organisations(
                    "(id: \"a\", gives: [Hotlin, Desk(analysts: -1), Desk(analysts: 1.5), \
                Desk(analists: 1), AnswerWithin(2), Ladder([3, \"x\"]), Post(name: 4), \
                Hotline(1)])",
                ),
                &[
                    "HW0108 2:19 Hotlin",
                    "HW0110 2:42 -1",
                    "HW0109 2:62 1.5",
                    "HW0105 2:73 analists",
                    "HW0109 2:100 2",
                    "HW0109 2:112 3",
                    "HW0109 2:133 4",
                    "HW0109 2:137 Hotline(1)",
                ],
            ),
            (
                &organisations(
                    "(id: \"a\", to: 5), (id: \"b\", to: [\"c\", 6]), (id: \"c\" on: true)",
                ),
                &["HW0101 2:53 on"],
            ),
            (
                &organisations("(id: \"a\", to: 5), (id: \"b\", to: [\"c\", 6])"),
                &["HW0109 2:15 5", "HW0109 2:39 6"],
            ),
            (&organisations("Org(id: \"a\")"), &["HW0111 2:1 Org"]),
            (
                &organisations("(id: \"a\", id: \"b\")"),
                &["HW0107 2:11 id"],
            ),
        ] {
            assert_eq!(shown(&read(text)), expected, "{text}");
        }
    }

    #[test]
    fn depth_is_refused_before_anything_recurses() {
        for (open, close) in [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("a(", ")"),
            ("Some(", ")"),
        ] {
            for depth in [MAX_DEPTH, MAX_DEPTH + 1, 100_000] {
                let inner = format!("{}1{}", open.repeat(depth - 1), close.repeat(depth - 1));
                let read = read(&format!("(organisations: {inner})"));
                let deep = read.problems.list().iter().any(|p| p.code.id == "HW0103");
                assert_eq!(
                    deep,
                    depth > MAX_DEPTH,
                    "{open} × {depth}: {:?}",
                    shown(&read)
                );
            }
        }
    }

    #[test]
    fn a_list_that_is_wrong_throughout_is_cut_short() {
        let read = read(&format!("(organisations: [{}])", "1,".repeat(100_000)));
        assert_eq!(
            (read.problems.list().len(), read.problems.dropped()),
            (1_000, 0)
        );
    }

    #[test]
    fn no_text_takes_more_than_its_length() {
        // Each of these takes the ron crate minutes at this size, or all memory there is.
        for inner in [
            "1,".repeat(300_000),
            format!("{}1{},", "Some(".repeat(60), ")".repeat(60)).repeat(2_000),
            format!("{}{},", "(".repeat(60), ")".repeat(60)).repeat(5_000),
            "a a ".repeat(200_000),
            "\"".repeat(200_001),
        ] {
            let read = read(&format!("(organisations: [{inner}])"));
            assert!(read.problems.errors() > 0, "{}", &inner[..20]);
        }
    }

    #[test]
    fn what_was_meant_is_suggested() {
        for (text, help) in [
            ("(organizations: [])", "did you mean `organisations`?"),
            (
                "(organisations: [(id: \"a\", pots: 1)])",
                "did you mean `post`?",
            ),
            (
                "(organisations: [(id: \"a\", gives: [HotLine])])",
                "did you mean `Hotline`?",
            ),
        ] {
            let read = read(text);
            assert_eq!(
                read.problems.list()[0].help.as_deref(),
                Some(help),
                "{text}"
            );
        }
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Plain {
        Word,
        One(String),
        Two(i64, f64),
        Named { text: String, flag: bool },
        Inner(Box<PlainStruct>),
        List(Vec<Plain>),
        Maybe(Option<u8>),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct PlainStruct {
        name: String,
        letter: char,
        table: BTreeMap<String, u32>,
        plain: Option<Plain>,
        pair: (i8, String),
    }

    fn plain() -> impl Strategy<Value = Plain> {
        let leaf = prop_oneof![
            Just(Plain::Word),
            any::<String>().prop_map(Plain::One),
            (any::<i64>(), -1e300..1e300).prop_map(|(n, x)| Plain::Two(n, x)),
            (any::<String>(), any::<bool>()).prop_map(|(text, flag)| Plain::Named { text, flag }),
            any::<Option<u8>>().prop_map(Plain::Maybe),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let table = prop::collection::btree_map(any::<String>(), any::<u32>(), 0..3);
            let pair = (any::<i8>(), any::<String>());
            let whole = (
                any::<String>(),
                any::<char>(),
                table,
                prop::option::of(inner.clone()),
                pair,
            );
            let whole = whole.prop_map(|(name, letter, table, plain, pair)| {
                Plain::Inner(Box::new(PlainStruct {
                    name,
                    letter,
                    table,
                    plain,
                    pair,
                }))
            });
            prop_oneof![
                whole,
                prop::collection::vec(inner, 0..4).prop_map(Plain::List)
            ]
        })
    }

    proptest! {
        #[test]
        fn what_ron_writes_is_read_as_it_was_meant(value in plain(), pretty in any::<bool>()) {
            use ron::extensions::Extensions;
            let options = ron::Options::default()
                .with_default_extension(Extensions::IMPLICIT_SOME)
                .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
            let text = if pretty {
                let config = ron::ser::PrettyConfig::default().struct_names(true).depth_limit(3);
                options.to_string_pretty(&value, config)
            } else {
                options.to_string(&value)
            };
            let text = text.expect("plain values can be written");
            let (mut sources, mut problems) = (Sources::default(), Problems::default());
            let id = sources.shelve("x", format!("(value: {text})").into()).expect("it is text");
            let document = Document::read(&sources, id, &mut problems);
            let read = document.as_ref().and_then(|document| document.section("value"));
            let read = read.and_then(|read| read.decode::<Plain>(&sources, &mut problems));
            prop_assert_eq!(read.map(|read| read.value), Some(value), "{} {:?}", text, problems);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[(){}\\[\\]\",:/*'#!a-cé\\\\ \n0-9.r]{0,60}") {
            let read = read(&text);
            for problem in read.problems.list() {
                let place = problem.place.expect("a problem of a text has a place");
                assert!(read.sources.locate(place).starts_with("x.ron:"));
            }
        }

        #[test]
        fn no_broken_scenario_makes_it_panic(
            at in 0usize..200, len in 0usize..9, put in "\\PC{0,4}",
        ) {
            let text = "(title: \"t\", organisations: [(id: \"a\", \
                gives: [Hotline, Ladder([\"x\"]), Desk(analysts: 3), \
                Post(name: \"p\", rate: 2.5)], \
                to: [\"b\"]), (id: r#\"é\"#, on: true)])";
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(start + len);
            let broken = format!("{}{put}{}", &text[..start], &text[end..]);
            let read = read(&broken);
            for problem in read.problems.list() {
                let place = problem.place.expect("a problem of a text has a place");
                assert!(read.sources.locate(place).starts_with("x.ron:"));
            }
        }
    }
}
