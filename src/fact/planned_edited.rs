//! EXCON changed a message that it had added to the script.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{
    Amendment, Audience, ChannelId, OrgId, PlannedId, Priority, SimTime, Voice, World,
};

record! {
    /// EXCON changed a message that it had added and that waits.
    pub struct PlannedEdited {
        /// The planned message.
        pub planned: PlannedId,
        /// When it goes out instead; none where that stays.
        pub due: Rare<SimTime>,
        /// What it says instead; none where that stays.
        pub text: Rare<String>,
        /// Whom it goes to instead; none where that stays.
        pub to: Rare<OrgId>,
        /// The channel it comes by instead; none where that stays.
        pub channel: Rare<ChannelId>,
        /// How urgent it is instead; none where that stays.
        pub priority: Rare<Priority>,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl PlannedEdited {
    /// What was changed.
    #[must_use]
    pub fn amendment(&self) -> Amendment {
        Amendment {
            due: self.due.0,
            text: self.text.0.clone(),
            to: self.to.0.map(|org| vec![org]),
            channel: self.channel.0,
            priority: self.priority.0,
        }
    }
}

impl Happening for PlannedEdited {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        if let Some(one) = world.plans.get_mut(self.planned) {
            one.amend(self.amendment());
            one.edits += 1;
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (nth, by) = (self.planned.at() + 1, by_hand(&self.controller));
        let what = self.amendment().in_words(voice);
        format!("planned message {nth} changed{by}: {what}")
    }
}
