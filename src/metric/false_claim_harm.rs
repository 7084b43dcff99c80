//! Harm to innocent hosts.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "false_claim_harm",
        title: "Harm done to innocent hosts, in the scenario's units",
        formula: "For each suspension of an innocent host, its owner's harm by the hour from \
                  then to its service again, or to the horizon while open. What one unit stands \
                  for is the scenario's choice.",
        unit: Unit::Harm,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Threat, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.hosts.suspensions {
        let host = &ledgers.exercise.hosts[one.host.at()];
        if host.threat.is_some() {
            continue;
        }
        let row = ledgers.leg(one.mark, one.lifted, one.by);
        let rate = f64::from(host.innocent_harm_milli_per_hour) / 1000.0 / 3600.0;
        sheet.add(row.scaled(rate).org(one.org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{HostSuspended, HostUp};
    use crate::metric::fixture::{C2, HOSTER, SHOP, Tape, check};

    #[test]
    fn harm_runs_until_the_host_serves_again() {
        let mut tape = Tape::new();
        let suspend = |host| HostSuspended {
            host,
            by: HOSTER,
            owner: None,
            message: None,
        };
        tape.tell(0, suspend(SHOP));
        tape.tell(0, suspend(C2));
        tape.tell(
            200,
            HostUp {
                host: SHOP,
                owner: HOSTER,
            },
        );
        tape.tell(600, suspend(SHOP));
        // A thousandth a second: 200 seconds, and 400 still open.
        check(
            &METRIC,
            &tape,
            &[("all", "n=2 open=1 mean=0.3 median=0.2 p90=0.4 total=0.6")],
        );
    }
}
