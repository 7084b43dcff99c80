//! A sender found a directory entry to be out of date, by a bounce or by silence.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, Directory, LookUp, MessageId, Noted, OrgId, Placed, Voice, World,
};

record! {
    /// A sender found a directory entry to be out of date, by a bounce or by silence.
    pub struct ContactWentStale {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The channel of the entry.
        pub channel: ChannelId,
    }
}

impl Happening for ContactWentStale {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let noted = Noted {
            state: LookUp::Stale,
            heard: None,
        };
        let directory = self.from.get_mut::<Directory>(world);
        directory.note(self.to, self.channel, noted);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        format!(
            "{from} finds its contact of {to} by {} stale",
            voice.channel(self.channel)
        )
    }
}
