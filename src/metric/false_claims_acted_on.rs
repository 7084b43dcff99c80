//! What was done on the strength of falsehoods.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "false_claims_acted_on",
        title: "False claims acted on",
        formula: "Suspensions and blocks of innocent hosts by organisations that held a false \
                  claim about them.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Hotwash's own definition",
        families: &[Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers
        .hosts
        .suspensions
        .iter()
        .chain(&ledgers.hosts.blocks)
    {
        if let Some(finding) = one.falsehood {
            let seq = one.mark.seq;
            let row = Observed::of(1.0, false, one.by, seq, seq);
            sheet.add(row.org(one.org).finding(finding));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::HostSuspended;
    use crate::metric::fixture::{C2, CERT_B, EXCON, HOSTER, LIE, SHOP, Tape, check, claim};
    use crate::model::{LearntBy, Tlp};

    #[test]
    fn innocent_hosts_suspended_on_a_falsehood() {
        let mut tape = Tape::new();
        let suspend = |host, by| HostSuspended {
            host,
            by,
            owner: None,
            message: None,
        };
        tape.tell(0, suspend(SHOP, CERT_B));
        tape.learn(
            0,
            HOSTER,
            claim(LIE, Tlp::Green, EXCON),
            LearntBy::Publication,
            None,
        );
        tape.tell(10, suspend(C2, HOSTER));
        tape.tell(10, suspend(SHOP, HOSTER));
        check(
            &METRIC,
            &tape,
            &[
                ("all", "n=1"),
                ("org:hoster", "n=1"),
                ("finding:lie", "n=1"),
            ],
        );
    }
}
