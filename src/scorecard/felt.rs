//! How long things took for the people who did them, where exercise time did not pass as real time
//! does: the same lengths in real seconds.

use crate::fact::Fact;
use crate::journal::{Entry, Paces};
use crate::model::{MessageId, OrgId, SeatState, SimTime, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Of lengths the one in the middle, in exercise time and in real time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Felt {
    played: Vec<Span>,
    real: Vec<Span>,
}

impl Felt {
    /// Adds what lies between two moments, where people could act in all of it.
    pub fn add(&mut self, paces: &Paces, from: SimTime, to: SimTime) {
        if let Some(real) = paces.real(from, to) {
            self.played.push(to.since(from));
            self.real.push(real);
        }
    }

    /// How many there are, and the medians; none where there are none. As of every measure here, a
    /// median is the least length within which half were done: of two, the shorter.
    #[must_use]
    pub fn medians(&self) -> Option<(usize, Span, Span)> {
        let median = |all: &[Span]| {
            let mut all = all.to_vec();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) / 2).copied()
        };
        Some((self.real.len(), median(&self.played)?, median(&self.real)?))
    }
}

/// What the people of one seat took: to open mail, to acknowledge it, to answer it, each from its
/// arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latencies {
    /// To open it.
    pub opened: Felt,
    /// To acknowledge it, which an answer does too.
    pub acknowledged: Felt,
    /// To answer or refuse it.
    pub answered: Felt,
}

/// What somebody did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Did {
    Opened,
    Acknowledged,
    /// Or refused what it asks for.
    Answered,
}

/// The same of every seat in which people acted.
#[must_use]
pub fn latencies(entries: &[Entry], paces: &Paces) -> BTreeMap<OrgId, Latencies> {
    let mut all: BTreeMap<OrgId, Latencies> = BTreeMap::new();
    let mut arrived: BTreeMap<MessageId, SimTime> = BTreeMap::new();
    let mut played: BTreeMap<OrgId, SeatState> = BTreeMap::new();
    let mut acknowledged = BTreeSet::new();
    for entry in entries {
        let (message, org, what) = match entry.fact() {
            Some(Fact::SeatSwitched(f)) => {
                played.insert(f.org, f.to);
                continue;
            }
            Some(Fact::MessageDelivered(f)) => {
                arrived.entry(f.message).or_insert(entry.at);
                continue;
            }
            Some(Fact::MessageOpened(f)) => (f.message, f.to, Did::Opened),
            Some(Fact::MessageAcknowledged(f)) => (f.message, f.to, Did::Acknowledged),
            Some(Fact::MessageAnswered(f)) => (f.message, f.to, Did::Answered),
            Some(Fact::RequestDeclined(f)) => (f.message, f.to, Did::Answered),
            _ => continue,
        };
        // Who answers or refuses has acknowledged it too.
        let first = what != Did::Opened && acknowledged.insert(message);
        let people = played
            .get(&org)
            .is_some_and(|state| *state != SeatState::Simulated);
        let Some(from) = arrived.get(&message).filter(|_| people) else {
            continue;
        };
        let took = all.entry(org).or_default();
        if what == Did::Opened {
            took.opened.add(paces, *from, entry.at);
        }
        if first {
            took.acknowledged.add(paces, *from, entry.at);
        }
        if what == Did::Answered {
            took.answered.add(paces, *from, entry.at);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{
        MessageAcknowledged, MessageDelivered, PaceSet, RequestDeclined, SeatSwitched,
    };
    use crate::journal::{Body, Causes};
    use crate::model::{ChannelId, Declined, MessageKind, Pacing, Rare};

    #[test]
    fn who_refuses_or_answers_has_acknowledged_it_too() {
        let (from, org) = (OrgId(0), OrgId(1));
        let to = SeatState::Human;
        let (asked, told) = (MessageId(0), MessageId(1));
        let arrives = |message| MessageDelivered {
            message,
            from,
            to: org,
            kind: MessageKind::InformationRequest,
            channel: ChannelId(0),
            attempt: 1,
            inject: None,
        };
        let facts: Vec<Fact> = vec![
            SeatSwitched { org, to }.into(),
            PaceSet {
                pacing: Pacing::Timed,
                speed: Rare(Some(1_000)),
                controller: "EXCON".to_owned(),
            }
            .into(),
            arrives(asked).into(),
            arrives(told).into(),
            MessageAcknowledged {
                message: told,
                from,
                to: org,
            }
            .into(),
            RequestDeclined {
                message: asked,
                from,
                to: org,
                why: Declined::NotOurs,
            }
            .into(),
            RequestDeclined {
                message: told,
                from,
                to: org,
                why: Declined::NotOurs,
            }
            .into(),
        ];
        let mut paces = Paces::default();
        let entries: Vec<Entry> = (0..)
            .zip(facts)
            .map(|(seq, fact)| Entry {
                seq,
                at: SimTime(i64::from(seq) * 1_000),
                causes: Causes::NONE,
                body: Body::Fact(fact),
            })
            .collect();
        for entry in &entries {
            if let Some(Fact::PaceSet(set)) = entry.fact() {
                paces.set(set, entry.at);
            }
        }
        let all = latencies(&entries, &paces);
        let took = &all[&org];
        assert_eq!(took.acknowledged.medians().map(|all| all.0), Some(2));
        assert_eq!(took.answered.medians().map(|all| all.0), Some(2));
        assert_eq!(
            took.acknowledged.played,
            [Span::seconds(1), Span::seconds(3)]
        );
    }

    #[test]
    fn the_median_is_one_that_was() {
        let mut paces = Paces::default();
        let fact = PaceSet {
            pacing: Pacing::Timed,
            speed: Rare(Some(10_000)),
            controller: "EXCON".to_owned(),
        };
        paces.set(&fact, SimTime::STARTEX);
        let mut felt = Felt::default();
        assert_eq!(felt.medians(), None);
        for seconds in [30, 10, 20, 50] {
            felt.add(&paces, SimTime::STARTEX, SimTime(seconds * 1000));
        }
        let expected = (4, Span::seconds(20), Span::seconds(2));
        assert_eq!(felt.medians(), Some(expected));
    }
}
