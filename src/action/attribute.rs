//! Attributes a threat group in public, or indicts its people.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{Mandate, OrgId, Placed, Profile, ThreatId, Voice, World};

record! {
    /// Attributes a threat group in public, or indicts its people.
    pub struct Attribute {
        /// The threat group; none where what somebody goes by points at no group that there is.
        /// They are not told so: whether it is true is for them to find out.
        pub threat: Option<ThreatId>,
    }
}

impl Intended for Attribute {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let mandates = &by.get::<Profile>(world).mandates;
        if !mandates.contains(&Mandate::Attribute) {
            return refuse(
                "you have no mandate to attribute",
                "ask an organisation that has",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let whom = self
            .threat
            .map_or("the incident", |threat| voice.threat(threat));
        format!("say in public who is behind {whom}")
    }
}
