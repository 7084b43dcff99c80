//! What is new for whom, kept up with each entry as it is recorded, so that nobody who looks has
//! to go through all of them.

use crate::fact::Fact;
use crate::journal::{Entry, is_for, is_shown};
use crate::model::word::words;
use crate::model::{Amendment, Audience, InjectId, MessageId, OrgId, PlannedId, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;

words! {
    /// Where an inject stands.
    pub enum InjectState {
        /// It comes when it is due.
        Scheduled = "scheduled",
        /// It is held back until somebody releases it.
        Held = "held",
        /// It is held back, and has come due.
        Due = "due",
        /// It has gone out.
        Released = "released",
        /// It is set aside.
        Skipped = "skipped",
    }
}

/// What became of an inject, and what EXCON changed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Where it stands.
    pub state: InjectState,
    /// Since when; none where it stands as it was written.
    pub at: Option<SimTime>,
    /// What is otherwise than in the script.
    pub amended: Amendment,
    /// How often EXCON has changed it.
    pub edits: u32,
    /// To whom messages went out by it.
    pub sent: Vec<OrgId>,
    /// How many of them were opened.
    pub opened: usize,
}

impl Became {
    /// As it was written.
    const WRITTEN: Became = Became {
        state: InjectState::Scheduled,
        at: None,
        amended: Amendment {
            due: None,
            text: None,
            to: None,
            channel: None,
            priority: None,
        },
        edits: 0,
        sent: Vec::new(),
        opened: 0,
    };
}

/// What is new for whom.
#[derive(Debug)]
pub struct Board {
    read: usize,
    /// By organisation, what it was shown and has not read.
    waiting: Vec<Vec<u32>>,
    /// By organisation, how many things it was shown.
    shown: Vec<u32>,
    told: Arc<[u32]>,
    /// How many things everybody was shown.
    public: usize,
    injects: Vec<Became>,
    /// The last message that was composed.
    composed: Option<MessageId>,
    /// By what EXCON added and has gone out: its message, until that is opened, and none then.
    added: BTreeMap<PlannedId, Option<MessageId>>,
}

impl Board {
    /// Before anything was recorded.
    #[must_use]
    pub fn new(orgs: usize, injects: usize) -> Board {
        Board {
            read: 0,
            waiting: vec![Vec::new(); orgs],
            shown: vec![0; orgs],
            told: vec![0; orgs].into(),
            public: 0,
            injects: vec![Became::WRITTEN; injects],
            composed: None,
            added: BTreeMap::new(),
        }
    }

    /// Takes note of what is new among all entries of a run.
    pub fn note(&mut self, entries: &[Entry]) {
        let before = self.read;
        for entry in entries.iter().skip(self.read) {
            self.one(entry);
        }
        self.read = self.read.max(entries.len());
        if self.read > before && *self.shown != *self.told {
            self.told = self.shown.as_slice().into();
        }
    }

    fn one(&mut self, entry: &Entry) {
        let stands = match entry.fact() {
            Some(Fact::InjectReleased(f)) => Some((f.inject, InjectState::Released)),
            Some(Fact::InjectSkipped(f)) if f.to.is_none() => {
                Some((f.inject, InjectState::Skipped))
            }
            // Needed by nobody of whom it was looked at, it is over, unless it goes to others.
            Some(Fact::InjectSkipped(f))
                if self.injects[f.inject.at()].state != InjectState::Released =>
            {
                Some((f.inject, InjectState::Skipped))
            }
            Some(Fact::InjectHeld(f)) if f.held => Some((f.inject, InjectState::Held)),
            Some(Fact::InjectHeld(f)) => Some((f.inject, InjectState::Scheduled)),
            Some(Fact::InjectWaits(f)) => Some((f.inject, InjectState::Due)),
            Some(Fact::InjectEdited(f)) => {
                let became = &mut self.injects[f.inject.at()];
                became.amended.amend(f.amendment());
                became.edits += 1;
                // What had come due while it was held is held still, and comes due again.
                let moved =
                    became.state == InjectState::Due && f.due.is_some_and(|due| due > entry.at);
                moved.then_some((f.inject, InjectState::Held))
            }
            // What was planned has been composed when it is said to have gone out.
            Some(Fact::PlannedSettled(f)) if f.sent => {
                self.added.insert(f.planned, self.composed);
                None
            }
            Some(Fact::MessageComposed(f)) => {
                self.composed = Some(f.message);
                if let Some(inject) = f.letter.inject {
                    self.injects[inject.at()].sent.push(f.letter.to);
                }
                None
            }
            Some(Fact::MessageOpened(f)) => {
                if let Some(inject) = f.inject {
                    self.injects[inject.at()].opened += 1;
                }
                let of = Some(f.message);
                let added = self.added.values_mut().filter(|one| **one == of);
                added.for_each(|one| *one = None);
                None
            }
            _ => None,
        };
        if let Some((inject, state)) = stands {
            let became = &mut self.injects[inject.at()];
            (became.state, became.at) = (state, Some(entry.at));
        }
        match is_for(entry) {
            Audience::Excon => {}
            Audience::One(one) => self.wait(entry, one),
            Audience::Two(one, two) if one == two => self.wait(entry, one),
            Audience::Two(one, two) => {
                self.wait(entry, one);
                self.wait(entry, two);
            }
            Audience::Everyone => {
                self.public += 1;
                for org in 0..self.waiting.len() {
                    self.wait(entry, OrgId::nth(org));
                }
            }
        }
    }

    fn wait(&mut self, entry: &Entry, org: OrgId) {
        let at = org.at();
        self.waiting[at].push(entry.seq);
        self.shown[at] += u32::from(is_shown(entry, org));
    }

    /// What an organisation has not read, and has from now on.
    pub fn take(&mut self, org: OrgId) -> Vec<u32> {
        std::mem::take(&mut self.waiting[org.at()])
    }

    /// How many things everybody was shown.
    #[must_use]
    pub fn public(&self) -> usize {
        self.public
    }

    /// How many things each organisation was shown.
    #[must_use]
    pub fn shown(&self) -> Arc<[u32]> {
        Arc::clone(&self.told)
    }

    /// Whether what EXCON added has gone out and been opened.
    #[must_use]
    pub fn was_opened(&self, planned: PlannedId) -> bool {
        self.added.get(&planned).is_some_and(Option::is_none)
    }

    /// What became of an inject.
    #[must_use]
    pub fn inject(&self, inject: InjectId) -> &Became {
        &self.injects[inject.at()]
    }
}
