//! A sender looked for a way to reach a recipient. A stale entry looks like any other.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, Directory, LookUp, MessageId, Noted, OrgId, Placed, Voice, World,
};

record! {
    /// A sender looked for a way to reach a recipient. A stale entry looks like any other.
    pub struct ContactLookedUp {
        /// The message.
        pub message: MessageId,
        /// Its sender.
        pub from: OrgId,
        /// Its recipient.
        pub to: OrgId,
        /// The channel looked for.
        pub channel: ChannelId,
        /// Whether the directory has an entry.
        pub entry: bool,
    }
}

impl Happening for ContactLookedUp {
    fn audience(&self) -> Audience {
        Audience::One(self.from)
    }

    fn apply(&self, _: Now, world: &mut World) {
        let state = if self.entry {
            LookUp::Current
        } else {
            LookUp::Missing
        };
        let found = Noted { state, heard: None };
        let directory = self.from.get_mut::<Directory>(world);
        directory.note_first(self.to, self.channel, found);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let found = if self.entry { "finds" } else { "has no" };
        let (from, to) = (voice.org(self.from), voice.org(self.to));
        format!(
            "{from} {found} contact of {to} by {}",
            voice.channel(self.channel)
        )
    }
}
