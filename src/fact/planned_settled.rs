//! A message that EXCON had planned went out, or was set aside.

use super::{Happening, Now, by_hand, off_by};
use crate::model::record::{Rare, record};
use crate::model::{Audience, PlannedBecame, PlannedId, Span, Voice, World};

record! {
    /// A message that EXCON had planned went out, or was set aside: by hand, or since people play
    /// its sender by now.
    pub struct PlannedSettled {
        /// The planned message.
        pub planned: PlannedId,
        /// Whether it went out.
        pub sent: bool,
        /// Who of EXCON released it, let it go or set it aside, by name.
        pub controller: Rare<String>,
        /// How long after it was due it went out by hand, where that was another moment; negative
        /// where before.
        pub off: Rare<Span>,
    }
}

impl Happening for PlannedSettled {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        let became = match self.sent {
            true => PlannedBecame::Sent,
            false => PlannedBecame::Dropped,
        };
        if let Some(one) = world.plans.get_mut(self.planned) {
            one.became = became;
        }
    }

    fn reads(&self, _: &mut Voice<'_>) -> String {
        let (nth, by) = (self.planned.0.saturating_add(1), by_hand(&self.controller));
        match self.sent {
            true => format!("planned message {nth} goes out{by}{}", off_by(self.off)),
            false => format!("planned message {nth} is set aside{by}"),
        }
    }
}
