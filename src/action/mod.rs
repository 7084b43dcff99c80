//! Intents, imperative, that may be refused: the same type for playbooks, injects and people.
//!
//! One file an intent, one line in the list below. An intent says what it refers to and whether
//! the World allows it, or why not. It does not know whether a person or a playbook is behind it.

use crate::model::record::{FieldError, Record};
use crate::model::{
    Message, MessageId, Names, OrgId, OrgKind, Placed, Profile, SeatView, Voice, World,
};

/// Why an intent was refused, and what would be allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}; {instead}")]
pub struct Refusal {
    /// Why.
    pub why: String,
    /// The way out.
    pub instead: String,
}

/// What every intent can say of itself.
pub trait Intended: Record {
    /// Whether the World allows it.
    ///
    /// # Errors
    /// Says why not, and what would be allowed.
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal>;
    /// What is wanted, to follow "wants to".
    fn reads(&self, voice: &mut Voice<'_>) -> String;
}

fn refuse<T>(why: &str, instead: &str) -> Result<T, Refusal> {
    Err(Refusal {
        why: why.to_owned(),
        instead: instead.to_owned(),
    })
}

fn read(message: MessageId, by: OrgId, world: &World) -> Result<&Message, Refusal> {
    let seen = SeatView::new(world, by).message(message);
    match seen.filter(|message| message.letter.to == by) {
        Some(message) => Ok(message),
        None => refuse("you have read no such message", "open it first"),
    }
}

fn excon_only(by: OrgId, world: &World) -> Result<(), Refusal> {
    if by.get::<Profile>(world).kind == OrgKind::Excon {
        return Ok(());
    }
    refuse("only EXCON may do this", "ask the controller")
}

/// Who wants what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The seat that acts; EXCON's for controls.
    pub by: OrgId,
    /// What it wants.
    pub intent: Intent,
}

impl Action {
    /// Whether the World allows it.
    ///
    /// # Errors
    /// Says why not, and what would be allowed.
    pub fn check(&self, world: &World) -> Result<(), Refusal> {
        if self.by.at() >= world.atlas.orgs.len() {
            return refuse(
                "there is no such seat",
                "act for an organisation of this exercise",
            );
        }
        self.intent.check(self.by, world)
    }
}

macro_rules! intents {
    ($($file:ident::$name:ident,)*) => {
        $(mod $file;)*
        $(pub use $file::$name;)*

        /// What a seat wants to do.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Intent {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)*
        }

        impl Intent {
            /// The words for all intents.
            pub const WORDS: &'static [&'static str] = &[$(stringify!($file)),*];

            /// The word that stands for it in a journal.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Intent::$name(_) => stringify!($file),)* }
            }

            fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
                match self { $(Intent::$name(intent) => intent.check(by, world),)* }
            }

            /// What is wanted, to follow "wants to".
            #[must_use]
            pub fn reads(&self, voice: &mut Voice<'_>) -> String {
                match self { $(Intent::$name(intent) => intent.reads(voice),)* }
            }

            /// Appends its fields as JSON, each led by a comma.
            pub fn write_fields(&self, names: &Names, out: &mut Vec<u8>) {
                match self { $(Intent::$name(intent) => intent.write_fields(names, out),)* }
            }

            /// Reads the intent that `word` stands for from an object.
            ///
            /// # Errors
            /// Names the first field that cannot be read, or the word where it is none.
            pub fn read_fields(
                word: &str,
                object: &serde_json::Value,
                names: &Names,
            ) -> Result<Intent, FieldError> {
                Ok(match word {
                    $(stringify!($file) => Intent::$name($name::read_fields(object, names)?),)*
                    _ => return Err(FieldError::new("an intent", &word.into())),
                })
            }
        }

        $(impl From<$name> for Intent {
            fn from(intent: $name) -> Intent { Intent::$name(intent) }
        })*
    };
}

intents! {
    send::Send,
    open::Open,
    acknowledge::Acknowledge,
    close::Close,
    decline::Decline,
    suspend::Suspend,
    block::Block,
    contain::Contain,
    recover::Recover,
    analyse::Analyse,
    apply::Apply,
    escalate::Escalate,
    release::Release,
    publish::Publish,
    attribute::Attribute,
    decide::Decide,
    comms_check::CommsCheck,
    hold::Hold,
    seek_warrant::SeekWarrant,
    strike::Strike,
    release_inject::ReleaseInject,
    skip_inject::SkipInject,
    switch_seat::SwitchSeat,
}
