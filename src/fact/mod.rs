//! What happened, past tense: the only thing that changes shared state.
//!
//! One file a fact, one line in the list below. A fact says who may see it, with no default; how
//! it changes the World; and how it reads. It does not know who caused it.

use crate::model::record::{FieldError, Record};
use crate::model::{Audience, Names, Rare, SimTime, Span, Voice, World};

/// When a fact takes effect.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The moment.
    pub at: SimTime,
    /// The sequence number of its journal entry.
    pub seq: u32,
}

/// What every fact can say of itself.
pub trait Happening: Record {
    /// Who may see it beside EXCON; a pure function of its fields.
    fn audience(&self) -> Audience;
    /// Changes the World.
    fn apply(&self, now: Now, world: &mut World);
    /// The sentence that tells it.
    fn reads(&self, voice: &mut Voice<'_>) -> String;
}

/// Who did something by hand, to follow what was done.
fn by_hand(name: &Rare<String>) -> String {
    name.0
        .as_ref()
        .map_or_else(String::new, |name| format!(" by {name}"))
}

/// How early or late something of the script went out, for the end of a sentence.
fn off_by(off: Rare<Span>) -> String {
    match off.0 {
        Some(Span(ms)) if ms < 0 => format!(", {} before it was due", Span(-ms)),
        Some(late) => format!(", {late} after it was due"),
        None => String::new(),
    }
}

macro_rules! facts {
    ($($file:ident::$name:ident,)*) => {
        $(mod $file;)*
        $(pub use $file::$name;)*

        /// A thing that happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)*
        }

        /// The kind of a fact: dense, for tables and matches.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum FactKind {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name,)*
        }

        impl FactKind {
            /// Every kind, in the order of the list.
            pub const ALL: &'static [FactKind] = &[$(FactKind::$name),*];

            /// The word that stands for it in a journal.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(FactKind::$name => stringify!($file),)* }
            }

            /// The kind a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<FactKind> {
                match word { $(stringify!($file) => Some(FactKind::$name),)* _ => None }
            }
        }

        impl Fact {
            /// Its kind.
            #[inline]
            #[must_use]
            pub fn kind(&self) -> FactKind {
                match self { $(Fact::$name(_) => FactKind::$name,)* }
            }

            /// Who may see it beside EXCON.
            #[must_use]
            pub fn audience(&self) -> Audience {
                match self { $(Fact::$name(fact) => fact.audience(),)* }
            }

            /// Changes the World.
            #[inline]
            pub fn apply(&self, now: Now, world: &mut World) {
                match self { $(Fact::$name(fact) => fact.apply(now, world),)* }
            }

            /// The sentence that tells it.
            #[must_use]
            pub fn reads(&self, voice: &mut Voice<'_>) -> String {
                match self { $(Fact::$name(fact) => fact.reads(voice),)* }
            }

            /// Appends its fields as JSON, each led by a comma.
            pub fn write_fields(&self, names: &Names, out: &mut Vec<u8>) {
                match self { $(Fact::$name(fact) => fact.write_fields(names, out),)* }
            }

            /// Reads the fields of a fact of `kind` back from an object.
            ///
            /// # Errors
            /// Names the first field that cannot be read.
            pub fn read_fields(
                kind: FactKind,
                object: &serde_json::Value,
                names: &Names,
            ) -> Result<Fact, FieldError> {
                Ok(match kind {
                    $(FactKind::$name => Fact::$name($name::read_fields(object, names)?),)*
                })
            }
        }

        $(impl From<$name> for Fact {
            fn from(fact: $name) -> Fact { Fact::$name(fact) }
        })*
    };
}

facts! {
    exercise_started::ExerciseStarted,
    exercise_ended::ExerciseEnded,
    move_began::MoveBegan,
    seat_switched::SeatSwitched,
    pace_set::PaceSet,
    inject_released::InjectReleased,
    inject_skipped::InjectSkipped,
    inject_held::InjectHeld,
    inject_waits::InjectWaits,
    inject_edited::InjectEdited,
    channel_changed::ChannelChanged,
    tension_changed::TensionChanged,
    agreement_changed::AgreementChanged,
    published::Published,
    message_composed::MessageComposed,
    message_approved::MessageApproved,
    message_vetoed::MessageVetoed,
    contact_looked_up::ContactLookedUp,
    contact_went_stale::ContactWentStale,
    contact_renewed::ContactRenewed,
    message_sent::MessageSent,
    message_delivered::MessageDelivered,
    message_bounced::MessageBounced,
    message_lost::MessageLost,
    fallback_taken::FallbackTaken,
    message_opened::MessageOpened,
    message_acknowledged::MessageAcknowledged,
    acknowledgement_heard::AcknowledgementHeard,
    message_answered::MessageAnswered,
    answer_received::AnswerReceived,
    request_declined::RequestDeclined,
    refusal_heard::RefusalHeard,
    message_closed::MessageClosed,
    contact_given_up::ContactGivenUp,
    deadline_missed::DeadlineMissed,
    shift_changed::ShiftChanged,
    ticket_queued::TicketQueued,
    ticket_started::TicketStarted,
    ticket_finished::TicketFinished,
    finding_obtainable::FindingObtainable,
    claim_learnt::ClaimLearnt,
    evidence_secured::EvidenceSecured,
    claim_released::ClaimReleased,
    claim_cleared::ClaimCleared,
    claim_doubted::ClaimDoubted,
    sharing_withheld::SharingWithheld,
    artefact_received::ArtefactReceived,
    artefact_analysed::ArtefactAnalysed,
    indicator_applied::IndicatorApplied,
    claim_leaked::ClaimLeaked,
    trust_changed::TrustChanged,
    escalated::Escalated,
    decided::Decided,
    comms_check_called::CommsCheckCalled,
    host_suspended::HostSuspended,
    host_blocked::HostBlocked,
    host_up::HostUp,
    host_abandoned::HostAbandoned,
    stage_reached::StageReached,
    group_tipped_off::GroupTippedOff,
    group_returned::GroupReturned,
    group_stopped::GroupStopped,
    group_switched::GroupSwitched,
    group_went_quiet::GroupWentQuiet,
    group_resumed::GroupResumed,
    customer_left::CustomerLeft,
    attributed::Attributed,
    met::Met,
    operation_joined::OperationJoined,
    warrant_obtained::WarrantObtained,
    readiness_heard::ReadinessHeard,
    hold_agreed::HoldAgreed,
    operation_postponed::OperationPostponed,
    operation_carried_out::OperationCarriedOut,
    hit_warded_off::HitWardedOff,
    victim_compromised::VictimCompromised,
    victim_detected::VictimDetected,
    victim_contained::VictimContained,
    victim_recovered::VictimRecovered,
    task_observed::TaskObserved,
    rating_overridden::RatingOverridden,
    observed::Observed,
    hot_wash_answered::HotWashAnswered,
    correction_planned::CorrectionPlanned,
    correction_struck::CorrectionStruck,
    mention_confirmed::MentionConfirmed,
    contact_logged::ContactLogged,
    contact_confirmed::ContactConfirmed,
    contact_denied::ContactDenied,
    step_proposed::StepProposed,
    step_answered::StepAnswered,
    artefact_answered::ArtefactAnswered,
    message_planned::MessagePlanned,
    planned_settled::PlannedSettled,
    planned_edited::PlannedEdited,
    planned_held::PlannedHeld,
    planned_waits::PlannedWaits,
}
