//! A playbook proposes a step to the people whom it assists.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OrgId, Proposal, ProposalId, Subject, Voice, World};

record! {
    /// A playbook proposes a step to the people whom it assists.
    pub struct StepProposed {
        /// Its number.
        pub proposal: ProposalId,
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
    }
}

impl Happening for StepProposed {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.proposals.0.push(Proposal {
            org: self.org,
            rule: self.rule.clone(),
            step: self.step,
            message: self.message,
            about: self.about,
            at: now.at,
            open: true,
        });
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, about) = (voice.org(self.org).to_owned(), voice.about(self.about));
        let by = self.message.map(|message| voice.message(message));
        let by = by.map_or_else(String::new, |message| format!(" on {message}"));
        let (step, rule) = (self.step.saturating_add(1), &self.rule);
        format!("{org}'s playbook proposes step {step} of \"{rule}\"{by}{about}")
    }
}
