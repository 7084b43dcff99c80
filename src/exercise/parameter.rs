//! Numbers and where they come from.

use crate::model::{Span, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// What a parameter influences; a metric says which families it rests on.
    pub enum Family {
        /// Transit, loss, reading.
        Channel = "channel",
        /// Analysts, pace, background, service times.
        Desk = "desk",
        /// Directories and contacts.
        Directory = "directory",
        /// Sharing policies and trust.
        Sharing = "sharing",
        /// Threats, hosts and harm.
        Threat = "threat",
        /// Sensors.
        Sensor = "sensor",
        /// Agreements and their effort.
        Agreement = "agreement",
        /// Half-lives and other properties of findings.
        Finding = "finding",
        /// What the script asks for: targets, limits and weights of tasks, waits, jumps of moves.
        Script = "script",
    }
}

/// One number with its standing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Where it stands: `channels.email.transit`.
    pub path: String,
    /// What it influences.
    pub family: Family,
    /// Its value as the author would write it.
    pub value: String,
    /// Where it comes from; none means assumed.
    pub source: Option<String>,
    /// From where to where it may lie, as the author would write it; none where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(String, String)>,
}

words! {
    /// How service times spread.
    pub enum Law {
        /// Lognormal, as times of human work are.
        Lognormal = "lognormal",
        /// Exponential, as queueing theory likes them; the median fixes it, sigma plays no part.
        Exponential = "exponential",
    }
}

/// A service time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceTime {
    /// The median.
    pub median: Span,
    /// Sigma of the logarithm, in thousandths.
    pub sigma_milli: u32,
    /// How it spreads.
    pub law: Law,
}
