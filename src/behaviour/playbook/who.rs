//! Whom a step is directed at. Who hosts an address and who serves an economy is public.

use super::super::Turn;
use super::cue::Cue;
use crate::exercise::Who;
use crate::model::{AgreementState, EconomyId, OrgId, OrgKind, Placed, Standing, Tier};

/// The organisations a step is directed at, in order of id, the actor left out.
pub fn resolve(turn: &Turn<'_>, org: OrgId, cue: &Cue, who: &Who) -> Vec<OrgId> {
    let holder = turn.org(org);
    let economy = holder.economy;
    let of_economy =
        |kind: OrgKind, economy: Option<EconomyId>| turn.plan.at_home(kind, economy).to_vec();
    let mut found: Vec<OrgId> = match who {
        Who::Sender => cue
            .message
            .map(|message| turn.message(message).letter.from)
            .into_iter()
            .collect(),
        Who::Hoster => {
            let host = cue
                .host(turn)
                .map(|id| turn.exercise.hosts[id.at()].hosted_by);
            host.into_iter().collect()
        }
        Who::HostCert => of_economy(OrgKind::NationalCert, hosted_in(turn, cue)),
        Who::HostPolice => of_economy(OrgKind::Police, hosted_in(turn, cue)),
        Who::Victim => cue.victim(turn).into_iter().collect(),
        Who::VictimCert => victim_certs(turn, cue),
        Who::Constituents => holder.constituency.clone(),
        Who::Ours(kind) => of_economy(*kind, economy),
        Who::Every(kind) => turn.plan.of_kind(*kind).to_vec(),
        Who::Trusted(kind, tier) => {
            let near = |id: &OrgId| Tier::of_trust(turn.trust(org, *id)) <= *tier;
            turn.plan
                .of_kind(*kind)
                .iter()
                .copied()
                .filter(near)
                .collect()
        }
        Who::Partners => partners(turn, org),
        Who::PartiesOf(agreement) => {
            let standing = agreement.get::<Standing>(turn.world()).0;
            let parties = turn.exercise.agreements[agreement.at()].parties.iter();
            let in_force = standing == AgreementState::Operational;
            parties.copied().filter(|_| in_force).collect()
        }
        Who::These(orgs) => orgs.clone(),
    };
    found.retain(|id| *id != org && turn.org(*id).kind.plays());
    found.sort_unstable();
    found.dedup();
    found
}

fn hosted_in(turn: &Turn<'_>, cue: &Cue) -> Option<EconomyId> {
    cue.host(turn)
        .map(|id| turn.exercise.hosts[id.at()].economy)
}

fn victim_certs(turn: &Turn<'_>, cue: &Cue) -> Vec<OrgId> {
    let Some(victim) = cue.victim(turn) else {
        return Vec::new();
    };
    let is_cert = |id: &OrgId| turn.org(*id).kind == OrgKind::NationalCert;
    let serving: Vec<OrgId> = turn.plan.served_by[victim.at()]
        .iter()
        .copied()
        .filter(is_cert)
        .collect();
    if !serving.is_empty() {
        return serving;
    }
    let home = turn.org(victim).economy;
    turn.plan.at_home(OrgKind::NationalCert, home).to_vec()
}

fn partners(turn: &Turn<'_>, org: OrgId) -> Vec<OrgId> {
    let mine = turn.plan.agreements_of[org.at()].iter();
    let in_force =
        mine.filter(|id| id.get::<Standing>(turn.world()).0 == AgreementState::Operational);
    in_force
        .flat_map(|id| turn.exercise.agreements[id.at()].parties.iter().copied())
        .collect()
}
