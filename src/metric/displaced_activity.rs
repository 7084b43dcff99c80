//! What went on elsewhere after a take-down.

use super::describe::{Description, Metric, Statistic};
use super::sheet::Sheet;
use super::{Observed, Unit, ledger::Ledgers};
use crate::exercise::Family;

pub(super) const METRIC: Metric = Metric {
    about: Description {
        id: "displaced_activity",
        title: "Activity displaced by take-downs",
        formula: "Hosts that a threat group first served from after some of its infrastructure \
                  had been suspended, and organisations that it compromised while it served from \
                  such hosts alone; and those that a group compromised for customers who came to \
                  it when nothing of another group served any more. An organisation's are \
                  those at its machines: as provider of the host, or as victim.",
        unit: Unit::Count,
        statistic: Statistic::Events,
        source: "Vu et al. 2025 (displacement after booter seizures)",
        families: &[Family::Threat],
    },
    observe,
};

fn observe(ledgers: &Ledgers<'_>, sheet: &mut Sheet) {
    for one in &ledgers.hosts.displaced {
        let group = ledgers.exercise.threats[one.threat.at()].seat;
        let by = ledgers.seats.provenance(group);
        let row = Observed::of(1.0, false, by, one.mark.seq, one.mark.seq);
        sheet.add(row.org(one.org));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{CustomerLeft, HostSuspended, HostUp};
    use crate::metric::fixture::{
        ACME, C2, CERT_A, CERT_B, GANG, HOSTER, POLICE, SPARE, Tape, check,
    };
    use crate::model::ThreatId;

    #[test]
    fn what_another_group_hits_for_customers_that_came_to_it_is_displaced() {
        let mut tape = Tape::new();
        tape.compromise(100, ACME);
        let left = |org| CustomerLeft {
            threat: ThreatId(0),
            group: GANG,
            to: ThreatId(0),
            rival: GANG,
            org,
        };
        tape.tell(200, left(POLICE));
        tape.tell(200, left(CERT_A));
        check(&METRIC, &tape, &[("all", "n=0")]);
        tape.compromise(300, POLICE);
        tape.compromise(400, CERT_B);
        check(&METRIC, &tape, &[("all", "n=1"), ("org:police", "n=1")]);
    }

    #[test]
    fn what_goes_on_from_stand_ins_alone_is_displaced() {
        let mut tape = Tape::new();
        let owner = GANG;
        tape.tell(0, HostUp { host: C2, owner });
        tape.compromise(100, ACME);
        check(&METRIC, &tape, &[("all", "n=0")]);
        let suspend = |host| HostSuspended {
            host,
            by: HOSTER,
            owner: Some(owner),
            message: None,
        };
        tape.tell(200, suspend(C2));
        tape.compromise(250, CERT_B);
        tape.tell(300, HostUp { host: SPARE, owner });
        tape.compromise(400, POLICE);
        // The first host is back: what is hit now need not come from the stand-in.
        tape.tell(500, HostUp { host: C2, owner });
        tape.compromise(600, CERT_A);
        check(
            &METRIC,
            &tape,
            &[("all", "n=2"), ("org:hoster", "n=1"), ("org:police", "n=1")],
        );
    }
}
