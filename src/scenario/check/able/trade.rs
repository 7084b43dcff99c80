//! What an organisation is able to do by its trade: attribute, fill in forms, kinds of work.

use super::super::deed::Deed;
use super::{Ability, Able, must};
use crate::exercise::Term;
use crate::model::{Mandate, MessageKind, OrgId, ThreatId, Work};

impl Able<'_> {
    pub(super) fn attributes(&self, org: OrgId, threat: Option<ThreatId>) -> Ability {
        let mut by_inject = self.course.attributors.iter();
        if by_inject.any(|(by, of)| *by == org && threat.is_none_or(|threat| threat == *of)) {
            return Ok(());
        }
        let (me, lacks) = (self.exercise.org(org), "it has no mandate to attribute");
        must(me.may(Mandate::Attribute), || lacks.to_owned())?;
        self.does(me, Deed::Attribute, "attributes nothing")
    }

    /// Whether it asks for anything, and has agreed to a form for that with somebody.
    fn fills_in(&self, org: OrgId) -> bool {
        let agreements = self.exercise.agreements.iter();
        let mut mine = agreements.filter(|one| one.parties.binary_search(&org).is_ok());
        self.own(org).asking().have(None)
            && mine.any(|one| one.gives.iter().any(|term| matches!(term, Term::Form(_))))
    }

    pub(super) fn works(&self, org: OrgId, work: Work) -> Ability {
        let me = self.exercise.org(org);
        let besides = match work {
            Work::Background => me.background_milli_per_hour > 0,
            Work::LegalReview => me.policy.legal_review || self.is_party(org, |_| true),
            Work::Coordination => {
                self.sent_by_anybody.have(Some(MessageKind::Clarification)) || self.fills_in(org)
            }
            _ => false,
        };
        must(
            besides || self.deeds[me.playbook.at()].works.contains(&work),
            || format!("its playbook has no work of the kind {work:?}"),
        )
    }
}
