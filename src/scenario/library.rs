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
        "agreement-network",
        include_str!("../../scenarios/agreement-network.ron"),
    ),
    (
        "apcert-2023",
        include_str!("../../scenarios/apcert-2023.ron"),
    ),
    (
        "cjk-hotline",
        include_str!("../../scenarios/cjk-hotline.ron"),
    ),
    (
        "classified-release",
        include_str!("../../scenarios/classified-release.ron"),
    ),
    (
        "comms-check",
        include_str!("../../scenarios/comms-check.ron"),
    ),
    (
        "crisis-load",
        include_str!("../../scenarios/crisis-load.ron"),
    ),
    (
        "deep-and-broad",
        include_str!("../../scenarios/deep-and-broad.ron"),
    ),
    (
        "drill-season",
        include_str!("../../scenarios/drill-season.ron"),
    ),
    (
        "federal-local",
        include_str!("../../scenarios/federal-local.ron"),
    ),
    (
        "first-drill",
        include_str!("../../scenarios/first-drill.ron"),
    ),
    ("hackathon", include_str!("../../scenarios/hackathon.ron")),
    ("held-key", include_str!("../../scenarios/held-key.ron")),
    (
        "hub-or-pairs",
        include_str!("../../scenarios/hub-or-pairs.ron"),
    ),
    ("joint-cell", include_str!("../../scenarios/joint-cell.ron")),
    (
        "joint-operation",
        include_str!("../../scenarios/joint-operation.ron"),
    ),
    (
        "police-and-company",
        include_str!("../../scenarios/police-and-company.ron"),
    ),
    (
        "request-protocol",
        include_str!("../../scenarios/request-protocol.ron"),
    ),
    (
        "shared-terms",
        include_str!("../../scenarios/shared-terms.ron"),
    ),
    (
        "sharing-circle",
        include_str!("../../scenarios/sharing-circle.ron"),
    ),
    ("take-down", include_str!("../../scenarios/take-down.ron")),
    (
        "tech-ambassador",
        include_str!("../../scenarios/tech-ambassador.ron"),
    ),
    (
        "technical-level",
        include_str!("../../scenarios/technical-level.ron"),
    ),
    (
        "threat-alliance",
        include_str!("../../scenarios/threat-alliance.ron"),
    ),
    (
        "trust-rings",
        include_str!("../../scenarios/trust-rings.ron"),
    ),
    (
        "us-china-2015",
        include_str!("../../scenarios/us-china-2015.ron"),
    ),
];

/// The bundled experiments, by the name they are compared by.
pub const EXPERIMENTS: &[(&str, &str)] = &[
    (
        "agreement-network-elsewhere.experiment",
        include_str!("../../scenarios/agreement-network-elsewhere.experiment.ron"),
    ),
    (
        "agreement-network-show.experiment",
        include_str!("../../scenarios/agreement-network-show.experiment.ron"),
    ),
    (
        "agreement-network.experiment",
        include_str!("../../scenarios/agreement-network.experiment.ron"),
    ),
    (
        "cjk-hotline.experiment",
        include_str!("../../scenarios/cjk-hotline.experiment.ron"),
    ),
    (
        "classified-release-harm.experiment",
        include_str!("../../scenarios/classified-release-harm.experiment.ron"),
    ),
    (
        "classified-release.experiment",
        include_str!("../../scenarios/classified-release.experiment.ron"),
    ),
    (
        "crisis-load-hotline.experiment",
        include_str!("../../scenarios/crisis-load-hotline.experiment.ron"),
    ),
    (
        "crisis-load-rumours.experiment",
        include_str!("../../scenarios/crisis-load-rumours.experiment.ron"),
    ),
    (
        "crisis-load.experiment",
        include_str!("../../scenarios/crisis-load.experiment.ron"),
    ),
    (
        "deep-and-broad.experiment",
        include_str!("../../scenarios/deep-and-broad.experiment.ron"),
    ),
    (
        "drill-season-newcomer.experiment",
        include_str!("../../scenarios/drill-season-newcomer.experiment.ron"),
    ),
    (
        "drill-season.experiment",
        include_str!("../../scenarios/drill-season.experiment.ron"),
    ),
    (
        "federal-local-abroad.experiment",
        include_str!("../../scenarios/federal-local-abroad.experiment.ron"),
    ),
    (
        "federal-local-leaks.experiment",
        include_str!("../../scenarios/federal-local-leaks.experiment.ron"),
    ),
    (
        "federal-local.experiment",
        include_str!("../../scenarios/federal-local.experiment.ron"),
    ),
    (
        "hackathon-skill.experiment",
        include_str!("../../scenarios/hackathon-skill.experiment.ron"),
    ),
    (
        "hackathon.experiment",
        include_str!("../../scenarios/hackathon.experiment.ron"),
    ),
    (
        "held-key-hold.experiment",
        include_str!("../../scenarios/held-key-hold.experiment.ron"),
    ),
    (
        "held-key.experiment",
        include_str!("../../scenarios/held-key.experiment.ron"),
    ),
    (
        "hub-or-pairs.experiment",
        include_str!("../../scenarios/hub-or-pairs.experiment.ron"),
    ),
    (
        "joint-cell.experiment",
        include_str!("../../scenarios/joint-cell.experiment.ron"),
    ),
    (
        "joint-operation-victims.experiment",
        include_str!("../../scenarios/joint-operation-victims.experiment.ron"),
    ),
    (
        "joint-operation.experiment",
        include_str!("../../scenarios/joint-operation.experiment.ron"),
    ),
    (
        "police-and-company-analyst.experiment",
        include_str!("../../scenarios/police-and-company-analyst.experiment.ron"),
    ),
    (
        "police-and-company.experiment",
        include_str!("../../scenarios/police-and-company.experiment.ron"),
    ),
    (
        "request-protocol.experiment",
        include_str!("../../scenarios/request-protocol.experiment.ron"),
    ),
    (
        "shared-terms-rest.experiment",
        include_str!("../../scenarios/shared-terms-rest.experiment.ron"),
    ),
    (
        "shared-terms.experiment",
        include_str!("../../scenarios/shared-terms.experiment.ron"),
    ),
    (
        "sharing-circle-law.experiment",
        include_str!("../../scenarios/sharing-circle-law.experiment.ron"),
    ),
    (
        "sharing-circle-narrow.experiment",
        include_str!("../../scenarios/sharing-circle-narrow.experiment.ron"),
    ),
    (
        "sharing-circle.experiment",
        include_str!("../../scenarios/sharing-circle.experiment.ron"),
    ),
    (
        "take-down-arrests.experiment",
        include_str!("../../scenarios/take-down-arrests.experiment.ron"),
    ),
    (
        "take-down.experiment",
        include_str!("../../scenarios/take-down.experiment.ron"),
    ),
    (
        "tech-ambassador-error.experiment",
        include_str!("../../scenarios/tech-ambassador-error.experiment.ron"),
    ),
    (
        "tech-ambassador.experiment",
        include_str!("../../scenarios/tech-ambassador.experiment.ron"),
    ),
    (
        "technical-level-shock.experiment",
        include_str!("../../scenarios/technical-level-shock.experiment.ron"),
    ),
    (
        "technical-level.experiment",
        include_str!("../../scenarios/technical-level.experiment.ron"),
    ),
    (
        "threat-alliance-rule.experiment",
        include_str!("../../scenarios/threat-alliance-rule.experiment.ron"),
    ),
    (
        "threat-alliance.experiment",
        include_str!("../../scenarios/threat-alliance.experiment.ron"),
    ),
    (
        "trust-rings-guest.experiment",
        include_str!("../../scenarios/trust-rings-guest.experiment.ron"),
    ),
    (
        "trust-rings.experiment",
        include_str!("../../scenarios/trust-rings.experiment.ron"),
    ),
    (
        "us-china-2015-attacks.experiment",
        include_str!("../../scenarios/us-china-2015-attacks.experiment.ron"),
    ),
    (
        "us-china-2015.experiment",
        include_str!("../../scenarios/us-china-2015.experiment.ron"),
    ),
];

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
    (
        "parts/network",
        include_str!("../../scenarios/parts/network.ron"),
    ),
    (
        "parts/watchful",
        include_str!("../../scenarios/parts/watchful.ron"),
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
