//! An operation was carried out; each party sees how it ended.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OperationId, OperationState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// An operation was carried out; each party sees how it ended.
    pub struct OperationCarriedOut {
        /// The operation.
        pub operation: OperationId,
        /// The party.
        pub org: OrgId,
        /// The group.
        pub threat: ThreatId,
        /// Whether the suspects were arrested.
        pub arrested: bool,
    }
}

impl Happening for OperationCarriedOut {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let state = self.operation.get_mut::<OperationState>(world);
        state.ended_at.get_or_insert(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let operation = voice.operation(self.operation);
        let end = if self.arrested {
            "the suspects are arrested"
        } else {
            "nobody is arrested"
        };
        format!("{} carries out {operation}: {end}", voice.org(self.org))
    }
}
