//! A channel failed, slowed or recovered. Nobody is told: users find out by using it.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{Audience, ChannelId, ChannelState, MILLION, Placed, Voice, World};

record! {
    /// A channel failed, slowed or recovered. Nobody is told: users find out by using it.
    pub struct ChannelChanged {
        /// The channel.
        pub channel: ChannelId,
        /// Whether anything passes.
        pub up: bool,
        /// Transit time as a share of the usual, in parts per million.
        pub slowdown_ppm: u32,
    }
}

impl Happening for ChannelChanged {
    fn audience(&self) -> Audience {
        Audience::Excon
    }

    fn apply(&self, _: Now, world: &mut World) {
        *self.channel.get_mut::<ChannelState>(world) = ChannelState {
            up: self.up,
            slowdown_ppm: self.slowdown_ppm,
        };
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let state = if self.up { "works" } else { "is down" };
        let times = f64::from(self.slowdown_ppm) / f64::from(MILLION);
        format!(
            "channel {} {state}; transit takes {times} times as long as usual",
            voice.channel(self.channel)
        )
    }
}
