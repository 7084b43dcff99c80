//! What a message says: subjects, claims, request fields. The payload of the `send` intent too.

use super::record::{Field, FieldError, Record, record, write_object, write_text};
use super::{
    ArtefactId, ChannelId, FindingId, HostId, InjectId, MessageId, MessageKind, Named, Names,
    OrgId, Pap, Part, Priority, RequestField, ThreatId, Tlp,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a message, a task or an expected action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A finding.
    Finding(FindingId),
    /// A host.
    Host(HostId),
    /// An artefact.
    Artefact(ArtefactId),
    /// An organisation, as victim.
    Victim(OrgId),
    /// A threat group's incident as a whole.
    Incident(ThreatId),
    /// What an inject brought up.
    Inject(InjectId),
}

impl Subject {
    /// The word for its kind and its id text.
    #[must_use]
    pub fn parts(self, names: &Names) -> (&'static str, &str) {
        match self {
            Subject::Finding(id) => ("finding", id.text(names)),
            Subject::Host(id) => ("host", id.text(names)),
            Subject::Artefact(id) => ("artefact", id.text(names)),
            Subject::Victim(id) => ("victim", id.text(names)),
            Subject::Incident(id) => ("incident", id.text(names)),
            Subject::Inject(id) => ("inject", id.text(names)),
        }
    }
}

impl Field for Subject {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        let (kind, id) = self.parts(names);
        out.push(b'"');
        out.extend_from_slice(kind.as_bytes());
        out.push(b':');
        let quotation_mark = out.len();
        write_text(id, out);
        out.remove(quotation_mark);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        let parts = value.as_str().and_then(|text| text.split_once(':'));
        let found = parts.and_then(|(kind, id)| {
            Some(match kind {
                "finding" => Subject::Finding(Named::find(id, names)?),
                "host" => Subject::Host(Named::find(id, names)?),
                "artefact" => Subject::Artefact(Named::find(id, names)?),
                "victim" => Subject::Victim(Named::find(id, names)?),
                "incident" => Subject::Incident(Named::find(id, names)?),
                "inject" => Subject::Inject(Named::find(id, names)?),
                _ => return None,
            })
        });
        found.ok_or_else(|| FieldError::new("a subject such as \"finding:id\"", value))
    }
}

record! {
    #[derive(Serialize, Deserialize)]
    /// One thing asserted: all or part of a finding, or a falsehood that looks like one.
    pub struct Claim {
        /// What it matches. Whether it is true is not for a seat to see.
        pub finding: FindingId,
        /// How much of it is given.
        pub part: Part,
        /// Its TLP label.
        pub tlp: Tlp,
        /// Its PAP label.
        pub pap: Pap,
        /// Who found it first and set the labels; hops are counted from here.
        pub source: OrgId,
    }
}

impl Field for Claim {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        write_object(self, names, out);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        Self::read_fields(value, names)
    }
}

/// A set of request fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldSet(u16);

impl FieldSet {
    /// The set of these fields.
    #[must_use]
    pub fn of(fields: &[RequestField]) -> FieldSet {
        FieldSet(fields.iter().fold(0, |set, field| set | 1 << *field as u16))
    }

    /// Whether the set holds a field.
    #[must_use]
    pub fn has(self, field: RequestField) -> bool {
        self.0 & 1 << field as u16 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What either set holds.
    #[must_use]
    pub fn and(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 | other.0)
    }

    /// What both sets hold.
    #[must_use]
    pub fn only(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 & other.0)
    }

    /// What this set holds and `other` lacks.
    #[must_use]
    pub fn without(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 & !other.0)
    }

    /// The fields, in declared order.
    pub fn iter(self) -> impl Iterator<Item = RequestField> {
        RequestField::ALL
            .iter()
            .copied()
            .filter(move |field| self.has(*field))
    }
}

impl Field for FieldSet {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        self.iter().collect::<Vec<_>>().write(names, out);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        Vec::<RequestField>::read(value, names).map(|fields| FieldSet::of(&fields))
    }
}

record! {
    /// What one message says and to whom.
    pub struct Letter {
        /// The sender.
        pub from: OrgId,
        /// The recipient.
        pub to: OrgId,
        /// What it is.
        pub kind: MessageKind,
        /// The channel it is meant to go by; a fallback may take it elsewhere.
        pub channel: ChannelId,
        /// What it is about.
        pub about: Option<Subject>,
        /// What it asserts.
        pub claims: Vec<Claim>,
        /// What is attached.
        pub artefacts: Vec<ArtefactId>,
        /// Which request fields it fills in.
        pub fields: FieldSet,
        /// Which fields it asks for (a clarification).
        pub wants: FieldSet,
        /// The message it replies to.
        pub reply_to: Option<MessageId>,
        /// The inject it delivers.
        pub inject: Option<InjectId>,
        /// How urgent it is.
        pub priority: Priority,
        /// Free text; empty where the kind and the claims say it all.
        pub text: String,
    }
}
