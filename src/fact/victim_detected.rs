//! A victim learnt that it is compromised.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, Cases, MessageId, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// A victim learnt that it is compromised.
    pub struct VictimDetected {
        /// The threat group.
        pub threat: ThreatId,
        /// The victim.
        pub org: OrgId,
        /// Who told it; none when its own sensors did.
        pub told_by: Option<OrgId>,
        /// The message that told it.
        pub message: Option<MessageId>,
    }
}

impl Happening for VictimDetected {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        self.org
            .get_mut::<Cases>(world)
            .0
            .entry(self.threat)
            .or_default()
            .detected_at = Some(now.at);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let how = self.told_by.map_or_else(
            || "by itself".to_owned(),
            |org| format!("from {}", voice.org(org)),
        );
        format!(
            "{} learns {how} that it is compromised",
            voice.org(self.org)
        )
    }
}
