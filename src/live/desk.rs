//! How the session is asked: whoever has a desk may have somebody act, change the pace, and look at
//! what is durable.

use super::board::{Became, Board};
use super::clock::Pace;
use super::inbox::Inbox;
use super::mention::Mentions;
use super::note::{Jotting, Note};
use super::noted::Noted;
use super::simcell::Questions;
use super::store::{Paced, Store, Trouble};
use crate::action::{Action, Refusal};
use crate::engine::Engine;
use crate::journal::{Head, SeatEvent, SeatReader};
use crate::model::{InjectId, Names, OrgId, PlannedId, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use tokio::sync::{oneshot, watch};

/// Why the session cannot do what it was asked to. Pages say it in the catalogue's words, traces in
/// these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The World does not allow it.
    #[error("{0}")]
    Refused(Refusal),
    /// Nothing can be made durable now: nothing is taken and nothing shown until it can.
    #[error("nothing can be kept on disk just now ({0}); what was acknowledged is not lost")]
    NotKept(String),
    /// A run went past a limit.
    #[error("play has stopped: {0}")]
    Stopped(String),
    /// The session is over.
    #[error("the exercise is closed")]
    Closed,
}

/// What everybody may know of where the exercise stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The last durable moment.
    pub reached: SimTime,
    /// Entries of the journal by then.
    pub entries: usize,
    /// By organisation, how many things its seat was shown by then.
    pub shown: Arc<[u32]>,
    /// How many things everybody was shown by then.
    pub public: usize,
    /// By economy, how often EXCON and its local controller have said something to each other.
    pub chats: Arc<BTreeMap<String, usize>>,
    /// How fast it runs.
    pub pace: Pace,
    /// Notes written by then.
    pub notes: usize,
    /// What EXCON said last to everybody, and when.
    pub said: Option<(SimTime, String)>,
    /// Whether it was started at all.
    pub started: bool,
    /// Why play has stopped, if it has.
    pub trouble: Option<String>,
}

/// What the session shows of itself: nothing of it is not durable.
pub struct View<'a> {
    /// The engine at the last durable moment.
    pub engine: &'a Engine,
    /// The exercise's id texts.
    pub names: &'a Names,
    /// Where it stands.
    pub news: News,
    /// The head of the journal there.
    pub head: Head,
    /// How many entries there were at ENDEX, and the head they ended in.
    pub ended: Option<(usize, Head)>,
    /// Whether nobody is to know the seed yet: it was drawn, and ENDEX has not come.
    pub sealed: bool,
    /// The limit of the engine that play went past, and who did; for EXCON alone.
    pub limit: Option<&'a str>,
    /// Every change of pace.
    pub paces: &'a [Paced],
    /// What is written down around play.
    pub notes: &'a [Note],
    pub(super) questions: &'a mut Questions,
    pub(super) mentions: &'a mut Mentions,
    pub(super) seats: &'a mut BTreeMap<OrgId, Told>,
    pub(super) board: &'a mut Board,
}

/// What was told to a seat.
pub struct Told {
    /// Its numbers.
    pub reader: SeatReader,
    /// What it was shown, in order.
    pub events: Vec<SeatEvent>,
    /// Its mail.
    pub mail: Inbox,
    /// Its decisions, the news and its playbook.
    pub noted: Noted,
}

impl View<'_> {
    /// What a seat was told so far. Whatever its pages show comes from here or from its
    /// [`SeatView`](crate::model::SeatView).
    pub fn seat(&mut self, org: OrgId) -> &mut Told {
        let told = self.seats.entry(org).or_insert_with(|| Told {
            reader: SeatReader::new(org),
            events: Vec::new(),
            mail: Inbox::new(org),
            noted: Noted::new(org),
        });
        for seq in self.board.take(org) {
            let entry = &self.engine.entries()[seq as usize];
            if let Some(event) = told.reader.hear(self.names, entry) {
                told.mail.note(entry, &event, &mut told.reader, self.names);
                told.noted.note(entry, &event, self.engine.exercise());
                told.events.push(event);
            }
        }
        told
    }

    /// Whether what EXCON added has gone out and been opened.
    #[must_use]
    pub fn was_opened(&self, planned: PlannedId) -> bool {
        self.board.was_opened(planned)
    }

    /// What became of an inject.
    #[must_use]
    pub fn inject(&self, inject: InjectId) -> &Became {
        self.board.inject(inject)
    }
}

impl View<'_> {
    /// What people asked in their own words.
    pub fn questions(&mut self) -> &Questions {
        self.questions.read(self.engine.entries());
        self.questions
    }

    /// What people seem to tell each other in their own words.
    pub fn mentions(&mut self) -> &Mentions {
        self.mentions.read(self.engine);
        self.mentions
    }
}

pub(super) type Reply<T> = oneshot::Sender<Result<T, Denied>>;
pub(super) type Wanting = Box<dyn FnOnce(&mut View<'_>) -> Result<Action, Refusal> + Send>;
pub(super) type Writing = Box<dyn FnOnce(&mut View<'_>) -> Result<Jotting, Refusal> + Send>;
pub(super) type Keeping = Box<dyn FnOnce(&mut Store) -> Result<(), Trouble> + Send>;
pub(super) type Looking = Box<dyn FnOnce(Result<&mut View<'_>, Denied>) + Send>;

/// All that the session can be asked.
pub(super) enum Ask {
    Act(String, Wanting, Reply<u32>),
    Pace(Option<String>, Pace, String, Reply<()>),
    Note(String, Writing, Reply<()>),
    Keep(Keeping, Reply<()>),
    Look(Looking),
    Close,
}

/// A way to ask the session.
#[derive(Clone)]
pub struct Desk {
    pub(super) asks: Sender<Ask>,
    pub(super) news: watch::Receiver<News>,
}

impl Desk {
    /// Has somebody act. `key` is made by whoever sends it: the same key counts once, however
    /// often it comes. What is wanted is said in sight of what is there at that moment.
    ///
    /// # Errors
    /// When it is refused, or cannot be kept.
    pub async fn act(
        &self,
        key: String,
        want: impl FnOnce(&mut View<'_>) -> Result<Action, Refusal> + Send + 'static,
    ) -> Result<u32, Denied> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Act(key, Box::new(want), reply), answer).await
    }

    /// Changes the pace, in somebody's name.
    ///
    /// # Errors
    /// When that cannot be kept.
    pub async fn pace(&self, key: Option<&str>, pace: Pace, by: String) -> Result<(), Denied> {
        let (reply, answer) = oneshot::channel();
        let key = key.map(str::to_owned);
        self.ask(Ask::Pace(key, pace, by, reply), answer).await
    }

    /// Writes a note down. As with what somebody does, the same key counts once.
    ///
    /// # Errors
    /// When it is refused, or cannot be kept.
    pub async fn note(
        &self,
        key: String,
        write: impl FnOnce(&mut View<'_>) -> Result<Jotting, Refusal> + Send + 'static,
    ) -> Result<(), Denied> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Note(key, Box::new(write), reply), answer)
            .await
    }

    /// Keeps something in the database.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn keep(
        &self,
        what: impl FnOnce(&mut Store) -> Result<(), Trouble> + Send + 'static,
    ) -> Result<(), Denied> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Keep(Box::new(what), reply), answer).await
    }

    /// Looks at the exercise as it is shown now.
    ///
    /// # Errors
    /// When it is closed, or what is there now cannot be kept.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut View<'_>) -> T + Send + 'static,
    ) -> Result<T, Denied> {
        let (reply, answer) = oneshot::channel();
        let looking = Box::new(move |view: Result<&mut View<'_>, Denied>| {
            // Whoever asked may have gone.
            let _ = reply.send(view.map(look));
        });
        self.ask(Ask::Look(looking), answer).await
    }

    /// Where the exercise stands, and every time that it stands elsewhere.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<News> {
        self.news.clone()
    }

    /// Ends the session, everything kept.
    pub fn close(&self) {
        let _ = self.asks.send(Ask::Close);
    }

    async fn ask<T>(
        &self,
        ask: Ask,
        answer: oneshot::Receiver<Result<T, Denied>>,
    ) -> Result<T, Denied> {
        self.asks.send(ask).map_err(|_| Denied::Closed)?;
        answer.await.unwrap_or(Err(Denied::Closed))
    }
}
