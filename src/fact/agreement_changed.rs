//! An agreement came into force, was suspended or lapsed, in public.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{AgreementId, AgreementState, Audience, Named, Placed, Standing, Voice, World};

record! {
    /// An agreement came into force, was suspended or lapsed, in public.
    pub struct AgreementChanged {
        /// The agreement.
        pub agreement: AgreementId,
        /// Where it stands now.
        pub to: AgreementState,
    }
}

impl Happening for AgreementChanged {
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    fn apply(&self, _: Now, world: &mut World) {
        self.agreement.get_mut::<Standing>(world).0 = self.to;
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!(
            "agreement {} is now {}",
            self.agreement.text(voice.names),
            self.to
        )
    }
}
