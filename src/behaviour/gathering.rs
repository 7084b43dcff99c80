//! Gatherings: people meet, know each other from then on, and trust each other a little more.

use super::{Due, Turn, trust};
use crate::fact::Met;
use crate::journal::Causes;
use crate::model::{AgreementId, AgreementState, GatheringId, Placed, Standing};

/// STARTEX: gatherings are due at their times.
pub fn start(turn: &mut Turn<'_>, seq: u32) {
    for (nth, gathering) in turn.exercise.gatherings.iter().enumerate() {
        turn.on(gathering.at, Due::Gather(GatheringId::nth(nth)), seq);
    }
}

/// A gathering takes place, unless the agreement it is held under is not in force: every two
/// parties meet.
pub fn gather(turn: &mut Turn<'_>, id: GatheringId, cause: u32) {
    let gathering = &turn.exercise.gatherings[id.at()];
    let stands =
        |under: AgreementId| under.get::<Standing>(turn.world()).0 == AgreementState::Operational;
    if !gathering.under.is_none_or(stands) {
        return;
    }
    for (nth, org) in gathering.parties.iter().copied().enumerate() {
        for other in gathering.parties[nth + 1..].iter().copied() {
            let met = Met {
                gathering: id,
                org,
                other,
            };
            let seq = turn.tell(met, Causes::of(cause));
            trust::met(turn, org, other, gathering.trust_ppm, seq);
            trust::met(turn, other, org, gathering.trust_ppm, seq);
        }
    }
}
