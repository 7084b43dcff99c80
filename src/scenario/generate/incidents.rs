//! Threat groups, what they use, whom they hit, and what can be found out about them.

use super::{Plan, list, world};

const CLASSES: &[&str] = &["SupplyChain", "Ransomware", "Phishing", "Ddos", "Espionage"];
/// How many organisations each group hits.
const HITS: u32 = 3;

/// The economy where a threat group's `nth` victim is; the first is where it began.
pub(super) fn hit(plan: &Plan, threat: u32, nth: u32) -> u32 {
    (plan.pick("hit", threat, plan.economies) + nth) % plan.economies
}

/// A host, a finding or an artefact of a threat group.
pub(super) fn of(threat: u32, what: &str) -> String {
    format!("t{:04}-{what}", threat + 1)
}

pub(super) fn write(plan: &Plan, out: &mut String) {
    let all = 0..plan.threats;
    list(out, "threats", all.clone().map(|nth| threat(plan, nth)));
    list(out, "hosts", all.clone().flat_map(|nth| hosts(plan, nth)));
    list(
        out,
        "findings",
        all.clone().flat_map(|nth| findings(plan, nth)),
    );
    let artefact = |nth: u32| {
        format!(
            "(id: \"{}\", label: \"sample {}\", yields: [\"{}\", \"{}\"])",
            of(nth, "sample"),
            nth + 1,
            of(nth, "hash"),
            of(nth, "reserve"),
        )
    };
    list(out, "artefacts", all.map(artefact));
}

fn threat(plan: &Plan, nth: u32) -> String {
    let class = CLASSES[plan.pick("class", nth, CLASSES.len() as u32) as usize];
    let victims = (0..HITS).map(|hit| {
        let economy = self::hit(plan, nth, hit);
        // Two hits in one economy, where there are few, take companies that follow each other.
        let org = world::company(plan, economy, nth.wrapping_add(hit / plan.economies));
        let minutes = 2 + 60 * plan.hours * hit / (2 * HITS) + plan.pick("when", nth, 20);
        (org, minutes)
    });
    let mut seen: Vec<String> = Vec::new();
    let mut list = String::new();
    for (org, minutes) in victims {
        if !seen.contains(&org) {
            list.push_str(&format!("(org: \"{org}\", at: \"+{minutes}m\"), "));
            seen.push(org);
        }
    }
    let number = nth + 1;
    format!(
        "(id: \"t{number:04}\", name: \"Group {number}\", class: {class}, returns: 0.5, \
         returns_after: \"1h\", victims: [{}])",
        list.trim_end_matches(", "),
    )
}

fn hosts(plan: &Plan, nth: u32) -> [String; 2] {
    let address = |block: u32| format!("{block}.{}.{}.10", nth / 250 % 250, nth % 250);
    let economy = plan.pick("host", nth, plan.economies);
    let (first, second) = (
        world::hoster(economy),
        world::hoster((economy + 1) % plan.economies),
    );
    let one = |what: &str, address: String, by: String, more: String| {
        let (id, number) = (of(nth, what), nth + 1);
        format!(
            "(id: \"{id}\", address: \"{address}\", threat: \"t{number:04}\", \
             hosted_by: \"{by}\"{more})"
        )
    };
    let more = format!(", reserve: true, stands_in_for: \"{}\"", of(nth, "c2"));
    [
        one("c2", address(10), first, String::new()),
        one("c2b", address(172), second, more),
    ]
}

fn findings(plan: &Plan, nth: u32) -> [String; 4] {
    let victim = world::company(plan, hit(plan, nth, 0), nth);
    let one = |what: &str, kind: &str, says: &str, more: String| {
        let (id, number) = (of(nth, what), nth + 1);
        format!(
            "(id: \"{id}\", kind: {kind}, threat: \"t{number:04}\", \
             says: \"{says} of group {number}\"{more})"
        )
    };
    let points = |what: String| format!(", points_at: \"{what}\"");
    let soon = points(format!("host:{}", of(nth, "c2"))) + ", obtainable: \"+5m\"";
    let later = points(format!("host:{}", of(nth, "c2b")));
    let victim = points(format!("victim:{victim}")) + ", obtainable: \"+10m\", tlp: Amber";
    [
        one("address", "Address", "the control server", soon),
        one("reserve", "Address", "the reserve server", later),
        one("hash", "Hash", "the implant", String::new()),
        one("victim", "Victim", "a victim", victim),
    ]
}
