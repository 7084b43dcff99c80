//! An organisation set its systems against what it knows of a threat.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Applied, Audience, FindingId, Knowledge, OrgId, Part, Placed, Voice, World};

record! {
    /// An organisation set its systems against what it knows of a threat.
    pub struct IndicatorApplied {
        /// The organisation.
        pub org: OrgId,
        /// The finding.
        pub finding: FindingId,
        /// How much of it was known.
        pub part: Part,
    }
}

impl Happening for IndicatorApplied {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let applied = Applied {
            part: self.part,
            seq: now.seq,
        };
        let knowledge = &mut self.org.get_mut::<Knowledge>(world).applied;
        knowledge.insert(self.finding, applied);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "{} applies {} ({})",
            voice.org(self.org),
            voice.finding(self.finding),
            self.part
        )
    }
}
