//! Suspends a host.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{
    HostId, HostState, Mandate, MessageId, OrgId, Placed, Profile, Site, Voice, World,
};

record! {
    /// Suspends a host.
    pub struct Suspend {
        /// The host.
        pub host: HostId,
        /// The request it follows, if one.
        pub message: Option<MessageId>,
    }
}

impl Intended for Suspend {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let profile = by.get::<Profile>(world);
        let site = self.host.get::<Site>(world);
        let own = site.hosted_by == by;
        let by_order =
            profile.mandates.contains(&Mandate::TakeDown) && profile.economy == Some(site.economy);
        if !own && !by_order {
            return refuse(
                "you neither host it nor may order it down",
                "ask its provider or the authority of its economy to suspend it",
            );
        }
        if *self.host.get::<HostState>(world) != HostState::Up {
            return refuse("it does not answer", "nothing is left to suspend");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let asked = self
            .message
            .map(|message| format!(", as {} asks", voice.message(message)));
        format!(
            "suspend {}{}",
            voice.host(self.host),
            asked.unwrap_or_default()
        )
    }
}
