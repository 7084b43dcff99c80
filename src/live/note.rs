//! What is written down around play and is no part of it: who works on which question, what EXCON
//! says to all, what controllers say to each other. It is kept as play is, and the journal of the
//! exercise holds none of it.

use crate::model::SimTime;
use crate::model::word::words;

words! {
    /// What a note is.
    pub enum NoteKind {
        /// EXCON says something to everybody.
        Announcement = "announcement",
        /// Controllers and evaluators among themselves.
        Chat = "chat",
        /// Somebody of the SIMCELL takes a question.
        Taken = "taken",
        /// And gives it back.
        GivenBack = "given_back",
        /// A question needs no answer of the SIMCELL's any more.
        Settled = "settled",
        /// A new link was given out.
        Link = "link",
        /// A message does not tell what it seemed to tell.
        NotTold = "not_told",
    }
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When, in exercise time.
    pub at: SimTime,
    /// When, in milliseconds since 1970.
    pub real: i64,
    /// What it is.
    pub kind: NoteKind,
    /// Who wrote it, as they call themselves.
    pub who: String,
    /// Whose browser it came from, as a hash; empty where that is nobody's business.
    pub hand: String,
    /// What it is about: the number of a message, of a message and the id of a finding; empty where
    /// it is about nothing.
    pub about: String,
    /// What it says.
    pub text: String,
}

/// A note that is to be written: the session adds when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jotting {
    /// What it is.
    pub kind: NoteKind,
    /// Who writes it.
    pub who: String,
    /// Whose browser it comes from, as a hash.
    pub hand: String,
    /// What it is about.
    pub about: String,
    /// What it says.
    pub text: String,
}
