//! A seat's mail, message by message, each with its chain of times, from what the seat was shown
//! and nothing else.

use super::unreached::Reach;
use crate::fact::Fact;
use crate::journal::{Entry, SeatEvent, SeatLetter, SeatReader};
use crate::model::{ChannelId, MessageId, MessageKind, Named as _, Names, OrgId, SimTime};
use std::collections::BTreeMap;

/// One step of a message, as the seat saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The word of the fact.
    pub word: &'static str,
    /// When.
    pub at: SimTime,
}

/// One message that a seat wrote or was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The seat's number for it.
    pub n: u32,
    /// Who wrote it, or to whom the seat wrote.
    pub other: String,
    /// Whether the seat wrote it.
    pub mine: bool,
    /// The channel it came or went by.
    pub channel: String,
    /// What it says; none before it is opened.
    pub letter: Option<SeatLetter>,
    /// The seat's number of the message that it replies to, as far as it was read.
    pub replies_to: Option<u32>,
    /// What became of it, in order.
    pub steps: Vec<Step>,
    /// How far it has come, where the seat wrote it.
    pub reach: Reach,
    /// By which channels it may be tried again, by id and name; filled in for a page.
    pub again: Vec<(String, String)>,
    /// The label that its channel may not carry, where that is so; filled in for a page.
    pub not_carried: Option<&'static str>,
}

/// All mail of a seat.
#[derive(Clone, Debug)]
pub struct Inbox {
    org: OrgId,
    mail: BTreeMap<u32, Mail>,
}

impl Mail {
    /// Whether something was done with it.
    #[must_use]
    pub fn was(&self, word: &str) -> bool {
        self.steps.iter().any(|step| step.word == word)
    }

    /// Whether the press asks in it, or is told something.
    #[must_use]
    pub fn is_of_the_press(&self) -> bool {
        let kind = self.letter.as_ref().map(|letter| letter.kind);
        matches!(kind, Some("press_query" | "press_statement"))
    }

    /// Whether the press asks in it.
    #[must_use]
    pub fn is_press_query(&self) -> bool {
        let kind = self.letter.as_ref().map(|letter| letter.kind);
        kind == Some(MessageKind::PressQuery.word())
    }

    /// When something first became of it.
    #[must_use]
    pub fn first(&self) -> SimTime {
        self.steps.first().map_or(SimTime::STARTEX, |step| step.at)
    }

    /// When something was first done with it.
    #[must_use]
    pub fn when(&self, word: &str) -> Option<SimTime> {
        let step = self.steps.iter().find(|step| step.word == word);
        step.map(|step| step.at)
    }

    /// When something last became of it.
    #[must_use]
    pub fn last(&self) -> SimTime {
        self.steps.last().map_or(SimTime::STARTEX, |step| step.at)
    }

    /// Whether it waits to be opened.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        !self.mine && !self.was("message_opened")
    }
}

impl Inbox {
    /// The empty inbox of an organisation.
    #[must_use]
    pub fn new(org: OrgId) -> Inbox {
        Inbox {
            org,
            mail: BTreeMap::new(),
        }
    }

    /// All messages, the one in which something last happened first.
    pub fn all(&self) -> impl Iterator<Item = &Mail> {
        let mut all: Vec<&Mail> = self.mail.values().collect();
        all.sort_by_key(|mail| (std::cmp::Reverse(mail.last()), std::cmp::Reverse(mail.n)));
        all.into_iter()
    }

    /// How many messages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.mail.len()
    }

    /// How many of them wait to be opened.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.mail.values().filter(|mail| mail.is_unread()).count()
    }

    /// One message by the seat's number for it.
    #[must_use]
    pub fn of(&self, n: u32) -> Option<&Mail> {
        self.mail.get(&n)
    }

    /// Takes note of something the seat was shown.
    pub fn note(
        &mut self,
        entry: &Entry,
        event: &SeatEvent,
        reader: &mut SeatReader,
        names: &Names,
    ) {
        let fact = entry.fact();
        let Some((fact, seen)) = fact.and_then(|fact| Some((fact, seen(fact)?))) else {
            return;
        };
        let n = reader.number(seen.message);
        let mine = seen.from == Some(self.org);
        let other = if mine { seen.to } else { seen.from };
        let mail = self.mail.entry(n).or_insert_with(|| Mail {
            n,
            other: String::new(),
            mine,
            channel: String::new(),
            letter: None,
            replies_to: None,
            steps: Vec::new(),
            reach: Reach::default(),
            again: Vec::new(),
            not_carried: None,
        });
        if let Some(other) = other.filter(|_| mail.other.is_empty()) {
            other.text(names).clone_into(&mut mail.other);
        }
        if let Some(channel) = seen.channel {
            channel.text(names).clone_into(&mut mail.channel);
        }
        if event.letter.is_some() {
            mail.letter.clone_from(&event.letter);
            mail.replies_to = reader.replies_to(seen.message);
        }
        if mine {
            mail.reach = mail.reach.after(fact);
        }
        mail.steps.push(Step {
            word: event.kind,
            at: event.at,
        });
    }
}

/// Which message a fact tells of, and what it says of its way.
struct Seen {
    message: MessageId,
    from: Option<OrgId>,
    to: Option<OrgId>,
    channel: Option<ChannelId>,
}

fn seen(fact: &Fact) -> Option<Seen> {
    let of = |message, from, to, channel| {
        Some(Seen {
            message,
            from: Some(from),
            to: Some(to),
            channel,
        })
    };
    match fact {
        Fact::MessageComposed(f) => of(
            f.message,
            f.letter.from,
            f.letter.to,
            Some(f.letter.channel),
        ),
        Fact::MessageSent(f) => of(f.message, f.from, f.to, Some(f.channel)),
        Fact::MessageDelivered(f) => of(f.message, f.from, f.to, Some(f.channel)),
        Fact::MessageBounced(f) => of(f.message, f.from, f.to, Some(f.channel)),
        Fact::MessageOpened(f) => of(f.message, f.from, f.to, None),
        Fact::MessageApproved(f) => of(f.message, f.from, f.to, None),
        Fact::MessageVetoed(f) => of(f.message, f.from, f.to, None),
        Fact::MessageAcknowledged(f) => of(f.message, f.from, f.to, None),
        Fact::MessageAnswered(f) => of(f.message, f.from, f.to, None),
        Fact::AcknowledgementHeard(f) => of(f.message, f.from, f.to, None),
        Fact::AnswerReceived(f) => of(f.message, f.from, f.to, None),
        Fact::DeadlineMissed(f) => of(f.message, f.from, f.to, None),
        Fact::MessageClosed(f) => of(f.message, f.from, f.to, None),
        Fact::RequestDeclined(f) => of(f.message, f.from, f.to, None),
        Fact::RefusalHeard(f) => of(f.message, f.from, f.to, None),
        Fact::ContactLookedUp(f) if !f.entry => of(f.message, f.from, f.to, Some(f.channel)),
        Fact::ContactGivenUp(f) => of(f.message, f.from, f.to, None),
        _ => None,
    }
}
