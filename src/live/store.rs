//! What of a live exercise outlives the program: its first line, inputs in the order they were
//! taken, how far time was reached, who may sit where. SQLite keeps it, each commit synced to disk.

mod database;

use super::log;
use super::note::{Note, NoteKind};
use super::pass::commitment;
use crate::journal::Head;
use crate::model::SimTime;
pub(super) use database::beside;
use database::{connect, recognise};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// Under what it is kept that the seed was drawn.
const DRAWN: &str = "drawn";

/// The layout of the database; one of another number is not opened.
const LAYOUT: u32 = 2;
/// Marks a database as one of ours ("HOTW").
const APPLICATION: u32 = 0x484F_5457;
/// The size of SQLite's pages.
const PAGE: usize = 4096;

const TABLES: &str = "
CREATE TABLE about(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE inputs(
    n INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, line TEXT NOT NULL, chain BLOB NOT NULL
) STRICT;
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
CREATE TABLE drafts(
    seat TEXT NOT NULL, form TEXT NOT NULL, fields TEXT NOT NULL,
    by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (seat, form)
) STRICT;
";

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// SQLite says no: a full disk, no right to write.
    #[error("the database says: {0}")]
    Database(rusqlite::Error),
    /// Another program has it open.
    #[error("another program holds it")]
    Held,
    /// What is kept is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// It is no exercise of ours, or of another layout.
    #[error("{0}")]
    Foreign(String),
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        use rusqlite::Error as E;
        match (error.sqlite_error_code(), &error) {
            (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => Trouble::Held,
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase), _)
            | (
                _,
                E::QueryReturnedNoRows
                | E::InvalidColumnType(..)
                | E::FromSqlConversionFailure(..)
                | E::IntegralValueOutOfRange(..)
                | E::Utf8Error(..),
            ) => Trouble::Damaged(error.to_string()),
            _ => Trouble::Database(error),
        }
    }
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
    /// What the last input is chained to.
    chain: [u8; 32],
    /// Whether its log may have lost the last thing written to it.
    torn: bool,
}

impl Store {
    /// Makes the database of a new exercise. `first_line` is the first line of its journal, and
    /// `drawn` whether its seed was drawn, so that nobody chose it. It is there whole, or not at
    /// all.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be written.
    pub fn create(
        path: &Path,
        first_line: &[u8],
        nonce: &[u8; 32],
        drawn: bool,
    ) -> Result<Store, Trouble> {
        if path.exists() {
            let text = format!("{} is there already", path.display());
            return Err(Trouble::Foreign(text));
        }
        let half = beside(path, ".new");
        for left in [half.clone(), beside(&half, "-wal")] {
            match std::fs::remove_file(left) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error)?,
                _ => {}
            }
        }
        let mut db = connect(&half)?;
        let first = db.transaction()?;
        first.pragma_update(None, "application_id", APPLICATION)?;
        first.pragma_update(None, "user_version", LAYOUT)?;
        first.execute_batch(TABLES)?;
        let about = "INSERT INTO about(name, value) VALUES (?1, ?2)";
        first.execute(about, params!["first line", first_line])?;
        first.execute(about, params!["nonce", &nonce[..]])?;
        first.execute(
            about,
            params!["commitment", commitment(nonce, first_line).as_bytes()],
        )?;
        if drawn {
            first.execute(about, params![DRAWN, b"yes"])?;
        }
        first.commit()?;
        db.close().map_err(|(_, error)| error)?;
        std::fs::rename(&half, path)?;
        let place = path.parent().filter(|place| !place.as_os_str().is_empty());
        std::fs::File::open(place.unwrap_or(Path::new(".")))?.sync_all()?;
        Store::open(path)
    }

    /// Opens the database of an exercise that was begun. What is none of ours is not touched.
    ///
    /// # Errors
    /// When it is damaged, of another layout, held by another program, or no exercise.
    pub fn open(path: &Path) -> Result<Store, Trouble> {
        recognise(path)?;
        let log = log::look(&beside(path, "-wal"))?;
        if log.lost > 1 {
            return Err(Trouble::Damaged(format!(
                "its log {}-wal breaks off after {} records, and {} follow that cannot be read",
                path.display(),
                log.whole,
                log.lost
            )));
        }
        let db = connect(path)?;
        let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(Trouble::Damaged(sound));
        }
        let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
        let tables: u32 = db.query_row(tables, [], |row| row.get(0))?;
        let ours = TABLES.matches("CREATE TABLE").count();
        if tables as usize != ours {
            let text = format!("it has {tables} tables and not {ours}");
            return Err(Trouble::Damaged(text));
        }
        let last = "SELECT chain FROM inputs ORDER BY n DESC LIMIT 1";
        let chain = db.query_row(last, [], |row| row.get(0)).optional()?;
        let store = Store {
            db,
            chain: chain.unwrap_or_default(),
            torn: log.lost > 0,
        };
        let bound = commitment(&store.about("nonce")?, &store.about("first line")?);
        if bound.as_bytes() != store.about("commitment")? {
            let text =
                "its first line or its nonce was altered: they are not what was committed to";
            return Err(Trouble::Damaged(text.to_owned()));
        }
        Ok(store)
    }

    /// Whether the end of the log was not whole: a power cut while it was written, before that was
    /// acknowledged, or damage.
    #[must_use]
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    pub(super) fn database(&mut self) -> &mut Connection {
        &mut self.db
    }

    /// Something kept about the exercise: `first line`, `nonce`, `commitment`, how long it is
    /// `kept`, the `scenario` as it was written.
    ///
    /// # Errors
    /// When it is not there.
    pub fn about(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        let sql = "SELECT value FROM about WHERE name = ?1";
        Ok(self.db.query_row(sql, [name], |row| row.get(0))?)
    }

    /// Whether the seed was drawn by whoever served it, so that nobody chose it. Where that cannot
    /// be read it may have been, and is withheld.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        let sql = "SELECT count(*) FROM about WHERE name = ?1";
        let said: rusqlite::Result<u32> = self.db.query_row(sql, [DRAWN], |row| row.get(0));
        said.map_or(true, |said| said > 0)
    }

    /// Says something about the exercise, such as how long it is `kept`.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn say(&mut self, name: &str, value: &[u8]) -> Result<(), Trouble> {
        let sql = "INSERT INTO about(name, value) VALUES (?1, ?2) \
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.db.execute(sql, params![name, value])?;
        Ok(())
    }

    /// All inputs in the order they were taken, each with its key.
    ///
    /// # Errors
    /// When they cannot be read, or one is missing or was altered.
    pub fn inputs(&self) -> Result<Vec<(String, String)>, Trouble> {
        match self.whole_inputs() {
            (all, None) => Ok(all),
            (_, Some(why)) => Err(why),
        }
    }

    /// The inputs that are whole, up to the first that is not, and why that is not.
    pub(super) fn whole_inputs(&self) -> (Vec<(String, String)>, Option<Trouble>) {
        let mut whole = Vec::new();
        let why = self.read_inputs(&mut whole).err();
        (whole, why)
    }

    fn read_inputs(&self, whole: &mut Vec<(String, String)>) -> Result<(), Trouble> {
        let sql = "SELECT n, key, line, chain FROM inputs ORDER BY n";
        let mut all = self.db.prepare(sql)?;
        let (mut rows, mut chain) = (all.query([])?, [0; 32]);
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            let (key, line): (String, String) = (row.get(1)?, row.get(2)?);
            let next = i64::try_from(whole.len()).unwrap_or(i64::MAX) + 1;
            if n != next {
                let text = format!("input {next} is missing");
                return Err(Trouble::Damaged(text));
            }
            chain = link(&chain, &key, &line);
            if chain != row.get::<_, [u8; 32]>(3)? {
                return Err(Trouble::Damaged(format!("input {n} was altered")));
            }
            whole.push((key, line));
        }
        Ok(())
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
        let (all, mut chain) = (self.db.transaction()?, self.chain);
        for (key, line) in &batch.inputs {
            chain = link(&chain, key, line);
            let sql = "INSERT INTO inputs(key, line, chain) VALUES (?1, ?2, ?3)";
            let row = params![key, line, &chain[..]];
            all.prepare_cached(sql)?.execute(row)?;
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
        all.commit()?;
        self.chain = chain;
        Ok(())
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

/// What an input is chained to: to itself and all before it, so that whatever was altered is found
/// where it was.
fn link(before: &[u8; 32], key: &str, line: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(before);
    digest.update(key.as_bytes());
    digest.update([0]);
    digest.update(line.as_bytes());
    digest.finalize().into()
}

fn reach(all: &Transaction<'_>, reached: &Reached) -> Result<(), Trouble> {
    let sql = "INSERT INTO reached(one, at, entries, head) VALUES (1, ?1, ?2, ?3) \
               ON CONFLICT (one) DO UPDATE SET \
               at = excluded.at, entries = excluded.entries, head = excluded.head";
    let row = params![reached.at.0, reached.entries, &reached.head.0[..]];
    all.prepare_cached(sql)?.execute(row)?;
    Ok(())
}
