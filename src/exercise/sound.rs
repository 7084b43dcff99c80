//! Whether an exercise that comes from outside, in a journal, holds together: tables in order,
//! every index inside its table, nothing missing that play relies on. What `scenario` makes
//! always does.

use super::{Exercise, FORMAT};
use crate::model::{OrgKind, Work};
use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};
use std::fmt;

impl Exercise {
    /// Checks that the exercise holds together.
    ///
    /// # Errors
    /// Says what does not.
    pub fn sound(&self) -> Result<(), Unsound> {
        let unsound = |what: &str| Err(Unsound(what.to_owned()));
        if self.format != FORMAT {
            return Err(Unsound(format!(
                "its format is {}, not {FORMAT}",
                self.format
            )));
        }
        let excons = self
            .organisations
            .iter()
            .filter(|org| org.kind == OrgKind::Excon);
        if excons.count() != 1 {
            return unsound("it needs exactly one EXCON");
        }
        if self.service.len() != Work::ALL.len() {
            return unsound("it needs one service time for each kind of work");
        }
        let names = self.names();
        let tables = [
            ("EconomyId", &names.economies),
            ("OrgId", &names.orgs),
            ("ChannelId", &names.channels),
            ("AgreementId", &names.agreements),
            ("FindingId", &names.findings),
            ("ArtefactId", &names.artefacts),
            ("HostId", &names.hosts),
            ("ThreatId", &names.threats),
            ("PlaybookId", &names.playbooks),
            ("InjectId", &names.injects),
            ("CriticalTaskId", &names.tasks),
            ("GatheringId", &names.gatherings),
            ("OperationId", &names.operations),
            ("ObjectiveId", &names.objectives),
        ];
        for (index, table) in tables {
            if !table.is_sorted_by(|a, b| a < b) {
                return Err(Unsound(format!(
                    "the table behind {index} is not sorted by id"
                )));
            }
        }
        let length = |name: &str| {
            let found = tables.iter().find(|(index, _)| *index == name);
            found.map_or(u32::MAX, |(_, table)| {
                u32::try_from(table.len()).unwrap_or(u32::MAX)
            })
        };
        self.serialize(Indices {
            length: &length,
            within: None,
        })
    }
}

/// What does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unsound(String);

impl ser::Error for Unsound {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Unsound(what.to_string())
    }
}

/// Walks a value and holds every index against the length of its table. Serialising visits all
/// fields there are, so that a new one cannot be forgotten here.
#[derive(Clone, Copy)]
struct Indices<'a> {
    length: &'a dyn Fn(&str) -> u32,
    /// The name of the index whose number comes next.
    within: Option<&'static str>,
}

type Walked = Result<(), Unsound>;

macro_rules! nothing_to_check {
    ($($method:ident($($given:ty),*);)*) => {$(
        fn $method(self, $(_: $given),*) -> Walked { Ok(()) }
    )*};
}

impl<'a> Serializer for Indices<'a> {
    type Ok = ();
    type Error = Unsound;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Impossible<(), Unsound>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    nothing_to_check! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_u32(self, number: u32) -> Walked {
        match self.within {
            Some(index) if number >= (self.length)(index) => {
                Err(Unsound(format!("{index} {number} is not in its table")))
            }
            _ => Ok(()),
        }
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        index: &'static str,
        of: &T,
    ) -> Walked {
        of.serialize(Indices {
            within: Some(index),
            ..self
        })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Walked {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Walked {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unsound> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unsound> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unsound> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unsound> {
        Err(Unsound("an exercise holds no map".to_owned()))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsound> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unsound> {
        Ok(self)
    }
}

macro_rules! walks {
    ($($of:ident $method:ident $($key:ty)?;)*) => {$(
        impl ser::$of for Indices<'_> {
            type Ok = ();
            type Error = Unsound;
            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Walked {
                value.serialize(*self)
            }
            fn end(self) -> Walked {
                Ok(())
            }
        }
    )*};
}

walks! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
    SerializeStruct serialize_field &'static str;
    SerializeStructVariant serialize_field &'static str;
}
