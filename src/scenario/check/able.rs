//! Whether an organisation could ever do what a pattern describes: mandates, channels, parts,
//! and whether its playbook and the injects ever bring it there.

mod trade;

use super::course::Course;
use super::deed::{Deed, Deeds, Kinds};
use super::way::Ways;
use crate::exercise::{Exercise, Organisation, Pattern, Trigger};
use crate::model::{
    ArtefactId, FindingId, InjectId, LearntBy, Mandate, MessageKind, OrgId, SimTime, Subject,
    ThreatId,
};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Past so many comparisons everything else is taken for possible: a warning is not worth a wait.
const MOST_COMPARED: usize = 4_000_000;
/// How often injects that wait are gone through again because others can fire.
const MOST_ROUNDS: usize = 100;

/// What abilities are worked out from.
pub(super) struct Able<'e> {
    pub(super) exercise: &'e Exercise,
    /// Which channels lead where.
    pub ways: Ways<'e>,
    /// What playbooks do, by playbook, and what all who play send together.
    pub(super) deeds: Vec<Deeds<'e>>,
    sent_by_anybody: Kinds,
    decided_by_anybody: BTreeSet<&'e str>,
    /// What operations make an organisation send.
    by_operations: BTreeMap<OrgId, Kinds>,
    pub(super) hosting: BTreeSet<OrgId>,
    victims: BTreeSet<OrgId>,
    yielded_by: BTreeMap<FindingId, Vec<ArtefactId>>,
    course: Course,
    compared: Cell<usize>,
}

pub(super) type Ability = Result<(), String>;

/// All is well, or what is lacking.
pub(super) fn must(holds: bool, lacks: impl FnOnce() -> String) -> Ability {
    if holds { Ok(()) } else { Err(lacks()) }
}

impl<'e> Able<'e> {
    /// Looks at everything once, and plays the injects through to see which can fire.
    pub(super) fn of(exercise: &'e Exercise) -> Able<'e> {
        let deeds: Vec<Deeds<'e>> = exercise.playbooks.iter().map(Deeds::of).collect();
        let mut by_operations: BTreeMap<OrgId, Kinds> = BTreeMap::new();
        for plan in &exercise.operations {
            for party in &plan.parties {
                let sends = by_operations.entry(party.org).or_default();
                sends.insert(MessageKind::SituationReport);
            }
            if !plan.holds.is_empty() {
                let sends = by_operations.entry(plan.lead).or_default();
                sends.insert(MessageKind::Deconfliction);
            }
        }
        let mut all = Kinds::default();
        let mut played = BTreeSet::new();
        for (id, org) in exercise.players() {
            let part = by_operations.get(&id).copied().unwrap_or_default();
            all = all.and(deeds[org.playbook.at()].sends).and(part);
            played.insert(org.playbook.at());
        }
        let decided = played.iter().flat_map(|book| &deeds[*book].decides);
        let decided_by_anybody = decided.copied().collect();
        let mut yielded_by: BTreeMap<FindingId, Vec<ArtefactId>> = BTreeMap::new();
        for (nth, artefact) in exercise.artefacts.iter().enumerate() {
            for finding in &artefact.yields {
                let by = yielded_by.entry(*finding).or_default();
                by.push(ArtefactId::nth(nth));
            }
        }
        let victims = exercise.threats.iter().flat_map(|group| &group.victims);
        let mut sensed: BTreeSet<_> = BTreeSet::new();
        for (_, org) in exercise.players() {
            let seeing = org.sensors.iter().filter(|sensor| sensor.sees_ppm > 0);
            sensed.extend(seeing.map(|sensor| sensor.class));
        }
        let course = Course::before(exercise, |id| {
            shown(exercise, id).any(|class| sensed.contains(&class))
        });
        let mut able = Able {
            exercise,
            ways: Ways::of(exercise),
            deeds,
            sent_by_anybody: all,
            decided_by_anybody,
            by_operations,
            hosting: exercise.hosts.iter().map(|host| host.hosted_by).collect(),
            victims: victims.map(|victim| victim.org).collect(),
            yielded_by,
            course,
            compared: Cell::new(0),
        };
        able.play();
        able
    }

    /// Which injects can fire: those with a time, and those that wait for what somebody can do
    /// once the others have fired.
    fn play(&mut self) {
        let endex = self.exercise.clock.endex;
        let mut waiting: Vec<usize> = Vec::new();
        for (nth, inject) in self.exercise.injects.iter().enumerate() {
            match &inject.trigger {
                Trigger::At(at) if (SimTime::STARTEX..=endex).contains(at) => self.fire(nth),
                Trigger::Unless(_, by) if *by <= endex => self.fire(nth),
                Trigger::ByHand => self.fire(nth),
                Trigger::After(..) => waiting.push(nth),
                Trigger::At(_) | Trigger::Unless(..) => {}
            }
        }
        for round in 0..=MOST_ROUNDS {
            let before = waiting.len();
            waiting.retain(|nth| {
                let fires = round == MOST_ROUNDS || self.is_met(*nth);
                if fires {
                    self.fire(*nth);
                }
                !fires
            });
            if waiting.len() == before {
                break;
            }
        }
    }

    fn is_met(&self, inject: usize) -> bool {
        let Trigger::After(condition, wait) = &self.exercise.injects[inject].trigger else {
            return true;
        };
        SimTime::STARTEX + *wait <= self.exercise.clock.endex
            && match condition.who {
                Some(who) => self.can(who, &condition.does).is_ok(),
                None => self.anybody(&condition.does),
            }
    }

    fn fire(&mut self, inject: usize) {
        let (exercise, deeds) = (self.exercise, &self.deeds);
        let analyses = |org: OrgId| does(deeds, exercise.org(org), Deed::Analyse);
        self.course.take(exercise, InjectId::nth(inject), analyses);
    }

    /// Whether an inject can fire.
    pub(super) fn fires(&self, inject: InjectId) -> bool {
        self.course.fires[inject.at()]
    }

    /// Whether anybody can do it.
    pub(super) fn anybody(&self, does: &Pattern) -> bool {
        let mut players = self.exercise.players();
        self.at_all(does).is_ok()
            && players.any(|(org, _)| self.is_tired(1) || self.can(org, does).is_ok())
    }

    /// Whether it is not impossible whoever is asked, which is found without asking everybody.
    fn at_all(&self, does: &Pattern) -> Ability {
        match does {
            Pattern::Received(_, about) | Pattern::Sent(_, about, ..) => self.talked_about(*about),
            Pattern::Decided(word) => self.decides(&self.decided_by_anybody, word),
            Pattern::Learnt(Some(finding), None) | Pattern::Applied(Some(finding)) => {
                self.goes_round(*finding)
            }
            Pattern::Holds(Some(artefact)) | Pattern::Analysed(Some(artefact)) => {
                let given = !self.course.attached[artefact.at()].is_empty();
                must(given, || self.not_given(*artefact))
            }
            _ => Ok(()),
        }
    }

    /// Why nobody can do it, where that is the same for all.
    pub(super) fn why_nobody(&self, does: &Pattern) -> Option<String> {
        if let Err(lacks) = self.at_all(does) {
            return Some(lacks);
        }
        let players = self.exercise.players().take_while(|_| !self.is_tired(1));
        let mut lacks = players.filter_map(|(org, _)| self.can(org, does).err());
        let first = lacks.next()?;
        lacks.all(|other| other == first).then_some(first)
    }

    /// Counts comparisons; whether there were so many that no more are made.
    pub(super) fn is_tired(&self, more: usize) -> bool {
        self.compared.set(self.compared.get().saturating_add(more));
        self.compared.get() > MOST_COMPARED
    }

    /// Whether an organisation can do it; otherwise what it lacks.
    pub(super) fn can(&self, org: OrgId, does: &Pattern) -> Ability {
        let me = self.exercise.org(org);
        must(me.kind.plays(), || "it does not play".to_owned())?;
        match does {
            Pattern::Start => Err("nobody performs STARTEX".to_owned()),
            Pattern::Received(kind, about) => self.receives(org, *kind, *about),
            Pattern::Acknowledged(kind) => {
                self.receives(org, *kind, None)?;
                self.does(me, Deed::Acknowledge, "acknowledges nothing")
            }
            Pattern::Sent(kind, about, to_kind, to) => {
                self.talked_about(*about)?;
                if self.course.sent[org.at()].have(Some(*kind)) {
                    return Ok(());
                }
                self.writes(org, Some(*kind))?;
                self.ways.lead(org, *to_kind, *to)
            }
            Pattern::Answered(kind) => self.answers(org, *kind),
            Pattern::TurnedDown(Some(MessageKind::Notification)) => self.warns_in_vain(org),
            Pattern::DeadlineMissed(kind) | Pattern::TurnedDown(kind) => self.asks(org, *kind),
            Pattern::GaveUp(kind) => self.writes(org, *kind),
            Pattern::Learnt(finding, by) => self.learns(org, *finding, *by),
            Pattern::Released(finding) => self.releases(org, *finding),
            Pattern::Holds(artefact) => self.holds(org, *artefact),
            Pattern::Analysed(artefact) => {
                self.holds(org, *artefact)?;
                self.does(me, Deed::Analyse, "analyses nothing")
            }
            Pattern::Applied(finding) => {
                finding.map_or(Ok(()), |finding| self.goes_round(finding))?;
                self.does(me, Deed::Apply, "applies nothing")
            }
            Pattern::Detected(threat) => self.is_victim(org, *threat),
            Pattern::Contained(threat) => {
                self.is_victim(org, *threat)?;
                self.does(me, Deed::Contain, "contains nothing")
            }
            Pattern::Recovered(threat) => {
                self.is_victim(org, *threat)?;
                self.does(me, Deed::Recover, "recovers nothing")
            }
            Pattern::Suspended(host) => self.suspends(org, *host),
            Pattern::Blocked(_) => self.blocks(org),
            Pattern::Published if self.course.publishers.contains(&org) => Ok(()),
            Pattern::Published => {
                let lacks = || "it has no mandate to publish".to_owned();
                must(me.may(Mandate::Publish), lacks)?;
                self.does(me, Deed::Publish, "publishes nothing")
            }
            Pattern::Attributed(threat) => self.attributes(org, *threat),
            Pattern::Escalated(about) => {
                self.talked_about(*about)?;
                self.does(me, Deed::Escalate, "escalates nothing")
            }
            Pattern::Decided(word) => self.decides(&self.deeds[me.playbook.at()].decides, word),
            Pattern::WarrantObtained(threat) | Pattern::Arrested(threat) => {
                let lacks = || "it is party to no such operation".to_owned();
                must(
                    self.is_party(org, |plan| threat.is_none_or(|of| of == plan.threat)),
                    lacks,
                )
            }
            Pattern::Finished(work) => self.works(org, *work),
        }
    }

    /// Whether its playbook ever does this.
    fn does(&self, org: &Organisation, deed: Deed, otherwise: &str) -> Ability {
        must(does(&self.deeds, org, deed), || {
            format!("its playbook {otherwise}")
        })
    }

    fn decides(&self, words: &BTreeSet<&str>, word: &str) -> Ability {
        must(words.contains(word), || {
            format!("its playbook never decides {word:?}")
        })
    }

    /// An inject is talked about when one of the injects that fire is about it.
    fn talked_about(&self, about: Option<Subject>) -> Ability {
        let Some(Subject::Inject(inject)) = about else {
            return Ok(());
        };
        must(self.course.about.contains(&inject), || {
            let id = &self.exercise.injects[inject.at()].id;
            format!(
                "no message is about the inject `{id}`: an inject is about what its `about` names"
            )
        })
    }

    fn receives(&self, org: OrgId, kind: Option<MessageKind>, about: Option<Subject>) -> Ability {
        self.talked_about(about)?;
        let comes = self.course.told[org.at()].and(self.sent_by_anybody);
        must(comes.have(kind), || match kind {
            Some(kind) => format!("nobody ever sends it a message of the kind {kind:?}"),
            None => "nobody ever sends it a message".to_owned(),
        })
    }

    /// What it sends of its own accord.
    fn own(&self, org: OrgId) -> Kinds {
        let part = self.by_operations.get(&org).copied().unwrap_or_default();
        let mut own = part.and(self.deeds[self.exercise.org(org).playbook.at()].sends);
        // Whoever asks may be asked back, and answers that.
        if own.asking().have(None) && self.sent_by_anybody.have(Some(MessageKind::Clarification)) {
            own.insert(MessageKind::Answer);
        }
        own
    }

    fn writes(&self, org: OrgId, kind: Option<MessageKind>) -> Ability {
        must(self.own(org).have(kind), || match kind {
            Some(kind) => format!("its playbook sends no message of the kind {kind:?}"),
            None => "its playbook sends nothing".to_owned(),
        })
    }

    fn asks(&self, org: OrgId, kind: Option<MessageKind>) -> Ability {
        must(self.own(org).asking().have(kind), || match kind {
            Some(kind) if !kind.wants_answer() => {
                format!("a message of the kind {kind:?} asks for nothing")
            }
            Some(kind) => format!("its playbook sends no message of the kind {kind:?}"),
            None => "its playbook asks for nothing".to_owned(),
        })
    }

    /// Whether what it tells others may be turned down: only where it is no incident to somebody.
    fn warns_in_vain(&self, org: OrgId) -> Ability {
        let kind = MessageKind::Notification;
        must(self.own(org).have(Some(kind)), || {
            format!("its playbook sends no message of the kind {kind:?}")
        })?;
        let mut players = self.exercise.players();
        let deaf = players.any(|(id, _)| !self.exercise.not_incidents(id).is_empty());
        must(deaf, || {
            format!("a message of the kind {kind:?} asks for nothing")
        })
    }

    fn answers(&self, org: OrgId, kind: Option<MessageKind>) -> Ability {
        let comes = self.course.told[org.at()].and(self.sent_by_anybody);
        must(comes.asking().have(kind), || match kind {
            Some(kind) if !kind.wants_answer() => {
                format!("a message of the kind {kind:?} asks for nothing")
            }
            Some(kind) => format!("nobody ever sends it a message of the kind {kind:?}"),
            None => "nobody ever asks it for anything".to_owned(),
        })?;
        let asked_back = self.own(org).asking().have(None)
            && kind.is_none_or(|kind| kind == MessageKind::Clarification)
            && self.sent_by_anybody.have(Some(MessageKind::Clarification));
        if asked_back {
            return Ok(());
        }
        self.does(self.exercise.org(org), Deed::Answer, "answers nothing")
    }

    /// Whether anybody can get a finding.
    fn goes_round(&self, finding: FindingId) -> Ability {
        must(self.course.findings[finding.at()], || {
            let id = &self.exercise.findings[finding.at()].id;
            format!(
                "nobody can get `{id}`: it is known to nobody, no inject claims it, no artefact \
                 that is given out yields it, and no sensor shows it"
            )
        })
    }

    fn learns(&self, org: OrgId, finding: Option<FindingId>, by: Option<LearntBy>) -> Ability {
        let Some(finding) = finding else {
            let lacks = || "there is nothing that anybody could learn".to_owned();
            return must(self.course.findings.contains(&true), lacks);
        };
        let row = &self.exercise.findings[finding.at()];
        let id = &row.id;
        match by {
            None | Some(LearntBy::Message | LearntBy::Publication | LearntBy::Contact) => {
                self.goes_round(finding)
            }
            Some(LearntBy::Sensor) => must(self.senses(org, finding), || {
                format!("its sensors never show `{id}`")
            }),
            Some(LearntBy::Analysis) => must(self.analyses(org, finding), || {
                format!("it analyses nothing that yields `{id}`")
            }),
            Some(LearntBy::Beforehand) => must(row.known_to.contains(&org), || {
                format!("it does not know `{id}` beforehand")
            }),
        }
    }

    /// What an organisation found by itself may be classified, and what comes in confidence is.
    fn releases(&self, org: OrgId, finding: Option<FindingId>) -> Ability {
        if self.ways.in_confidence(org) {
            return Ok(());
        }
        let me = self.exercise.org(org);
        let classifies = me.policy.classifies_ppm > 0;
        must(classifies, || "it never classifies anything".to_owned())?;
        let Some(finding) = finding else {
            return Ok(());
        };
        must(
            self.senses(org, finding) || self.analyses(org, finding),
            || {
                let id = &self.exercise.findings[finding.at()].id;
                format!(
                    "it never classifies `{id}`, which it finds neither by its sensors nor by \
                     analysis"
                )
            },
        )
    }

    fn senses(&self, org: OrgId, finding: FindingId) -> bool {
        let sensors = &self.exercise.org(org).sensors;
        let sees = |class| (sensors.iter()).any(|one| one.class == class && one.sees_ppm > 0);
        shown(self.exercise, finding).any(sees)
    }

    fn analyses(&self, org: OrgId, finding: FindingId) -> bool {
        let mut artefacts = self.yielded_by.get(&finding).into_iter().flatten();
        does(&self.deeds, self.exercise.org(org), Deed::Analyse)
            && artefacts.any(|artefact| self.holds(org, Some(*artefact)).is_ok())
    }

    fn holds(&self, org: OrgId, artefact: Option<ArtefactId>) -> Ability {
        let Some(artefact) = artefact else {
            let lacks = || "nobody gives it any artefact".to_owned();
            return must(self.course.armed[org.at()], lacks);
        };
        let mut injects = self.course.attached[artefact.at()].iter();
        let given = |inject: &InjectId| {
            let to = &self.exercise.injects[inject.at()].to;
            self.is_tired(1) || to.binary_search(&org).is_ok()
        };
        must(injects.any(given), || self.not_given(artefact))
    }

    fn not_given(&self, artefact: ArtefactId) -> String {
        let id = &self.exercise.artefacts[artefact.at()].id;
        format!("no inject gives it the artefact `{id}`")
    }

    fn is_victim(&self, org: OrgId, threat: Option<ThreatId>) -> Ability {
        let hit = threat.map_or(self.victims.contains(&org), |threat| {
            let own = &self.exercise.threats[threat.at()];
            let others = self.exercise.threats.iter();
            let mut groups = others.filter(|one| one.may_pass_to(threat)).chain([own]);
            groups.any(|group| group.plans(org))
        });
        must(hit, || "it is no planned victim".to_owned())
    }

    pub(super) fn is_party(
        &self,
        org: OrgId,
        of: impl Fn(&crate::exercise::Operation) -> bool,
    ) -> bool {
        self.exercise.operations.iter().any(|plan| {
            of(plan) && (self.is_tired(plan.parties.len()) || plan.party(org).is_some())
        })
    }
}

pub(super) fn does(deeds: &[Deeds<'_>], org: &Organisation, deed: Deed) -> bool {
    deeds[org.playbook.at()].steps.contains(&deed)
}

/// The classes of threat whose sensors show a finding, if any can before ENDEX.
fn shown(
    exercise: &Exercise,
    finding: FindingId,
) -> impl Iterator<Item = crate::model::ThreatClass> {
    let row = &exercise.findings[finding.at()];
    let there = row.obtainable.map(|after| SimTime::STARTEX + after);
    let there = there.filter(|there| *there <= exercise.clock.endex);
    let group = (there.and(row.threat)).map(|threat| &exercise.threats[threat.at()]);
    let group = group.filter(|group| !group.victims.is_empty());
    let classes = group.map(|group| [Some(group.class), group.heeds.switches_to]);
    classes.into_iter().flatten().flatten()
}
