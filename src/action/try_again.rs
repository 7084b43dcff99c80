//! Tries a message again that did not reach anybody.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{ChannelId, MessageId, OrgId, Progress, SeatView, Voice, World};

record! {
    /// Tries a message again that did not reach anybody.
    pub struct TryAgain {
        /// The message, of the actor's own.
        pub message: MessageId,
        /// By which channel this time.
        pub channel: ChannelId,
    }
}

impl Intended for TryAgain {
    // Whether it was delivered is nothing that its sender knows: only what they heard counts.
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let seen = SeatView::new(world, by).message(self.message);
        let Some(message) = seen.filter(|message| message.letter.from == by) else {
            return refuse("you have written no such message", "choose one of your own");
        };
        if message.letter.inject.is_some() {
            return refuse(
                "EXCON sent that in your name",
                "write a message of your own",
            );
        }
        if message.heard {
            return refuse("it has been received", "write another message");
        }
        if message.attempt == 0 && message.progress != Progress::Approved {
            return refuse(
                "it has not been cleared to leave",
                "wait for that, or write another message",
            );
        }
        if self.channel.at() >= world.atlas.channels.len() {
            return refuse("there is no such channel", "choose one of this exercise");
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let by = voice.channel(self.channel);
        format!("try {} again by {by}", voice.message(self.message))
    }
}
