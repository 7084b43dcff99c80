//! What can be worked out once from an exercise, so that behaviours only look it up.

use super::playbook::{Op, flatten};
use crate::exercise::{Exercise, Pattern};
use crate::fact::FactKind;
use crate::kernel::{key, mix};
use crate::model::{
    AgreementId, CriticalTaskId, FindingId, InjectId, MessageKind, OrgId, OrgKind, PlaybookId,
    Subject, ThreatId,
};

/// Indexes over an exercise; the same for every run of it.
#[derive(Clone, Debug)]
pub struct Plan {
    org_keys: Vec<u64>,
    finding_keys: Vec<u64>,
    host_keys: Vec<u64>,
    artefact_keys: Vec<u64>,
    threat_keys: Vec<u64>,
    inject_keys: Vec<u64>,
    channel_keys: Vec<u64>,
    rules: Vec<Vec<Vec<u16>>>,
    code: Vec<Vec<Vec<Op>>>,
    /// Critical tasks by the kind of fact that can perform them.
    pub tasks: Vec<Vec<CriticalTaskId>>,
    /// Injects that wait for a condition, by the kind of fact that can meet it.
    pub awaiting: Vec<Vec<InjectId>>,
    /// Organisations whose sensors watch a victim, the victim itself among them.
    pub watchers: Vec<Vec<OrgId>>,
    /// True findings of each threat.
    pub findings_of: Vec<Vec<FindingId>>,
    /// Organisations of each kind.
    by_kind: Vec<Vec<OrgId>>,
    /// Whom each organisation is a constituent of.
    pub served_by: Vec<Vec<OrgId>>,
    /// Agreements that each organisation is a party to.
    pub agreements_of: Vec<Vec<AgreementId>>,
    /// The seat of EXCON.
    pub excon: OrgId,
}

fn by_kind_of_fact<T>(patterns: impl Iterator<Item = (T, FactKind)>) -> Vec<Vec<T>> {
    let mut table: Vec<Vec<T>> = FactKind::ALL.iter().map(|_| Vec::new()).collect();
    for (id, kind) in patterns {
        table[kind as usize].push(id);
    }
    table
}

impl Plan {
    /// Works out the indexes of an exercise.
    #[must_use]
    pub fn of(exercise: &Exercise) -> Plan {
        let orgs = exercise.organisations.len();
        let mut plan = Plan {
            org_keys: exercise
                .organisations
                .iter()
                .map(|row| key(&row.id))
                .collect(),
            finding_keys: exercise.findings.iter().map(|row| key(&row.id)).collect(),
            host_keys: exercise.hosts.iter().map(|row| key(&row.id)).collect(),
            artefact_keys: exercise.artefacts.iter().map(|row| key(&row.id)).collect(),
            threat_keys: exercise.threats.iter().map(|row| key(&row.id)).collect(),
            inject_keys: exercise.injects.iter().map(|row| key(&row.id)).collect(),
            channel_keys: exercise.channels.iter().map(|row| key(&row.id)).collect(),
            rules: exercise
                .playbooks
                .iter()
                .map(|book| rules_by_kind(&book.rules))
                .collect(),
            code: (exercise.playbooks.iter())
                .map(|book| book.rules.iter().map(flatten).collect())
                .collect(),
            tasks: by_kind_of_fact(
                (exercise.tasks.iter().enumerate())
                    .map(|(nth, task)| (CriticalTaskId::nth(nth), task.does.fact_kind())),
            ),
            awaiting: by_kind_of_fact(exercise.injects.iter().enumerate().filter_map(
                |(nth, inject)| match &inject.trigger {
                    crate::exercise::Trigger::After(condition, _) => {
                        Some((InjectId::nth(nth), condition.does.fact_kind()))
                    }
                    _ => None,
                },
            )),
            watchers: vec![Vec::new(); orgs],
            findings_of: vec![Vec::new(); exercise.threats.len()],
            by_kind: vec![Vec::new(); OrgKind::ALL.len()],
            served_by: vec![Vec::new(); orgs],
            agreements_of: vec![Vec::new(); orgs],
            excon: exercise.excon(),
        };
        plan.relate(exercise);
        plan
    }

    fn relate(&mut self, exercise: &Exercise) {
        for (id, org) in exercise.orgs() {
            self.by_kind[org.kind as usize].push(id);
            for client in &org.constituency {
                self.served_by[client.at()].push(id);
            }
            if !org.sensors.is_empty() {
                self.watchers[id.at()].push(id);
            }
            if org.sensors.iter().any(|sensor| sensor.constituency) {
                for client in &org.constituency {
                    self.watchers[client.at()].push(id);
                }
            }
        }
        for (nth, finding) in exercise.findings.iter().enumerate() {
            if let (Some(threat), true) = (finding.threat, finding.truth) {
                self.findings_of[threat.at()].push(FindingId::nth(nth));
            }
        }
        for (nth, agreement) in exercise.agreements.iter().enumerate() {
            for party in &agreement.parties {
                self.agreements_of[party.at()].push(AgreementId::nth(nth));
            }
        }
    }

    /// Organisations of a kind, in order of id.
    #[must_use]
    pub fn of_kind(&self, kind: OrgKind) -> &[OrgId] {
        &self.by_kind[kind as usize]
    }

    /// The rules of a playbook that a fact of this kind can set off.
    #[inline]
    #[must_use]
    pub fn rules(&self, playbook: PlaybookId, kind: FactKind) -> &[u16] {
        self.rules
            .get(playbook.at())
            .map_or(&[], |by_kind| &by_kind[kind as usize])
    }

    /// The flattened steps of a rule.
    #[must_use]
    pub fn code(&self, playbook: PlaybookId, rule: u16) -> &[Op] {
        &self.code[playbook.at()][usize::from(rule)]
    }

    /// The key of an organisation's id text.
    #[inline]
    #[must_use]
    pub fn org(&self, id: OrgId) -> u64 {
        self.org_keys[id.at()]
    }

    /// The key of a finding's id text.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> u64 {
        self.finding_keys[id.at()]
    }

    /// The key of a threat group's id text.
    #[must_use]
    pub fn threat(&self, id: ThreatId) -> u64 {
        self.threat_keys[id.at()]
    }

    /// The key of a channel's id text.
    #[must_use]
    pub fn channel(&self, id: crate::model::ChannelId) -> u64 {
        self.channel_keys[id.at()]
    }

    /// The key of a subject's id text.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> u64 {
        match subject {
            Subject::Finding(id) => self.finding_keys[id.at()],
            Subject::Host(id) => self.host_keys[id.at()],
            Subject::Artefact(id) => self.artefact_keys[id.at()],
            Subject::Victim(id) => self.org_keys[id.at()],
            Subject::Incident(id) => self.threat_keys[id.at()],
            Subject::Inject(id) => self.inject_keys[id.at()],
        }
    }

    /// The lineage of a message before its ordinal: root, sender, recipient, kind.
    #[must_use]
    pub fn lineage(&self, root: u64, from: OrgId, to: OrgId, kind: MessageKind) -> u64 {
        mix(mix(mix(root, self.org(from)), self.org(to)), kind as u64)
    }
}

fn rules_by_kind(rules: &[crate::exercise::Rule]) -> Vec<Vec<u16>> {
    let kinds = rules.iter().enumerate().map(|(nth, rule)| {
        let pattern: &Pattern = &rule.on;
        (u16::try_from(nth).unwrap_or(u16::MAX), pattern.fact_kind())
    });
    by_kind_of_fact(kinds)
}
