//! What a seat was told or came to know, and what nobody there has settled since.

use super::{Turn, delivery};
use crate::fact::Fact;
use crate::model::{Claim, FindingId, HostId, OrgId, Progress, Subject};
use std::collections::BTreeSet;

/// The facts of a stretch of the journal, in order, that told a seat what nobody there has settled
/// by its end.
pub fn between(turn: &Turn<'_>, org: OrgId, since: u32, seq: u32) -> Vec<u32> {
    let (mut later, mut open) = (Done::default(), Vec::new());
    for at in (since..seq).rev() {
        let Some(fact) = turn.fact(at) else { continue };
        if is_open(turn, org, fact, &later) {
            open.push(at);
        }
        later.take(org, fact);
    }
    open.reverse();
    open
}

/// What a seat has done something about.
#[derive(Debug, Default)]
struct Done {
    findings: BTreeSet<FindingId>,
    hosts: BTreeSet<HostId>,
}

impl Done {
    /// What a seat did by a fact: whatever it told anybody, applied, had suspended or blocked,
    /// brought before those above it, or decided about.
    fn take(&mut self, org: OrgId, fact: &Fact) {
        match fact {
            Fact::MessageComposed(f) if f.letter.from == org => {
                self.told(&f.letter.claims, f.letter.about);
            }
            Fact::ContactLogged(f) if f.by == org => self.told(&f.claims, f.about),
            Fact::Published(f) if f.by == Some(org) => self.told(&f.claims, None),
            Fact::Decided(f) if f.org == org => self.told(&[], f.about),
            Fact::Escalated(f) if f.org == org => self.told(&[], f.about),
            Fact::ClaimReleased(f) if f.org == org => drop(self.findings.insert(f.finding)),
            Fact::IndicatorApplied(f) if f.org == org => drop(self.findings.insert(f.finding)),
            Fact::HostSuspended(f) if f.by == org => drop(self.hosts.insert(f.host)),
            Fact::HostBlocked(f) if f.by == org => drop(self.hosts.insert(f.host)),
            _ => {}
        }
    }

    fn told(&mut self, claims: &[Claim], about: Option<Subject>) {
        self.findings
            .extend(claims.iter().map(|claim| claim.finding));
        match about {
            Some(Subject::Finding(finding)) => drop(self.findings.insert(finding)),
            Some(Subject::Host(host)) => drop(self.hosts.insert(host)),
            _ => {}
        }
    }
}

/// Whether a fact told a seat something that nobody there has settled since.
fn is_open(turn: &Turn<'_>, org: OrgId, fact: &Fact, later: &Done) -> bool {
    let seat = turn.view(org);
    let is_unsettled = |message| {
        let progress = turn.message(message).progress;
        matches!(progress, Progress::Opened | Progress::Acknowledged)
    };
    match fact {
        Fact::MessageOpened(f) if f.to == org => is_unsettled(f.message),
        Fact::VictimDetected(f) if f.org == org => seat.contained(f.threat).is_none(),
        Fact::ArtefactReceived(f) if f.org == org => seat.artefact(f.artefact) != Some(true),
        // Whoever settled the message that told of it has settled what it told.
        Fact::ClaimLearnt(f) if f.org == org && f.message.is_none_or(is_unsettled) => {
            let finding = f.claim.finding;
            let host = delivery::host_of(turn, Some(Subject::Finding(finding)));
            let done = host.is_some_and(|host| later.hosts.contains(&host));
            !done && !later.findings.contains(&finding)
        }
        _ => false,
    }
}
