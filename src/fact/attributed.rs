//! An organisation attributed a threat group in public, or indicted its people.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, GroupState, OrgId, Placed, ThreatId, Voice, World};

record! {
    /// An organisation attributed a threat group in public, or indicted its people.
    pub struct Attributed {
        /// The threat group; none where there is no such group.
        pub threat: Option<ThreatId>,
        /// Who says so.
        pub by: OrgId,
    }
}

impl Happening for Attributed {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(threat) = self.threat {
            threat
                .get_mut::<GroupState>(world)
                .attributed_by
                .insert(self.by);
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let whom = self
            .threat
            .map_or("the incident", |threat| voice.threat(threat));
        format!("{} says in public who is behind {whom}", voice.org(self.by))
    }
}
