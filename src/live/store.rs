//! What of a live exercise outlives the program: its first line, inputs in the order they were
//! taken, how far time was reached, who may sit where. SQLite keeps it, each commit synced to disk.

use super::note::{Note, NoteKind};
use crate::journal::Head;
use crate::model::SimTime;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use std::path::Path;
use std::time::Duration;

/// The layout of the database; one of another number is not opened.
const LAYOUT: i64 = 2;
/// Marks a database as one of ours ("HOTW").
const APPLICATION: i64 = 0x484F_5457;
/// How long somebody else may hold the database before play is paused.
const PATIENCE: Duration = Duration::from_secs(2);

const TABLES: &str = "
CREATE TABLE about(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE inputs(n INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, line TEXT NOT NULL) STRICT;
CREATE TABLE reached(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL, entries INTEGER NOT NULL, head BLOB NOT NULL
) STRICT;
CREATE TABLE paces(
    n INTEGER PRIMARY KEY, at INTEGER NOT NULL, real INTEGER NOT NULL,
    pace TEXT NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE notes(
    n INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, at INTEGER NOT NULL, real INTEGER NOT NULL,
    kind TEXT NOT NULL, who TEXT NOT NULL, hand TEXT NOT NULL, about TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE passes(
    hash BLOB PRIMARY KEY, kind TEXT NOT NULL, role TEXT NOT NULL, seat TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
";

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// SQLite says no: a full disk, a lock, damage.
    #[error("the database says: {0}")]
    Database(#[from] rusqlite::Error),
    /// It is no exercise of ours, or of another layout.
    #[error("{0}")]
    Foreign(String),
}

/// How far an exercise was played, and the head of its journal there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The moment.
    pub at: SimTime,
    /// How many entries its journal had.
    pub entries: u32,
    /// The hash of the last of them.
    pub head: Head,
}

/// A change of pace, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paced {
    /// The moment of exercise time.
    pub at: SimTime,
    /// Real time, in milliseconds since 1970.
    pub real: i64,
    /// The pace in words: `paused`, `60 times real time`.
    pub pace: String,
    /// Who changed it.
    pub by: String,
}

/// What is made durable at once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Inputs, each with its sender's key.
    pub inputs: Vec<(String, String)>,
    /// Changes of pace.
    pub paces: Vec<Paced>,
    /// Notes, each with its sender's key.
    pub notes: Vec<(String, Note)>,
    /// How far it was played.
    pub reached: Option<Reached>,
}

impl Batch {
    /// Whether it holds anything that was asked for.
    #[must_use]
    pub fn holds_something(&self) -> bool {
        !(self.inputs.is_empty() && self.paces.is_empty() && self.notes.is_empty())
    }
}

/// Somebody's way in: what is kept of it is a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// `link` or `cookie`.
    pub kind: String,
    /// Which pages it opens.
    pub role: String,
    /// The seat, by its id; empty where it is none.
    pub seat: String,
    /// Whether it opens anything any more.
    pub revoked: bool,
}

/// The database of one exercise.
pub struct Store {
    db: Connection,
}

impl Store {
    /// Makes the database of a new exercise. `first_line` is the first line of its journal.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be written.
    pub fn create(path: &Path, first_line: &[u8], nonce: &[u8; 32]) -> Result<Store, Trouble> {
        if path.exists() {
            let text = format!("{} is there already", path.display());
            return Err(Trouble::Foreign(text));
        }
        let db = connect(path)?;
        db.pragma_update(None, "application_id", APPLICATION)?;
        db.pragma_update(None, "user_version", LAYOUT)?;
        let mut store = Store { db };
        let first = store.db.transaction()?;
        first.execute_batch(TABLES)?;
        let about = "INSERT INTO about(name, value) VALUES (?1, ?2)";
        first.execute(about, params!["first line", first_line])?;
        first.execute(about, params!["nonce", &nonce[..]])?;
        first.commit()?;
        Ok(store)
    }

    /// Opens the database of an exercise that was begun.
    ///
    /// # Errors
    /// When it is damaged, of another layout, or no exercise.
    pub fn open(path: &Path) -> Result<Store, Trouble> {
        if !path.exists() {
            return Err(Trouble::Foreign(format!("there is no {}", path.display())));
        }
        let db = connect(path)?;
        let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        if number("application_id")? != APPLICATION {
            let text = format!("{} is not the database of an exercise", path.display());
            return Err(Trouble::Foreign(text));
        }
        let layout = number("user_version")?;
        if layout != LAYOUT {
            let text = format!("{} has layout {layout}, not {LAYOUT}", path.display());
            return Err(Trouble::Foreign(text));
        }
        let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            let text = format!("{} is damaged: {sound}", path.display());
            return Err(Trouble::Foreign(text));
        }
        Ok(Store { db })
    }

    /// Something kept about the exercise: `first line` or `nonce`.
    ///
    /// # Errors
    /// When it is not there.
    pub fn about(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        let sql = "SELECT value FROM about WHERE name = ?1";
        Ok(self.db.query_row(sql, [name], |row| row.get(0))?)
    }

    /// All inputs in the order they were taken, each with its key.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn inputs(&self) -> Result<Vec<(String, String)>, Trouble> {
        let sql = "SELECT key, line FROM inputs ORDER BY n";
        let mut all = self.db.prepare(sql)?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The changes of pace, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn paces(&self) -> Result<Vec<Paced>, Trouble> {
        let sql = "SELECT at, real, pace, by FROM paces ORDER BY n";
        let mut all = self.db.prepare(sql)?;
        let rows = all.query_map([], |row| {
            Ok(Paced {
                at: SimTime(row.get(0)?),
                real: row.get(1)?,
                pace: row.get(2)?,
                by: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The notes, in order, each with its key.
    ///
    /// # Errors
    /// When they cannot be read, or one is of a kind that this version does not know.
    pub fn notes(&self) -> Result<Vec<(String, Note)>, Trouble> {
        let sql = "SELECT key, at, real, kind, who, hand, about, text FROM notes ORDER BY n";
        let mut all = self.db.prepare(sql)?;
        let rows = all.query_map([], |row| {
            let kind: String = row.get(3)?;
            let note = |kind| {
                Ok::<_, rusqlite::Error>(Note {
                    at: SimTime(row.get(1)?),
                    real: row.get(2)?,
                    kind,
                    who: row.get(4)?,
                    hand: row.get(5)?,
                    about: row.get(6)?,
                    text: row.get(7)?,
                })
            };
            let known = NoteKind::from_word(&kind).map(note).transpose()?;
            Ok((row.get::<_, String>(0)?, known.ok_or(kind)))
        })?;
        let mut notes = Vec::new();
        for row in rows {
            let (key, note) = row?;
            let note = note.map_err(|kind| {
                Trouble::Foreign(format!("there is no kind of note called {kind:?}"))
            })?;
            notes.push((key, note));
        }
        Ok(notes)
    }

    /// How far it was played; none before STARTEX.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn reached(&self) -> Result<Option<Reached>, Trouble> {
        let sql = "SELECT at, entries, head FROM reached";
        let found = self.db.query_row(sql, [], |row| {
            Ok(Reached {
                at: SimTime(row.get(0)?),
                entries: row.get(1)?,
                head: Head(row.get(2)?),
            })
        });
        Ok(found.optional()?)
    }

    /// Makes all of a batch durable, or nothing of it.
    ///
    /// # Errors
    /// When it cannot be: then nothing of it may be shown.
    pub fn commit(&mut self, batch: &Batch) -> Result<(), Trouble> {
        let all = self.db.transaction()?;
        for (key, line) in &batch.inputs {
            let sql = "INSERT INTO inputs(key, line) VALUES (?1, ?2)";
            all.prepare_cached(sql)?.execute(params![key, line])?;
        }
        for one in &batch.paces {
            let sql = "INSERT INTO paces(at, real, pace, by) VALUES (?1, ?2, ?3, ?4)";
            let row = params![one.at.0, one.real, one.pace, one.by];
            all.prepare_cached(sql)?.execute(row)?;
        }
        for (key, one) in &batch.notes {
            let sql = "INSERT INTO notes(key, at, real, kind, who, hand, about, text) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let (at, kind) = (one.at.0, one.kind.word());
            let row = params![
                key, at, one.real, kind, one.who, one.hand, one.about, one.text
            ];
            all.prepare_cached(sql)?.execute(row)?;
        }
        if let Some(reached) = &batch.reached {
            reach(&all, reached)?;
        }
        Ok(all.commit()?)
    }

    /// Every way in.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn passes(&self) -> Result<Vec<Pass>, Trouble> {
        let sql = "SELECT hash, kind, role, seat, revoked FROM passes ORDER BY rowid";
        let mut all = self.db.prepare(sql)?;
        let rows = all.query_map([], |row| {
            Ok(Pass {
                hash: row.get(0)?,
                kind: row.get(1)?,
                role: row.get(2)?,
                seat: row.get(3)?,
                revoked: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps ways in, those that are there already as they are now.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub fn keep_passes(&mut self, passes: &[Pass]) -> Result<(), Trouble> {
        let all = self.db.transaction()?;
        for pass in passes {
            let sql = "INSERT INTO passes(hash, kind, role, seat, revoked) \
                       VALUES (?1, ?2, ?3, ?4, ?5) \
                       ON CONFLICT (hash) DO UPDATE SET revoked = excluded.revoked";
            let row = params![
                &pass.hash[..],
                pass.kind,
                pass.role,
                pass.seat,
                pass.revoked
            ];
            all.prepare_cached(sql)?.execute(row)?;
        }
        Ok(all.commit()?)
    }
}

fn connect(path: &Path) -> Result<Connection, Trouble> {
    let db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    // One writer, and nobody else: a second server on the same exercise is refused at once.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    Ok(db)
}

fn reach(all: &Transaction<'_>, reached: &Reached) -> Result<(), Trouble> {
    let sql = "INSERT INTO reached(one, at, entries, head) VALUES (1, ?1, ?2, ?3) \
               ON CONFLICT (one) DO UPDATE SET \
               at = excluded.at, entries = excluded.entries, head = excluded.head";
    let row = params![reached.at.0, reached.entries, &reached.head.0[..]];
    all.prepare_cached(sql)?.execute(row)?;
    Ok(())
}
