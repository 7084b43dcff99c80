//! Intents, imperative, that may be refused: the same type for playbooks, injects and people.
//!
//! One file an intent, one line in the list below. An intent says what it refers to and whether
//! the World allows it, or why not. It does not know whether a person or a playbook is behind it.

use crate::model::record::{FieldError, Record};
use crate::model::{
    Message, MessageId, Names, OrgId, OrgKind, Outside, OutsideId, Placed, Profile, Seat,
    SeatState, SeatView, Settled, SimTime, Voice, World,
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
    /// Whether it can be wanted at this moment; most can at any.
    ///
    /// # Errors
    /// Says why not, and what would be allowed.
    fn in_time(&self, _now: SimTime) -> Result<(), Refusal> {
        Ok(())
    }
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

/// A contact that waits for what the other side says of it, if that is who acts: whoever it was
/// with, or EXCON where a playbook plays there, or where nobody there was reached.
fn to_settle(contact: OutsideId, by: OrgId, world: &World) -> Result<&Outside, Refusal> {
    let excon = by.get::<Profile>(world).kind == OrgKind::Excon;
    let noted = world.outsides.get(contact);
    let Some(one) = noted.filter(|one| excon || one.by == by || one.with == by) else {
        return refuse(
            "no such contact was noted with you",
            "choose one of those that wait for you",
        );
    };
    if one.settled != Settled::Not {
        return refuse("that was settled before", "log the contact anew");
    }
    let simulated = one.with.get::<Seat>(world).0 == SeatState::Simulated;
    if one.by == by {
        return refuse(
            "nobody confirms a contact of their own",
            "wait for the other side, or ask EXCON",
        );
    }
    if one.with == by && simulated {
        return refuse("a playbook plays this seat just now", "leave it to EXCON");
    }
    if excon && one.answered && !simulated {
        return refuse("the other side is played by people", "leave it to them");
    }
    Ok(one)
}

fn excon_only(by: OrgId, world: &World) -> Result<(), Refusal> {
    if by.get::<Profile>(world).kind == OrgKind::Excon {
        return Ok(());
    }
    refuse("only EXCON may do this", "ask the controller")
}

/// Whoever judges says who they are.
fn signed(name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return refuse("nobody has signed it", "give your name");
    }
    Ok(())
}

/// A judgement that says nothing is none.
fn reasoned(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return refuse("nothing is said", "write it down in a sentence");
    }
    Ok(())
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
    /// Whether the World allows it at this moment.
    ///
    /// # Errors
    /// Says why not, and what would be allowed.
    pub fn check(&self, now: SimTime, world: &World) -> Result<(), Refusal> {
        if self.by.at() >= world.atlas.orgs.len() {
            return refuse(
                "there is no such seat",
                "act for an organisation of this exercise",
            );
        }
        self.intent.in_time(now)?;
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

            fn in_time(&self, now: SimTime) -> Result<(), Refusal> {
                match self { $(Intent::$name(intent) => intent.in_time(now),)* }
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
    hold_inject::HoldInject,
    edit_inject::EditInject,
    switch_seat::SwitchSeat,
    set_pace::SetPace,
    observe_task::ObserveTask,
    override_rating::OverrideRating,
    observe::Observe,
    answer_hot_wash::AnswerHotWash,
    plan_correction::PlanCorrection,
    strike_correction::StrikeCorrection,
    confirm_mention::ConfirmMention,
    log_contact::LogContact,
    confirm_contact::ConfirmContact,
    deny_contact::DenyContact,
    answer_step::AnswerStep,
    answer_artefact::AnswerArtefact,
    plan_message::PlanMessage,
    drop_planned::DropPlanned,
    release_planned::ReleasePlanned,
    hold_planned::HoldPlanned,
    edit_planned::EditPlanned,
    try_again::TryAgain,
}
