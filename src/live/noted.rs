//! What a seat's page keeps of what the seat was shown, beside its mail: its decisions, the news,
//! and how far it has come with each rule of its playbook.

use super::rule::flat;
use crate::exercise::{Exercise, Rule, Seen, Step};
use crate::fact::Fact;
use crate::journal::{Entry, SeatEvent};
use crate::model::{MessageId, MessageKind, OrgId, SimTime};
use std::collections::BTreeMap;

/// A decision that a seat recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: SimTime,
    /// What was decided.
    pub decision: String,
    /// Why; empty where nothing was said.
    pub reason: String,
    /// How sure the seat was, where it said so.
    pub confidence: Option<&'static str>,
}

/// How far a seat has come with one rule of its playbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// How often it was set off.
    pub times: u32,
    /// When that was last.
    pub last: Option<SimTime>,
    /// By step, whether the seat has done it since; steps of which nothing can be seen stay false.
    pub done: Vec<bool>,
    message: Option<MessageId>,
}

/// All that is kept of what one seat was shown.
#[derive(Clone, Debug)]
pub struct Noted {
    org: OrgId,
    /// Its decisions, in order.
    pub decisions: Vec<Decision>,
    /// What was published, in order.
    pub news: Vec<(SimTime, String)>,
    /// By rule of its playbook.
    pub rules: Vec<Ticked>,
    kinds: BTreeMap<MessageId, (MessageKind, OrgId)>,
}

impl Noted {
    /// Nothing yet, of the seat of an organisation.
    #[must_use]
    pub fn new(org: OrgId) -> Noted {
        Noted {
            org,
            decisions: Vec::new(),
            news: Vec::new(),
            rules: Vec::new(),
            kinds: BTreeMap::new(),
        }
    }

    /// Takes note of something that the seat was shown.
    pub fn note(&mut self, entry: &Entry, event: &SeatEvent, exercise: &Exercise) {
        let Some(fact) = entry.fact() else { return };
        match fact {
            Fact::Decided(f) => self.decisions.push(Decision {
                at: entry.at,
                decision: f.decision.clone(),
                reason: f.reason.clone(),
                confidence: f.confidence.0.map(|one| one.word()),
            }),
            Fact::Published(_) => self.news.push((entry.at, event.text.clone())),
            Fact::MessageComposed(f) => {
                let letter = &f.letter;
                self.kinds.insert(f.message, (letter.kind, letter.to));
            }
            Fact::MessageOpened(f) => drop(self.kinds.insert(f.message, (f.kind, f.to))),
            _ => {}
        }
        let playbook = &exercise.playbooks[exercise.org(self.org).playbook.at()];
        self.rules
            .resize_with(playbook.rules.len(), Ticked::default);
        let message = crate::exercise::message(fact);
        let met = message.and_then(|message| self.kinds.get(&message));
        let seen = Seen {
            fact,
            kind: met.map(|(kind, _)| *kind),
            to_kind: met.map(|(_, to)| exercise.org(*to).kind),
        };
        for (rule, ticked) in playbook.rules.iter().zip(&mut self.rules) {
            ticked.tick(rule, fact, self.org);
            let begins = rule.on.is_start() && matches!(fact, Fact::ExerciseStarted(_));
            if begins || rule.on.performed_by(&seen) == Some(self.org) {
                ticked.times += 1;
                ticked.last = Some(entry.at);
                ticked.message = message;
                ticked.done = vec![false; flat(&rule.steps).len()];
            }
        }
    }
}

impl Ticked {
    fn tick(&mut self, rule: &Rule, fact: &Fact, org: OrgId) {
        let steps = flat(&rule.steps);
        for (done, (_, step)) in self.done.iter_mut().zip(steps) {
            *done |= does(step, fact, org, self.message);
        }
    }
}

/// Whether anybody can see that a step was done.
#[must_use]
pub fn shows(step: &Step) -> bool {
    !matches!(
        step,
        Step::Work(..) | Step::Wait(_) | Step::Verify | Step::Only(_) | Step::Chance(..)
    )
}

/// Whether a fact shows that an organisation has done a step about the message that called for it.
fn does(step: &Step, fact: &Fact, org: OrgId, about: Option<MessageId>) -> bool {
    let same = |message: MessageId| about.is_none_or(|about| about == message);
    match (step, fact) {
        (Step::Acknowledge, Fact::MessageAcknowledged(f)) => f.to == org && same(f.message),
        (Step::Answer, Fact::MessageAnswered(f)) => f.to == org && same(f.message),
        (Step::Close, Fact::MessageClosed(f)) => f.to == org && same(f.message),
        (Step::Hold, Fact::HoldAgreed(f)) => f.org == org,
        (Step::Clarify(_), Fact::MessageComposed(f)) => {
            f.letter.from == org && f.letter.kind == MessageKind::Clarification
        }
        (Step::Share(..), Fact::MessageComposed(f)) => {
            f.letter.from == org && !f.letter.claims.is_empty()
        }
        (Step::Send(kind, ..), Fact::MessageComposed(f)) => {
            f.letter.from == org && f.letter.kind == *kind
        }
        (Step::CommsCheck(_), Fact::CommsCheckCalled(f)) => f.org == org,
        (Step::Suspend, Fact::HostSuspended(f)) => f.by == org,
        (Step::Block, Fact::HostBlocked(f)) => f.by == org,
        (Step::Analyse, Fact::ArtefactAnalysed(f)) => f.org == org,
        (Step::Apply, Fact::IndicatorApplied(f)) => f.org == org,
        (Step::Contain, Fact::VictimContained(f)) => f.org == org,
        (Step::Recover, Fact::VictimRecovered(f)) => f.org == org,
        (Step::Escalate, Fact::Escalated(f)) => f.org == org,
        (Step::Release, Fact::ClaimReleased(f)) => f.org == org,
        (Step::Attribute, Fact::Attributed(f)) => f.by == org,
        (Step::Publish(_), Fact::Published(f)) => f.by == Some(org),
        (Step::Decide(word), Fact::Decided(f)) => f.org == org && f.decision == *word,
        _ => false,
    }
}
