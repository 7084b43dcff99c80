//! What a session tells to all who have a page open: where it stands, and how much is new for whom.

use super::{Session, pacing};
use crate::live::clock::Pace;
use crate::live::desk::News;
use crate::live::note::{Note, NoteKind};
use crate::model::SimTime;
use std::sync::Arc;

/// How far everybody is shown that play came, and how much was shown to whom by then.
#[derive(Default)]
pub(super) struct Shown {
    at: SimTime,
    /// By organisation.
    seats: Arc<[u32]>,
    public: usize,
}

impl Session {
    /// All that there is.
    pub(super) fn all(&self) -> Shown {
        Shown {
            at: self.engine.now(),
            seats: self.board.shown(),
            public: self.board.public(),
        }
    }

    /// Shows all that there is.
    pub(super) fn show(&mut self) {
        self.shown = self.all();
        self.acted.clear();
    }

    /// Shows what there was at a tick.
    pub(super) fn show_tick(&mut self, shown: Shown) {
        self.shown = shown;
        self.show_to_those_who_acted();
    }

    /// Between ticks play comes as far as somebody asks for something. That must be told to nobody
    /// else: neither by the clock nor by what came to them by then. Whoever did something hears of
    /// it at once.
    pub(super) fn show_to_those_who_acted(&mut self) {
        let now = self.board.shown();
        for org in self.acted.drain(..) {
            let seats = Arc::make_mut(&mut self.shown.seats);
            if let (Some(shown), Some(now)) = (seats.get_mut(org.at()), now.get(org.at())) {
                *shown = *now;
            }
        }
    }

    /// Why play stands still, for everybody.
    pub(super) fn trouble(&self) -> Option<String> {
        let unkept = self.unkept.as_ref();
        let unkept = unkept.map(|why| text!("page-unkept", why = why.as_str()));
        // Who went past it is for EXCON alone to know.
        unkept.or_else(|| self.limit.as_ref().map(|_| text!("page-limit")))
    }

    pub(super) fn here(&self) -> News {
        News {
            reached: self.shown.at,
            entries: self.encoded,
            notes: self.notes.len(),
            said: self.said(),
            shown: Arc::clone(&self.shown.seats),
            public: self.shown.public,
            chats: Arc::clone(&self.chats),
            pace: self.clock.pace(),
            started: self.started(),
            trouble: self.trouble(),
        }
    }

    /// What EXCON said last to everybody.
    pub(super) fn said(&self) -> Option<(SimTime, String)> {
        let kind = NoteKind::Announcement;
        let last = self.notes.iter().rev().find(|note| note.kind == kind)?;
        // That play stood still, or was stopped, is nothing to go on saying once it goes on.
        let no_duff = last.text == text!("no-duff-called", who = last.who.as_str());
        let paused = pacing::words(Pace::Paused);
        let goes_on = self
            .paces
            .iter()
            .rev()
            .take_while(|one| one.real >= last.real);
        let mut goes_on = goes_on.filter(|one| one.pace != paused);
        let stopped = no_duff || last.who == text!("session-server");
        if stopped && goes_on.next().is_some() {
            return None;
        }
        Some((last.at, last.text.clone()))
    }

    pub(super) fn tell(&mut self) {
        let news = match self.owed {
            // What is not durable is not told.
            Some(_) => News {
                pace: Pace::Paused,
                trouble: self.trouble(),
                ..self.news.borrow().clone()
            },
            None => self.here(),
        };
        self.news.send_if_modified(|old| {
            let differs = *old != news;
            *old = news;
            differs
        });
    }

    /// Counts what EXCON and a local controller say to each other.
    pub(super) fn count(&mut self, note: &Note) {
        if note.kind == NoteKind::Chat && !note.about.is_empty() {
            let chats = Arc::make_mut(&mut self.chats);
            *chats.entry(note.about.clone()).or_default() += 1;
        }
    }
}
