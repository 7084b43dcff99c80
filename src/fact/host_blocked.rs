//! Nobody in an economy reaches a host any longer.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Blocks, EconomyId, HostId, MessageId, Named, OrgId, Placed, Voice, World,
};

record! {
    /// Nobody in an economy reaches a host any longer. Elsewhere it serves as before, and its
    /// owner is not told.
    pub struct HostBlocked {
        /// The host.
        pub host: HostId,
        /// The economy.
        pub economy: EconomyId,
        /// Who blocked it.
        pub by: OrgId,
        /// The request it followed, if one.
        pub message: Option<MessageId>,
    }
}

impl Happening for HostBlocked {
    fn audience(&self) -> Audience {
        Audience::One(self.by)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let blocks = self.host.get_mut::<Blocks>(world);
        blocks.0.insert(self.economy, self.by);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (by, host) = (voice.org(self.by), voice.host(self.host));
        let economy = self.economy.text(voice.names);
        format!("{by} blocks {host} for {economy}")
    }
}
