//! How a session's time passes: its ticks, and the changes of pace that people want.

use super::{Session, TICK};
use crate::action::{Action, Refusal, SetPace};
use crate::live::clock::Pace;
use crate::live::once;
use crate::live::store::{Batch, Paced};
use crate::model::{Pacing, Rare};
use std::time::Duration;

impl Session {
    /// When the last tick was, if one has come while play runs; the next one is on the same grid.
    pub(super) fn ticked(&mut self, now: Duration) -> Option<Duration> {
        if self.clock.pace() == Pace::Paused || now < self.tick_at {
            return None;
        }
        let late = now.saturating_sub(self.tick_at).as_millis() / TICK.as_millis();
        let last = self.tick_at + TICK.saturating_mul(u32::try_from(late).unwrap_or(u32::MAX));
        self.tick_at = last + TICK;
        Some(last)
    }

    /// Whether play was ever to run: a pause before that is none of play.
    pub(super) fn started(&self) -> bool {
        let paused = words(Pace::Paused);
        self.engine.begun() || self.paces.iter().any(|one| one.pace != paused)
    }

    /// Somebody wants another pace; the same key counts once.
    ///
    /// # Errors
    /// When the key was used for something else.
    pub(super) fn paced(
        &mut self,
        key: Option<String>,
        pace: Pace,
        by: String,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        let key = key.unwrap_or_else(|| self.paces.len().to_string());
        let key = format!("pace:{key}");
        if let Some((before, _)) = self.answers.get(&once::bare(&key)) {
            return once::asks_the_same(before, &key);
        }
        if self.limit.is_some() && pace != Pace::Paused {
            return Err(Refusal {
                why: text!("page-limit"),
                instead: text!("pace-after-limit"),
            });
        }
        self.record_pace(key, pace, &by, batch);
        self.set_pace(pace, by, batch);
        Ok(())
    }

    /// A change of pace that somebody wanted belongs to the record: it tells how long things took
    /// for people, and who stopped play.
    pub(super) fn record_pace(&mut self, key: String, pace: Pace, by: &str, batch: &mut Batch) {
        let (pacing, speed) = match pace {
            Pace::Paused => (Pacing::Paused, None),
            Pace::Speed(thousandths) => (Pacing::Timed, Some(thousandths)),
            Pace::Until(_) | Pace::NextInject(_) => (Pacing::Untimed, None),
        };
        let intent = SetPace {
            pacing,
            speed: Rare(speed),
            controller: by.to_owned(),
        };
        let action = Action {
            by: self.engine.exercise().excon(),
            intent: intent.into(),
        };
        // EXCON may always, and signs for whoever gives no name.
        let _ = self.input(key, action, batch);
    }

    pub(super) fn set_pace(&mut self, pace: Pace, by: String, batch: &mut Batch) {
        let (reached, real) = (self.engine.now(), self.real());
        self.clock = self.clock.change(reached, real, pace);
        let paced = Paced {
            at: reached,
            real: self.time.wall(),
            pace: words(pace),
            by,
        };
        self.paces.push(paced.clone());
        batch.paces.push(paced);
    }
}

/// A pace as it is kept and shown.
pub(super) fn words(pace: Pace) -> String {
    match pace {
        Pace::Paused => text!("pace-paused"),
        Pace::Speed(thousandths) => {
            let times = (f64::from(thousandths) / 1000.0).to_string();
            text!("pace-times", times = times)
        }
        Pace::NextInject(_) => text!("pace-next-inject"),
        Pace::Until(at) => text!("pace-until", at = at.to_string()),
    }
}
