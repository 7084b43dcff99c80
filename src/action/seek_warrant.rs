//! Applies for the warrant that an operation needs.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{
    FindingId, OperationId, OperationState, OrgId, Part, Placed, SeatView, Voice, World,
};

record! {
    /// Applies for the warrant that an operation needs.
    pub struct SeekWarrant {
        /// The operation.
        pub operation: OperationId,
    }
}

impl Intended for SeekWarrant {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let state = self.operation.get::<OperationState>(world);
        if !state.parties.contains(&by) {
            return refuse("you are no party to it", "ask its lead to be brought in");
        }
        if state.ended_at.is_some() {
            return refuse("it has been carried out", "nothing is left to apply for");
        }
        if state.warrants.contains_key(&by) {
            return refuse("you have your warrant", "tell the lead that you are ready");
        }
        let view = SeatView::new(world, by);
        let in_full = |finding: &FindingId| {
            let known = view.knows(*finding);
            known.is_some_and(|known| known.claim.part == Part::Full)
        };
        if !state.evidence.get(&by).into_iter().flatten().all(in_full) {
            return refuse(
                "you lack evidence that your law accepts",
                "learn in full what the operation rests on first",
            );
        }
        let as_evidence = |finding: &FindingId| {
            let known = view.knows(*finding);
            known.is_some_and(|known| known.evidence)
        };
        let strict = state.strict.contains(&by);
        if strict
            && !state
                .evidence
                .get(&by)
                .into_iter()
                .flatten()
                .all(as_evidence)
        {
            return refuse(
                "your court takes what you know only as evidence",
                "have it from whoever holds it as evidence, by a channel that carries evidence",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "apply for a warrant for {}",
            voice.operation(self.operation)
        )
    }
}
