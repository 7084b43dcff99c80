//! What benchmarks share: the drills they play, medians, memory, verdicts.

use hotwash::exercise::Exercise;
use hotwash::scenario::generate::network::{self, AGREEMENTS, Course, ECONOMIES, Network};
use hotwash::scenario::shelf::MemoryShelf;
use hotwash::scenario::{self, generate};

/// A bundled scenario, or a generated one of so many organisations, or of the world.
pub fn exercise(name: &str) -> Exercise {
    let (name, shelf) = match name.parse() {
        Ok(organisations) => made(&generate::generate(&generate::Plan::of(organisations))),
        Err(_) if name == "world" => made(&world()),
        Err(_) => (name, MemoryShelf::default()),
    };
    let loaded = scenario::load(name, &shelf);
    loaded
        .exercise
        .unwrap_or_else(|| panic!("{name} has errors: {:#?}", loaded.problems))
}

fn made(text: &str) -> (&'static str, MemoryShelf) {
    ("drill.ron", MemoryShelf::new(&[("drill.ron", text)]))
}

/// What `hotwash generate --world` makes.
fn world() -> String {
    let network = Network::drawn(ECONOMIES, AGREEMENTS, 1);
    network::scenario(&network, &Course::of(&network))
}

/// What a benchmark was asked for on its command line, without what cargo adds.
pub fn asked() -> Vec<String> {
    std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect()
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The most memory this process has had, in kibibytes; 0 where the system does not say.
pub fn peak_kib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix(" kB"));
    number
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(0.0)
}

/// Prints a figure beside its target.
pub fn verdict(what: &str, value: f64, target: &str, met: bool) {
    let word = if met { "met" } else { "MISSED" };
    println!("{what:<46} {value:>8.2}   target {target}: {word}");
}
