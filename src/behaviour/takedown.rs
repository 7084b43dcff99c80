//! Suspension of infrastructure by whoever has the mandate.

use super::Turn;
use crate::fact::HostSuspended;
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
