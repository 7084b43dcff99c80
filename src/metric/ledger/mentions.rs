//! What messages tell in people's own words, once an evaluator has confirmed it: it counts as told
//! when the message was sent and as known since it was opened, shown by the confirming entry.

use super::{Desk, Ledgers, Mark};
use crate::fact::{Fact, MentionConfirmed};
use crate::journal::Entry;
use crate::model::{MessageId, SimTime};

/// The mention that was confirmed last: what is learnt by its message at that moment follows from
/// it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Confirmed {
    message: MessageId,
    confirmed: SimTime,
    opened: SimTime,
}

impl Ledgers<'_> {
    /// When what an entry tells happened: what follows from a mention, when its message was opened.
    #[inline]
    pub(super) fn moment(&self, entry: &Entry, fact: &Fact) -> Mark {
        let now = Mark::of(entry);
        let Some(last) = self.mention.filter(|last| last.confirmed == now.at) else {
            return now;
        };
        let message = match fact {
            Fact::ClaimLearnt(f) => f.message,
            Fact::VictimDetected(f) => f.message,
            _ => None,
        };
        let at = if message == Some(last.message) {
            last.opened
        } else {
            now.at
        };
        Mark { at, seq: now.seq }
    }

    /// A mention was confirmed.
    pub(super) fn mentioned(&mut self, fact: &MentionConfirmed, now: Mark) {
        self.chains.mentioned(fact);
        let Some(chain) = self.chains.get(fact.message).copied() else {
            return;
        };
        let shown_here = |mark: Mark| Mark {
            at: mark.at,
            seq: now.seq,
        };
        if chain.sent.is_set() {
            let desk = Desk {
                knowing: &self.knowing,
                pacts: &self.pacts,
                seats: &self.seats,
            };
            let sent = shown_here(chain.sent);
            let (chains, claim) = (&self.chains, &fact.claim);
            self.sharing.mentioned(&chain, claim, sent, chains, &desk);
        }
        if chain.delivered.is_set() {
            let delivered = shown_here(chain.delivered);
            let (chains, seats) = (&self.chains, &self.seats);
            self.victims.delivered(&chain, delivered, chains, seats);
        }
        if chain.opened.mark.is_set() {
            let opened = shown_here(chain.opened.mark);
            let (claim, knowing) = (&fact.claim, &mut self.knowing);
            self.sharing.mention_read(&chain, claim, opened, knowing);
            self.mention = Some(Confirmed {
                message: fact.message,
                confirmed: now.at,
                opened: opened.at,
            });
            // Who knew it otherwise by now knew it since then.
            if let Some(held) = self.knowing.of(fact.to, fact.claim.finding)
                && held.learnt.at > opened.at
                && held.part >= fact.claim.part
            {
                self.knowing.knew_since(fact, opened);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FindingObtainable;
    use crate::metric::fixture::{CERT_A, CERT_B, HASH, Tape, claim, letter};
    use crate::model::{LearntBy, Letter, MessageKind, Tlp};

    /// When a case has the other CERT know the hash by itself, the message opened, and what its
    /// writer says in its own words confirmed.
    struct Case {
        itself: Option<i64>,
        opened: Option<i64>,
        confirmed: Option<i64>,
    }

    /// One CERT knows the hash at 100 and writes of it at 200.
    fn tape(case: &Case) -> Tape {
        let mut tape = Tape::new();
        tape.tell(50, FindingObtainable { finding: HASH });
        let hash = || claim(HASH, Tlp::Green, CERT_A);
        tape.learn(100, CERT_A, hash(), LearntBy::Sensor, None);
        let text = "it is d41d8cd98f00b204".to_owned();
        let in_words = Letter {
            text,
            ..letter(CERT_A, CERT_B, MessageKind::Notification)
        };
        let message = tape.arrives(200, in_words);
        let mut then: Vec<(i64, u8)> = [(case.itself, 0), (case.opened, 1), (case.confirmed, 2)]
            .into_iter()
            .filter_map(|(at, what)| at.map(|at| (at, what)))
            .collect();
        then.sort_unstable();
        let (mut confirmed, mut opened) = (false, false);
        for (at, what) in then {
            match what {
                0 => drop(tape.learn(at, CERT_B, hash(), LearntBy::Sensor, None)),
                1 => tape.open(at, message),
                _ => drop(tape.tell(
                    at,
                    MentionConfirmed {
                        message,
                        from: CERT_A,
                        to: CERT_B,
                        claim: Box::new(hash()),
                        evaluator: "Ann".to_owned(),
                    },
                )),
            }
            (opened, confirmed) = (opened || what == 1, confirmed || what == 2);
            let knew = case.itself.is_some_and(|itself| itself <= at);
            if what != 0 && opened && confirmed && !knew {
                tape.learn(at, CERT_B, hash(), LearntBy::Message, Some(message));
            }
        }
        tape
    }

    #[test]
    fn what_is_told_in_words_is_told_when_sent_and_known_since_it_was_opened() {
        for (itself, opened, confirmed, told, known, redundant) in [
            // Never confirmed: nothing was told.
            (None, Some(300), None, 0, None, None),
            // Confirmed long after.
            (None, Some(300), Some(900), 1, Some(300), Some(false)),
            // Confirmed before it is opened.
            (None, Some(300), Some(250), 1, Some(300), Some(false)),
            // Never opened.
            (None, None, Some(900), 1, None, None),
            // Known by itself in between.
            (Some(500), Some(300), Some(900), 1, Some(300), Some(false)),
            // Known by itself before.
            (Some(250), Some(300), Some(900), 1, Some(250), Some(true)),
        ] {
            let case = Case {
                itself,
                opened,
                confirmed,
            };
            let tape = tape(&case);
            let mut ledgers = Ledgers::new(&tape.exercise, tape.until);
            for entry in &tape.entries {
                ledgers.fold(entry);
            }
            let name = format!("itself {itself:?}, opened {opened:?}, confirmed {confirmed:?}");
            let at = |seconds: i64| SimTime(seconds * 1000);
            let sent: Vec<SimTime> = (ledgers.sharing.passings.iter())
                .map(|one| one.sent.at)
                .collect();
            assert_eq!(sent, vec![at(200); told], "{name}");
            let held = ledgers.knowing.of(CERT_B, HASH).map(|held| held.learnt.at);
            assert_eq!(held, known.map(at), "{name}");
            let read = ledgers.sharing.arrivals.first();
            assert_eq!(read.map(|one| one.redundant), redundant, "{name}");
            assert!(read.is_none_or(|one| one.read.at == at(300)), "{name}");
        }
    }
}
