//! Channels: how messages travel and how they are read.

use crate::model::{Span, Tlp};
use serde::{Deserialize, Serialize};

/// A way to reach someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Transit time at the median.
    pub transit: Span,
    /// Spread of the transit time: sigma of its logarithm, in thousandths.
    pub sigma_milli: u32,
    /// How it is read.
    pub reading: Reading,
    /// Chance that a message is lost without a word, in parts per million.
    pub loss_ppm: u32,
    /// Chance that a message to a stale contact comes back rather than vanishes, in ppm.
    pub bounce_ppm: u32,
    /// How long a bounce takes.
    pub bounce_after: Span,
    /// Whether the sender's identity is sure.
    pub authenticated: bool,
    /// Which share of the usual work it takes to verify what comes by it from somebody who is at
    /// least known, where it is authenticated, in parts per million.
    pub checking_ppm: u32,
    /// The narrowest label it may carry.
    pub ceiling: Tlp,
    /// Whether it may carry classified findings.
    pub classified: bool,
    /// Whether what it carries is evidence in court.
    pub evidence: bool,
    /// How long approval takes at the median; none where nobody has to approve.
    pub approval: Option<Span>,
    /// How many messages an organisation can take by it at once; 0 means without limit.
    pub capacity: u16,
    /// Whether it is open only to the parties of an agreement that gives it.
    pub by_agreement: bool,
}

/// How a channel is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reading {
    /// It interrupts whoever is on duty; with nobody there it waits for the next shift.
    Interrupting,
    /// It interrupts somebody at any hour.
    AroundTheClock,
    /// Somebody on duty looks every so often.
    Polled(Span),
    /// It is read in office hours, some time after arrival at the median.
    OfficeHours(Span),
}
