//! Breaches of the Permissible Actions Protocol.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{
    Observed, Unit,
    ledger::{Ledgers, Rule},
};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "pap_breaches",
        title: "Breaches of the Permissible Actions Protocol",
        formula: "Suspensions and blocks of hosts by organisations for which every claim about \
                  the host, known to them or in the request they followed, forbade active \
                  measures, and none of which they had labelled themselves; and findings applied \
                  whose label forbade it to whoever applied them.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "MISP taxonomy PAP",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let breaches = ledgers.sharing.breaches.iter();
    for one in breaches.filter(|one| one.rule == Rule::Pap) {
        let seq = one.mark.seq;
        let row = Observed::of(1.0, false, one.by, seq, seq);
        sheet.add(row.org(one.org).finding(one.finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{HostBlocked, HostSuspended, IndicatorApplied};
    use crate::metric::fixture::{
        ADDR, C2, CERT_A, CERT_B, GANG, HOSTER, Tape, check, claim, letter,
    };
    use crate::model::{Claim, EconomyId, LearntBy, Letter, MessageKind, Pap, Part, Tlp};

    #[test]
    fn a_suspension_needs_one_claim_that_allows_it() {
        for (known, told, breaches) in [
            (None, None, "n=0"),
            (Some((Pap::Amber, CERT_A)), None, "n=1"),
            (Some((Pap::Amber, HOSTER)), None, "n=0"),
            (Some((Pap::Amber, CERT_A)), Some(Pap::Red), "n=1"),
            (Some((Pap::Amber, CERT_A)), Some(Pap::Green), "n=0"),
            (None, Some(Pap::Red), "n=1"),
        ] {
            let mut tape = Tape::new();
            if let Some((pap, source)) = known {
                let one = Claim {
                    pap,
                    ..claim(ADDR, Tlp::Green, source)
                };
                tape.learn(0, HOSTER, one, LearntBy::Sensor, None);
            }
            let message = told.map(|pap| {
                let claims = vec![Claim {
                    pap,
                    ..claim(ADDR, Tlp::Green, CERT_B)
                }];
                let ask = letter(CERT_B, HOSTER, MessageKind::TakedownRequest);
                tape.arrives(0, Letter { claims, ..ask })
            });
            tape.tell(
                10,
                HostSuspended {
                    host: C2,
                    by: HOSTER,
                    owner: Some(GANG),
                    message,
                },
            );
            check(&METRIC, &tape, &[("all", breaches)]);
            // A block is as active a measure.
            let mut blocked = tape;
            blocked.entries.pop();
            let fact = HostBlocked {
                host: C2,
                economy: EconomyId(1),
                by: HOSTER,
                message,
            };
            blocked.tell(10, fact);
            check(&METRIC, &blocked, &[("all", breaches)]);
        }
    }

    #[test]
    fn what_is_applied_has_to_be_allowed_or_found_by_whoever_applies_it() {
        for (pap, source, breaches) in [
            (Pap::Amber, CERT_A, "n=1"),
            (Pap::Green, CERT_A, "n=0"),
            (Pap::Red, HOSTER, "n=0"),
        ] {
            let mut tape = Tape::new();
            let one = Claim {
                pap,
                ..claim(ADDR, Tlp::Green, source)
            };
            tape.learn(0, HOSTER, one, LearntBy::Sensor, None);
            let applied = IndicatorApplied {
                org: HOSTER,
                finding: ADDR,
                part: Part::Full,
            };
            tape.tell(10, applied);
            check(&METRIC, &tape, &[("all", breaches)]);
        }
    }
}
