//! EXCON adds a message to the script, for a later moment.

use super::{Intended, Refusal, Send, excon_only, refuse};
use crate::model::record::{Rare, record};
use crate::model::{
    Letter, OrgId, OrgKind, Placed, Planned, Profile, SeatState, SeatView, SimTime, Voice, World,
};

record! {
    /// EXCON adds a message to the script, for a later moment: in its own name, or in that of a
    /// seat that nobody plays.
    pub struct PlanMessage {
        /// When it goes out.
        pub due: SimTime,
        /// What it says, from whom and to whom.
        pub letter: Box<Letter>,
        /// Who of EXCON wants it, by name.
        pub controller: Rare<String>,
    }
}

/// Whether a planned message may go out as it is now: people may have taken its sender's seat since
/// it was added.
pub(super) fn goes_out(one: &Planned, world: &World) -> Result<(), Refusal> {
    may_go_out(&one.letter, world)
}

fn may_go_out(letter: &Letter, world: &World) -> Result<(), Refusal> {
    let from = letter.from;
    if from.at() >= world.atlas.orgs.len() {
        return refuse("there is no such sender", "choose an organisation");
    }
    let excon = from.get::<Profile>(world).kind == OrgKind::Excon;
    if !excon && SeatView::new(world, from).played_by() != SeatState::Simulated {
        return refuse("people play that seat", "leave it to them");
    }
    let letter = Box::new(letter.clone());
    Send { letter }.check(from, world)
}

impl Intended for PlanMessage {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        may_go_out(&self.letter, world)
    }

    fn in_time(&self, now: SimTime) -> Result<(), Refusal> {
        if self.due < now {
            return refuse(
                "that moment has passed",
                "choose a later one, or send it now",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (from, to) = (voice.org(self.letter.from), voice.org(self.letter.to));
        let (kind, due) = (self.letter.kind, self.due);
        format!("have a message ({kind}) go out from {from} to {to} at {due}")
    }
}
