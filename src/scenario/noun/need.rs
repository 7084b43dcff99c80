//! Who needs a finding, fixed before play so that need does not shrink because the response
//! worked (design, section 6).

use crate::exercise::{Finding, Host, Organisation, ThreatGroup};
use crate::model::{EconomyId, Mandate, OrgId, OrgKind, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// What needs are worked out from.
pub(in crate::scenario) struct Needs<'a> {
    orgs: &'a [Organisation],
    hosts: &'a [Host],
    threats: &'a [ThreatGroup],
    /// Who serves whom.
    serving: BTreeMap<OrgId, Vec<OrgId>>,
    /// National CERTs and police that may act in an economy.
    acting: BTreeMap<EconomyId, Vec<OrgId>>,
}

impl<'a> Needs<'a> {
    /// Looks at who serves whom once, for all findings.
    pub(in crate::scenario) fn of(
        orgs: &'a [Organisation],
        hosts: &'a [Host],
        threats: &'a [ThreatGroup],
    ) -> Needs<'a> {
        let (mut serving, mut acting) = (BTreeMap::new(), BTreeMap::new());
        for (place, org) in orgs.iter().enumerate().filter(|(_, org)| org.kind.plays()) {
            let id = OrgId::nth(place);
            for served in &org.constituency {
                serving.entry(*served).or_insert_with(Vec::new).push(id);
            }
            let acts = matches!(org.kind, OrgKind::NationalCert | OrgKind::Police)
                && (org.may(Mandate::TakeDown) || org.may(Mandate::Arrest));
            if let (true, Some(economy)) = (acts, org.economy) {
                acting.entry(economy).or_insert_with(Vec::new).push(id);
            }
        }
        Needs {
            orgs,
            hosts,
            threats,
            serving,
            acting,
        }
    }

    /// Those whose constituency is a planned victim (the one the finding is about, otherwise all
    /// of its threat, and of threats whose customers may come to it), those who host what it
    /// points at, and the national CERTs and police with the mandate to act on that. Nobody needs
    /// a falsehood.
    pub(in crate::scenario) fn needed_by(&self, finding: &Finding) -> Vec<OrgId> {
        let mut needed: BTreeSet<OrgId> = BTreeSet::new();
        if !finding.truth {
            return Vec::new();
        }
        let mut serve = |victim: OrgId| {
            needed.extend(self.serving.get(&victim).into_iter().flatten().copied());
        };
        match (finding.points_at, finding.threat) {
            (Some(Subject::Victim(victim)), _) => serve(victim),
            (_, Some(threat)) => {
                let own = &self.threats[threat.at()].victims;
                let others = self.threats.iter().filter(|one| one.may_pass_to(threat));
                for victim in others.flat_map(|one| &one.victims).chain(own) {
                    serve(victim.org);
                }
            }
            _ => {}
        }
        if let Some(Subject::Host(host)) = finding.points_at {
            let host = &self.hosts[host.at()];
            needed.insert(host.hosted_by);
            needed.extend(
                self.acting
                    .get(&host.economy)
                    .into_iter()
                    .flatten()
                    .copied(),
            );
        }
        let plays = |org: &OrgId| self.orgs[org.at()].kind.plays();
        needed.into_iter().filter(plays).collect()
    }
}
