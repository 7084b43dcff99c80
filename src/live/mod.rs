//! The exercise as it is played by people: clock, database, seats and pages around the same engine.
//! The only part that opens sockets and a database.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the outside world, which the core must not reach for"
)]

#[macro_use]
mod english;

mod allowed;
mod board;
mod clock;
mod desk;
mod draft;
mod inbox;
mod log;
mod mention;
mod note;
mod noted;
mod once;
mod pass;
mod presence;
mod proposed;
mod recover;
mod rule;
mod said;
mod seat;
mod session;
mod simcell;
mod store;
mod thread;
mod time;
mod tls;
mod truth;
mod unreached;
pub mod web;

pub use board::{Became, Board, InjectState};
pub use clock::{Clock, Pace, SPEEDS};
pub use desk::{Denied, Desk, News, Told, View};
pub use draft::Draft;
pub use inbox::{Inbox, Mail, Step};
pub use mention::{Mention, Mentions};
pub use note::{Jotting, Note, NoteKind};
pub use noted::{Decision, Noted, Ticked};
pub use pass::{
    Holder, Passes, Role, commitment, cookie_name, form_word, from_hexadecimal, hash, hexadecimal,
    same, secret,
};
pub use presence::{Here, Others, Presence};
pub use recover::{Recovered, recover};
pub use rule::Spoken;
pub use said::{Form, act};
pub use seat::{Contact, Fact, OwnCase, Reachable, Rule, SeatPage, Way, Window};
pub use session::{Broken, Session, TICK};
pub use simcell::{Hand, Question, Questions, hand};
pub use store::{Batch, Paced, Pass, Reached, Store, Trouble};
pub use thread::{OpenRequest, Thread};
pub use time::{Driver, Time};
pub use tls::acceptor;
pub use unreached::Reach;
