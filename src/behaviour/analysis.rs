//! Analysis of artefacts: desk work that yields findings.

use super::{Turn, learning};
use crate::fact::ArtefactAnalysed;
use crate::journal::Causes;
use crate::model::{ArtefactId, LearntBy, OrgId, Part};

/// An artefact was analysed: what it yields is known.
pub fn done(turn: &mut Turn<'_>, org: OrgId, artefact: ArtefactId, causes: Causes) {
    let seq = turn.tell(ArtefactAnalysed { org, artefact }, causes);
    for finding in &turn.exercise.artefacts[artefact.at()].yields {
        learning::find(turn, org, *finding, Part::Full, LearntBy::Analysis, seq);
    }
}
