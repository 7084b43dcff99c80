//! Breaches of labels and of trust, one by one.

use super::super::{Edition, number, summary};
use super::{Press, Section};
use crate::metric::{Reading, Scope};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The section.
pub const SECTION: Section = Section {
    id: "breaches",
    title: "Breaches",
    template: include_str!("../../../assets/report/breaches.jinja"),
    fill,
};

/// The measures that count breaches, and what each means.
const MEASURES: &[(&str, &str)] = &[
    ("tlp_breaches", "passed on against its TLP label"),
    ("pap_breaches", "acted on against its PAP label"),
    (
        "over_sharing",
        "sent without a reason that the sender could see",
    ),
    ("false_claims_acted_on", "acted on although it was false"),
];

/// How many of each are listed.
const MOST: usize = 100;

fn fill(press: &mut Press<'_>) -> Option<Value> {
    let lens = press.lens;
    let found: Vec<(&str, &str, &Reading)> = MEASURES
        .iter()
        .flat_map(|(metric, what)| {
            let all = lens.readings().filter(|one| one.scope == Scope::All);
            all.filter(|one| one.metric == *metric)
                .map(|one| (*metric, *what, one))
        })
        .collect();
    let groups: Vec<Value> = found
        .into_iter()
        .map(|(metric, what, reading)| {
            let all = breaches(reading);
            let seen = lens.evidence(&all);
            let rows: Vec<Value> = seen
                .iter()
                .take(MOST)
                .map(|seq| {
                    let seq = *seq;
                    let sentence = lens.sentence(seq);
                    let at = lens.entry(seq).map(|entry| entry.at.to_string());
                    context! { at, sentence, link => press.cites.links(&[seq], 1) }
                })
                .collect();
            context! {
                metric,
                title => summary::metric_title(reading),
                what,
                provenance => reading.provenance.word(),
                count => number::count(all.len() as u64),
                rows,
                more => seen.len().saturating_sub(MOST),
            }
        })
        .collect();
    Some(
        context! { groups, listed => lens.edition != Edition::Public, own => lens.own().is_some() },
    )
}

/// The entries that show a breach: those whose observation is more than nothing.
fn breaches(reading: &Reading) -> Vec<u32> {
    if reading.samples.is_empty() {
        return reading.evidence.clone();
    }
    let bad = reading.samples.iter().filter(|sample| sample.value > 0.0);
    let seqs: BTreeSet<u32> = bad.map(|sample| sample.seq).collect();
    seqs.into_iter().collect()
}
