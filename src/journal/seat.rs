//! What one seat was shown, in order, under numbers of its own.
//!
//! Nothing here is numbered as in the journal: a gap between two numbers would tell a seat that
//! something happened elsewhere. Findings and hosts are given as their people read them, true or
//! false alike.

use super::entry::{Body, Entry, Input};
use crate::action::Intent;
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::model::{Audience, Letter, LocalNumbers, MessageId, Names, OrgId, SimTime, Voice};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing shown to a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatEvent {
    /// Its number at this seat, from 1, consecutive.
    pub n: u32,
    /// When.
    pub at: SimTime,
    /// The word of the fact, or of the intent it asked for.
    pub kind: &'static str,
    /// The sentence that tells it.
    pub text: String,
    /// What the message says, when the seat writes or opens one.
    pub letter: Option<SeatLetter>,
}

/// What a message says, as its sender and its reader see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatLetter {
    /// The sender.
    pub from: String,
    /// The recipient.
    pub to: String,
    /// What it is.
    pub kind: &'static str,
    /// The channel it is meant to go by.
    pub channel: String,
    /// How urgent it is.
    pub priority: &'static str,
    /// What it is about.
    pub about: Option<String>,
    /// The seat's own number of the message it replies to.
    pub reply_to: Option<String>,
    /// What it asserts.
    pub claims: Vec<SeatClaim>,
    /// What is attached.
    pub artefacts: Vec<String>,
    /// Which request fields it fills in.
    pub fields: Vec<&'static str>,
    /// Which fields it asks for.
    pub wants: Vec<&'static str>,
    /// Its free text.
    pub text: String,
}

/// One thing asserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatClaim {
    /// What it says.
    pub says: String,
    /// How much of it is given.
    pub part: &'static str,
    /// Its TLP label.
    pub tlp: &'static str,
    /// Its PAP label.
    pub pap: &'static str,
    /// Who set the labels.
    pub source: String,
}

impl SeatEvent {
    /// Appends it as one line of JSON, without a line feed.
    pub fn write(&self, out: &mut Vec<u8>) {
        serde_json::to_writer(out, self).expect("writing to memory does not fail");
    }
}

/// What was shown to the seat of `org`, its own inputs and their refusals among it.
#[must_use]
pub fn seat_stream(exercise: &Exercise, entries: &[Entry], org: OrgId) -> Vec<SeatEvent> {
    seat_stream_as(&exercise.names(), entries, org)
}

/// The same, with other words for ids.
pub(super) fn seat_stream_as(names: &Names, entries: &[Entry], org: OrgId) -> Vec<SeatEvent> {
    stream(names, entries, |entry| is_shown(entry, org))
}

/// What everybody was shown.
pub(super) fn public_stream(names: &Names, entries: &[Entry]) -> Vec<SeatEvent> {
    stream(names, entries, |entry| {
        entry.fact().map(Fact::audience) == Some(Audience::Everyone)
    })
}

/// The entries for which `shown` holds, as somebody who is told nothing else reads them.
fn stream(names: &Names, entries: &[Entry], shown: impl Fn(&Entry) -> bool) -> Vec<SeatEvent> {
    let mut ear = SeatEar::default();
    let mut events = Vec::new();
    for entry in entries {
        ear.note(entry);
        if shown(entry) {
            events.push(ear.hear(names, entry));
        }
    }
    events
}

/// What a seat has been told so far: its numbers, and letters that it may come to read.
#[derive(Clone, Debug, Default)]
struct SeatEar {
    numbers: LocalNumbers,
    letters: BTreeMap<MessageId, Arc<Letter>>,
    told: u32,
}

impl SeatEar {
    /// Keeps what somebody wrote, until it is opened.
    fn note(&mut self, entry: &Entry) {
        if let Some(Fact::MessageComposed(composed)) = entry.fact() {
            self.letters
                .insert(composed.message, Arc::clone(&composed.letter));
        }
    }

    /// Tells an entry.
    fn hear(&mut self, names: &Names, entry: &Entry) -> SeatEvent {
        let mut voice = Voice::seat(names, &mut self.numbers);
        let (kind, text) = tell(&entry.body, &mut voice);
        let letter = match &entry.body {
            Body::Fact(Fact::MessageComposed(composed)) => Some(&*composed.letter),
            Body::Fact(Fact::MessageOpened(opened)) => {
                self.letters.get(&opened.message).map(|letter| &**letter)
            }
            Body::Input(Input::Action(action, _)) => match &action.intent {
                Intent::Send(send) => Some(&*send.letter),
                _ => None,
            },
            _ => None,
        };
        let letter = letter.map(|letter| read_letter(letter, &mut voice));
        self.told += 1;
        SeatEvent {
            n: self.told,
            at: entry.at,
            kind,
            text,
            letter,
        }
    }
}

/// What is shown to one seat while an exercise goes on.
#[derive(Clone, Debug)]
pub struct SeatReader {
    org: OrgId,
    ear: SeatEar,
    read: usize,
}

impl SeatReader {
    /// For the seat of an organisation, before anything was told.
    #[must_use]
    pub fn new(org: OrgId) -> SeatReader {
        SeatReader {
            org,
            ear: SeatEar::default(),
            read: 0,
        }
    }

    /// What is new among the entries of a run, all that were read before being among them, each
    /// with the entry it tells. The entry must never be shown: its number counts what happens
    /// elsewhere.
    pub fn read<'e>(&mut self, names: &Names, entries: &'e [Entry]) -> Vec<(&'e Entry, SeatEvent)> {
        let mut events = Vec::new();
        for entry in entries.iter().skip(self.read) {
            events.extend(self.hear(names, entry).map(|event| (entry, event)));
        }
        self.read = self.read.max(entries.len());
        events
    }

    /// What one entry tells the seat, where it tells it anything. Entries come in order, each once;
    /// those that are for somebody else ([`is_for`]) may be left out.
    pub fn hear(&mut self, names: &Names, entry: &Entry) -> Option<SeatEvent> {
        if let Some(Fact::MessageComposed(composed)) = entry.fact()
            && [composed.letter.from, composed.letter.to].contains(&self.org)
        {
            self.ear.note(entry);
        }
        is_shown(entry, self.org).then(|| self.ear.hear(names, entry))
    }

    /// This seat's number of a message that it has met, given out at first sight.
    pub fn number(&mut self, message: MessageId) -> u32 {
        self.ear.numbers.message(message)
    }

    /// This seat's number of the message that another one, which it wrote or opened, replies to.
    pub fn replies_to(&mut self, message: MessageId) -> Option<u32> {
        let before = self.ear.letters.get(&message)?.reply_to?;
        Some(self.number(before))
    }

    /// The message that has a number here.
    #[must_use]
    pub fn message(&self, number: u32) -> Option<MessageId> {
        self.ear.numbers.message_of(number)
    }
}

/// Whose seats have to hear of an entry: those it is shown to, and the reader of a letter that it
/// may come to open.
#[must_use]
pub fn is_for(entry: &Entry) -> Audience {
    match &entry.body {
        Body::Fact(Fact::MessageComposed(composed)) => {
            Audience::Two(composed.letter.from, composed.letter.to)
        }
        Body::Fact(fact) => fact.audience(),
        Body::Input(Input::Action(action, _)) => Audience::One(action.by),
        Body::Input(Input::TimeReached) => Audience::Excon,
    }
}

/// The one door: whether an entry is shown to the seat of an organisation.
#[must_use]
pub fn is_shown(entry: &Entry, org: OrgId) -> bool {
    match &entry.body {
        Body::Fact(fact) => fact.audience().includes(org),
        Body::Input(Input::Action(action, _)) => action.by == org,
        Body::Input(Input::TimeReached) => false,
    }
}

/// The word and the sentence for what an entry records.
pub fn tell(body: &Body, voice: &mut Voice<'_>) -> (&'static str, String) {
    match body {
        Body::Fact(fact) => (fact.kind().word(), fact.reads(voice)),
        Body::Input(Input::TimeReached) => ("time_reached", "the time is reached".to_owned()),
        Body::Input(Input::Action(action, refusal)) => {
            let wanted = action.intent.reads(voice);
            let by = voice.org(action.by);
            let end = refusal
                .as_ref()
                .map(|refusal| format!(": refused, {refusal}"));
            let text = format!("{by} wants to {wanted}{}", end.unwrap_or_default());
            (action.intent.word(), text)
        }
    }
}

fn read_letter(letter: &Letter, voice: &mut Voice<'_>) -> SeatLetter {
    let claims = letter.claims.iter().map(|claim| SeatClaim {
        says: voice.finding_says(claim.finding).to_owned(),
        part: claim.part.word(),
        tlp: claim.tlp.word(),
        pap: claim.pap.word(),
        source: voice.org(claim.source).to_owned(),
    });
    let artefacts = letter.artefacts.iter();
    SeatLetter {
        from: voice.org(letter.from).to_owned(),
        to: voice.org(letter.to).to_owned(),
        kind: letter.kind.word(),
        channel: voice.channel(letter.channel).to_owned(),
        priority: letter.priority.word(),
        about: letter.about.map(|about| voice.subject(about).to_owned()),
        claims: claims.collect(),
        artefacts: artefacts
            .map(|id| voice.artefact_label(*id).to_owned())
            .collect(),
        fields: letter.fields.iter().map(|field| field.word()).collect(),
        wants: letter.wants.iter().map(|field| field.word()).collect(),
        reply_to: letter.reply_to.map(|message| voice.message(message)),
        text: letter.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, EXCON, GANG, JPCERT, KRCERT};
    use super::*;
    use crate::fact::{ExerciseStarted, MessageComposed, MessageLost, MessageOpened};
    use crate::model::{ChannelId, MessageKind};

    fn shown(entries: &[Entry], org: OrgId) -> String {
        let mut bytes = Vec::new();
        for event in seat_stream(&sample::exercise(), entries, org) {
            event.write(&mut bytes);
            bytes.push(b'\n');
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn a_seat_reads_no_id_that_tells_the_truth() {
        for org in [JPCERT, KRCERT, GANG] {
            let text = shown(&sample::entries(), org);
            assert!(!text.is_empty());
            for secret in [
                "secret-", "SECRET-", "I-01", "deadbeef", "lineage", "\"seq\"",
            ] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    }

    #[test]
    fn a_seat_sees_its_audience_under_its_own_numbers() {
        let entries = sample::entries();
        for org in [JPCERT, KRCERT, GANG, EXCON] {
            let events = seat_stream(&sample::exercise(), &entries, org);
            let meant = entries.iter().filter(|entry| match &entry.body {
                Body::Fact(fact) => fact.audience().includes(org),
                Body::Input(Input::Action(action, _)) => action.by == org,
                Body::Input(Input::TimeReached) => false,
            });
            assert_eq!(events.len(), meant.count());
            assert!((1u32..).zip(&events).all(|(n, event)| event.n == n));
        }
    }

    fn exchange(elsewhere: u32) -> Vec<Entry> {
        let started = Fact::from(ExerciseStarted {});
        let message = MessageId(elsewhere);
        let composed = MessageComposed {
            message,
            letter: std::sync::Arc::new(sample::letter(JPCERT, KRCERT)),
            lineage: u64::from(elsewhere),
        };
        let opened = MessageOpened {
            message,
            from: JPCERT,
            to: KRCERT,
            kind: MessageKind::Indicators,
            about: None,
            channel: ChannelId(0),
            inject: None,
        };
        let lost = |n| MessageLost {
            message: MessageId(n),
            from: EXCON,
            to: JPCERT,
            channel: ChannelId(0),
            attempt: 1,
        };
        let mut facts = vec![started];
        facts.extend((0..elsewhere).map(|n| lost(n).into()));
        facts.extend([composed.into(), opened.into()]);
        (0u32..)
            .zip(facts)
            .map(|(seq, fact)| Entry {
                seq,
                at: SimTime(1000),
                causes: super::super::Causes::NONE,
                body: Body::Fact(fact),
            })
            .collect()
    }

    #[test]
    fn a_seat_that_reads_along_reads_the_same() {
        let (names, entries) = (sample::exercise().names(), sample::entries());
        for org in [JPCERT, KRCERT, GANG, EXCON] {
            for step in [1, 3, entries.len()] {
                let mut reader = SeatReader::new(org);
                let ends = (0..=entries.len() + step).step_by(step);
                let read =
                    ends.flat_map(|end| reader.read(&names, &entries[..end.min(entries.len())]));
                let read = read.map(|(_, event)| event);
                let whole = seat_stream_as(&names, &entries, org);
                assert_eq!(read.collect::<Vec<_>>(), whole, "in steps of {step}");
            }
        }
    }

    #[test]
    fn what_happens_elsewhere_moves_no_number() {
        for org in [JPCERT, KRCERT] {
            assert_eq!(shown(&exchange(0), org), shown(&exchange(3), org));
        }
        assert_ne!(shown(&exchange(0), EXCON), "", "EXCON is in everybody");
    }

    #[test]
    fn a_letter_is_given_to_who_wrote_it_and_to_who_opened_it() {
        for (org, letters) in [(JPCERT, 1), (KRCERT, 1), (GANG, 0)] {
            let text = shown(&exchange(1), org);
            assert_eq!(
                text.matches("\"says\":\"the loader calls 192.0.2.7\"")
                    .count(),
                letters
            );
        }
    }
}
