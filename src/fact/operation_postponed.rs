//! An operation was put off; each party is told.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Holds, OperationId, OperationState, OrgId, Placed, SimTime, ThreatId, Voice, World,
};

record! {
    /// An operation was put off; each party is told.
    pub struct OperationPostponed {
        /// The operation.
        pub operation: OperationId,
        /// The party, which leaves up what the group uses until the date.
        pub org: OrgId,
        /// The group.
        pub threat: ThreatId,
        /// The new date.
        pub date: SimTime,
    }
}

impl Happening for OperationPostponed {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.operation.get_mut::<OperationState>(world).date = self.date;
        let holds = self.org.get_mut::<Holds>(world);
        holds.0.insert(self.threat, self.date);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let operation = voice.operation(self.operation);
        let (org, date) = (voice.org(self.org), self.date);
        format!("{org} is told that {operation} is put off until {date}")
    }
}
