//! Whether a guard holds, from what the seat can see and what is public.

use super::super::Turn;
use super::cue::Cue;
use crate::exercise::Guard;
use crate::model::{AgreementState, FindingId, OrgId, Placed, Standing, Subject, Tier};

/// Whether a guard holds for a cue at a seat; `root` tells this rule and subject from others.
pub fn holds(turn: &Turn<'_>, org: OrgId, cue: &Cue, guard: &Guard, root: u64) -> bool {
    let holder = turn.org(org);
    let sender = || cue.message.map(|message| turn.message(message).letter.from);
    let host = || cue.host(turn).map(|id| &turn.exercise.hosts[id.at()]);
    match guard {
        Guard::FirstTime => turn.state.ordinals.of(root) == turn.state.dropped.of(root),
        Guard::About(kind) => findings(cue).any(|id| turn.exercise.findings[id.at()].kind == *kind),
        Guard::FromKind(kind) => sender().is_some_and(|from| turn.org(from).kind == *kind),
        Guard::FromTier(tier) => {
            sender().is_some_and(|from| Tier::of_trust(turn.trust(org, from)) <= *tier)
        }
        Guard::May(mandate) => holder.may(*mandate),
        Guard::HostsIt => host().is_some_and(|host| host.hosted_by == org),
        Guard::InOurEconomy => host().is_some_and(|host| holder.economy == Some(host.economy)),
        Guard::OurConstituent => (cue.victim(turn))
            .is_some_and(|victim| holder.constituency.binary_search(&victim).is_ok()),
        Guard::WeAreTheVictim => cue.victim(turn) == Some(org),
        Guard::StillUp => cue
            .host(turn)
            .is_some_and(|host| turn.view(org).host_answers(host)),
        Guard::QueueBelow(limit) => turn.view(org).desk().waiting() < *limit as usize,
        Guard::HasArtefact => !cue.artefacts.is_empty(),
        Guard::InForce(agreement) => {
            agreement.get::<Standing>(turn.world()).0 == AgreementState::Operational
        }
        Guard::Not(inner) => !holds(turn, org, cue, inner, root),
    }
}

fn findings(cue: &Cue) -> impl Iterator<Item = FindingId> {
    let about = match cue.about {
        Some(Subject::Finding(finding)) => Some(finding),
        _ => None,
    };
    about.into_iter().chain(cue.findings.iter().copied())
}
