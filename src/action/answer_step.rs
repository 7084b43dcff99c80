//! Says what becomes of a step that the playbook proposed.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{OrgId, ProposalId, SeatView, Verdict, Voice, World};

record! {
    /// Says what becomes of a step that the playbook proposed.
    pub struct AnswerStep {
        /// The proposal.
        pub proposal: ProposalId,
        /// What becomes of it.
        pub verdict: Verdict,
    }
}

impl Intended for AnswerStep {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let mut own = SeatView::new(world, by).proposals();
        match own.find(|(id, _)| *id == self.proposal) {
            None => refuse(
                "your playbook proposed no such step",
                "choose one that it proposes",
            ),
            Some((_, one)) if !one.open => refuse(
                "that was answered or overtaken before",
                "choose a step that is still proposed",
            ),
            Some(_) if self.verdict == Verdict::Overtaken => refuse(
                "whether a step is overtaken is not for you to say",
                "do it, leave it out, or leave the rule",
            ),
            Some(_) => Ok(()),
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let what = match self.verdict {
            Verdict::Done => "do",
            Verdict::Skipped => "leave out",
            Verdict::Left => "leave the rule at",
            Verdict::Overtaken => "let go of",
        };
        format!("{what} a step that the playbook proposes")
    }
}
