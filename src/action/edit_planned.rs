//! EXCON changes a message that it has added to the script.

use super::drop_planned::waiting;
use super::plan_message::goes_out;
use super::{Intended, Refusal, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{
    Amendment, ChannelId, EconomyId, OrgId, Placed, PlannedId, Priority, Profile, SimTime, Voice,
    World,
};

record! {
    /// EXCON changes a message that it has added and that waits: when it goes out, to whom of the
    /// same economy, by what, how urgently, in which words. What it tells as findings and brings
    /// as artefacts stays.
    pub struct EditPlanned {
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
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

impl EditPlanned {
    /// What is changed.
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

/// The economy of an organisation; none where it has none, or where there is no such organisation.
fn economy(org: OrgId, world: &World) -> Option<EconomyId> {
    let there = org.at() < world.atlas.orgs.len();
    there.then(|| org.get::<Profile>(world).economy).flatten()
}

impl Intended for EditPlanned {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        let mut one = waiting(self.planned, world)?.clone();
        let amendment = self.amendment();
        if amendment.is_empty() {
            return refuse("nothing is changed", "change something of it");
        }
        let home = economy(one.letter.to, world);
        one.amend(amendment);
        if economy(one.letter.to, world) != home {
            return refuse(
                "it would go to another economy",
                "set it aside, and add one to them",
            );
        }
        if one.letter.channel.at() >= world.atlas.channels.len() {
            return refuse("there is no such channel", "choose one of the scenario's");
        }
        goes_out(&one, world)
    }

    fn in_time(&self, now: SimTime) -> Result<(), Refusal> {
        if self.due.0.is_some_and(|due| due < now) {
            return refuse(
                "that moment has passed",
                "choose a later one, or release it",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (nth, what) = (self.planned.at() + 1, self.amendment().in_words(voice));
        format!("change planned message {nth}: {what}")
    }
}
