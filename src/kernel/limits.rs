//! How much a run may do before it is stopped, and the error that says who went too far.

use crate::model::SimTime;
use std::fmt;
use thiserror::Error;

/// What a run may use at most. Past a limit the run stops with a [`LimitReached`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Facts at one moment; more means that playbooks answer each other without end.
    pub facts_per_instant: u64,
    /// Messages one organisation may compose in a run.
    pub messages_per_org: u64,
    /// How deep steps of a playbook may cause further steps at one moment.
    pub playbook_depth: u64,
    /// Things pending on the agenda at once.
    pub pending: u64,
    /// Entries in the journal of a run.
    pub entries: u64,
}

impl Default for Limits {
    /// Ten times and more what the largest exercise known (some thousand organisations, a year of
    /// play) was seen to need, and little enough to stop within seconds.
    fn default() -> Self {
        Self {
            facts_per_instant: 100_000,
            messages_per_org: 100_000,
            playbook_depth: 64,
            pending: 10_000_000,
            entries: 50_000_000,
        }
    }
}

/// Which of the [`Limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// [`Limits::facts_per_instant`].
    FactsPerInstant,
    /// [`Limits::messages_per_org`].
    MessagesPerOrg,
    /// [`Limits::playbook_depth`].
    PlaybookDepth,
    /// [`Limits::pending`].
    Pending,
    /// [`Limits::entries`].
    Entries,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Limit::FactsPerInstant => "facts at one moment",
            Limit::MessagesPerOrg => "messages of one organisation",
            Limit::PlaybookDepth => "nested steps of a playbook",
            Limit::Pending => "things pending at once",
            Limit::Entries => "entries in the journal",
        })
    }
}

/// A run went past one of its [`Limits`]; it cannot continue.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{who} went past the limit of {allowed} {limit} at {at}")]
pub struct LimitReached {
    /// Which limit.
    pub limit: Limit,
    /// How many were allowed.
    pub allowed: u64,
    /// Who went past it: the author's id of an organisation, a playbook, or the run itself.
    pub who: String,
    /// When.
    pub at: SimTime,
}

impl Limits {
    /// How many of `limit` are allowed.
    #[inline]
    #[must_use]
    pub const fn allowed(&self, limit: Limit) -> u64 {
        match limit {
            Limit::FactsPerInstant => self.facts_per_instant,
            Limit::MessagesPerOrg => self.messages_per_org,
            Limit::PlaybookDepth => self.playbook_depth,
            Limit::Pending => self.pending,
            Limit::Entries => self.entries,
        }
    }

    /// Checks that `count`, the newest included, is within the limit. `who` is only asked for
    /// when it is not.
    ///
    /// # Errors
    /// [`LimitReached`] when `count` is larger than allowed.
    #[inline]
    pub fn check(
        &self,
        limit: Limit,
        count: u64,
        at: SimTime,
        who: impl FnOnce() -> String,
    ) -> Result<(), LimitReached> {
        let allowed = self.allowed(limit);
        if count <= allowed {
            return Ok(());
        }
        Err(LimitReached {
            limit,
            allowed,
            who: who(),
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_passes_and_the_next_says_who() {
        let limits = Limits {
            playbook_depth: 3,
            ..Limits::default()
        };
        let check = |n| {
            limits.check(Limit::PlaybookDepth, n, SimTime(5_100_000), || {
                "vncert".to_owned()
            })
        };
        assert_eq!(check(3), Ok(()));
        assert_eq!(
            check(4).map_err(|e| e.to_string()),
            Err("vncert went past the limit of 3 nested steps of a playbook at T+01:25:00".into())
        );
    }
}
