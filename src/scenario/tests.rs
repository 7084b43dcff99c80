//! Whole scenarios, from text to exercise.

use super::*;
use shelf::MemoryShelf;

/// The problems of a scenario, each as `CODE file:line:column message`.
pub(super) fn shown(loaded: &Loaded) -> Vec<String> {
    let show = |problem: &Problem| {
        let place = problem
            .place
            .map(|place| loaded.sources.locate(place))
            .unwrap_or_default();
        format!("{} {place} {}", problem.code.id, problem.message)
    };
    loaded.problems.iter().map(show).collect()
}

#[test]
fn the_bundled_scenarios_have_no_problem() {
    for (name, _) in library::SCENARIOS {
        let loaded = load(name, &MemoryShelf::default());
        assert_eq!(shown(&loaded), Vec::<String>::new(), "{name}");
        assert!(loaded.exercise.is_some(), "{name}");
    }
}
