//! EXCON changes when an inject is due, whom it reaches and how, or what it says.

use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{
    Amendment, ChannelId, InjectId, OrgId, Placed, Priority, Profile, SimTime, Voice, World,
};

record! {
    /// EXCON changes when an inject is due, whom it reaches and how, or what it says. What it
    /// tells as findings and brings as artefacts stays, since measures rest on that.
    pub struct EditInject {
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
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl EditInject {
    /// What is changed.
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

impl Intended for EditInject {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        if self.amendment().is_empty() {
            return refuse("nothing is changed", "change something of it");
        }
        let atlas = &world.atlas;
        if (self.channel.0).is_some_and(|channel| channel.at() >= atlas.channels.len()) {
            return refuse("there is no such channel", "choose one of the scenario's");
        }
        let Some(to) = &self.to.0 else {
            return Ok(());
        };
        if to.is_empty() {
            return refuse("it would go to nobody", "set it aside instead");
        }
        if !to.is_sorted_by(|one, next| one < next) {
            return refuse("somebody is named twice, or out of order", "name each once");
        }
        let plays =
            |org: &OrgId| org.at() < atlas.orgs.len() && org.get::<Profile>(world).kind.plays();
        if !to.iter().all(plays) {
            return refuse(
                "one of those takes no messages",
                "choose organisations that play",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let inject = voice.inject(self.inject);
        format!(
            "change inject {inject}: {}",
            self.amendment().in_words(voice)
        )
    }
}
