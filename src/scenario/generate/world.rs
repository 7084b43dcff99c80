//! Who takes part, where, and who agrees with whom.

use super::{Plan, list};

/// Zones that economies are drawn into.
pub(super) const ZONES: &[&str] = &[
    "Asia/Tokyo",
    "Asia/Singapore",
    "Australia/Sydney",
    "Asia/Kolkata",
    "Europe/Brussels",
    "Africa/Nairobi",
    "America/New_York",
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "Asia/Dhaka",
    "Europe/Helsinki",
    "America/Mexico_City",
];

/// What follows a national CERT and a hosting provider in each economy, over and over.
const OTHERS: &[&str] = &[
    "Company", "Police", "Company", "Company", "Ministry", "Company", "Company", "Platform",
];

/// What agreements give, by turns; those that are only signed give nothing yet.
const TERMS: &[&str] = &[
    "gives: [Channel(\"hotline\"), ContactsKeptCurrent, AnswerWithin(\"2h\"), Sharing(Trusted)]",
    "gives: [ContactsKeptCurrent, Sharing(Known)]",
    "gives: [AnswerWithin(\"4h\"), Form([Address, Timestamps, Evidence]), Sharing(Trusted)]",
    "gives: [Ladder([\"desk\", \"director\"]), AnswerWithin(\"6h\")]",
    "state: Signed, gives: [Sharing(Trusted)]",
];

/// The national CERT of an economy.
pub(super) fn cert(economy: u32) -> String {
    format!("e{:04}-cert", economy + 1)
}

/// A hosting provider of an economy.
pub(super) fn hoster(economy: u32) -> String {
    format!("e{:04}-host", economy + 1)
}

/// How many organisations an economy has beside its CERT and its hosting provider.
fn others(plan: &Plan, economy: u32) -> u32 {
    let shared = plan.organisations - 2 * plan.economies;
    shared / plan.economies + u32::from(economy < shared % plan.economies)
}

/// The `nth` of the other organisations of an economy. The first is a company.
fn other(economy: u32, nth: u32) -> String {
    format!("e{:04}-{:03}", economy + 1, nth + 1)
}

/// A company of an economy; `pick` chooses among them.
pub(super) fn company(plan: &Plan, economy: u32, pick: u32) -> String {
    let kind = |nth: u32| OTHERS[nth as usize % OTHERS.len()];
    let companies = (0..others(plan, economy)).filter(|nth| kind(*nth) == "Company");
    let companies: Vec<u32> = companies.collect();
    let chosen = companies.get(pick as usize % companies.len().max(1));
    other(economy, chosen.copied().unwrap_or(0))
}

pub(super) fn write(plan: &Plan, out: &mut String) {
    list(
        out,
        "economies",
        (0..plan.economies).map(|nth| economy(plan, nth)),
    );
    let orgs = (0..plan.economies).flat_map(|economy| organisations(plan, economy));
    list(out, "organisations", orgs);
    let pairs = pairs(plan).zip(1u32..).map(|((one, other), nth)| {
        let terms = TERMS[plan.pick("terms", nth, TERMS.len() as u32) as usize];
        format!(
            "(id: \"a{nth:05}\", title: \"Agreement {nth}\", parties: [\"{}\", \"{}\"], \
             areas: [IncidentResponse], {terms})",
            cert(one),
            cert(other),
        )
    });
    list(out, "agreements", pairs);
}

fn economy(plan: &Plan, nth: u32) -> String {
    let zone = ZONES[plan.pick("zone", nth, ZONES.len() as u32) as usize];
    let number = nth + 1;
    format!("(id: \"e{number:04}\", name: \"Economy {number}\", zone: \"{zone}\")")
}

fn organisations(plan: &Plan, economy: u32) -> Vec<String> {
    let place = economy + 1;
    let one = |id: String, kind: &str, playbook: &str, name: String| {
        format!(
            "(id: \"{id}\", kind: {kind}, economy: \"e{place:04}\", name: \"{name}\", \
             playbook: \"drill/{playbook}\")"
        )
    };
    let name = format!("CERT of Economy {place}");
    let mut all = vec![one(cert(economy), "NationalCert", "cert", name)];
    let name = format!("Hosting in Economy {place}");
    all.push(one(hoster(economy), "HostingProvider", "hosting", name));
    for nth in 0..others(plan, economy) {
        let kind = OTHERS[nth as usize % OTHERS.len()];
        let playbook = if kind == "Company" {
            "company"
        } else {
            "other"
        };
        let name = format!("{kind} {} of Economy {place}", nth + 1);
        all.push(one(other(economy, nth), kind, playbook, name));
    }
    all
}

/// Pairs of economies that agree: neighbours in a ring, then those some steps apart, the steps in
/// an order that the seed decides. Everybody has as many partners as everybody else, give or take
/// the last round.
fn pairs(plan: &Plan) -> impl Iterator<Item = (u32, u32)> {
    let all = plan.economies;
    let mut steps: Vec<u32> = (2..=all / 2).collect();
    steps.sort_by_key(|step| (plan.pick("step", *step, u32::MAX), *step));
    let steps = std::iter::once(1).chain(steps);
    let round = move |step: u32| {
        // Half a ring of steps of half its size is every pair once.
        let starts = if 2 * step == all { step } else { all };
        (0..starts).map(move |one| (one, (one + step) % all))
    };
    let wanted = if all > 1 { plan.agreements as usize } else { 0 };
    steps.flat_map(round).take(wanted)
}
