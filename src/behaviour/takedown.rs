//! Suspension of infrastructure by whoever has the mandate, and blocks for one economy.

use super::Turn;
use crate::fact::{HostBlocked, HostSuspended};
use crate::journal::Causes;
use crate::model::{HostId, MessageId, OrgId};

/// A host is suspended; the group that runs it sees it go.
pub fn suspend(
    turn: &mut Turn<'_>,
    by: OrgId,
    host: HostId,
    message: Option<MessageId>,
    causes: Causes,
) {
    let threat = turn.exercise.hosts[host.at()].threat;
    let owner = threat.map(|threat| turn.exercise.threats[threat.at()].seat);
    turn.tell(
        HostSuspended {
            host,
            by,
            owner,
            message,
        },
        causes,
    );
}

/// A host is blocked for the economy of whoever blocks it. Elsewhere it goes on serving.
pub fn block(
    turn: &mut Turn<'_>,
    by: OrgId,
    host: HostId,
    message: Option<MessageId>,
    causes: Causes,
) {
    let Some(economy) = turn.org(by).economy else {
        return;
    };
    let blocked = HostBlocked {
        host,
        economy,
        by,
        message,
    };
    turn.tell(blocked, causes);
}
