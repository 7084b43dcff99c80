//! How ids are spoken: EXCON hears the author's ids and global numbers, a seat hears only what
//! its own people would read.

use super::{
    ArtefactId, ChannelId, Claim, CriticalTaskId, FindingId, GatheringId, HostId, InjectId,
    MessageId, Named, Names, OperationId, OrgId, Subject, ThreatId, TicketId,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A seat's own consecutive numbers for what it has met.
#[derive(Clone, Debug, Default)]
pub struct LocalNumbers {
    messages: BTreeMap<MessageId, u32>,
    tickets: BTreeMap<TicketId, u32>,
}

impl LocalNumbers {
    /// This seat's number for a message, given out at first sight.
    pub fn message(&mut self, id: MessageId) -> u32 {
        let next = self.messages.len() as u32 + 1;
        *self.messages.entry(id).or_insert(next)
    }

    /// The message that has a number here.
    #[must_use]
    pub fn message_of(&self, number: u32) -> Option<MessageId> {
        let mut all = self.messages.iter();
        all.find(|(_, given)| **given == number).map(|(id, _)| *id)
    }

    /// This seat's number for a ticket, given out at first sight.
    pub fn ticket(&mut self, id: TicketId) -> u32 {
        let next = self.tickets.len() as u32 + 1;
        *self.tickets.entry(id).or_insert(next)
    }
}

/// Who is being told.
pub enum Ear<'a> {
    /// EXCON: everything, by the author's ids.
    Excon,
    /// A seat, by its own numbers.
    Seat(&'a mut LocalNumbers),
}

/// Speaks of ids to one listener.
pub struct Voice<'a> {
    /// The exercise's id texts.
    pub names: &'a Names,
    /// The listener.
    pub ear: Ear<'a>,
}

impl<'a> Voice<'a> {
    /// A voice for EXCON.
    #[must_use]
    pub fn excon(names: &'a Names) -> Self {
        Voice {
            names,
            ear: Ear::Excon,
        }
    }

    /// A voice for a seat.
    #[must_use]
    pub fn seat(names: &'a Names, numbers: &'a mut LocalNumbers) -> Self {
        Voice {
            names,
            ear: Ear::Seat(numbers),
        }
    }

    /// An organisation.
    #[must_use]
    pub fn org(&self, id: OrgId) -> &'a str {
        id.text(self.names)
    }

    /// A channel.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> &'a str {
        id.text(self.names)
    }

    /// A message.
    #[must_use]
    pub fn message(&mut self, id: MessageId) -> String {
        match &mut self.ear {
            Ear::Excon => format!("message {}", id.0),
            Ear::Seat(numbers) => format!("message {}", numbers.message(id)),
        }
    }

    /// A ticket.
    #[must_use]
    pub fn ticket(&mut self, id: TicketId) -> String {
        match &mut self.ear {
            Ear::Excon => format!("ticket {}", id.0),
            Ear::Seat(numbers) => format!("ticket {}", numbers.ticket(id)),
        }
    }

    /// A finding within a sentence: its id for EXCON; for a seat what it says, in quotes, since
    /// that is a sentence of its own.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> Cow<'a, str> {
        self.quoted(self.finding_says(id))
    }

    /// A finding by itself: its id for EXCON, what it says for a seat.
    #[must_use]
    pub fn finding_says(&self, id: FindingId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => self
                .names
                .finding_says
                .get(id.at())
                .map_or("?", String::as_str),
        }
    }

    /// Words of an author within a sentence: as they are for EXCON, whose ids are one word each,
    /// in quotes for a seat.
    fn quoted(&self, words: &'a str) -> Cow<'a, str> {
        match self.ear {
            Ear::Excon => words.into(),
            Ear::Seat(_) => format!("“{words}”").into(),
        }
    }

    /// A host: its id for EXCON, its address for a seat.
    #[must_use]
    pub fn host(&self, id: HostId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => self
                .names
                .host_addresses
                .get(id.at())
                .map_or("?", String::as_str),
        }
    }

    /// An artefact within a sentence: its id for EXCON, its label in quotes for a seat.
    #[must_use]
    pub fn artefact(&self, id: ArtefactId) -> Cow<'a, str> {
        self.quoted(self.artefact_label(id))
    }

    /// An artefact by itself: its id for EXCON, its label for a seat.
    #[must_use]
    pub fn artefact_label(&self, id: ArtefactId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => self
                .names
                .artefact_labels
                .get(id.at())
                .map_or("?", String::as_str),
        }
    }

    /// A threat group. A seat is only told that there is one: its name is a finding.
    #[must_use]
    pub fn threat(&self, id: ThreatId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => "the incident",
        }
    }

    /// A gathering: only those who were there hear of it.
    #[must_use]
    pub fn gathering(&self, id: GatheringId) -> &'a str {
        id.text(self.names)
    }

    /// An operation: only its parties hear of it.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> &'a str {
        id.text(self.names)
    }

    /// An inject. A seat does not know that a stimulus was one.
    #[must_use]
    pub fn inject(&self, id: InjectId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => "the matter",
        }
    }

    /// A critical task. A seat does not know by what it is judged.
    #[must_use]
    pub fn task(&self, id: CriticalTaskId) -> &'a str {
        match self.ear {
            Ear::Excon => id.text(self.names),
            Ear::Seat(_) => "a task",
        }
    }

    /// A subject by itself.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> &'a str {
        match subject {
            Subject::Finding(id) => self.finding_says(id),
            Subject::Host(id) => self.host(id),
            Subject::Artefact(id) => self.artefact_label(id),
            Subject::Victim(id) => self.org(id),
            Subject::Incident(id) => self.threat(id),
            Subject::Inject(id) => self.inject(id),
        }
    }

    /// ` about X`, or nothing.
    #[must_use]
    pub fn about(&self, subject: Option<Subject>) -> String {
        subject.map_or_else(String::new, |subject| {
            let words = self.subject(subject);
            let words = match subject {
                Subject::Finding(_) | Subject::Artefact(_) => self.quoted(words),
                _ => words.into(),
            };
            format!(" about {words}")
        })
    }

    /// ` carrying X (TLP:GREEN), Y (TLP:AMBER)`, or nothing.
    #[must_use]
    pub fn carrying(&self, claims: &[Claim]) -> String {
        let spoken: Vec<String> = claims
            .iter()
            .map(|claim| format!("{} ({})", self.finding(claim.finding), claim.tlp))
            .collect();
        if spoken.is_empty() {
            String::new()
        } else {
            format!(" carrying {}", spoken.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Pap, Part, Tlp};

    #[test]
    fn a_seat_is_told_sentences_in_quotes_and_excon_ids() {
        let text = |text: &str| vec![text.to_owned()];
        let names = Names {
            orgs: text("acert"),
            findings: text("c2-address"),
            finding_says: text("The loader calls 192.0.2.7"),
            artefacts: text("loader"),
            artefact_labels: text("update.dll, from a laptop"),
            hosts: text("c2"),
            host_addresses: text("192.0.2.7"),
            ..Names::default()
        };
        let claim = Claim {
            finding: FindingId(0),
            part: Part::Full,
            tlp: Tlp::Green,
            pap: Pap::Green,
            source: OrgId(0),
        };
        let mut numbers = LocalNumbers::default();
        let seat = Voice::seat(&names, &mut numbers);
        let excon = Voice::excon(&names);
        for (subject, told, id) in [
            (
                Subject::Finding(FindingId(0)),
                " about “The loader calls 192.0.2.7”",
                " about c2-address",
            ),
            (
                Subject::Artefact(ArtefactId(0)),
                " about “update.dll, from a laptop”",
                " about loader",
            ),
            (Subject::Host(HostId(0)), " about 192.0.2.7", " about c2"),
            (Subject::Victim(OrgId(0)), " about acert", " about acert"),
        ] {
            assert_eq!(seat.about(Some(subject)), told);
            assert_eq!(excon.about(Some(subject)), id);
        }
        let claims = [claim];
        assert_eq!(
            seat.carrying(&claims),
            " carrying “The loader calls 192.0.2.7” (TLP:GREEN)"
        );
        assert_eq!(excon.carrying(&claims), " carrying c2-address (TLP:GREEN)");
    }
}
