//! What happens before a session lives: what was kept is played again, and a new exercise is made
//! ready.

use super::pacing::words;
use super::{Broken, Session};
use crate::action::{Action, HoldInject};
use crate::exercise::Trigger;
use crate::journal::{self, Body, Input};
use crate::live::clock::{Clock, Pace};
use crate::live::desk::View;
use crate::live::note::{Note, NoteKind};
use crate::live::once;
use crate::live::store::Batch;
use crate::model::{InjectId, Rare, SimTime};
use std::sync::Arc;
use std::time::Duration;

impl Session {
    /// Plays the inputs that are kept, up to the moment that was reached, and holds the journal
    /// against its head there.
    pub(super) fn play_again(&mut self) -> Result<(), Broken> {
        let differs = |text: String| Broken::Differs(text);
        for (key, line) in self.store.inputs()? {
            let entry = journal::entry_from(&line, &self.names)
                .map_err(|error| differs(format!("an input cannot be read: {error}")))?;
            let Body::Input(Input::Action(action, refused)) = entry.body else {
                return Err(differs(format!("{line} is no input")));
            };
            // What follows something that was played came after STARTEX, if only just.
            let follows = entry.seq as usize > self.engine.entries().len();
            let reached = self.engine.begun() || entry.at > SimTime::STARTEX || follows;
            // Play that went past a limit stopped there, and what came after it was kept.
            if reached && let Err(limit) = self.engine.run_until(entry.at) {
                self.limit = Some(limit.to_string());
            }
            let answer = self.engine.submit(*action);
            let right = match (&answer, &refused) {
                (Ok(seq), None) => *seq == entry.seq,
                (Err(now), Some(then)) => now == &**then,
                _ => false,
            };
            if !right {
                let text = format!("the input of entry {} is answered otherwise", entry.seq);
                return Err(differs(text));
            }
            self.answers.insert(once::bare(&key), (key, answer));
        }
        if let Some(reached) = self.store.reached()? {
            // Between the word for STARTEX and the first moment of play nothing has happened yet.
            let played = self.engine.entries().len() < reached.entries as usize;
            let moved = reached.at > self.engine.now();
            if (played || moved)
                && let Err(limit) = self.engine.run_until(reached.at)
            {
                self.limit = Some(limit.to_string());
            }
            self.encode();
            let now = (self.encoded, self.encoder.head());
            if now != (reached.entries as usize, reached.head) {
                return Err(differs(format!(
                    "{} entries end in {}, and {} in {} were shown",
                    now.0, now.1, reached.entries, reached.head
                )));
            }
            self.clock = Clock::paused(reached.at);
        }
        Ok(())
    }

    /// An exercise that ran when its server stopped is paused now, and everybody is told.
    pub(super) fn say_that_it_stopped(&mut self) {
        let paused = words(Pace::Paused);
        let ran = self.paces.last().is_some_and(|last| last.pace != paused);
        if !ran || self.clock.at(Duration::ZERO) >= self.engine.exercise().clock.endex {
            return;
        }
        let mut batch = Batch::default();
        self.set_pace(Pace::Paused, text!("session-server"), &mut batch);
        let note = Note {
            at: self.engine.now(),
            real: self.time.wall(),
            kind: NoteKind::Announcement,
            who: text!("session-server"),
            hand: String::new(),
            about: String::new(),
            text: text!("session-again", at = self.engine.now().to_string()),
        };
        let key = format!("again:{}:{}", note.real, self.notes.len());
        self.noted.insert(once::bare(&key), key.clone());
        self.notes.push(note.clone());
        batch.notes.push((key, note));
        batch.reached = Some(self.stands());
        // What cannot be kept now is owed, as at any other time.
        self.make_durable(batch);
    }

    /// Holds every contingency back until the controller confirms it, in a new exercise.
    ///
    /// # Errors
    /// When that cannot be kept.
    pub fn hold_contingencies(&mut self) -> Result<(), Broken> {
        let exercise = Arc::clone(self.engine.exercise());
        let (by, mut batch) = (exercise.excon(), Batch::default());
        for (nth, inject) in exercise.injects.iter().enumerate() {
            if matches!(inject.trigger, Trigger::Unless(..)) {
                let (inject, held) = (InjectId::nth(nth), true);
                let intent = HoldInject {
                    inject,
                    held,
                    controller: Rare(None),
                }
                .into();
                let key = format!("held at first:{nth}");
                let act = Box::new(move |_: &mut View<'_>| Ok(Action { by, intent }));
                // EXCON may always hold an inject.
                let _ = self.act(key, act, &mut batch);
            }
        }
        self.encode();
        batch.reached = Some(self.stands());
        self.store.commit(&batch)?;
        self.tell();
        Ok(())
    }
}
