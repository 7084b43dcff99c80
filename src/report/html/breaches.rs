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
            let (count, all) = breaches(reading);
            let seen = lens.evidence(&all);
            let rows: Vec<Value> = seen
                .iter()
                .take(MOST)
                .map(|seq| {
                    let seq = *seq;
                    let sentence = lens.sentence(seq);
                    let at = lens.entry(seq).map(|entry| entry.at.to_string());
                    context! { at, sentence, link => press.cites.links(&[seq]) }
                })
                .collect();
            context! {
                metric,
                title => summary::metric_title(reading),
                what,
                provenance => reading.provenance.word(),
                count => number::count(count as u64),
                entries => (all.len() < count).then(|| number::count(all.len() as u64)),
                rows,
                more => seen.len().saturating_sub(MOST),
            }
        })
        .collect();
    Some(
        context! { groups, listed => lens.edition != Edition::Public, own => lens.own().is_some() },
    )
}

/// How often it happened, and the entries that show it, which may show several at once: the
/// observations that are more than nothing.
fn breaches(reading: &Reading) -> (usize, Vec<u32>) {
    if reading.samples.is_empty() {
        return (reading.evidence.len(), reading.evidence.clone());
    }
    let bad = reading.samples.iter().filter(|sample| sample.value > 0.0);
    let seqs: BTreeSet<u32> = bad.clone().map(|sample| sample.seq).collect();
    (bad.count(), seqs.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::small;
    use super::*;
    use crate::metric::Sample;

    #[test]
    fn several_at_once_are_all_counted() {
        let sample = |value, seq| Sample {
            value,
            open: false,
            seq,
        };
        for (samples, evidence, expected) in [
            (vec![], vec![4, 5], (2, vec![4, 5])),
            (vec![sample(0.0, 3)], vec![3], (0, vec![])),
            (
                vec![sample(1.0, 9), sample(1.0, 3), sample(1.0, 3)],
                vec![3, 9],
                (3, vec![3, 9]),
            ),
        ] {
            let mut reading = small().card.readings[0].clone();
            reading.samples = samples;
            reading.evidence = evidence;
            assert_eq!(breaches(&reading), expected);
        }
    }
}
