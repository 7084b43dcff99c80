//! Fresh value lost while a finding was classified.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Unit,
    ledger::{Held, Ledgers},
    need::{freshness, needs_of},
};
use crate::exercise::Family;
use crate::model::OrgId;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "overclassification_loss",
        title: "Value lost to classification",
        formula: "For each finding that an organisation classified and each other organisation \
                  that needs it and did not know it: how much its value, 2^(-age / half-life), \
                  fell between when the classifier learnt it and when it released it, or the \
                  other learnt it by another way, or the horizon; open while neither has come. \
                  The total is the loss.",
        unit: Unit::Value,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Finding, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for (org, _) in ledgers.exercise.players() {
        for held in ledgers.knowing.all(org).filter(|held| held.classified) {
            lost(ledgers, org, held, sheet);
        }
    }
}

fn lost(ledgers: &Ledgers<'_>, org: OrgId, held: &Held, sheet: &mut Sheet) {
    let by = ledgers.seats.provenance(org);
    for need in needs_of(ledgers, held.finding) {
        if need.org == org || need.learnt.at <= held.learnt.at {
            continue;
        }
        let end = held.released.earlier(need.learnt);
        let until = if end.is_set() { end.at } else { ledgers.until };
        let before = freshness(ledgers, held.finding, held.learnt.at);
        let value = before - freshness(ledgers, held.finding, until);
        let row = ledgers.leg(held.learnt, end, by).with(value, !end.is_set());
        sheet.add(row.org(org).pair(org, need.org).finding(held.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{ClaimLearnt, ClaimReleased, FindingObtainable};
    use crate::metric::fixture::{CERT_A, CERT_B, HASH, Tape, check, claim};
    use crate::model::{LearntBy, Tlp};

    #[test]
    fn value_is_lost_until_release_or_another_way() {
        let mut tape = Tape::new();
        tape.tell(0, FindingObtainable { finding: HASH });
        let hash = |source| claim(HASH, Tlp::Green, source);
        let mut classify = |at, org| {
            let claim = Box::new(hash(org));
            let (by, message) = (LearntBy::Sensor, None);
            let fact = ClaimLearnt {
                org,
                claim,
                by,
                message,
                classified: true,
                cleared: true,
            };
            tape.tell(at, fact);
        };
        classify(100, CERT_A);
        tape.learn(200, CERT_B, hash(CERT_B), LearntBy::Sensor, None);
        tape.tell(
            300,
            ClaimReleased {
                org: CERT_A,
                finding: HASH,
            },
        );
        // At the other CERT from 1/2 to 1/4, at the police to 1/8.
        check(
            &METRIC,
            &tape,
            &[
                (
                    "all",
                    "n=2 open=0 mean=0.3125 median=0.25 p90=0.375 total=0.625",
                ),
                (
                    "pair:cert-a>police",
                    "n=1 open=0 mean=0.375 median=0.375 p90=0.375 total=0.375",
                ),
            ],
        );
    }
}
