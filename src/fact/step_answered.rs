//! What became of a step that a playbook proposed.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OrgId, ProposalId, Verdict, Voice, World};

record! {
    /// What became of a step that a playbook proposed.
    pub struct StepAnswered {
        /// The proposal.
        pub proposal: ProposalId,
        /// To whom it was made.
        pub org: OrgId,
        /// The rule.
        pub rule: String,
        /// Which of its steps, from 0.
        pub step: u32,
        /// What became of it.
        pub verdict: Verdict,
    }
}

impl Happening for StepAnswered {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        world.proposals.settle(self.proposal);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, step, rule) = (voice.org(self.org), self.step.saturating_add(1), &self.rule);
        match self.verdict {
            Verdict::Done => format!("{org} confirms step {step} of \"{rule}\""),
            Verdict::Skipped => format!("{org} leaves out step {step} of \"{rule}\""),
            Verdict::Left => format!("{org} leaves \"{rule}\" at step {step}"),
            Verdict::Overtaken => {
                format!("nothing is left to do for {org} in step {step} of \"{rule}\"")
            }
        }
    }
}
