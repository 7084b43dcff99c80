//! A party of an operation obtained its warrant.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, OperationId, OperationState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A party of an operation obtained its warrant.
    pub struct WarrantObtained {
        /// The operation.
        pub operation: OperationId,
        /// The party.
        pub org: OrgId,
        /// The group the operation is directed against.
        pub threat: ThreatId,
    }
}

impl Happening for WarrantObtained {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let state = self.operation.get_mut::<OperationState>(world);
        state.warrants.insert(self.org, now.seq);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let operation = voice.operation(self.operation);
        format!("{} has its warrant for {operation}", voice.org(self.org))
    }
}
