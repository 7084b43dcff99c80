//! EXCON changed an inject that had not been released.

use super::{Happening, Now, by_hand};
use crate::model::record::{Rare, record};
use crate::model::{
    Amendment, Audience, ChannelId, InjectId, OrgId, Priority, SimTime, Voice, World,
};

record! {
    /// EXCON changed an inject that had not been released.
    pub struct InjectEdited {
        /// The inject.
        pub inject: InjectId,
        /// When it is due instead; none where that stays.
        pub due: Option<SimTime>,
        /// What it says instead; none where that stays.
        pub text: Option<String>,
        /// Whom it goes to instead, sorted; none where that stays.
        pub to: Rare<Vec<OrgId>>,
        /// The channel it comes by instead; none where that stays.
        pub channel: Rare<ChannelId>,
        /// How urgent it is instead; none where that stays.
        pub priority: Rare<Priority>,
        /// Who of EXCON did it, by name.
        pub controller: Rare<String>,
    }
}

impl InjectEdited {
    /// What was changed.
    #[must_use]
    pub fn amendment(&self) -> Amendment {
        Amendment {
            due: self.due,
            text: self.text.clone(),
            to: self.to.0.clone(),
            channel: self.channel.0,
            priority: self.priority.0,
        }
    }
}

impl Happening for InjectEdited {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, _: &mut World) {}

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        let (by, what) = (by_hand(&self.controller), self.amendment().in_words(voice));
        format!("inject {inject} changed{by}: {what}")
    }
}
