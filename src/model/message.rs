//! The messages of a run and how far each has come.

use super::{ChannelId, Letter, MessageId, SimTime};
use std::sync::Arc;

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Written.
    Composed,
    /// Cleared to leave.
    Approved,
    /// On its way.
    Sent,
    /// Arrived, unread.
    Delivered,
    /// Read.
    Opened,
    /// Its reader said so.
    Acknowledged,
    /// Answered.
    Answered,
    /// Put away without an answer, or given up.
    Closed,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it says; shared with the fact that composed it.
    pub letter: Arc<Letter>,
    /// Its lineage: root, sender, recipient, kind and ordinal, hashed. Draws are keyed by it.
    pub lineage: u64,
    /// When it was composed.
    pub composed_at: SimTime,
    /// When its recipient opened it; none while it lies unread.
    pub opened_at: Option<SimTime>,
    /// How far it has come, at the recipient.
    pub progress: Progress,
    /// How often it was tried; the current try's number, from 1 once sent.
    pub attempt: u32,
    /// The channel of the current try.
    pub channel: ChannelId,
    /// Whether the sender has heard that it was received (an acknowledgement or an answer).
    pub heard: bool,
    /// The sequence number of the last fact about it that the sender caused or saw.
    pub last_fact: u32,
}

/// All messages, by number.
#[derive(Clone, Debug, Default)]
pub struct Messages(pub Vec<Message>);

impl Messages {
    /// One message.
    #[must_use]
    pub fn get(&self, id: MessageId) -> &Message {
        &self.0[id.at()]
    }

    /// One message, to change.
    pub fn get_mut(&mut self, id: MessageId) -> &mut Message {
        &mut self.0[id.at()]
    }

    /// The number the next message gets.
    #[must_use]
    pub fn next(&self) -> MessageId {
        MessageId::nth(self.0.len())
    }
}
