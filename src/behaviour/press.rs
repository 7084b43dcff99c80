//! Publications: whoever reads the news learns what it says, threat groups too.

use super::{Turn, learning, temper};
use crate::model::{Claim, LearntBy, Part, Tlp};

/// Something was published: every organisation that plays learns its claims as public, and a
/// group that reads about itself is tipped off.
pub fn published(turn: &mut Turn<'_>, claims: &[Claim], seq: u32) {
    for claim in claims {
        let public = Claim {
            tlp: Tlp::Clear,
            part: Part::Full,
            ..claim.clone()
        };
        for (org, _) in turn.exercise.players() {
            learning::learn(turn, org, public.clone(), LearntBy::Publication, None, seq);
        }
        let finding = &turn.exercise.findings[claim.finding.at()];
        if let (Some(threat), true) = (finding.threat, finding.truth) {
            temper::tip_off(turn, threat, seq);
        }
    }
}
