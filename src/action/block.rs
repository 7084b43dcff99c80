//! Blocks a host for one's own economy.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{
    Blocks, HostId, HostState, Mandate, MessageId, OrgId, Placed, Profile, Voice, World,
};

record! {
    /// Blocks a host for one's own economy.
    pub struct Block {
        /// The host.
        pub host: HostId,
        /// The request it follows, if one.
        pub message: Option<MessageId>,
    }
}

impl Intended for Block {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let profile = by.get::<Profile>(world);
        let may = profile.mandates.contains(&Mandate::Block);
        let Some(economy) = profile.economy.filter(|_| may) else {
            return refuse(
                "you have no mandate to block",
                "ask an organisation of your economy that has",
            );
        };
        if self.host.get::<Blocks>(world).0.contains_key(&economy) {
            return refuse("it is blocked here already", "nothing is left to block");
        }
        if *self.host.get::<HostState>(world) != HostState::Up {
            return refuse("it does not answer", "nothing is left to block");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let asked = self
            .message
            .map(|message| format!(", as {} asks", voice.message(message)));
        format!(
            "block {} at home{}",
            voice.host(self.host),
            asked.unwrap_or_default()
        )
    }
}
