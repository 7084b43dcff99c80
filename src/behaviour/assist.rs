//! Seats in which a playbook assists people: it proposes each step, and does what they confirm.

use super::{Turn, playbook};
use crate::fact::{StepAnswered, StepProposed};
use crate::journal::Causes;
use crate::kernel::Key;
use crate::model::{OrgId, ProposalId, Verdict};

/// Puts the step at which a rule stands to the people in its seat.
pub fn propose(turn: &mut Turn<'_>, key: Key, step: StepProposed, because: Causes) {
    turn.tell(step, because);
    turn.state.proposed.push(key);
}

/// People say what becomes of a step.
pub fn answered(turn: &mut Turn<'_>, proposal: ProposalId, verdict: Verdict, causes: Causes) {
    let Some(one) = turn.world().proposals.0.get(proposal.at()) else {
        return;
    };
    let told = StepAnswered {
        proposal,
        org: one.org,
        rule: one.rule.clone(),
        step: one.step,
        verdict,
    };
    let seq = turn.tell(told, causes);
    let key = turn.state.proposed[proposal.at()];
    playbook::answered(turn, key, verdict, seq);
}

/// A seat did something: proposals that it has overtaken are let go, and their rules go on.
pub fn overtaken(turn: &mut Turn<'_>, org: OrgId, seq: u32) {
    let all = turn.view(org).proposals();
    let open: Vec<ProposalId> = all.filter_map(|(id, one)| one.open.then_some(id)).collect();
    for proposal in open {
        let key = turn.state.proposed[proposal.at()];
        if playbook::is_moot(turn, key) {
            answered(turn, proposal, Verdict::Overtaken, Causes::of(seq));
        }
    }
}
