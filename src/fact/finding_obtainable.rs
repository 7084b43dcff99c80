//! A finding came to be there for whoever could look.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, FindingId, Voice, World};

record! {
    /// A finding came to be there for whoever could look.
    pub struct FindingObtainable {
        /// The finding.
        pub finding: FindingId,
    }
}

impl Happening for FindingObtainable {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("{} can be found from now on", voice.finding(self.finding))
    }
}
