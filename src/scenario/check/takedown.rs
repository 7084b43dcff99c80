//! Whether an organisation could ever take a host down or block it.

use super::able::{Ability, Able, does, must};
use super::deed::Deed;
use crate::exercise::Operation;
use crate::model::{HostId, Mandate, OrgId};

impl Able<'_> {
    /// Whether it can suspend a host, or any.
    pub(super) fn suspends(&self, org: OrgId, host: Option<HostId>) -> Ability {
        let me = self.exercise.org(org);
        // A party that has its warrant seizes what lies in its economy.
        let seizes = |plan: &Operation| match host {
            Some(host) => plan.hosts.contains(&host),
            None => !plan.hosts.is_empty(),
        };
        let (may, what) = match host {
            Some(host) => {
                let host = &self.exercise.hosts[host.at()];
                let by_order = me.may(Mandate::TakeDown) && me.economy == Some(host.economy);
                let what = format!("it neither hosts `{}` nor may order it down", host.id);
                (host.hosted_by == org || by_order, what)
            }
            None => (
                me.may(Mandate::TakeDown) || self.hosting.contains(&org),
                "it hosts nothing and may order nothing down".to_owned(),
            ),
        };
        if may && does(&self.deeds, me, Deed::Suspend) || self.is_party(org, seizes) {
            return Ok(());
        }
        must(may, || what)?;
        Err("its playbook suspends nothing".to_owned())
    }

    /// Whether it can block a host, wherever that is, for its economy.
    pub(super) fn blocks(&self, org: OrgId) -> Ability {
        let me = self.exercise.org(org);
        let may = me.may(Mandate::Block) && me.economy.is_some();
        must(may, || "it has no mandate to block".to_owned())?;
        must(does(&self.deeds, me, Deed::Block), || {
            "its playbook blocks nothing".to_owned()
        })
    }
}
