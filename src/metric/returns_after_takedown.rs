//! Threat groups that came back.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "returns_after_takedown",
        title: "Returns after take-down",
        formula: "Times that a threat group began to serve from other infrastructure after some \
                  of its infrastructure had been suspended.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Vu et al. 2025 (booter seizures)",
        families: &[Family::Threat],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in ledgers
        .hosts
        .returns
        .iter()
        .filter(|one| one.after_takedown)
    {
        let by = ledgers.seats.provenance(one.group);
        let row = Observed::of(1.0, false, by, one.mark.seq, one.mark.seq);
        sheet.add(row.org(one.group));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{GroupReturned, HostAbandoned, HostSuspended, HostUp};
    use crate::metric::fixture::{
        ADDR, C2, CERT_A, GANG, HOSTER, SHOP, SPARE, THREAT, Tape, check, claim,
    };
    use crate::model::{LearntBy, Tlp};

    #[test]
    fn a_return_follows_a_suspension() {
        let mut tape = Tape::new();
        let owner = GANG;
        tape.tell(0, HostUp { host: C2, owner });
        tape.learn(
            100,
            CERT_A,
            claim(ADDR, Tlp::Green, CERT_A),
            LearntBy::Sensor,
            None,
        );
        let suspend = |host| HostSuspended {
            host,
            by: HOSTER,
            owner: Some(owner),
            message: None,
        };
        tape.tell(400, suspend(C2));
        tape.tell(500, HostUp { host: SPARE, owner });
        tape.tell(
            500,
            GroupReturned {
                threat: THREAT,
                group: owner,
                host: SPARE,
            },
        );
        tape.tell(500, suspend(SHOP));
        check(&METRIC, &tape, &[("all", "n=1"), ("org:gang", "n=1")]);
        tape.tell(600, HostAbandoned { host: SPARE, owner });
        tape.tell(700, HostUp { host: C2, owner });
        check(&METRIC, &tape, &[("all", "n=1")]);
    }
}
