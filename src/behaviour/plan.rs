//! What can be worked out once from an exercise, so that behaviours only look it up.

use super::playbook::{Op, flatten};
use crate::exercise::{Exercise, Organisation, Pattern, Seen, ServiceTime, Term, Trigger};
use crate::fact::FactKind;
use crate::kernel::{key, mix};
use crate::model::{
    Admits, AgreementId, CriticalTaskId, EconomyId, FindingId, HostId, InjectId, MessageKind,
    OperationId, OrgId, OrgKind, PlaybookId, Subject, ThreatId, Work,
};
use std::collections::BTreeMap;

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
    economy_keys: Vec<u64>,
    operation_keys: Vec<u64>,
    agreement_keys: Vec<u64>,
    rules: Vec<Vec<Vec<u16>>>,
    /// By kind of fact, whether a rule of any playbook waits for it.
    wanted: Vec<bool>,
    /// How each desk is paced.
    paces: Vec<Pace>,
    /// The playbook of each organisation, close together: looked up for most facts.
    playbook_of: Vec<PlaybookId>,
    code: Vec<Vec<Vec<Op>>>,
    /// Critical tasks that a contingency waits for.
    pub tasks: Watched<CriticalTaskId>,
    /// Injects that wait for a condition.
    pub awaiting: Watched<InjectId>,
    /// Organisations whose sensors watch a victim, the victim itself among them.
    pub watchers: Vec<Vec<OrgId>>,
    /// True findings of each threat.
    pub findings_of: Vec<Vec<FindingId>>,
    /// Organisations of each kind.
    by_kind: Vec<Vec<OrgId>>,
    /// Organisations of each kind in each economy.
    at_home: BTreeMap<(EconomyId, OrgKind), Vec<OrgId>>,
    /// Hosts that stand in for each host.
    pub stand_ins: Vec<Vec<HostId>>,
    /// Whom each organisation is a constituent of.
    pub served_by: Vec<Vec<OrgId>>,
    /// By finding, whether any party's court takes it only as evidence.
    pub as_evidence: Vec<bool>,
    /// Agreements that each organisation is a party to.
    pub agreements_of: Vec<Vec<AgreementId>>,
    /// What agreements train each organisation for, and by which factor in thousandths.
    pub trained: Vec<Vec<(AgreementId, Work, u32)>>,
    /// The seat of EXCON.
    pub excon: OrgId,
}

/// How a desk is paced: what is looked up for every ticket, close together.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Service time of everyday tickets.
    pub everyday: ServiceTime,
    /// Everyday tickets an hour, in thousandths.
    pub tickets_milli_per_hour: u32,
    /// How fast analysts work, in parts per million of the usual pace.
    pub skill_ppm: u32,
}

/// What waits for facts to fit a pattern, by the kind of fact and what it has to be about, so that
/// a fact is compared with few patterns however many there are.
#[derive(Clone, Debug)]
pub struct Watched<T> {
    /// By kind of fact, whether anything waits for it at all.
    kinds: Vec<bool>,
    anything: Vec<Vec<T>>,
    about: BTreeMap<(FactKind, Subject), Vec<T>>,
}

impl<T> Default for Watched<T> {
    fn default() -> Self {
        Watched {
            kinds: vec![false; FactKind::ALL.len()],
            anything: FactKind::ALL.iter().map(|_| Vec::new()).collect(),
            about: BTreeMap::new(),
        }
    }
}

impl<T: Copy + Ord> Watched<T> {
    fn add(&mut self, id: T, pattern: &Pattern) {
        let kind = pattern.fact_kind();
        self.kinds[kind as usize] = true;
        match pattern.about() {
            Some(about) => self.about.entry((kind, about)).or_default().push(id),
            None => self.anything[kind as usize].push(id),
        }
    }

    /// Whether a fact of this kind can concern any.
    #[inline]
    #[must_use]
    pub fn wants(&self, kind: FactKind) -> bool {
        self.kinds[kind as usize]
    }

    /// Those that a fact can concern, in order of id.
    #[must_use]
    pub fn by(&self, seen: &Seen<'_>) -> Vec<T> {
        let kind = seen.fact.kind();
        let mut found = self.anything[kind as usize].clone();
        if !self.about.is_empty()
            && let Some(about) = seen.about()
        {
            found.extend(self.about.get(&(kind, about)).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Pace {
    fn of(exercise: &Exercise, org: &Organisation) -> Pace {
        let usual = exercise.service[Work::Background as usize];
        Pace {
            everyday: org.background_service.unwrap_or(usual),
            tickets_milli_per_hour: org.background_milli_per_hour,
            skill_ppm: org.skill_ppm,
        }
    }
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
        let on = (exercise.playbooks.iter())
            .flat_map(|book| book.rules.iter().map(|rule| rule.on.fact_kind()));
        let mut wanted = vec![false; FactKind::ALL.len()];
        for kind in on {
            wanted[kind as usize] = true;
        }
        let mut plan = Plan {
            wanted,
            paces: (exercise.organisations.iter())
                .map(|row| Pace::of(exercise, row))
                .collect(),
            playbook_of: (exercise.organisations.iter())
                .map(|row| row.playbook)
                .collect(),
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
            economy_keys: exercise.economies.iter().map(|row| key(&row.id)).collect(),
            channel_keys: exercise.channels.iter().map(|row| key(&row.id)).collect(),
            agreement_keys: (exercise.agreements.iter())
                .map(|row| key(&row.id))
                .collect(),
            operation_keys: (exercise.operations.iter())
                .map(|row| key(&row.id))
                .collect(),
            rules: exercise
                .playbooks
                .iter()
                .map(|book| rules_by_kind(&book.rules))
                .collect(),
            code: (exercise.playbooks.iter())
                .map(|book| book.rules.iter().map(flatten).collect())
                .collect(),
            tasks: Watched::default(),
            awaiting: Watched::default(),
            watchers: vec![Vec::new(); orgs],
            findings_of: vec![Vec::new(); exercise.threats.len()],
            by_kind: vec![Vec::new(); OrgKind::ALL.len()],
            at_home: BTreeMap::new(),
            stand_ins: vec![Vec::new(); exercise.hosts.len()],
            served_by: vec![Vec::new(); orgs],
            as_evidence: vec![false; exercise.findings.len()],
            agreements_of: vec![Vec::new(); orgs],
            trained: vec![Vec::new(); orgs],
            excon: exercise.excon(),
        };
        plan.relate(exercise);
        plan.watch(exercise);
        plan
    }

    fn relate(&mut self, exercise: &Exercise) {
        for (id, org) in exercise.orgs() {
            self.by_kind[org.kind as usize].push(id);
            if let Some(economy) = org.economy {
                self.at_home
                    .entry((economy, org.kind))
                    .or_default()
                    .push(id);
            }
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
        let parties = exercise.operations.iter().flat_map(|plan| &plan.parties);
        for party in parties.filter(|party| party.admits == Admits::Evidence) {
            for finding in &party.evidence {
                self.as_evidence[finding.at()] = true;
            }
        }
        for (nth, agreement) in exercise.agreements.iter().enumerate() {
            for party in &agreement.parties {
                let id = AgreementId::nth(nth);
                self.agreements_of[party.at()].push(id);
                let trained = agreement.gives.iter().filter_map(|term| match term {
                    Term::Training(work, factor) => Some((id, *work, *factor)),
                    _ => None,
                });
                self.trained[party.at()].extend(trained);
            }
        }
        for (nth, host) in exercise.hosts.iter().enumerate() {
            if let Some(lost) = host.stands_in_for {
                self.stand_ins[lost.at()].push(HostId::nth(nth));
            }
        }
    }

    fn watch(&mut self, exercise: &Exercise) {
        for (nth, inject) in exercise.injects.iter().enumerate() {
            match &inject.trigger {
                Trigger::After(condition, _) => {
                    self.awaiting.add(InjectId::nth(nth), &condition.does);
                }
                Trigger::Unless(task, _) => {
                    self.tasks.add(*task, &exercise.tasks[task.at()].does);
                }
                Trigger::At(_) | Trigger::ByHand => {}
            }
        }
    }

    /// Organisations of a kind, in order of id.
    #[must_use]
    pub fn of_kind(&self, kind: OrgKind) -> &[OrgId] {
        &self.by_kind[kind as usize]
    }

    /// Organisations of a kind in an economy, in order of id; none in no economy.
    #[must_use]
    pub fn at_home(&self, kind: OrgKind, economy: Option<EconomyId>) -> &[OrgId] {
        let found = economy.and_then(|economy| self.at_home.get(&(economy, kind)));
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether a fact of this kind can set off any rule of any playbook.
    #[inline]
    #[must_use]
    pub fn wants(&self, kind: FactKind) -> bool {
        self.wanted[kind as usize]
    }

    /// How the desk of an organisation is paced.
    #[inline]
    #[must_use]
    pub fn pace(&self, org: OrgId) -> &Pace {
        &self.paces[org.at()]
    }

    /// The playbook of an organisation.
    #[inline]
    #[must_use]
    pub fn playbook(&self, org: OrgId) -> PlaybookId {
        self.playbook_of[org.at()]
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

    /// The key of an operation's id text.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> u64 {
        self.operation_keys[id.at()]
    }

    /// The key of an agreement's id text.
    #[must_use]
    pub fn agreement(&self, id: AgreementId) -> u64 {
        self.agreement_keys[id.at()]
    }

    /// The key of a channel's id text.
    #[must_use]
    pub fn channel(&self, id: crate::model::ChannelId) -> u64 {
        self.channel_keys[id.at()]
    }

    /// The key of an economy's id text.
    #[must_use]
    pub fn economy(&self, id: EconomyId) -> u64 {
        self.economy_keys[id.at()]
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
