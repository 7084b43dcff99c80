//! Every experiment in the tree comes out as it says, and its nulls are exact.

use hotwash::campaign::{Borne, judge, measures, play};
use hotwash::exercise::{Expects, Experiment};
use hotwash::metric::Unit;
use hotwash::scenario::experiment::{Known, load};
use hotwash::scenario::library;
use hotwash::scenario::problem::Severity;
use hotwash::scenario::shelf::{Missing, Opened, Shelf};
use std::num::NonZeroUsize;
use std::path::Path;

/// The folder of scenarios.
struct Folder;

impl Shelf for Folder {
    fn open(&self, _: Option<&str>, name: &str) -> Result<Opened, Missing> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("scenarios")
            .join(name);
        match std::fs::read(path) {
            Ok(bytes) => Ok(Opened {
                name: name.to_owned(),
                bytes,
            }),
            Err(_) => Err(Missing::NotFound(vec![name.to_owned()])),
        }
    }
}

fn experiments() -> Vec<(String, Experiment)> {
    let known: Vec<Known<'_>> = measures()
        .map(|one| Known {
            id: one.metric,
            time: one.unit == Unit::Seconds,
        })
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder).expect("the folder can be listed");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name.ends_with(".experiment.ron"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let loaded = load(&name, &Folder, &[], &known);
            // A condition may make an inject or an include idle, which is warned of.
            let problems = loaded.problems.iter();
            let errors: Vec<_> = (problems)
                .filter(|one| one.severity() == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{name}: {errors:#?}");
            let experiment = loaded.experiment.expect("it has no problem");
            (name, experiment)
        })
        .collect()
}

#[test]
fn every_experiment_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    for (name, experiment) in experiments() {
        assert!(
            experiment.cases.len() > 1,
            "{name} says where its effect vanishes"
        );
        for case in &experiment.cases {
            let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            let pairs = play(
                (&case.with, &case.without),
                1..1 + experiment.test_runs,
                threads,
                &|| {},
            );
            let pairs = pairs.expect("no run goes past a limit");
            let found = judge(case, &pairs, 0.95).expect("there is such a measure");
            let which = case.name.as_deref().unwrap_or("the main case");
            let primary = &found.comparison.primary;
            if case.expects == Expects::Vanishes {
                assert_eq!(pairs.same, pairs.with.len(), "{name}: {which}");
            }
            if found.borne != Borne::AsExpected {
                wrong.push(format!(
                    "{name}: {which}: {} (expected {:?}, difference {:?}, interval {:?})",
                    found.borne.word(),
                    case.expects,
                    primary.difference.as_ref().map(|one| one.mean),
                    primary.interval
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_experiment_is_bundled() {
    for (name, _) in experiments() {
        assert!(library::experiment(&name).is_some(), "{name}");
    }
}
