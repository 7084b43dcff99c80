//! The lead of an operation heard that a party is ready.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, MessageId, OperationId, OperationState, OrgId, Placed, Voice, World};

record! {
    /// The lead of an operation heard that a party is ready.
    pub struct ReadinessHeard {
        /// The operation.
        pub operation: OperationId,
        /// Its lead.
        pub lead: OrgId,
        /// The party that is ready.
        pub party: OrgId,
        /// The message that said so.
        pub message: MessageId,
    }
}

impl Happening for ReadinessHeard {
    fn audience(&self) -> Audience {
        Audience::One(self.lead)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let state = self.operation.get_mut::<OperationState>(world);
        state.heard_ready.insert(self.party, now.seq);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (lead, party) = (voice.org(self.lead), voice.org(self.party));
        let operation = voice.operation(self.operation);
        format!("{lead} hears that {party} is ready for {operation}")
    }
}
