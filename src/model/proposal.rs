//! What a playbook proposes to the people whom it assists, and what they make of it.

use super::word::words;
use super::{MessageId, OrgId, ProposalId, SimTime, Subject};

words! {
    /// What becomes of a proposed step.
    pub enum Verdict {
        /// It is done.
        Done = "do",
        /// It is left out, and the rule goes on.
        Skipped = "skip",
        /// The whole rule is left.
        Left = "leave",
        /// There is nothing left to do there.
        Overtaken = "overtaken",
    }
}

/// One step that a playbook proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// To whom.
    pub org: OrgId,
    /// The rule.
    pub rule: String,
    /// Which of its steps, from 0, those of both branches of a choice counted.
    pub step: u32,
    /// The message that set the rule off.
    pub message: Option<MessageId>,
    /// What it is about.
    pub about: Option<Subject>,
    /// When.
    pub at: SimTime,
    /// Whether it waits for an answer.
    pub open: bool,
}

/// All proposals, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Proposals(pub Vec<Proposal>);

impl Proposals {
    /// The number that the next one gets.
    #[must_use]
    pub fn next(&self) -> ProposalId {
        ProposalId::nth(self.0.len())
    }

    /// Those made to a seat, in order.
    pub fn of(&self, org: OrgId) -> impl Iterator<Item = (ProposalId, &Proposal)> {
        let all = self.0.iter().enumerate();
        let own = all.filter(move |(_, one)| one.org == org);
        own.map(|(nth, one)| (ProposalId::nth(nth), one))
    }

    /// One has been answered.
    pub fn settle(&mut self, id: ProposalId) {
        if let Some(one) = self.0.get_mut(id.at()) {
            one.open = false;
        }
    }

    /// Nobody answers those made to a seat any more.
    pub fn withdraw(&mut self, org: OrgId) {
        let own = self.0.iter_mut().filter(|one| one.org == org);
        own.for_each(|one| one.open = false);
    }
}
