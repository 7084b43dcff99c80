//! What is inside the program: the standard parts and the bundled scenarios.

/// The standard parts, by the name they are included by.
pub const PARTS: &[(&str, &str)] = &[
    ("std/kinds", include_str!("../../scenarios/std/kinds.ron")),
    (
        "std/service",
        include_str!("../../scenarios/std/service.ron"),
    ),
    (
        "std/economies",
        include_str!("../../scenarios/std/economies.ron"),
    ),
    (
        "std/channels",
        include_str!("../../scenarios/std/channels.ron"),
    ),
    (
        "std/playbooks",
        include_str!("../../scenarios/std/playbooks.ron"),
    ),
];

/// The parts that every scenario has, whatever it says: defaults of last resort.
pub(super) const ALWAYS: &[&str] = &["std/kinds", "std/service"];

/// The bundled scenarios, by the name they are run by.
pub const SCENARIOS: &[(&str, &str)] = &[
    (
        "apcert-2023",
        include_str!("../../scenarios/apcert-2023.ron"),
    ),
    (
        "cjk-hotline",
        include_str!("../../scenarios/cjk-hotline.ron"),
    ),
    (
        "comms-check",
        include_str!("../../scenarios/comms-check.ron"),
    ),
    (
        "first-drill",
        include_str!("../../scenarios/first-drill.ron"),
    ),
];

/// The bundled experiments, by the name they are compared by.
pub const EXPERIMENTS: &[(&str, &str)] = &[(
    "cjk-hotline.experiment",
    include_str!("../../scenarios/cjk-hotline.experiment.ron"),
)];

/// The files that bundled scenarios include, by the name they include them by.
const INCLUDED: &[(&str, &str)] = &[
    (
        "parts/apcert-2023-cast",
        include_str!("../../scenarios/parts/apcert-2023-cast.ron"),
    ),
    (
        "parts/apcert-2023-companies.csv",
        include_str!("../../scenarios/parts/apcert-2023-companies.csv"),
    ),
    (
        "parts/apcert-2023-msel",
        include_str!("../../scenarios/parts/apcert-2023-msel.ron"),
    ),
    (
        "parts/apcert-2023-teams.csv",
        include_str!("../../scenarios/parts/apcert-2023-teams.csv"),
    ),
    (
        "parts/apcert-2023-threat",
        include_str!("../../scenarios/parts/apcert-2023-threat.ron"),
    ),
];

/// The text that a new scenario begins as; `NAME` stands for its title.
pub(super) const TEMPLATE: &str = include_str!("../../scenarios/std/template.ron");

/// The text of a standard part.
#[must_use]
pub fn part(name: &str) -> Option<&'static str> {
    text(PARTS, name)
}

/// The text of a bundled scenario.
#[must_use]
pub fn scenario(name: &str) -> Option<&'static str> {
    text(SCENARIOS, name)
}

/// The text of a bundled experiment.
#[must_use]
pub fn experiment(name: &str) -> Option<&'static str> {
    text(EXPERIMENTS, name)
}

/// The text of a file that a bundled scenario includes.
#[must_use]
pub fn included(name: &str) -> Option<&'static str> {
    text(INCLUDED, name)
}

fn text(list: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".ron").unwrap_or(name);
    list.iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}
