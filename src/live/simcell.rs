//! Questions that people ask of simulated seats in their own words. A playbook answers what it
//! can; a question leaves this queue by a person's hand alone.

use super::note::{Note, NoteKind};
use crate::action::Intent;
use crate::fact::Fact;
use crate::journal::{Body, Entry, Input};
use crate::model::{MessageId, MessageKind, OrgId, SimTime};
use std::collections::BTreeMap;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The message that asks it.
    pub message: MessageId,
    /// Who asks.
    pub from: OrgId,
    /// Who is asked.
    pub to: OrgId,
    /// What kind of message it is.
    pub kind: MessageKind,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub asked: SimTime,
    /// When it arrived; none while it is on its way.
    pub arrived: Option<SimTime>,
    /// When whoever is asked answered, a playbook too.
    pub answered: Option<SimTime>,
}

/// Who works on a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Nobody yet.
    Nobody,
    /// Somebody, by the name they gave and the hash of their browser.
    Taken(String, String),
    /// It needs no answer any more, says whoever settled it.
    Settled(String),
}

/// All that people asked in their own words, by message.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    read: usize,
    asked: BTreeMap<MessageId, Question>,
    /// Texts of inputs whose message is not composed yet, by the input's entry.
    written: BTreeMap<u32, String>,
}

impl Questions {
    /// Takes note of what was recorded since it was last asked.
    pub fn read(&mut self, entries: &[Entry]) {
        for entry in &entries[self.read..] {
            match &entry.body {
                Body::Input(Input::Action(action, None)) => {
                    if let Intent::Send(send) = &action.intent
                        && !send.letter.text.trim().is_empty()
                        && send.letter.inject.is_none()
                    {
                        self.written.insert(entry.seq, send.letter.text.clone());
                    }
                }
                Body::Fact(fact) => self.note(entry, fact),
                Body::Input(_) => {}
            }
        }
        self.read = entries.len();
    }

    fn note(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::MessageComposed(f) => {
                let cause = entry.causes.last();
                let Some(text) = cause.and_then(|seq| self.written.remove(&seq)) else {
                    return;
                };
                let question = Question {
                    message: f.message,
                    from: f.letter.from,
                    to: f.letter.to,
                    kind: f.letter.kind,
                    text,
                    asked: entry.at,
                    arrived: None,
                    answered: None,
                };
                self.asked.insert(f.message, question);
            }
            Fact::MessageDelivered(f) => {
                if let Some(question) = self.asked.get_mut(&f.message) {
                    question.arrived.get_or_insert(entry.at);
                }
            }
            Fact::MessageAnswered(f) => {
                if let Some(question) = self.asked.get_mut(&f.message) {
                    question.answered.get_or_insert(entry.at);
                }
            }
            _ => {}
        }
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Question> {
        self.asked.values()
    }

    /// The one that a message asks.
    #[must_use]
    pub fn of(&self, message: MessageId) -> Option<&Question> {
        self.asked.get(&message)
    }
}

/// Who works on a question, by the notes.
#[must_use]
pub fn hand(notes: &[Note], message: MessageId) -> Hand {
    let about = message.0.to_string();
    let theirs = notes.iter().rev().filter(|note| note.about == about);
    for note in theirs {
        return match note.kind {
            NoteKind::Taken => Hand::Taken(note.who.clone(), note.hand.clone()),
            NoteKind::Settled => Hand::Settled(note.who.clone()),
            NoteKind::GivenBack => Hand::Nobody,
            NoteKind::Announcement | NoteKind::Chat | NoteKind::Link | NoteKind::NotTold => {
                continue;
            }
        };
    }
    Hand::Nobody
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hand_on_a_question_counts() {
        let note = |kind, who: &str, about: &str| Note {
            at: SimTime::STARTEX,
            real: 0,
            kind,
            who: who.to_owned(),
            hand: format!("{who}'s"),
            about: about.to_owned(),
            text: String::new(),
        };
        let taken = |who: &str| Hand::Taken(who.to_owned(), format!("{who}'s"));
        use NoteKind::{Chat, GivenBack, Settled, Taken};
        for (notes, expected) in [
            (vec![], Hand::Nobody),
            (vec![note(Taken, "ann", "7")], taken("ann")),
            (vec![note(Taken, "ann", "8")], Hand::Nobody),
            (
                vec![note(Taken, "ann", "7"), note(GivenBack, "ann", "7")],
                Hand::Nobody,
            ),
            (
                vec![note(Taken, "ann", "7"), note(Chat, "ben", "7")],
                taken("ann"),
            ),
            (
                vec![
                    note(Taken, "ann", "7"),
                    note(GivenBack, "ann", "7"),
                    note(Taken, "ben", "7"),
                ],
                taken("ben"),
            ),
            (
                vec![note(Taken, "ann", "7"), note(Settled, "ann", "7")],
                Hand::Settled("ann".to_owned()),
            ),
        ] {
            assert_eq!(hand(&notes, MessageId(7)), expected, "{notes:?}");
        }
    }
}
