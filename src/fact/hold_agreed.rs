//! An organisation agreed to leave a group's infrastructure up until a date.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Holds, MessageId, OrgId, Placed, SimTime, ThreatId, Voice, World};

record! {
    /// An organisation agreed to leave a group's infrastructure up until a date.
    pub struct HoldAgreed {
        /// Who agreed.
        pub org: OrgId,
        /// The group.
        pub threat: ThreatId,
        /// Until when.
        pub until: SimTime,
        /// The message that asked for it.
        pub message: MessageId,
    }
}

impl Happening for HoldAgreed {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let holds = self.org.get_mut::<Holds>(world);
        holds.0.insert(self.threat, self.until);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} agrees to leave what {} uses up until {}",
            voice.org(self.org),
            voice.threat(self.threat),
            self.until
        )
    }
}
