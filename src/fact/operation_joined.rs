//! A party was brought into an operation.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Holds, OperationId, OperationState, OrgId, Placed, SimTime, ThreatId, Voice, World,
};

record! {
    /// A party was brought into an operation.
    pub struct OperationJoined {
        /// The operation.
        pub operation: OperationId,
        /// The party, which leaves up what the group uses until the date.
        pub org: OrgId,
        /// The group.
        pub threat: ThreatId,
        /// The agreed date.
        pub date: SimTime,
    }
}

impl Happening for OperationJoined {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let state = self.operation.get_mut::<OperationState>(world);
        state.date = self.date;
        state.parties.insert(self.org);
        let holds = self.org.get_mut::<Holds>(world);
        holds.0.insert(self.threat, self.date);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let operation = voice.operation(self.operation);
        let date = self.date;
        format!(
            "{} is party to {operation}, set for {date}",
            voice.org(self.org)
        )
    }
}
