//! Infrastructure was suspended.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, HostId, HostState, MessageId, OrgId, Placed, Voice, World};

record! {
    /// Infrastructure was suspended.
    pub struct HostSuspended {
        /// The host.
        pub host: HostId,
        /// Who suspended it.
        pub by: OrgId,
        /// The seat of the group that runs it, which notices; none for an innocent host.
        pub owner: Option<OrgId>,
        /// The request it followed, if one.
        pub message: Option<MessageId>,
    }
}

impl Happening for HostSuspended {
    fn audience(&self) -> Audience {
        match self.owner {
            Some(owner) => Audience::Two(self.by, owner),
            None => Audience::One(self.by),
        }
    }

    fn apply(&self, now: Now, world: &mut World) {
        *self.host.get_mut::<HostState>(world) = HostState::Suspended(self.by, now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} suspends {}", voice.org(self.by), voice.host(self.host))
    }
}
