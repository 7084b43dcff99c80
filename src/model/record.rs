//! How payloads become JSON and come back: fields in declared order, ids as the author's text,
//! numbers as integers.

use super::names::{Named, Names};
use super::{
    AgreementId, ArtefactId, ChannelId, CorrectionId, CriticalTaskId, EconomyId, FindingId,
    GatheringId, HostId, InjectId, MessageId, ObjectiveId, OperationId, OrgId, OutsideId,
    PlannedId, PlaybookId, ProposalId, SimTime, Span, ThreatId, TicketId,
};
use serde_json::Value;

/// A field of a journal entry that could not be read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}expected {expected}, found {found}", self.leads())]
pub struct FieldError {
    /// The fields that lead to it, the outermost first.
    path: Vec<String>,
    expected: String,
    found: String,
}

impl FieldError {
    /// `expected` is what the field should hold; `found` is shown as it stands.
    #[must_use]
    pub fn new(expected: &str, found: &Value) -> Self {
        FieldError {
            path: Vec::new(),
            expected: expected.to_owned(),
            found: found.to_string().chars().take(80).collect(),
        }
    }

    /// Names the field in which the error lies.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        self.path.insert(0, field.to_owned());
        self
    }

    /// The fields that lead to it, the outermost first.
    #[must_use]
    pub fn path(&self) -> &[String] {
        &self.path
    }

    fn leads(&self) -> String {
        match self.path.is_empty() {
            true => String::new(),
            false => format!("field {}: ", self.path.join(".")),
        }
    }
}

/// A value that a journal can hold.
pub trait Field: Sized {
    /// Appends the value as JSON.
    fn write(&self, names: &Names, out: &mut Vec<u8>);
    /// Reads it back.
    ///
    /// # Errors
    /// When `value` is not of this shape or names what is not there.
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError>;
    /// Whether the field is left out where it stands in a record.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// A field that few records have: left out where there is none, so that journals from before it
/// was thought of are as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rare<T>(pub Option<T>);

impl<T: Field> Field for Rare<T> {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        self.0.write(names, out);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        Option::read(value, names).map(Rare)
    }
    fn is_left_out(&self) -> bool {
        self.0.is_none()
    }
}

/// A payload of named fields: a fact, or an action.
pub trait Record: Sized {
    /// Appends `"field":value` pairs, each led by a comma.
    fn write_fields(&self, names: &Names, out: &mut Vec<u8>);
    /// Reads the fields back from an object.
    ///
    /// # Errors
    /// Names the first field that cannot be read.
    fn read_fields(object: &Value, names: &Names) -> Result<Self, FieldError>;
}

/// Appends `,"key":`.
pub fn write_key(key: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

/// Appends a JSON string.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    let plain = |b: u8| (b >= 0x20) & (b != b'"') & (b != b'\\');
    // Without a way out of the loop several bytes are looked at in one step.
    if text.bytes().fold(true, |all, b| all & plain(b)) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        serde_json::to_writer(out, text).expect("writing to memory does not fail");
    }
}

/// Appends an integer in decimal.
pub fn write_integer(n: i64, out: &mut Vec<u8>) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = n.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if n < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// Declares a payload whose fields are written and read in the order they stand.
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident {
        $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $crate::model::record::Record for $name {
            #[allow(unused_variables)]
            fn write_fields(&self, names: &$crate::model::Names, out: &mut Vec<u8>) {
                $(
                    if !$crate::model::record::Field::is_left_out(&self.$field) {
                        out.extend_from_slice(concat!(",\"", stringify!($field), "\":").as_bytes());
                        $crate::model::record::Field::write(&self.$field, names, out);
                    }
                )*
            }
            #[allow(unused_variables)]
            fn read_fields(
                object: &serde_json::Value,
                names: &$crate::model::Names,
            ) -> Result<Self, $crate::model::record::FieldError> {
                Ok($name {
                    $($field: $crate::model::record::Field::read(
                        object.get(stringify!($field)).unwrap_or(&serde_json::Value::Null),
                        names,
                    ).map_err(|error| error.within(stringify!($field)))?,)*
                })
            }
        }
    };
}

pub(crate) use record;

macro_rules! named_fields {
    ($($id:ident)*) => {$(
        impl Field for $id {
            fn write(&self, names: &Names, out: &mut Vec<u8>) {
                write_text(Named::text(*self, names), out);
            }
            fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
                let found = value.as_str().and_then(|text| <$id as Named>::find(text, names));
                found.ok_or_else(|| FieldError::new(<$id as Named>::WHAT, value))
            }
        }
    )*};
}

named_fields! {
    EconomyId OrgId ChannelId AgreementId FindingId ArtefactId HostId ThreatId PlaybookId InjectId
    CriticalTaskId ObjectiveId OperationId GatheringId
}

macro_rules! number_fields {
    ($($type:ty, $wrap:expr, $unwrap:expr;)*) => {$(
        impl Field for $type {
            fn write(&self, _: &Names, out: &mut Vec<u8>) {
                write_integer($unwrap(self), out);
            }
            fn read(value: &Value, _: &Names) -> Result<Self, FieldError> {
                let number = value.as_i64().and_then($wrap);
                number.ok_or_else(|| FieldError::new("an integer in range", value))
            }
        }
    )*};
}

number_fields! {
    u32, |n| u32::try_from(n).ok(), |n: &u32| i64::from(*n);
    u16, |n| u16::try_from(n).ok(), |n: &u16| i64::from(*n);
    i64, Some, |n: &i64| *n;
    SimTime, |n| Some(SimTime(n)), |n: &SimTime| n.0;
    Span, |n| Some(Span(n)), |n: &Span| n.0;
    MessageId, |n| u32::try_from(n).ok().map(MessageId), |n: &MessageId| i64::from(n.0);
    TicketId, |n| u32::try_from(n).ok().map(TicketId), |n: &TicketId| i64::from(n.0);
    OutsideId, |n| u32::try_from(n).ok().map(OutsideId), |n: &OutsideId| i64::from(n.0);
    CorrectionId, |n| u32::try_from(n).ok().map(CorrectionId), |n: &CorrectionId| i64::from(n.0);
    PlannedId, |n| u32::try_from(n).ok().map(PlannedId), |n: &PlannedId| i64::from(n.0);
    ProposalId, |n| u32::try_from(n).ok().map(ProposalId), |n: &ProposalId| i64::from(n.0);
}

/// 64-bit hashes are hexadecimal text, since JSON readers keep only 53 bits of a number.
impl Field for u64 {
    fn write(&self, _: &Names, out: &mut Vec<u8>) {
        let mut text = [b'"'; 18];
        for (nth, digit) in text[1..17].iter_mut().enumerate() {
            *digit = b"0123456789abcdef"[(self >> (60 - 4 * nth) & 15) as usize];
        }
        out.extend_from_slice(&text);
    }
    fn read(value: &Value, _: &Names) -> Result<Self, FieldError> {
        let number = value
            .as_str()
            .and_then(|text| u64::from_str_radix(text, 16).ok());
        number.ok_or_else(|| FieldError::new("sixteen hexadecimal digits", value))
    }
}

impl Field for bool {
    fn write(&self, _: &Names, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
    fn read(value: &Value, _: &Names) -> Result<Self, FieldError> {
        value
            .as_bool()
            .ok_or_else(|| FieldError::new("true or false", value))
    }
}

impl Field for String {
    fn write(&self, _: &Names, out: &mut Vec<u8>) {
        write_text(self, out);
    }
    fn read(value: &Value, _: &Names) -> Result<Self, FieldError> {
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| FieldError::new("text", value))
    }
}

impl<T: Field> Field for Option<T> {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(names, out),
            None => out.extend_from_slice(b"null"),
        }
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        if value.is_null() {
            Ok(None)
        } else {
            T::read(value, names).map(Some)
        }
    }
}

impl<T: Field> Field for Vec<T> {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        out.push(b'[');
        for (nth, item) in self.iter().enumerate() {
            if nth > 0 {
                out.push(b',');
            }
            item.write(names, out);
        }
        out.push(b']');
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        let items = value
            .as_array()
            .ok_or_else(|| FieldError::new("a list", value))?;
        items.iter().map(|item| T::read(item, names)).collect()
    }
}

impl<T: Record> Field for Box<T> {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        write_object(self.as_ref(), names, out);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        T::read_fields(value, names).map(Box::new)
    }
}

impl<T: Record> Field for std::sync::Arc<T> {
    fn write(&self, names: &Names, out: &mut Vec<u8>) {
        write_object(self.as_ref(), names, out);
    }
    fn read(value: &Value, names: &Names) -> Result<Self, FieldError> {
        T::read_fields(value, names).map(std::sync::Arc::new)
    }
}

/// Appends a payload as a JSON object of its own.
pub fn write_object<T: Record>(record: &T, names: &Names, out: &mut Vec<u8>) {
    let start = out.len();
    record.write_fields(names, out);
    if out.len() == start {
        out.push(b'{');
    } else {
        out[start] = b'{';
    }
    out.push(b'}');
}
