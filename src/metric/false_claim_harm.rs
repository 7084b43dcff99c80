//! Harm to innocent hosts.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Unit, ledger::Ledgers};
use crate::exercise::Family;
use crate::model::EconomyId;
use std::collections::BTreeSet;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "false_claim_harm",
        title: "Harm done to innocent hosts, in the scenario's units",
        formula: "For each suspension of an innocent host, its owner's harm by the hour from \
                  then to its service again, or to the horizon while open. A block in one \
                  economy counts, until the host is suspended, with one part in as many as there \
                  are economies in which anybody plays. What one unit stands \
                  for is the scenario's choice.",
        unit: Unit::Harm,
        statistic: Statistic::Amount,
        source: "Hotwash's own definition",
        families: &[Family::Threat, Family::Sharing],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    let players = ledgers.exercise.players();
    let economies: BTreeSet<EconomyId> = players.filter_map(|(_, org)| org.economy).collect();
    let part = 1.0 / economies.len().max(1) as f64;
    let suspended = ledgers.hosts.suspensions.iter().map(|one| (one, 1.0));
    let blocked = ledgers.hosts.blocks.iter().map(|one| (one, part));
    for (one, part) in suspended.chain(blocked) {
        let host = &ledgers.exercise.hosts[one.host.at()];
        if host.threat.is_some() {
            continue;
        }
        let row = ledgers.leg(one.mark, one.lifted, one.by);
        let rate = f64::from(host.innocent_harm_milli_per_hour) / 1000.0 / 3600.0;
        sheet.add(row.scaled(rate * part).org(one.org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{HostBlocked, HostSuspended, HostUp};
    use crate::metric::fixture::{C2, HOSTER, SHOP, Tape, check};

    #[test]
    fn a_block_does_one_economys_part_of_the_harm() {
        let mut tape = Tape::new();
        let block = |host| HostBlocked {
            host,
            economy: EconomyId(0),
            by: HOSTER,
            message: None,
        };
        tape.tell(0, block(SHOP));
        tape.tell(0, block(C2));
        // Players are in two economies: half a thousandth a second, for 1000 seconds.
        let half = "n=1 open=1 mean=0.5 median=0.5 p90=0.5 total=0.5";
        check(&METRIC, &tape, &[("all", half)]);
        tape.tell(
            200,
            HostSuspended {
                host: SHOP,
                by: HOSTER,
                owner: None,
                message: None,
            },
        );
        let figures = "n=2 open=1 mean=0.45 median=0.1 p90=0.8 total=0.9";
        check(&METRIC, &tape, &[("all", figures)]);
    }

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
