//! A reader learnt from a message who answers at its sender now.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, ChannelId, Directory, LookUp, MessageId, Noted, OrgId, Placed, Voice, World,
};

record! {
    /// A reader learnt from a message who answers at its sender now.
    pub struct ContactRenewed {
        /// The message that told.
        pub message: MessageId,
        /// Its reader, whose directory it is.
        pub org: OrgId,
        /// Its sender.
        pub other: OrgId,
        /// The channel of the entry.
        pub channel: ChannelId,
    }
}

impl Happening for ContactRenewed {
    fn audience(&self) -> Audience {
        Audience::One(self.org)
    }

    fn apply(&self, now: Now, world: &mut World) {
        let noted = Noted {
            state: LookUp::Current,
            heard: Some(now.at),
        };
        let directory = self.org.get_mut::<Directory>(world);
        directory.note(self.other, self.channel, noted);
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (org, other) = (voice.org(self.org), voice.org(self.other));
        format!(
            "{org} notes who answers at {other} by {}",
            voice.channel(self.channel)
        )
    }
}
