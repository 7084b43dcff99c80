//! What playbooks ever do, whatever sets their rules off.

use crate::exercise::{Playbook, Step};
use crate::model::{MessageKind, Work};
use std::collections::BTreeSet;

/// Kinds of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u32);

impl Kinds {
    /// Adds a kind.
    pub(super) fn insert(&mut self, kind: MessageKind) {
        self.0 |= 1 << kind as u32;
    }

    /// The kinds of both.
    pub(super) fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether this kind is among them; whether any is when none is named.
    pub(super) fn have(self, kind: Option<MessageKind>) -> bool {
        kind.map_or(self.0 != 0, |kind| self.0 & 1 << kind as u32 != 0)
    }

    /// Those among them that ask for an answer.
    pub(super) fn asking(self) -> Kinds {
        let mut asking = Kinds::default();
        for kind in MessageKind::ALL.iter().filter(|kind| kind.wants_answer()) {
            asking.insert(*kind);
        }
        Kinds(self.0 & asking.0)
    }
}

/// A step that a pattern can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    Acknowledge,
    Answer,
    Analyse,
    Apply,
    Contain,
    Recover,
    Suspend,
    Block,
    Escalate,
    Publish,
    Attribute,
    Release,
}

/// All that one playbook ever does.
#[derive(Clone, Debug, Default)]
pub(super) struct Deeds<'e> {
    pub steps: BTreeSet<Deed>,
    pub sends: Kinds,
    pub works: BTreeSet<Work>,
    pub decides: BTreeSet<&'e str>,
}

impl<'e> Deeds<'e> {
    /// Goes through its rules.
    pub(super) fn of(playbook: &'e Playbook) -> Deeds<'e> {
        let mut deeds = Deeds::default();
        for rule in &playbook.rules {
            deeds.collect(&rule.steps);
        }
        deeds
    }

    fn collect(&mut self, steps: &'e [Step]) {
        for step in steps {
            let deed = match step {
                Step::Acknowledge => Deed::Acknowledge,
                Step::Answer => {
                    self.sends.insert(MessageKind::Answer);
                    Deed::Answer
                }
                Step::Analyse => {
                    self.works.insert(Work::Analysis);
                    Deed::Analyse
                }
                Step::Apply => {
                    self.works.insert(Work::Coordination);
                    Deed::Apply
                }
                Step::Escalate => {
                    self.sends.insert(MessageKind::Escalation);
                    Deed::Escalate
                }
                Step::Contain => Deed::Contain,
                Step::Recover => Deed::Recover,
                Step::Suspend => Deed::Suspend,
                Step::Block => Deed::Block,
                Step::Attribute => Deed::Attribute,
                Step::Publish(_) => Deed::Publish,
                Step::Release => {
                    // What was kept back goes out then.
                    self.sends.insert(MessageKind::Indicators);
                    Deed::Release
                }
                other => {
                    self.other(other);
                    continue;
                }
            };
            self.steps.insert(deed);
        }
    }

    /// Steps that show in what is sent, worked at or decided.
    fn other(&mut self, step: &'e Step) {
        match step {
            Step::Work(work, _) => {
                self.works.insert(*work);
            }
            Step::Verify => {
                self.works.insert(Work::Verification);
            }
            Step::Decide(word) => {
                self.decides.insert(word);
            }
            Step::Send(kind, ..) => self.sends.insert(*kind),
            Step::Share(..) => self.sends.insert(MessageKind::Indicators),
            Step::CommsCheck(_) => self.sends.insert(MessageKind::CommsCheck),
            Step::Clarify(rounds) if *rounds > 0 => self.sends.insert(MessageKind::Clarification),
            Step::Chance(_, then, otherwise) => {
                self.collect(then);
                self.collect(otherwise);
            }
            _ => {}
        }
    }
}
