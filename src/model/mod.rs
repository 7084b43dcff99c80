//! The nouns: shared components, payload types, and constructors that uphold invariants.
//! Knows nothing of RON, of time passing, or of chance.

mod amendment;
mod atlas;
mod audience;
mod case;
mod correction;
mod desk;
mod id;
mod knowledge;
mod label;
mod letter;
mod mask;
mod message;
mod names;
mod outside;
mod planned;
mod profile;
mod proposal;
mod rating;
pub mod record;
mod relations;
mod seat_view;
pub mod time;
mod vocabulary;
mod voice;
pub(crate) mod word;
mod world;

pub use amendment::Amendment;
pub use atlas::{Atlas, Placed};
pub use audience::Audience;
pub use case::{
    Blocks, Case, Cases, ChannelState, GroupState, Holds, HostState, OperationState, Seat,
    Standing, Tension,
};
pub use correction::Corrections;
pub use desk::{Desk, Ticket, Tickets};
pub use id::*;
pub use knowledge::{Applied, Knowledge, Known};
pub use label::{Onward, Pap, Tlp};
pub use letter::{Claim, FieldSet, Letter, Subject};
pub use mask::Mask;
pub use message::{Message, Messages, Progress};
pub use names::{Named, Names};
pub use outside::{Means, Outside, Outsides, Settled, Turned};
pub use planned::{Became as PlannedBecame, Planned, Plans};
pub use profile::{Profile, Site};
pub use proposal::{Proposal, Proposals, Verdict};
pub use rating::Rating;
pub use record::Rare;
pub use relations::{Directory, MILLION, Mailbox, Moved, Noted, Trust};
pub use seat_view::SeatView;
pub use time::{SimTime, Span};
pub use vocabulary::*;
pub use voice::{Ear, LocalNumbers, Voice};
pub use world::World;
