//! How far a session plays, and where it stops.

use super::news::Shown;
use super::{Session, TICK};
use crate::fact::{Fact, FactKind};
use crate::journal::Entry;
use crate::live::clock::Pace;
use crate::live::store::Batch;
use crate::model::SimTime;
use std::time::Duration;

impl Session {
    /// Plays up to the moment that it is. Where a tick came by then, gives what there was at its
    /// own moment: that the session was busy with what others asked must not be told either.
    pub(super) fn play_on(&mut self, batch: &mut Batch) -> Option<Shown> {
        let now = self.real();
        let Some(tick) = self.ticked(now) else {
            self.play_to(now, batch);
            return None;
        };
        let reached = self.play_to(tick, batch);
        self.encode();
        let shown = self.all();
        if reached {
            self.play_to(now, batch);
        }
        Some(shown)
    }

    /// Plays up to a moment of real time, or as far towards it as a tick allows. Whether it was
    /// reached.
    fn play_to(&mut self, real: Duration, batch: &mut Batch) -> bool {
        if self.clock.pace() == Pace::Paused || self.limit.is_some() {
            return true;
        }
        let endex = self.engine.exercise().clock.endex;
        let now = self.clock.at(real).min(endex).max(self.engine.now());
        match self.run_a_while(now) {
            Ok(true) => {}
            // Whoever asks for something meanwhile, to stop play above all, is heard first.
            Ok(false) => return false,
            Err(limit) => self.limit = Some(limit),
        }
        let fast = matches!(self.clock.pace(), Pace::Until(_) | Pace::NextInject(_));
        let ran_out = fast || now == endex;
        if ran_out || self.limit.is_some() {
            self.set_pace(Pace::Paused, String::new(), batch);
        }
        true
    }

    /// Plays up to a moment, or to an inject where that is wanted, or as far towards it as a tick
    /// allows. Whether it came there.
    fn run_a_while(&mut self, to: SimTime) -> Result<bool, String> {
        let began = self.real();
        let to_inject = matches!(self.clock.pace(), Pace::NextInject(_));
        while let Some(next) = self.engine.next_due().filter(|next| *next <= to) {
            if self.real().saturating_sub(began) > TICK {
                return Ok(false);
            }
            let known = self.engine.entries().len();
            self.engine
                .run_until(next)
                .map_err(|limit| limit.to_string())?;
            if to_inject && self.engine.entries()[known..].iter().any(is_of_the_script) {
                return Ok(true);
            }
        }
        let played = self.engine.run_until(to);
        played.map(|()| true).map_err(|limit| limit.to_string())
    }
}

/// Whether something of the script went out or came due by itself.
fn is_of_the_script(entry: &Entry) -> bool {
    let happened = entry.fact().map(Fact::kind);
    matches!(
        happened,
        Some(
            FactKind::InjectReleased
                | FactKind::InjectWaits
                | FactKind::InjectSkipped
                | FactKind::PlannedSettled
                | FactKind::PlannedWaits
        )
    )
}
