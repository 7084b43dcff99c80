//! The one task that owns the engine. Everybody else asks it; it answers once what it did is
//! durable, and shows nothing that is not.

mod again;
mod news;
mod pacing;
mod play;

use self::news::Shown;
use super::allowed::{Standing, allowed};
use super::board::Board;
use super::clock::{Clock, Pace};
use super::desk::{Ask, Denied, Desk, Looking, News, Reply, Told, View, Wanting, Writing};
use super::mention::Mentions;
use super::note::Note;
use super::once;
use super::simcell::Questions;
use super::store::{Batch, Paced, Reached, Store, Trouble};
use super::time::Time;
use crate::action::{Action, Refusal};
use crate::engine::{self, Engine};
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::journal::{self, Body, Encoder, Head};
use crate::model::{Names, OrgId, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use tokio::sync::watch;

/// How often it is made durable how far time was reached and what happened by then. It is the same
/// whether anything happened or not, so that nobody can tell from the clock what happens elsewhere.
pub const TICK: Duration = Duration::from_millis(250);
/// Inputs that are made durable together at most.
const TOGETHER: usize = 512;

/// The session itself.
pub struct Session {
    engine: Engine,
    names: Names,
    encoder: Encoder,
    encoded: usize,
    /// How many entries there were at ENDEX, and the head they ended in: what comes after is no
    /// part of play.
    ended: Option<(usize, Head)>,
    /// Whether the seed was drawn, so that nobody knows it.
    drawn: bool,
    store: Store,
    clock: Clock,
    time: Time,
    /// When the next tick is: ticks lie on a grid of their own, whoever asks for what meanwhile.
    tick_at: Duration,
    /// What is shown: durable, and reached at a tick or a change of pace.
    shown: Shown,
    /// Whose seats did something since.
    acted: Vec<OrgId>,
    paces: Vec<Paced>,
    notes: Vec<Note>,
    /// Keys of notes, without what was asked for under them and with it.
    noted: BTreeMap<String, String>,
    /// By economy, how often EXCON and its local controller have said something to each other.
    chats: Arc<BTreeMap<String, usize>>,
    questions: Questions,
    mentions: Mentions,
    /// What was answered, by key likewise.
    answers: BTreeMap<String, (String, Result<u32, Refusal>)>,
    seats: BTreeMap<OrgId, Told>,
    board: Board,
    /// What could not be made durable yet.
    owed: Option<Batch>,
    /// Why it could not be.
    unkept: Option<String>,
    /// The limit that play went past.
    limit: Option<String>,
    news: watch::Sender<News>,
}

/// Why an exercise cannot be taken up again.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] Trouble),
    /// What is kept does not play again to what was shown.
    #[error("what was kept does not play again to what was shown: {0}")]
    Differs(String),
}

impl Session {
    /// Takes an exercise up where its database says it stood, paused. A new one stands before
    /// STARTEX.
    ///
    /// # Errors
    /// When the database cannot be read, or what is kept does not play again to the same journal.
    pub fn take_up(store: Store) -> Result<Session, Broken> {
        Session::take_up_by(store, Time::default())
    }

    /// The same, by a time of its own.
    ///
    /// # Errors
    /// When the database cannot be read, or what is kept does not play again to the same journal.
    pub fn take_up_by(store: Store, time: Time) -> Result<Session, Broken> {
        let first = store.about("first line")?;
        let recorded = journal::read(&*first, engine::VERSION)
            .map_err(|damaged| Broken::Differs(damaged.reason))?;
        let exercise = Arc::new(recorded.exercise);
        let names = exercise.names();
        let encoder = Encoder::resume(&exercise, recorded.head);
        let kept = store.notes()?.into_iter();
        let (noted, notes) = kept
            .map(|(key, note)| ((once::bare(&key), key), note))
            .unzip();
        let board = Board::new(exercise.organisations.len(), exercise.injects.len());
        let mut session = Session {
            engine: Engine::new(Arc::clone(&exercise), recorded.header.seed),
            names,
            encoder,
            encoded: 0,
            ended: None,
            drawn: store.is_drawn(),
            clock: Clock::paused(SimTime::STARTEX),
            tick_at: time.passed(),
            time,
            shown: Shown::default(),
            acted: Vec::new(),
            paces: store.paces()?,
            notes,
            noted,
            chats: Arc::default(),
            questions: Questions::default(),
            mentions: Mentions::default(),
            answers: BTreeMap::new(),
            seats: BTreeMap::new(),
            owed: None,
            unkept: None,
            limit: None,
            news: watch::channel(News {
                reached: SimTime::STARTEX,
                entries: 0,
                notes: 0,
                said: None,
                shown: board.shown(),
                public: 0,
                chats: Arc::default(),
                pace: Pace::Paused,
                started: false,
                trouble: None,
            })
            .0,
            board,
            store,
        };
        for note in session.notes.clone() {
            session.count(&note);
        }
        session.play_again()?;
        session.show();
        session.say_that_it_stopped();
        session.tell();
        Ok(session)
    }

    /// The exercise.
    #[must_use]
    pub fn exercise(&self) -> &Arc<Exercise> {
        self.engine.exercise()
    }

    /// The database, before the session begins.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Begins: the session lives in a thread of its own until it is closed.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub fn begin(mut self) -> std::io::Result<(Desk, std::thread::JoinHandle<()>)> {
        let (asks, asked) = channel();
        let news = self.news.subscribe();
        let thread = std::thread::Builder::new().name("session".to_owned());
        let joined = thread.spawn(move || self.live(&asked))?;
        Ok((Desk { asks, news }, joined))
    }

    fn live(&mut self, asked: &Receiver<Ask>) {
        loop {
            let mut asks = Vec::new();
            match asked.recv_timeout(self.rest()) {
                Ok(ask) => asks.push(ask),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => asks.push(Ask::Close),
            }
            asks.extend(asked.try_iter().take(TOGETHER - 1));
            if !self.step(asks) {
                return;
            }
        }
    }

    /// How long nothing need be done unless somebody asks.
    fn rest(&self) -> Duration {
        if self.owed.is_some() {
            return Duration::from_secs(1);
        }
        match self.clock.pace() {
            Pace::Paused => Duration::from_secs(3600),
            Pace::Until(_) | Pace::NextInject(_) => Duration::ZERO,
            Pace::Speed(_) => self.time.until(self.tick_at),
        }
    }

    fn real(&self) -> Duration {
        self.time.passed()
    }

    /// Plays on, does what is asked, makes it durable, and then answers and shows it. False when
    /// the session is over.
    fn step(&mut self, asks: Vec<Ask>) -> bool {
        if let Some(owed) = self.owed.take() {
            if !self.make_durable(owed) {
                return self.refuse_all(asks);
            }
            // Play has stood still since: where it stands is kept, and may be shown.
            self.show();
        }
        let mut batch = Batch::default();
        let paces = self.paces.len();
        let ticked = self.play_on(&mut batch);
        let (mut answers, mut lookers): (Vec<Answer>, Vec<Looking>) = (Vec::new(), Vec::new());
        let mut open = true;
        for ask in asks {
            match ask {
                Ask::Act(key, want, reply) => {
                    let answer = self.act(key, want, &mut batch);
                    answers.push(Box::new(move |kept: &Kept| {
                        let told = match kept {
                            Ok(()) => answer.map_err(Denied::Refused),
                            Err(why) => Err(Denied::NotKept(why.clone())),
                        };
                        let _ = reply.send(told);
                    }));
                }
                Ask::Pace(key, pace, by, reply) => match self.paced(key, pace, by, &mut batch) {
                    Ok(()) => answers.push(answer_kept(reply)),
                    Err(why) => drop(reply.send(Err(Denied::Refused(why)))),
                },
                Ask::Note(key, write, reply) => match self.note(key, write, &mut batch) {
                    Ok(()) => answers.push(answer_kept(reply)),
                    Err(why) => drop(reply.send(Err(Denied::Refused(why)))),
                },
                Ask::Keep(what, reply) => {
                    let kept = what(&mut self.store);
                    let _ = reply.send(kept.map_err(|error| Denied::NotKept(error.to_string())));
                }
                Ask::Look(looking) => lookers.push(looking),
                Ask::Close => open = false,
            }
        }
        self.encode();
        let moved = self.encoded != self.news.borrow().entries;
        let mut kept = Ok(());
        if moved || ticked.is_some() || !open || batch.holds_something() {
            batch.reached = Some(self.stands());
            if !self.make_durable(batch) {
                kept = Err(self.unkept.clone().unwrap_or_default());
            }
        }
        if kept.is_ok() {
            let stands_still = self.clock.pace() == Pace::Paused || self.paces.len() != paces;
            match ticked {
                _ if stands_still || !open => self.show(),
                Some(shown) => self.show_tick(shown),
                None => self.show_to_those_who_acted(),
            }
        }
        // Whoever is answered and then listens hears of what they did.
        self.tell();
        answers.into_iter().for_each(|answer| answer(&kept));
        for looking in lookers {
            match &kept {
                Ok(()) => looking(Ok(&mut self.view())),
                Err(why) => looking(Err(Denied::NotKept(why.clone()))),
            }
        }
        open
    }

    fn act(&mut self, key: String, want: Wanting, batch: &mut Batch) -> Result<u32, Refusal> {
        if let Some((before, answer)) = self.answers.get(&once::bare(&key)) {
            once::asks_the_same(before, &key)?;
            return answer.clone();
        }
        // What cannot even be said to mean anything here is no input, nor is what comes while
        // everything stands still.
        let action = want(&mut self.view())?;
        let standing = Standing {
            started: self.started(),
            over: self.engine.next_due().is_none() && self.engine.begun(),
            paused: self.clock.pace() == Pace::Paused,
            now: self.engine.now(),
            sent: self.engine.seat_view(action.by).mailbox().sent.len(),
        };
        allowed(self.engine.exercise(), &standing, &action)?;
        self.acted.push(action.by);
        self.input(key, action, batch)
    }

    /// Makes an action an input.
    fn input(&mut self, key: String, action: Action, batch: &mut Batch) -> Result<u32, Refusal> {
        let next = self.engine.entries().len();
        let answer = self.engine.submit(action);
        let inputs = self.engine.entries().iter().skip(next);
        let input = inputs
            .clone()
            .find(|entry| matches!(entry.body, Body::Input(_)));
        if let Some(input) = input {
            let line = journal::line_of(input, &self.names);
            batch.inputs.push((key.clone(), line));
        }
        self.answers.insert(once::bare(&key), (key, answer.clone()));
        answer
    }

    /// Writes a note down, unless its key has been here before.
    fn note(&mut self, key: String, write: Writing, batch: &mut Batch) -> Result<(), Refusal> {
        if let Some(before) = self.noted.get(&once::bare(&key)) {
            return once::asks_the_same(before, &key);
        }
        let jotting = write(&mut self.view())?;
        let note = Note {
            at: self.engine.now(),
            real: self.time.wall(),
            kind: jotting.kind,
            who: jotting.who,
            hand: jotting.hand,
            about: jotting.about,
            text: jotting.text,
        };
        self.noted.insert(once::bare(&key), key.clone());
        self.count(&note);
        self.notes.push(note.clone());
        batch.notes.push((key, note));
        Ok(())
    }

    /// How far it was played.
    pub(super) fn stands(&mut self) -> Reached {
        self.encode();
        Reached {
            at: self.engine.now(),
            entries: u32::try_from(self.encoded).unwrap_or(u32::MAX),
            head: self.encoder.head(),
        }
    }

    /// Adds what was recorded to the chain.
    fn encode(&mut self) {
        let new = self.engine.entries().iter().skip(self.encoded);
        for entry in new {
            self.encoder.entry(entry);
            if matches!(entry.fact(), Some(Fact::ExerciseEnded(_))) {
                self.ended = Some((entry.seq as usize + 1, self.encoder.head()));
            }
        }
        self.encoded = self.engine.entries().len();
        self.board.note(self.engine.entries());
    }

    /// Whether a batch is durable now. What is not is owed, and play is paused until it is.
    fn make_durable(&mut self, mut batch: Batch) -> bool {
        match self.store.commit(&batch) {
            Ok(()) => {
                self.unkept = None;
                true
            }
            Err(error) => {
                let why = error.to_string();
                if self.clock.pace() != Pace::Paused {
                    let by = text!("pace-not-kept", why = why.as_str());
                    self.set_pace(Pace::Paused, by, &mut batch);
                }
                self.unkept = Some(why);
                self.owed = Some(batch);
                false
            }
        }
    }

    /// While something cannot be kept, nothing is shown and nothing is taken.
    fn refuse_all(&mut self, asks: Vec<Ask>) -> bool {
        let why = || Denied::NotKept(self.unkept.clone().unwrap_or_default());
        let mut open = true;
        for ask in asks {
            match ask {
                Ask::Act(_, _, reply) => drop(reply.send(Err(why()))),
                Ask::Pace(.., reply) | Ask::Note(_, _, reply) | Ask::Keep(_, reply) => {
                    drop(reply.send(Err(why())));
                }
                Ask::Look(looking) => looking(Err(why())),
                Ask::Close => open = false,
            }
        }
        self.tell();
        open
    }

    fn view(&mut self) -> View<'_> {
        // What others did in the same step is there for whoever comes after them.
        self.board.note(self.engine.entries());
        View {
            news: self.here(),
            head: self.encoder.head(),
            ended: self.ended,
            limit: self.limit.as_deref(),
            sealed: self.drawn && self.ended.is_none(),
            engine: &self.engine,
            names: &self.names,
            paces: &self.paces,
            notes: &self.notes,
            questions: &mut self.questions,
            mentions: &mut self.mentions,
            seats: &mut self.seats,
            board: &mut self.board,
        }
    }
}

type Kept = Result<(), String>;
type Answer = Box<dyn FnOnce(&Kept)>;

fn answer_kept(reply: Reply<()>) -> Answer {
    Box::new(move |kept: &Kept| {
        let _ = reply.send(kept.clone().map_err(Denied::NotKept));
    })
}
